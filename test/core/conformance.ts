import { existsSync, readFileSync } from 'node:fs';

const folder = new URL('../../../shared/twitter-text/', import.meta.url);

/** X's own conformance suite, which stands beside the project and not in it. */
export const isSuiteAtHand = existsSync(folder);

export interface Case {
  readonly description: string;
  readonly text: string;
  /** What stands below `expected`, as text. */
  readonly expected: string;
}

/** The cases of one section. Reads the part of YAML that the suite is written in. */
export function casesOf(file: string, section: string): readonly Case[] {
  const lines = readFileSync(new URL(file, folder), 'utf8').split('\n');
  const start = lines.indexOf(`  ${section}:`);
  const length = lines.slice(start + 1).findIndex((line) => /^ {2}\w+:/.test(line));
  const body = lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n');
  return body
    .split(/^\s*- description:/m)
    .slice(1)
    .map((block) => {
      const [, description = '', text = '', expected = ''] =
        /^(.*)\n\s*text: (.*)\n\s*expected:([\s\S]*)$/.exec(block) ?? [];
      return { description: description.trim(), text: scalar(text), expected: expected.trim() };
    });
}

/** `["a", "b"]`, or lines that begin with `- `. */
export function listOf(expected: string): readonly string[] {
  if (expected.startsWith('['))
    return [...expected.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g)].map((m) => scalar(m[0]));
  return expected.split('\n').map((line) => scalar(line.replace(/^\s*- /, '')));
}

function scalar(text: string): string {
  const trimmed = text.trim();
  if (trimmed.startsWith("'")) return trimmed.slice(1, -1).replaceAll("''", "'");
  if (!trimmed.startsWith('"')) return trimmed;
  const escaped = trimmed
    .replace(/\\U([0-9a-fA-F]{8})/g, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/\\x([0-9a-fA-F]{2})/g, '\\u00$1')
    .replace(/\\(?=[^"\\/bfnrtu])/g, '');
  return JSON.parse(escaped) as string;
}
