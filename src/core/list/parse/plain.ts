import { foldSpace } from '../../text.ts';

export interface TitleAndSummary {
  readonly title: string;
  readonly summary: string;
  /** How they were told apart: by marks, by a separator, or not at all. */
  readonly by: 'bold' | 'link' | 'spaces' | 'separator' | 'line' | 'colon' | 'sentence' | 'nothing';
}

// Dashes of every kind, colons, pipes, arrows; a full stop or comma that a bold title left behind.
const DASH = '[–—−‐‑‒―⸺－]';
const SEPARATOR = new RegExp(`^[\\s*_]*(?:(?:-+(?!\\d)|${DASH}|[:：·]|\\|(?=\\s)|=>|→|[.,;](?=\\s))[\\s*_]*)*`);

/**
 * Tells title and summary apart where no words are marked: the title is what stands before a break, two spaces or a
 * separator, whichever comes first.
 */
export function splitPlain(text: string): TitleAndSummary {
  const plain = text.replace(/^[\s*]+/, '');
  if (/^(?:-{1,3}|[–—:])\s/.test(plain)) return { title: '', summary: cleanSummary(plain), by: 'separator' };
  const spaces = firstSpaces(plain);
  const dash = isTitleOnly(spaces > 0 ? plain.slice(0, spaces) : plain) ? -1 : firstDash(plain);
  const cuts = [
    { at: plain.indexOf('\n'), by: 'line' },
    { at: spaces, by: 'spaces' },
    { at: dash, by: 'separator' },
  ] as const;
  const [first] = cuts.filter(({ at }) => at > 0).sort((a, b) => a.at - b.at);
  const colon = COLON_AND_SENTENCE.exec(plain.slice(0, first?.at))?.[0];
  if (colon !== undefined) return cutText(plain, colon.length, 'colon');
  if (first && first.at <= LONGEST_TITLE) return cutText(plain, first.at, first.by);
  return splitLoosely(plain);
}

// `Title: First words of it. More - words`: no title has a colon and a sentence behind it.
const COLON_AND_SENTENCE =
  /^[^:\n]{0,200}[^:\s](?=:\s[^.!?\n]{0,1000}[^.!?\n\s](?<!\b(?:vs|al|no|st|dr))[.!?](?:\s|$))/i;

const LONGEST_TITLE = 250;

/** Without any separator a short text is a title; a long one begins with it. */
function splitLoosely(text: string): TitleAndSummary {
  const short = { title: cleanTitle(text), summary: '', by: 'nothing' } as const;
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

/** `ReAct - Reason and Act`: words like a title's on both sides of the dash, and no sentence. */
function isTitleOnly(text: string): boolean {
  const [line = ''] = text.split('\n', 1);
  const behind = line.slice(firstDash(line)).replace(SEPARATOR, '').trim();
  const words = behind.split(/\s+/);
  const isTitled = (word: string, at: number): boolean =>
    /^\P{Ll}/u.test(word) || (at < words.length - 1 && SMALL_WORD.test(word));
  return words.length > 1 && words.length < 15 && !/[.!?;,…。！？]$/.test(behind) && words.every(isTitled);
}

const SMALL_WORD = /^(?:an?|and|as|at|by|for|from|in|into|of|on|or|over|the|to|via|vs\.?|with|without)$/;

/** Where two spaces part the words; -1 where none do. */
const firstSpaces = (text: string): number => text.trimStart().search(/\S[ \u00a0\t]{2,}\S/) + 1 || -1;

/** Where a dash with blanks around it parts the words; -1 where none does. */
const firstDash = (text: string): number => text.trimStart().search(FIRST_DASH) + 1 || -1;

const FIRST_DASH = new RegExp(`\\S\\s+(?:-{1,3}|${DASH})\\s`);

/** A title without the marks and the separator that stick to it. */
export const cleanTitle = (text: string): string =>
  foldSpace(text)
    .replace(/^[*_]+\s*|\s*\*+$/g, '')
    .replace(/\s*(?:[:：]|\s[-–—]+)$/, '');

/** A summary without the separator in front; the first of several bullets is none. */
export function cleanSummary(text: string): string {
  const bullets = BEFORE_BULLETS.exec(text);
  return foldSpace(bullets ? text.slice(bullets[0].length) : text.replace(SEPARATOR, ''));
}

const BEFORE_BULLETS = /^[\s*_:–—-]*?\n\s*(?=([-*])\s[^\n]*\n\s*\1\s)/;

/** Behind bold words a dash parts, even one that is tight to a number: `**Title** -3D words`. */
export const cleanBehindBold = (text: string): string => cleanSummary(text.replace(/^\**\s+-(?=\d)/, ''));
