// How long the card of a week takes, and how much memory, above an empty process: five fresh processes, the median.
// The goal is under 100 ms and 100 MB. `node bench/card.mjs draw` is one of these processes.
import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { median } from './measure.mjs';
import { peakKilobytes } from './peak.mjs';

const bundle = new URL('../dist/bench-card.mjs', import.meta.url);

const titles = [
  'Sparse Lanterns',
  'How Small Can a Planner Be?',
  'Reading Maps of Attention Without Fooling Yourself: A Field Guide for Careful People',
  'A Benchmark Whose Questions Change Every Day',
  'Forgetting on Purpose, and What Else Goes',
  'A Compiler for Prompts',
  'δ-Sketch: A Memory of Fixed Size for Endless Text',
  'Speech From Ten Minutes of Sound',
  'The Price of a Retry: Counting What Agents Spend on Trying Again',
  'Robots That Ask First',
];

const draw = async () => {
  const before = { ms: performance.now(), kB: peakKilobytes() };
  const { drawCard } = await import(bundle.href);
  const entries = titles.map((title, at) => ({ rank: at + 1, title, summary: '', links: [], line: at + 1 }));
  const edition = { week: '2026-05-11/2026-05-17', heading: 'Papers of the Week (May 11 - May 17) - 2026', entries };
  const png = await drawCard(edition, { theme: 'light', accent: '#3367d6', fonts: [] });
  const ms = performance.now() - before.ms;
  const megabytes = (peakKilobytes() - before.kB) / 1000;
  console.log(JSON.stringify({ ms, megabytes, kilobytes: png.length / 1000 }));
};

/** The medians: `ms`, `megabytes` above the empty process, `kilobytes` of PNG. */
export const measureCard = async () => {
  const { rolldown } = await import('rolldown');
  const input = fileURLToPath(new URL('../src/render/draw-card.ts', import.meta.url));
  const made = await rolldown({ input, platform: 'node', external: [/^node:/, '@resvg/resvg-js'] });
  await made.write({ file: fileURLToPath(bundle), format: 'esm' });
  const runs = Array.from({ length: 5 }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), 'draw'], {
      encoding: 'utf8',
    });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  });
  await rm(bundle);
  return Object.fromEntries(
    ['ms', 'megabytes', 'kilobytes'].map((name) => [name, median(runs.map((run) => run[name]))]),
  );
};

if (process.argv[2] === 'draw') await draw();
