// Lists that mean harm: one piece of text again and again, in each place where a list has text; and what they cost.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const probe = fileURLToPath(new URL('cost-probe.mjs', import.meta.url));
const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

export const PIECES = [
  '—',
  '– ',
  '- ',
  '[',
  '[]',
  '](',
  '[a](',
  '![',
  '(',
  '()',
  '((a)',
  '<',
  '<a ',
  '<!--',
  '<br>',
  '</',
  '*',
  '**',
  '**a',
  '_',
  '`',
  '` ',
  '~',
  '|',
  '| ',
  '\\',
  '\\|',
  '.',
  'a.',
  'a. ',
  'e.g. ',
  '. . ',
  '…',
  '!',
  '?',
  ':',
  ': ',
  '；',
  ';',
  ', ',
  '"',
  '“',
  "'",
  '● ',
  '•',
  '1) ',
  '1. a ',
  '@',
  '@a ',
  '#',
  '#a ',
  '$A ',
  '&',
  '&amp;',
  'http://',
  'https://a.b/',
  'www.',
  'a@b.c ',
  ' ',
  '\u00a0',
  '\u200b',
  'a',
  'a ',
  'A',
  '1',
  '日',
  '日。',
  '=',
  '{',
  '{a}',
  '👩‍🔬',
  'e\u0301',
  '\u0301',
];

const head = (heading) => `## ${heading}\n\n| **Paper** | **Links** |\n| --- | --- |\n`;
const WEEK = 'Top Papers of the Week (May 11 - May 17) - 2026';
const link = '[Paper](https://arxiv.org/abs/2605.00001)';
const fill = (piece, size) => piece.repeat(Math.ceil(size / Buffer.byteLength(piece)));
const rows = (row, size) => {
  const bytes = Buffer.byteLength(row(99_999));
  return Array.from({ length: Math.max(1, Math.floor(size / bytes)) }, (_, index) => row(index + 1)).join('');
};

/** The places, each a function of a piece and of the bytes that the list has. */
export const PLACES = {
  'one summary': (piece, size) => `${head(WEEK)}| 1) **A title** - ${fill(piece, size)} | ${link} |\n`,
  'one title': (piece, size) => `${head(WEEK)}| 1) **${fill(piece, size)}** - A summary. | ${link} |\n`,
  'one label': (piece, size) =>
    `${head(WEEK)}| 1) **A title** - A summary. | [${fill(piece, size)}](https://arxiv.org/abs/2605.00001) |\n`,
  'one address': (piece, size) =>
    `${head(WEEK)}| 1) **A title** - A summary. | [Paper](https://arxiv.org/${fill(piece, size)}) |\n`,
  'one heading': (piece, size) => `${head(`${WEEK} ${fill(piece, size)}`)}| 1) **A title** - A summary. | ${link} |\n`,
  'summaries of many rows': (piece, size) =>
    head(WEEK) + rows((n) => `| ${n}) **Title ${n}** - ${fill(piece, 16_000)} | ${link} |\n`, size),
  'ten summaries': (piece, size) =>
    head(WEEK) +
    Array.from({ length: 10 }, (_, n) => `| ${n + 1}) **Title ${n}** - ${fill(piece, size / 10)} | ${link} |\n`).join(
      '',
    ),
  'short rows': (piece, size) => head(WEEK) + rows((n) => `| ${n}) **T** - ${piece} | [P](https://a.b/${n}) |\n`, size),
  lines: (piece, size) => head(WEEK) + fill(`${piece}\n`, size),
  'dated headings': (piece, size) => rows(() => `${head(WEEK)}| 1) **A** - ${piece} | ${link} |\n`, size),
  'many weeks': (piece, size) =>
    rows(
      (n) => `## Week (May ${(n % 28) + 1}, ${1990 + (Math.floor(n / 28) % 200)})\n1. **A** - ${piece} ${link}\n`,
      size,
    ),
  'prose under the week': (piece, size) => `## ${WEEK}\n\n${fill(`${piece}word `, size)}\n`,
  bullets: (piece, size) => `## ${WEEK}\n\n${rows((n) => `- **Title ${n}** ${piece} ${link}\n`, size)}`,
};

/** Lists in which each piece stands long, all of them in one: what is worse than linear in any shows in the whole. */
export const ALL_PIECES = {
  'all pieces as summaries': (size) => allRows((piece, n) => `| ${n}) **Title ${n}** - ${piece} | ${link} |\n`, size),
  'all pieces as titles': (size) => allRows((piece, n) => `| ${n}) **${piece}** - A summary. | ${link} |\n`, size),
  'all pieces as labels': (size) =>
    allRows((piece, n) => `| ${n}) **T ${n}** - A summary. | [${piece}](https://a.b/${n}) |\n`, size),
  'all pieces as addresses': (size) =>
    allRows((piece, n) => `| ${n}) **T ${n}** - A summary. | [Paper](https://a.b/${piece}) |\n`, size),
  'all pieces as cells without an end': (size) => allRows((piece, n) => `| ${n}) ${piece} ${link}\n`, size),
  'all pieces as prose': (size) => `## ${WEEK}\n\n${eachPiece((piece) => `${piece}\n\n`, size)}`,
  'all pieces as bullets': (size) =>
    `## ${WEEK}\n\n${eachPiece((piece, n) => `- **T ${n}** ${piece} ${link}\n`, size)}`,
  'all pieces as headings': (size) =>
    eachPiece(
      (piece, n) => `${head(`Week (May ${(n % 28) + 1}, 2026) ${piece}`)}| 1) **T** - A summary. | ${link} |\n`,
      size,
    ),
  'all pieces before the first week': (size) =>
    `${eachPiece((piece) => `${piece}\n\n`, size)}\n${head(WEEK)}| 1) **T** - A summary. | ${link} |\n`,
};

const eachPiece = (write, size) =>
  PIECES.map((piece, index) => write(fill(piece, size / PIECES.length), index + 1)).join('');
const allRows = (row, size) => head(WEEK) + eachPiece(row, size);

/** What a command costs on a list: processor time in milliseconds and memory in MB, of the whole process. */
export function costOf(command, list, cwd) {
  const source = path.join(cwd, 'hostile.md');
  const report = path.join(cwd, 'cost.txt');
  writeFileSync(source, list);
  const env = { PATH: process.env.PATH, HOME: cwd, COST_REPORT: report, STATE_FILE: path.join(cwd, 'state.json') };
  const { status, signal } = spawnSync(process.execPath, ['--import', probe, cli, ...command, '--source', source], {
    cwd,
    env,
    stdio: 'ignore',
    timeout: 120_000,
  });
  if (signal !== null) return { ms: Infinity, mb: Infinity, status };
  const [kilobytes, ms] = readFileSync(report, 'utf8').split(' ').map(Number);
  rmSync(report);
  return { ms, mb: kilobytes / 1024, status };
}

/** How much longer a list takes that is twice as long, the start of the program taken off. */
export function doubling(command, make, size, cwd) {
  const [start, once, twice] = ['# Nothing\n', make(size), make(2 * size)].map((list) => costOf(command, list, cwd).ms);
  return { ratio: (twice - start) / Math.max(once - start, 20), ms: twice };
}
