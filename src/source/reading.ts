import { ForeseenError } from '../errors.ts';
import type { Markdown } from '../core/list.ts';

/** The documents of a source, in order, and warnings about how they were read. */
export interface SourceReading {
  readonly documents: readonly Markdown[];
  readonly warnings: readonly string[];
  /** Part of it is an earlier copy, because a server did not send the list. */
  readonly isStale?: true;
}

/** What reading from the web needs. */
export interface SourceIo {
  readonly fetch: typeof fetch;
  /** The folder for copies of what was read; created when needed. */
  readonly cacheFolder: string;
  /** The time allowed for one address, from the first request to the last byte. */
  readonly timeoutMs: number;
  /** Aborts when the run is to stop. */
  readonly signal?: AbortSignal;
  /** The time, to say how old a copy is. */
  readonly now?: () => Date;
}

/** A list that cannot be read. The message says what, where, and what to do; `cause` keeps what the system said. */
export class SourceError extends ForeseenError {
  override readonly name = 'SourceError';
}

/** In bytes. No list is this large: a larger document is something else. */
export const sizeLimit = 4 * 1024 * 1024;
export const sizeLimitWords = '4 MB';

/** Markdown, or what is wrong with the bytes, as the end of a sentence that begins with the file's name. */
export type Decoded = { readonly text: string } | { readonly wrong: string };

/** Reads bytes as UTF-8, without a byte order mark. Line ends are kept, so that line numbers stay true. */
export function decode(bytes: Uint8Array): Decoded {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) return { wrong: 'is UTF-16, not UTF-8' };
  if (bytes.subarray(0, 8000).includes(0)) return { wrong: 'is a binary file, not markdown' };
  const text = utf8(bytes);
  if (text === undefined) return { wrong: 'is not UTF-8 text' };
  return looksLikePage(text) ? { wrong: PAGE } : { text };
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What is wrong with a web page in the place of a list. */
export const PAGE = 'is a web page (HTML), not markdown';

// What may stand above a document's first words.
const PREFACE = /^(?:\s+|<!--[^]*?-->|<\?xml[^>]{0,200}\?>)*/;

const withoutPreface = (text: string): string => text.slice(PREFACE.exec(text)?.[0].length ?? 0);

/** A whole HTML document. Markdown may well begin with a tag (`<h1 align="center">`), but never with these. */
const looksLikePage = (text: string): boolean => /^<(?:!doctype\s+html|html|head)\b/i.test(withoutPreface(text));

/** Enough to tell what a document is. In characters. */
const FIRST_PART = 100_000;

// A heading, a link, bold words, the rule below a table's header.
const MARKDOWN = /^ {0,3}#{1,6}\s|\]\(|\*\*|^ {0,3}\|?[ \t]{0,9}:?-+:?[ \t]{0,9}\|/m;
const DATED_HEADING = /<(?:h[1-6]|summary)(?:\s[^<>]{0,300})?>[^\n]{0,200}?(?<!\d|<\/h)\d{1,2}(?!\d)/i;

/**
 * A part of a web page, as a server sends it that asks for a login or is out of order: it begins with a tag, and has
 * neither markdown nor a heading in HTML that may name a week.
 */
export function looksLikePartOfPage(text: string): boolean {
  const body = withoutPreface(text);
  if (!/^<[a-z]/i.test(body)) return false;
  if (/^<(?:body|meta|title|script|style|link)[\s>]/i.test(body)) return true;
  const words = body.slice(0, FIRST_PART).replace(/<(script|style)[\s>][^]*?<\/\1>/gi, '');
  return !MARKDOWN.test(words) && !DATED_HEADING.test(words);
}
