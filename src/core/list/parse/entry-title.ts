import { cleanBehindBold, cleanSummary, cleanTitle, splitPlain, type TitleAndSummary } from './plain.ts';
import { isKind } from './cell-links.ts';
import { sliceRuns, textOf, type Run } from './inline.ts';
import { foldSpace } from '../../text.ts';

/** An entry's words before they are told apart. */
export interface Ranked {
  /** As written; undefined where no number stands in front. */
  readonly rank: number | undefined;
  readonly runs: readonly Run[];
}

// `1)`, `1.`, `5).`, `(3)`, `#4`, `No. 5:`, `6 -`, `7- `, `8️⃣`, `9）`, `🥇 1.`; `1.58-bit` and `3- and 4-bit` are no ranks.
const RANK =
  /^[\s*_#>•●\-\\\p{Extended_Pictographic}\ufe0f]*(?:no\.?\s*|nr\.?\s*|#\s*)?[([（]?(\d{1,3})(?:(?<=#\d{1,3})(?=\s)|\ufe0f?\u20e3|\s{0,2}\\?(?:[)\].:）．、：]*[)\]）](?:[.:．、：]+(?!\d))?|[.:．、：]+(?!\d))|\s?[-–—](?=\s)(?!\s+(?:and|or|to|und|et)\b))\s*/iu;
const LONE_RANK = /^[\s*_#]*(\d{1,3})[\s*_]*$/;

/** Takes the number off the front of an entry's words. */
export function takeRank(runs: readonly Run[]): Ranked {
  const [first, second] = runs;
  const isApart = first !== undefined && second?.strong === true && !first.strong;
  // `5.**3D** words`, `1 **Title**`: bold words end the number, a bare one too.
  const own = isApart ? RANK.exec(first.text) : null;
  if (own && own[0] === first?.text) return { rank: Number(own[1]), runs: runs.slice(1) };
  const match = RANK.exec(textOf(runs));
  if (match) return { rank: Number(match[1]), runs: sliceRuns(runs, match[0].length) };
  const lone = isApart ? LONE_RANK.exec(first.text) : null;
  return lone ? { rank: Number(lone[1]), runs: runs.slice(1) } : { rank: undefined, runs };
}

/** The number that a cell or heading holds and nothing else (`3`, `3.`, `#3`). */
export function lonelyRank(text: string): number | undefined {
  const match = /^[\s*_#(]*(\d{1,3})(?:\ufe0f?\u20e3)?[\s*_.):]*$/u.exec(text);
  return match ? Number(match[1]) : undefined;
}

/**
 * Tells title and summary apart: bold words in front are the title; else what stands before a break, two spaces or a
 * separator, whichever comes first.
 */
export function splitTitle(entry: readonly Run[]): TitleAndSummary {
  const runs = withoutKind(entry);
  const bold = leading(runs, isOfTitle(runs));
  if (bold > 0) return cutBold(runs, bold);
  const link = leading(runs, (run) => run.link !== undefined);
  if (link > 0 && endsTitle(textOf(runs.slice(link)))) return cutRuns(runs, link, 'link');
  return splitPlain(textOf(runs));
}

// `**GPT**-4 - s`, `**A** & B - s`, `**A** (ICLR 2026) - s`: words that belong to the title though they are not bold.
const GLUED = /^(?:(?![-–—:|]+(?!\d))[^\s*]{1,30}|\s[&+]\s[^\n]{1,60}?|\s\([^()\n]{1,40}\))(?=\s+(?:-{1,3}|[–—])\s)/;

function cutBold(runs: readonly Run[], bold: number): TitleAndSummary {
  const rest = textOf(runs.slice(bold));
  const glued = GLUED.exec(rest)?.[0] ?? '';
  const title = textOf(runs.slice(0, bold)) + glued;
  const summary = cleanBehindBold(rest.slice(glued.length));
  const own = title.length > LONGEST_BOLD ? RAN_ON.exec(title)?.[0] : undefined;
  if (own === undefined) return { title: cleanTitle(title), summary, by: 'bold' };
  return { title: cleanTitle(own), summary: foldSpace(`${title.slice(own.length)} ${summary}`), by: 'sentence' };
}

// A title that ran into its summary: bold from end to end, and so long, with a sentence inside it.
const LONGEST_BOLD = 120;
const RAN_ON = /^.{10,110}?\p{L}{3}[.!?](?=\s+["“(]?\p{Lu})/su;

/** `**Paper**: [Title](u)`: the word in front says what kind of link the title is. */
function withoutKind(runs: readonly Run[]): readonly Run[] {
  const kind = /^\s*(\p{L}[\p{L} ]{0,30}?)\s?[:：]\s*/u.exec(textOf(runs.slice(0, 3)).slice(0, 60));
  if (!isKind(kind?.[1] ?? '')) return runs;
  const rest = sliceRuns(runs, kind?.[0].length ?? 0);
  const [first] = rest;
  return first?.link?.isBare === false && !isKind(first.text.trim()) ? rest : runs;
}

/** Behind bold words, italic ones name authors or a place, unless brackets join them: `**Title** *(ICLR)* - s`. */
function isOfTitle(runs: readonly Run[]): (run: Run) => boolean {
  const isItalic = runs.find((run) => run.strong)?.italic === true;
  return (run) => run.strong && (!run.italic || isItalic || /^\s*[(（]/.test(run.text));
}

const cutRuns = (runs: readonly Run[], at: number, by: TitleAndSummary['by']): TitleAndSummary => ({
  title: cleanTitle(textOf(runs.slice(0, at))),
  summary: cleanSummary(textOf(runs.slice(at))),
  by,
});

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
    if (run.text.includes('\n')) break;
    if (marked(run)) count = index + 1;
    else if (!/^\s*(?:[/,&+]|and|vs\.?)?\s*$/.test(run.text)) break;
  }
  return count;
}
