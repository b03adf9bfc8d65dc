// How fast the built command line is, as ratios against an empty Node process in the same run.
//   npm run bench            prints a table of results and goals
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeArchive, makeYears } from './archive.mjs';
import { measureCard } from './card.mjs';
import { measureFleet } from './fleet.mjs';
import { ALL_PIECES, doubling } from './hostile.mjs';
import { compare, median, peakMemory, run } from './measure.mjs';
import { measureNetworks } from './networks.mjs';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const cwd = mkdtempSync(path.join(tmpdir(), 'bench-'));
const place = {
  cwd,
  env: { PATH: process.env.PATH, HOME: cwd, NO_COLOR: '1', STATE_FILE: path.join(cwd, 'state.json') },
};
const sizes = [4, 40, 400];

const inFolder = (name) => path.join(cwd, name);
const oneWeek = (source) => [cli, 'post', '--dry-run', '--to', 'x', '--source', source];
const allWeeks = (source) => [cli, 'post', 'all', '--dry-run', '--json', '--to', 'x', '--source', source];

const rows = [];
const show = (what, result, goal = '', holds = undefined) =>
  rows.push([what, result, goal, holds === undefined ? '' : holds ? 'holds' : 'MISSED']);
const times = (ratio) => `${ratio.toFixed(2)}x`;
const ms = (value) => `${value.toFixed(0)} ms`;

/** A ratio to an empty process, and whether it keeps its goal. */
function showRatio(what, took, empty, goal) {
  show(what, `${ms(took)}, ${times(took / empty)}`, `at most ${times(goal)}`, took / empty <= goal);
}

/** Cold starts, as a timer or a person sees them. */
function startUp() {
  const content = fileURLToPath(new URL('../content', import.meta.url));
  const took = compare(
    {
      empty: [inFolder('empty.mjs')],
      help: [cli, '--help'],
      example: oneWeek(content),
      years: oneWeek(inFolder('years')),
    },
    15,
    place,
  );
  show('empty Node process', ms(took.empty));
  showRatio('--help', took.help, took.empty, 1.2);
  showRatio('dry run of the newest week of content/', took.example, took.empty, 2.5);
  showRatio('dry run of the newest week of four years', took.years, took.empty, 3.5);
  const memory = peakMemory(oneWeek(inFolder('years')), place);
  show('  its memory', `${memory.toFixed(0)} MB`, 'at most 80 MB', memory <= 80);
}

/** Commands that read every week: four years in a file each, and 181 weeks in one file. */
function wholeLists() {
  const took = compare(
    {
      empty: [inFolder('empty.mjs')],
      weeks: [cli, 'weeks', '--source', inFolder('years')],
      json: [cli, 'weeks', '--json', '--source', inFolder('181.md')],
    },
    5,
    place,
  );
  // Exits 1 on what it finds, which every list has.
  const lint = median(
    Array.from({ length: 5 }, () => run([cli, 'lint', '--source', inFolder('181.md')], { ...place, statuses: [0, 1] })),
  );
  showRatio('weeks of four years', took.weeks, took.empty, 15);
  showRatio('weeks --json of 181 weeks', took.json, took.empty, 25);
  showRatio('lint of 181 weeks', lint, took.empty, 55);
}

/** One week out of ever longer archives, beside a process that reads the same file and finds the ends of its lines. */
function growthOfOne() {
  const candidates = Object.fromEntries(
    sizes.flatMap((size) => [
      [`read ${size}`, [inFolder('read.mjs'), inFolder(`${size}.md`)]],
      [`week ${size}`, oneWeek(inFolder(`${size}.md`))],
    ]),
  );
  const took = compare(candidates, 9, place);
  for (const size of sizes) {
    const memory = peakMemory(oneWeek(inFolder(`${size}.md`)), place);
    const mb = statSync(inFolder(`${size}.md`)).size / 1e6;
    show(
      `dry run of one week of ${size} (${mb.toFixed(1)} MB)`,
      `${ms(took[`week ${size}`])}, ${memory.toFixed(0)} MB`,
    );
  }
  const [least, , most] = sizes;
  const grown = took[`week ${most}`] - took[`week ${least}`];
  const reading = took[`read ${most}`] - took[`read ${least}`];
  const share = grown / took[`week ${least}`];
  show(`  grows from ${least} to ${most} weeks by`, `${ms(grown)} (${(share * 100).toFixed(0)} %)`);
  show('  of which the reading alone', ms(reading), 'the rest at most 40 ms', grown - reading <= 40);
}

