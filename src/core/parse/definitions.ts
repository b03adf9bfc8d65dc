import type { Definitions } from './links.ts';

const DEFINITION = /^ {0,3}\[(?!\^)([^\]\n]{1,200})\]:[ \t]*(<[^<>\n]*>|\S+)/;
const LABEL = /\[([^[\]\n]{1,200})\]/g;

/** The document's link definitions that a week makes use of. */
export interface OwnDefinitions {
  readonly targets: Definitions;
  /** As markdown, to be parsed with the week. */
  readonly text: string;
}

/** Picks the definitions whose labels stand in a body: a document may have thousands, and a parser is slow with them. */
export function definitionsFor(body: string, definitions: string): OwnDefinitions {
  const targets = new Map<string, string>();
  if (definitions === '') return { targets, text: '' };
  const wanted = new Set([...body.matchAll(LABEL)].map(([, label = '']) => keyOf(label)));
  const lines: string[] = [];
  for (const line of definitions.split('\n')) {
    const [, label = '', url = ''] = DEFINITION.exec(line) ?? [];
    const key = keyOf(label);
    if (key === '' || !wanted.has(key) || targets.has(key)) continue;
    targets.set(key, url);
    lines.push(line);
  }
  return { targets, text: lines.join('\n') };
}

const keyOf = (label: string): string => label.trim().toLowerCase();
