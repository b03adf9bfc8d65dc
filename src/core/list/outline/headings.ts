import { plainText } from '../../text.ts';

/** A heading of a markdown document. */
export interface Heading {
  readonly level: number;
  /** As written, without its marks. */
  readonly raw: string;
  /** What a reader sees. */
  readonly text: string;
  /** Where it begins in the document, and where what stands below it begins. */
  readonly start: number;
  readonly end: number;
}

export interface Headings {
  readonly headings: readonly Heading[];
  /** Where a code fence or comment opens that is never closed, and hides all that follows. */
  readonly unclosed: number | undefined;
  /** Where more headings, weeks or definitions stand than any list has; what follows was not looked at. */
  readonly cutAt?: number | undefined;
  /** Link definitions (`[1]: https://…`) anywhere in the document. */
  readonly definitions: readonly string[];
}

/** Ten years of weeks with twenty headings each: where more stand, the rest is not read. */
const MOST_HEADINGS = 12_000;
/** In characters; a list's are about 60 long. */
const LONGEST_HEADING = 500;
// One search for all that matters at the beginning of a line: #, a fence, a comment, <h2>, an underline, [1]:
const MARK =
  /^ {0,3}(?:(#{1,6})(?=\s)|(`{3,}(?=[^`\n]*$)|~{3,})|(<!--)|(<h[1-6][\s>])|(=+|-+)[ \t]*$|(\[(?!\^)[^\]\n]{1,200}\]:[ \t]*\S))/gim;

/** Finds the headings of a document, both kinds, outside code and comments. Linear in its length. `from`: after the front matter. */
export function findHeadings(text: string, from: number): Headings {
  const headings: Heading[] = [];
  const definitions: string[] = [];
  MARK.lastIndex = from;
  for (let match = MARK.exec(text); match !== null; match = MARK.exec(text)) {
    if (headings.length + definitions.length > MOST_HEADINGS)
      return { headings, definitions, unclosed: undefined, cutAt: match.index };
    const [, hashes, fence, comment, html, underline, definition] = match;
    const { index } = match;
    const line = lineAt(text, index);
    if (fence !== undefined || comment !== undefined) {
      const end = fence === undefined ? endOfComment(text, index) : endOfFence(text, index + line.length, fence);
      if (end === undefined) return { headings, definitions, unclosed: index };
      MARK.lastIndex = end;
      continue;
    }
    if (hashes !== undefined) headings.push(atx(line, hashes, index));
    else if (html !== undefined) headings.push(...htmlHeading(line, index));
    else if (underline !== undefined) headings.push(...setext(text, index, line, underline, from));
    else if (definition !== undefined) definitions.push(line);
    MARK.lastIndex = index + line.length;
  }
  return { headings, definitions, unclosed: undefined };
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? text.length : end);
}

function endOfComment(text: string, start: number): number | undefined {
  const end = text.indexOf('-->', start);
  return end === -1 ? undefined : end + 3;
}

function endOfFence(text: string, from: number, fence: string): number | undefined {
  const close = new RegExp(`^ {0,3}\\${fence.charAt(0)}{${String(fence.length)},}[ \\t]*$`, 'gm');
  close.lastIndex = from;
  return close.exec(text) === null ? undefined : close.lastIndex;
}

function heading(level: number, written: string, start: number, length: number): Heading {
  return { level, raw: written, text: plainText(written), start, end: start + length + 1 };
}

function atx(line: string, hashes: string, start: number): Heading {
  const marks = line.indexOf('#') + hashes.length;
  const raw = line.slice(marks, LONGEST_HEADING).trim().replace(/\s#+$/, '').trimEnd();
  return heading(hashes.length, raw, start, line.length);
}

const NO_PARAGRAPH = /^(?: {4}|\t| {0,3}(?:[|>#<]|[-*+](?:\s|$)|\d{1,9}[.)]\s|`{3}|~{3}|\[[^\]]+\]:))/;

/** A paragraph of one line with `===` or `---` below it. A table's row above a rule is none. */
function setext(text: string, under: number, rule: string, mark: string, from: number): readonly Heading[] {
  if (under <= from) return [];
  const start = text.lastIndexOf('\n', under - 2) + 1;
  const line = text.slice(start, under - 1);
  if (line.trim() === '' || NO_PARAGRAPH.test(line.slice(0, 300)) || start < from) return [];
  const before = start < 2 ? '' : text.slice(text.lastIndexOf('\n', start - 2) + 1, start - 1).slice(0, 300);
  if (before.trim() !== '' && !/^ {0,3}#{1,6}[ \t]/.test(before)) return [];
  const level = mark.startsWith('=') ? 1 : 2;
  const end = under + rule.length + 1;
  return [{ ...heading(level, line.slice(0, LONGEST_HEADING).trim(), start, line.length), end }];
}

/** `<h2>Title</h2>` on a line of its own. */
function htmlHeading(line: string, start: number): readonly Heading[] {
  const match = /^ {0,3}<h([1-6])(?:\s[^<>]{0,200})?>(.{1,500}?)<\/h\1>\s*$/i.exec(line.slice(0, 800));
  return match ? [heading(Number(match[1]), (match[2] ?? '').trim(), start, line.length)] : [];
}

/** The line of a place in a document, from 1. */
export type LineOf = (at: number) => number;
