import { runsText } from './inline.ts';
import type { Run } from './inline.ts';
import { foldSpace } from '../plain-text.ts';

/** An entry's words before they are told apart. */
export interface Ranked {
  /** As written; undefined where no number stands in front. */
  readonly rank: number | undefined;
  readonly runs: readonly Run[];
}

export interface TitleAndSummary {
  readonly title: string;
  readonly summary: string;
  /** How they were told apart: by marks, by a separator, or not at all. */
  readonly by: 'bold' | 'link' | 'spaces' | 'separator' | 'line' | 'colon' | 'sentence' | 'nothing';
}

// `1)`, `1.`, `5).`, `(3)`, `#4`, `No. 5:`, `6 -`, `7- `, `8️⃣`, `9）`, `🥇 1.`; `1.58-bit` and `3- and 4-bit` are no ranks.
const RANK =
  /^[\s*_#>•●\-\\\p{Extended_Pictographic}\ufe0f]*(?:no\.?\s*|nr\.?\s*|#\s*)?[([（]?(\d{1,3})(?:\ufe0f?\u20e3|\s{0,2}\\?[)\].:）．、：]+(?!\d)|\s?[-–—](?=\s)(?!\s+(?:and|or|to|und|et)\b))\s*/iu;
const LONE_RANK = /^[\s*_#]*(\d{1,3})[\s*_]*$/;
// Dashes of every kind, colons, pipes, arrows; a full stop or comma that a bold title left behind.
const DASH = '[–—−‐‑‒―⸺－]';
const SEPARATOR = new RegExp(`^[\\s*_]*(?:(?:-+(?!\\d)|${DASH}|[:：|·]|=>|→|[.,;](?=\\s))[\\s*_]*)*`);

/** Takes the number off the front of an entry's words. */
export function takeRank(runs: readonly Run[]): Ranked {
  const text = runsText(runs);
  const match = RANK.exec(text);
  if (match) return { rank: Number(match[1]), runs: dropChars(runs, match[0].length) };
  // `1 **Title**`: a bare number before bold words.
  const [first, second] = runs;
  const lone = first && second?.strong === true && !first.strong ? LONE_RANK.exec(first.text) : null;
  return lone ? { rank: Number(lone[1]), runs: runs.slice(1) } : { rank: undefined, runs };
}

/** The number that a cell or heading holds and nothing else (`3`, `3.`, `#3`). */
export function lonelyRank(text: string): number | undefined {
  const match = /^[\s*_#(]*(\d{1,3})(?:\ufe0f?\u20e3)?[\s*_.):]*$/u.exec(text);
  return match ? Number(match[1]) : undefined;
}

/**
 * Tells title and summary apart: bold words in front are the title; else what stands before a break, two spaces or a
 * separator, whichever comes first. `preferSpaces`: the week's other entries have two spaces there.
 */
export function splitTitle(entry: readonly Run[], preferSpaces: boolean): TitleAndSummary {
  const runs = withoutFirstDash(withoutStrayMarks(entry));
  const bold = leading(runs, (run) => run.strong);
  if (bold > 0 && !isWhollyBold(runs, bold)) return cutBold(runs, bold);
  const link = leading(runs, (run) => run.url !== undefined);
  if (link > 0 && endsTitle(runsText(runs.slice(link)))) return cutRuns(runs, link, 'link');
  return splitPlain(runsText(runs), preferSpaces);
}

/** Whether two spaces come before any separator in an entry without bold words. */
export function hasSpacesFirst(entry: readonly Run[]): boolean {
  const runs = withoutStrayMarks(entry);
  if (leading(runs, (run) => run.strong) > 0) return false;
  const text = runsText(runs);
  const spaces = firstSpaces(text);
  const dash = firstDash(text);
  return spaces >= 0 && (dash < 0 || spaces < dash);
}

/** Visible words from runs, white space folded. */
export const visible = (runs: readonly Run[]): string => foldSpace(runsText(runs));

/** An entry in bold from end to end has its title before the separator, as if nothing was bold. */
const isWhollyBold = (runs: readonly Run[], bold: number): boolean =>
  bold === runs.length && runsText(runs).length > 80 && firstDash(runsText(runs)) > 0;

// `**GPT**-4 - s`, `**A** & B - s`, `**A** (ICLR 2026) - s`: words that belong to the title though they are not bold.
const GLUED = /^(?:(?![-–—:|]+(?!\d))[^\s*]{1,30}|\s[&+]\s[^\n]{1,60}?|\s\([^()\n]{1,40}\))(?=\s+(?:-{1,3}|[–—])\s)/;

function cutBold(runs: readonly Run[], bold: number): TitleAndSummary {
  const rest = runsText(runs.slice(bold));
  const glued = GLUED.exec(rest)?.[0] ?? '';
  const title = runsText(runs.slice(0, bold)) + glued;
  return { title: cleanTitle(title), summary: cleanSummary(rest.slice(glued.length)), by: 'bold' };
}

const cutRuns = (runs: readonly Run[], at: number, by: TitleAndSummary['by']): TitleAndSummary => ({
  title: cleanTitle(runsText(runs.slice(0, at))),
  summary: cleanSummary(runsText(runs.slice(at))),
  by,
});

const cleanTitle = (text: string): string =>
  foldSpace(text)
    .replace(/^[*_]+\s*|\s*\*+$/g, '')
    .replace(/\s*(?:[:：]|\s[-–—]+)$/, '');

const cleanSummary = (text: string): string => foldSpace(text.replace(SEPARATOR, ''));

/** Behind a linked title: a separator, the authors, a bracket, or a sentence of its own. */
const endsTitle = (text: string): boolean => startsLikeSeparator(text) || /^\s*(?:by\s|\(|\[)|^\s+\p{Lu}/u.test(text);

const startsLikeSeparator = (text: string): boolean =>
  text.trim() === '' || /^(?:\s*(?:[-–—−‐‑‒―⸺－:：|\n]|\s{2})|[.,]\s)/.test(text);

/** How many runs in front belong to one marked stretch, blanks and `/`, `,`, `&` between them included. */
function leading(runs: readonly Run[], marked: (run: Run) => boolean): number {
  let count = 0;
  for (let index = 0; index < runs.length; index++) {
    const run = runs[index];
    if (run === undefined) break;
    const isInside = run.text === '\n' && marked(run) && isShort(runs, index, marked);
    if (run.text.includes('\n') && !isInside) break;
    if (marked(run)) count = index + 1;
    else if (!/^\s*(?:[/,&+]|and|vs\.?)?\s*$/.test(run.text)) break;
  }
  return count;
}

/** Whether a break inside marked words parts a title's own lines: the same mark goes on behind it, and ends soon. */
function isShort(runs: readonly Run[], at: number, marked: (run: Run) => boolean): boolean {
  const next = runs[at + 1];
  return next !== undefined && marked(next) && next.text.length < 80 && runs[at + 2] !== undefined && at < 3;
}

/** Drops the asterisks that a half-closed bold leaves before the words. */
function withoutStrayMarks(runs: readonly Run[]): readonly Run[] {
  const stray = /^[\s*]*/.exec(runsText(runs))?.[0] ?? '';
  const [first] = runs;
  const isHalf = stray.includes('*') && first !== undefined && !first.strong && runs.some((run) => run.strong);
  return isHalf || !stray.includes('*') ? dropChars(runs, stray.length) : runs;
}

/** `1) - **Title** - s`: a dash in front of bold words parts number and title. */
function withoutFirstDash(runs: readonly Run[]): readonly Run[] {
  const [first, second] = runs;
  return first && second?.strong === true && !first.strong && /^\s*[-–—]\s*$/.test(first.text) ? runs.slice(1) : runs;
}

function splitPlain(text: string, preferSpaces: boolean): TitleAndSummary {
  const half = halfBold(text);
  if (half) return half;
  const plain = text.replace(/^[\s*]+/, '');
  if (/^(?:-{1,3}|[–—:])\s/.test(plain)) return { title: '', summary: cleanSummary(plain), by: 'separator' };
  const cuts = [
    { at: plain.indexOf('\n'), by: 'line' },
    { at: firstSpaces(plain), by: 'spaces' },
    { at: firstDash(plain), by: 'separator' },
  ] as const;
  const spaces = cuts[1].at;
  if (preferSpaces && spaces > 0 && spaces <= LONGEST_TITLE) return cutText(plain, spaces, 'spaces');
  const [first] = cuts.filter(({ at }) => at > 0).sort((a, b) => a.at - b.at);
  if (first && first.at <= LONGEST_TITLE) return cutText(plain, first.at, first.by);
  return splitLoosely(plain);
}

const LONGEST_TITLE = 250;

/** `**Title ** - s` and `*Title** - s`: marks that markdown does not take for marks. */
function halfBold(text: string): TitleAndSummary | undefined {
  const match = /^\s*\*{1,4}\s*([^*\n]{2,250}?)\s*\*{1,4}(?=[\s\p{L}\p{N}:–—-]|$)/u.exec(text);
  if (!match) return undefined;
  return { title: cleanTitle(match[1] ?? ''), summary: cleanSummary(text.slice(match[0].length)), by: 'bold' };
}

/** Without any separator a short text is a title; a long one begins with it. */
function splitLoosely(text: string): TitleAndSummary {
  const short = { title: cleanTitle(text), summary: '', by: 'nothing' } as const;
  const tight = /\S(?:\s[-–—]{1,2}(?=\S)|[-–—]{1,2}\s)/.exec(text.slice(0, LONGEST_TITLE));
  if (tight && text.length > 60) return cutText(text, tight.index + 1, 'separator');
  const colon = /\S(?::\s|：)/.exec(text.slice(0, LONGEST_TITLE));
  if (colon && /^\S+\s.*[.!?]$|[。！？]$/s.test(text.slice(colon.index + 2).trim())) {
    return cutText(text, colon.index + 1, 'colon');
  }
  if (text.length <= 120) return short;
  if (colon) return cutText(text, colon.index + 1, 'colon');
  const stop = /[.!?]\s/.exec(text.slice(0, LONGEST_TITLE));
  return stop ? cutText(text, stop.index + 1, 'sentence') : short;
}

const cutText = (text: string, at: number, by: TitleAndSummary['by']): TitleAndSummary => ({
  title: cleanTitle(text.slice(0, at)),
  summary: cleanSummary(text.slice(at)),
  by,
});

const firstSpaces = (text: string): number => text.trimStart().search(/\S[ \u00a0\t]{2,}\S/) + 1 || -1;

const firstDash = (text: string): number => text.trimStart().search(FIRST_DASH) + 1 || -1;

const FIRST_DASH = new RegExp(`\\S\\s+(?:-{1,3}|${DASH})\\s`);

function dropChars(runs: readonly Run[], count: number): readonly Run[] {
  const kept: Run[] = [];
  let left = count;
  for (const run of runs) {
    const text = run.text.slice(left);
    left = Math.max(0, left - run.text.length);
    if (text !== '') kept.push({ ...run, text });
  }
  return kept;
}