/** Lists that mean harm, each twice as long as another: what is worse than linear takes four times as long. */
function hostile() {
  const commands = [['post', '--dry-run', '--to', 'x'], ['lint']];
  const found = Object.entries(ALL_PIECES).flatMap(([place, make]) =>
    commands.map((command) => ({ place, command: command[0], ...doubling(command, make, 400_000, cwd) })),
  );
  const worst = found.reduce((one, other) => (other.ratio > one.ratio ? other : one));
  show(
    `a hostile list twice as long, at worst (${worst.place}, ${worst.command})`,
    times(worst.ratio),
    'under 3.00x',
    worst.ratio < 3,
  );
}

/** Every week composed: what a hundredfold archive costs, for each week, beside a small one. */
function growthOfAll() {
  const took = compare(
    Object.fromEntries(sizes.slice(0, 2).map((size) => [size, allWeeks(inFolder(`${size}.md`))])),
    3,
    place,
  );
  took[sizes[2]] = run(allWeeks(inFolder(`${sizes[2]}.md`)), place);
  const memory = sizes.map((size) => peakMemory(allWeeks(inFolder(`${size}.md`)), place));
  sizes.forEach((size, index) => {
    show(`all of ${size} weeks composed`, `${ms(took[size])}, ${memory[index].toFixed(0)} MB`);
  });
  const [least, middle, most] = sizes;
  const early = (took[middle] - took[least]) / (middle - least);
  const late = (took[most] - took[middle]) / (most - middle);
  show('  weeks composed per second', (1000 / late).toFixed(0));
  show(
    '  a week late in a long archive against one in a short',
    times(late / early),
    'at most 1.20x',
    late / early <= 1.2,
  );
}

/** The picture of the week in a process of its own, above an empty one. */
async function card() {
  const { ms: took, megabytes } = await measureCard();
  show('the card drawn', `${ms(took)}, ${megabytes.toFixed(0)} MB`, '100 ms, 100 MB', took <= 100 && megabytes <= 100);
}

/** A thread of twelve over loopback, logged in anew. */
async function networks() {
  for (const { network, requests, totalMs, oursMsPerPost } of await measureNetworks()) {
    const ours = oursMsPerPost === undefined ? '' : `, ours ${oursMsPerPost.toFixed(1)} ms a post`;
    const asked = Object.entries(requests).map(([name, times]) => `${times} ${name}`);
    show(`a thread on ${network}`, `${ms(totalMs)}${ours}`, asked.join(', '));
  }
}

/** Many bots, and a journal in PostgreSQL over loopback. */
async function fleet() {
  const measured = await measureFleet();
  if (measured === undefined) return show('a journal in PostgreSQL', 'not installed');
  const { saveMs, dueMs, looks, idleMegabytes } = measured;
  show('a save in PostgreSQL', `${saveMs.toFixed(1)} ms`, 'under 5 ms', saveMs < 5);
  const due = `${dueMs.next.toFixed(0)} ms, the first time ${dueMs.first.toFixed(0)} ms`;
  show('finding what is due among 10,000 bots', due, 'under 20 ms', dueMs.next < 20);
  for (const [processes, rate] of looks)
    show(`looks that post to the site, by ${processes} processes`, `${rate.toFixed(1)} a second`);
  show('1,000 idle bots in one process', `${idleMegabytes.toFixed(0)} MB`, 'under 150 MB', idleMegabytes < 150);
}

function print() {
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('   ')
        .trimEnd(),
    );
}

try {
  writeFileSync(inFolder('empty.mjs'), '');
  writeFileSync(
    inFolder('read.mjs'),
    "import { readFile } from 'node:fs/promises';\nconst lines = (await readFile(process.argv[2], 'utf8')).split('\\n');\nif (lines.length === 0) process.exit(1);\n",
  );
  for (const size of sizes) writeFileSync(inFolder(`${size}.md`), makeArchive(size));
  writeFileSync(inFolder('181.md'), makeArchive(181));
  mkdirSync(inFolder('years'));
  makeYears(208, 52).forEach((text, index) => writeFileSync(inFolder(`years/${2026 - index}.md`), text));
  rows.push(['what', 'result', 'goal', '']);
  startUp();
  wholeLists();
  growthOfOne();
  growthOfAll();
  hostile();
  await card();
  await networks();
  await fleet();
  print();
} finally {
  rmSync(cwd, { recursive: true, force: true });
}
