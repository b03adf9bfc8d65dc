import type { Mask } from '../../mask.ts';

/** What X says went wrong, whichever of its forms it chose (RFC 7807, the older `errors` list, HTML of a proxy). */
export interface Problem {
  /** The last path segment of its type: the same problem appears under two hosts. */
  readonly type: string;
  /** Everything that it says, masked, on one line. */
  readonly words: string;
  readonly codes: readonly number[];
  /** For which time a usage cap holds: `Daily`, `Monthly`. */
  readonly period: string | undefined;
}

const longest = 300;

/** Reads an error's body. Never throws: what it cannot read becomes words. */
export function readProblem(body: unknown, mask: Mask): Problem {
  if (!isRecord(body)) return { type: '', words: fold(mask(plainText(body))), codes: [], period: undefined };
  const nested = Array.isArray(body.errors) ? body.errors.filter(isRecord) : [];
  const all = [body, ...nested];
  const says = [textOf(body.detail), ...nested.flatMap((error) => [textOf(error.message), textOf(error.detail)])];
  const words = [...new Set(says.filter(Boolean))].join(' ') || textOf(body.title) || textOf(body.error);
  return {
    type: all.map((part) => lastSegment(textOf(part.type))).find(Boolean) ?? '',
    words: fold(mask(words || plainText(JSON.stringify(body)))),
    codes: all.map((part) => part.code).filter((code) => typeof code === 'number'),
    period: textOf(body.period) || undefined,
  };
}

/** JSON objects, as they come through the door. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const lastSegment = (type: string): string => (type.startsWith('about:') ? '' : (type.split(/[/#]/).at(-1) ?? ''));

/** The readable part of an HTML page or of plain text. */
const plainText = (body: unknown): string =>
  textOf(body)
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>?/g, ' ');

/** One line without control characters, so that no answer can write over the operator's terminal. */
function fold(text: string): string {
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim() || 'no words in the answer';
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
