import { plainText } from '../plain-text.ts';

/** A heading of a markdown document. */
export interface Heading {
  readonly level: number;
  /** As written, without its marks. */
  readonly raw: string;
  /** What a reader sees. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** 2 where the heading is underlined. */
  readonly lines: 1 | 2;
  /** Written without the space that markdown asks for (`##Title`). */
  readonly loose: boolean;
}

export interface Headings {
  readonly lines: readonly string[];
  readonly headings: readonly Heading[];
  /** Lines in bold, or that open a folded block, and stand alone: what a list without any headings has instead. */
  readonly boldLines: readonly Heading[];
  /** The line where a code fence or comment opens that is never closed, and hides all that follows. */
  readonly unclosed: number | undefined;
  /** The `title` of the front matter, if there is one. */
  readonly frontTitle: string | undefined;
  /** Link definitions (`[1]: https://…`) anywhere in the document. */
  readonly definitions: readonly string[];
}

const ATX = /^ {0,3}(#{1,6})([ \t]+|$)/;
// A no-break space is none to markdown.
const LOOSE_ATX = /^ {0,3}(#{1,6})(?=[^#\s!]|[^\S \t])/;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const NO_PARAGRAPH = /^(?: {4}|\t| {0,3}(?:[|>#<]|[-*+](?:\s|$)|\d{1,9}[.)]\s|`{3}|~{3}|\[[^\]]+\]:))/;
/** In characters; a list's are about 60 long. */
const LONGEST_HEADING = 500;
const DEFINITION = /^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*\S/;

/** Finds the headings of a document, both kinds, outside code, comments and front matter. Linear in its length. */
export function findHeadings(text: string): Headings {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const headings: Heading[] = [];
  const boldLines: Heading[] = [];
  const definitions: string[] = [];
  const front = frontMatter(lines);
  let hidden: Hidden | undefined;
  for (let index = front.end; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (hidden) {
      if (hidden.closes(line)) hidden = undefined;
      continue;
    }
    hidden = opens(line, index + 1);
    if (hidden) continue;
    const heading = atx(line, index + 1) ?? setext(lines, index) ?? html(line, index + 1);
    const bold = heading ? undefined : boldLine(line, index + 1);
    if (heading) headings.push(heading);
    else if (bold) boldLines.push(bold);
    else if (DEFINITION.test(line)) definitions.push(line);
  }
  return { lines, headings, boldLines, unclosed: hidden?.line, frontTitle: front.title, definitions };
}

interface Hidden {
  readonly line: number;
  readonly closes: (line: string) => boolean;
}

function opens(line: string, number: number): Hidden | undefined {
  const fence = FENCE.exec(line)?.[1];
  if (fence !== undefined) {
    const close = new RegExp(`^ {0,3}\\${fence.charAt(0)}{${String(fence.length)},}[ \\t]*$`);
    return { line: number, closes: (next) => close.test(next) };
  }
  const comment = /^ {0,3}<!--/.test(line) && !line.includes('-->');
  return comment ? { line: number, closes: (next) => next.includes('-->') } : undefined;
}

function atx(line: string, number: number): Heading | undefined {
  const strict = ATX.exec(line);
  const match = strict ?? LOOSE_ATX.exec(line);
  if (match === null) return undefined;
  const raw = line.slice(match[0].length, LONGEST_HEADING).trim().replace(/\s#+$/, '').trimEnd();
  const level = match[1]?.length ?? 1;
  return { level, raw, text: plainText(raw), line: number, lines: 1, loose: strict === null };
}

/** A paragraph of one line with `===` or `---` below it. A table's row above a rule is none. */
function setext(lines: readonly string[], index: number): Heading | undefined {
  const under = /^ {0,3}(=+|-+)[ \t]*$/.exec(lines[index + 1] ?? '')?.[1];
  const line = lines[index] ?? '';
  if (under === undefined || line.trim() === '' || NO_PARAGRAPH.test(line)) return undefined;
  const before = lines[index - 1] ?? '';
  if (before.trim() !== '' && !ATX.test(before)) return undefined;
  const raw = line.slice(0, LONGEST_HEADING).trim();
  const level = under.startsWith('=') ? 1 : 2;
  return { level, raw, text: plainText(raw), line: index + 1, lines: 2, loose: false };
}

/** `<h2>Title</h2>` on a line of its own. */
function html(line: string, number: number): Heading | undefined {
  const match = /^ {0,3}<h([1-6])(?:\s[^<>]{0,200})?>(.{1,500}?)<\/h\1>\s*$/i.exec(line.slice(0, 800));
  if (!match) return undefined;
  const raw = (match[2] ?? '').trim();
  return { level: Number(match[1]), raw, text: plainText(raw), line: number, lines: 1, loose: false };
}

const BOLD_LEVEL = 4;

function boldLine(line: string, number: number): Heading | undefined {
  const start = line.slice(0, 400);
  const raw =
    /^ {0,3}(?:\*\*|__)([^*_|]{4,300})(?:\*\*|__):?\s*$/.exec(start)?.[1] ??
    /^\s*(?:<details[^>]{0,40}>\s*)?<summary>(.{4,300}?)<\/summary>\s*$/i.exec(start)?.[1];
  if (raw === undefined) return undefined;
  return { level: BOLD_LEVEL, raw, text: plainText(raw), line: number, lines: 1, loose: false };
}

function frontMatter(lines: readonly string[]): { readonly end: number; readonly title: string | undefined } {
  if (!/^---[ \t]*$/.test(lines[0] ?? '')) return { end: 0, title: undefined };
  const close = lines.findIndex((line, index) => index > 0 && index < 100 && /^(?:---|\.\.\.)[ \t]*$/.test(line));
  const head = close === -1 ? [] : lines.slice(1, close);
  if (close === -1 || !head.every((line) => /^(?:[\w-]+:|\s|#|-|$)/.test(line))) return { end: 0, title: undefined };
  const title = head.find((line) => line.startsWith('title:'))?.slice(6);
  return { end: close + 1, title };
}
