import { sliceSpans, textOf, type Span } from './inline.ts';
import { foldSpace } from '../../text.ts';

/** An entry's words before they are told apart. */
export interface Ranked {
  /** As written; undefined where no number stands in front. */
  readonly rank: number | undefined;
  readonly spans: readonly Span[];
}

// `1)`, `1.`, `5).`, `(3)`, `#4`, `No. 5:`, `6 -`, `7- `, `8️⃣`, `9）`, `🥇 1.`; `1.58-bit` and `3- and 4-bit` are no ranks.
const RANK =
  /^[\s*_#>•●\-\\\u2190-\u2bff\ufe0f\ud83c-\ud83e\udc00-\udfff]*(?:no\.?\s*|nr\.?\s*|#\s*)?[([（]?(\d{1,3})(?:(?<=#\d{1,3})(?=\s)|\ufe0f?\u20e3|\s{0,2}\\?(?:[)\].:）．、：]*[)\]）](?:[.:．、：]+(?!\d))?|[.:．、：]+(?!\d))|\s?[-–—](?=\s)(?!\s+(?:and|or|to|und|et)\b))\s*/i;

/** Takes the number off the front of an entry's words. */
export function takeRank(spans: readonly Span[]): Ranked {
  const [first, second] = spans;
  // `5.**3D** words`: bold words end the number.
  const own = first && second?.strong === true && !first.strong ? RANK.exec(first.text) : null;
  if (own && own[0] === first?.text) return { rank: Number(own[1]), spans: spans.slice(1) };
  const match = RANK.exec(textOf(spans));
  return match ? { rank: Number(match[1]), spans: sliceSpans(spans, match[0].length) } : { rank: undefined, spans };
}

/** The number that a cell or heading holds and nothing else (`3`, `3.`, `#3`). */
export function lonelyRank(text: string): number | undefined {
  const match = /^[\s*_#(]*(\d{1,3})(?:\ufe0f?\u20e3)?[\s*_.):]*$/u.exec(text);
  return match ? Number(match[1]) : undefined;
}

export interface TitleAndSummary {
  readonly title: string;
  readonly summary: string;
  /** How they were told apart: by marks, by a separator, or not at all. */
  readonly by: 'bold' | 'link' | 'spaces' | 'separator' | 'line' | 'colon' | 'sentence' | 'nothing';
}

/**
 * Tells title and summary apart: bold words in front are the title, or a link in front; else what stands before a break,
 * two spaces or a separator, whichever comes first.
 */
export function splitTitle(all: readonly Span[]): TitleAndSummary {
  const spans = withoutSign(all);
  const cut = (at: number, by: TitleAndSummary['by']): TitleAndSummary =>
    cutText(textOf(spans), textOf(spans.slice(0, at)).length, by);
  const bold = leading(spans, isOfTitle(spans));
  if (bold > 0 && !TAGS.test(textOf(spans.slice(0, bold)))) return cut(bold, 'bold');
  const link = leading(spans, (span) => span.link !== undefined);
  if (link > 0 && endsTitle(textOf(spans.slice(link)))) return cut(link, 'link');
  return splitPlain(textOf(spans));
}

/** A picture in front of a linked title serves as a bullet: `🔹[Title](u)`. */
function withoutSign(spans: readonly Span[]): readonly Span[] {
  const [first, second] = spans;
  return first && second?.link && SIGN.test(first.text) ? spans.slice(1) : spans;
}

const SIGN = /^[\s\u2190-\u2bff\ufe0f\ud83c-\ud83e\udc00-\udfff]+$/;
/** `[video] [Title](u)`: what kind of thing the title names. */
const TAGS = /^(?:\s*\[[^[\]]{1,30}\])+\s*$/;

/** After bold words, italic ones name authors or a place, unless brackets join them: `**Title** *(ICLR)* - s`. */
function isOfTitle(spans: readonly Span[]): (span: Span) => boolean {
  const isItalic = spans.find((span) => span.strong)?.italic === true;
  return (span) => span.strong && (!span.italic || isItalic || /^\s*[(（]/.test(span.text));
}

/** How many spans in front belong to one marked stretch, blanks and `/`, `,`, `&` between them included. */
function leading(spans: readonly Span[], marked: (span: Span) => boolean): number {
  let count = 0;
  for (const [index, span] of spans.entries()) {
    if (span.text.includes('\n')) break;
    if (marked(span)) count = index + 1;
    else if (!/^\s*(?:[/,&+]|and|vs\.?)?\s*$/.test(span.text) && !TAGS.test(span.text)) break;
  }
  return count;
}

/** `by A. Author` on a line of its own, above the summary. */
const BYLINE = /^[\s(–—-]*by\s[^\n.!?]{1,100}\n(?=.)/i;

/** After a linked title: a separator, the authors, a bracket, or a sentence of its own. */
const endsTitle = (text: string): boolean =>
  /^[.。]?\s*$|^\s*(?:[-–—−‐‑‒―⸺－:：|\n]|\s{2})|^[.,]\s|^\s*(?:by\s|\(|\[)|^\s+\p{Lu}/u.test(text);

const LONGEST_TITLE = 250;

function splitPlain(text: string): TitleAndSummary {
  const plain = text.replace(/^[\s*]+/, '');
  if (/^(?:-{1,3}|[–—:])\s/.test(plain)) return { title: '', summary: cleanSummary(plain), by: 'separator' };
  const spaces = plain.search(/(?<=\S)[ \u00a0\t]{2}[ \u00a0\t]*\S/);
  const dash = isTitleOnly(spaces > 0 ? plain.slice(0, spaces) : plain) ? -1 : plain.search(FIRST_DASH);
  const cuts = [
    { at: plain.indexOf('\n'), by: 'line' },
    { at: spaces, by: 'spaces' },
    { at: dash, by: 'separator' },
  ] as const;
  const [first] = cuts.filter(({ at }) => at > 0).sort((a, b) => a.at - b.at);
  return first && first.at <= LONGEST_TITLE ? cutText(plain, first.at, first.by) : splitLoosely(plain);
}

/** Without any separator a short text is a title; a long one begins with it. */
function splitLoosely(text: string): TitleAndSummary {
  const colon = /\S(?::\s|：)/.exec(text.slice(0, LONGEST_TITLE));
  const isSaid = colon !== null && /^\S+\s.*[.!?]$|[。！？]$/s.test(text.slice(colon.index + 2).trim());
  if (colon && (isSaid || text.length > LONGEST_ALONE)) return cutText(text, colon.index + 1, 'colon');
  const stop = text.length > LONGEST_ALONE ? /[.!?]\s/.exec(text.slice(0, LONGEST_TITLE)) : null;
  if (stop) return cutText(text, stop.index + 1, 'sentence');
  return { title: cleanTitle(text), summary: '', by: 'nothing' };
}

const LONGEST_ALONE = 120;

const cutText = (text: string, at: number, by: TitleAndSummary['by']): TitleAndSummary => ({
  title: cleanTitle(text.slice(0, at)),
  summary: cleanSummary(text.slice(at).replace(BYLINE, '')),
  by,
});

// Dashes of every kind, colons, pipes, arrows; a full stop or comma that a bold title left behind.
const DASH = '[–—−‐‑‒―⸺－]';
const SEPARATOR = new RegExp(`^[\\s*_]*(?:(?:-+(?!\\d)|${DASH}|[:：·]|\\|(?=\\s)|=>|→|[.,;。](?=\\s|$))[\\s*_]*)*`);
const FIRST_DASH = new RegExp(`(?<=\\S)\\s+(?:-{1,3}|${DASH})\\s`);

/** `ReAct - Reason and Act`: words like a title's on both sides of the dash, and no sentence. */
function isTitleOnly(text: string): boolean {
  const [line = ''] = text.split('\n', 1);
  const behind = line.slice(line.search(FIRST_DASH)).replace(SEPARATOR, '').trim();
  const words = behind.split(/\s+/);
  const isTitled = (word: string, at: number): boolean =>
    /^\P{Ll}/u.test(word) || (at < words.length - 1 && SMALL_WORD.test(word));
  return words.length > 1 && words.length < 15 && !/[.!?;,…。！？]$/.test(behind) && words.every(isTitled);
}

const SMALL_WORD = /^(?:an?|and|as|at|by|for|from|in|into|of|on|or|over|the|to|via|vs\.?|with|without)$/;

/** A title without the marks and the separator that stick to it. */
const cleanTitle = (text: string): string =>
  foldSpace(text)
    .replace(/^[*_]+\s*|\s*\*+$/g, '')
    .replace(/\s*(?:[:：]|\s[-–—]+)$/, '');

/** A summary without the separator in front. */
const cleanSummary = (text: string): string => foldSpace(text.replace(SEPARATOR, '')).replace(TWO_STOPS, '.');

/** After a link whose words end with a full stop of their own. */
const TWO_STOPS = /(?<=[^.])\.\.(?=\s|$)/g;
