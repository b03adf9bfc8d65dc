import type { Section } from '../edition.ts';
import { readSection } from '../parse.ts';
import { bound } from './bounds.ts';
import { takePart } from './part.ts';
import type { Part } from './part.ts';

/** `| 1) **Title** … [Paper](https://…`, `1. **Title** … [Paper](https://…` */
const RANKED = /^(?:\|[ \t]?)?\*{0,2}(\d{1,2})[.)] {0,2}[\p{L}*"“'‘].*\]\(https?:\/\//u;
const HEADER = /^\|[ \t]{0,200}[^|\d\s][^|\d]{0,30}[ \t]{0,200}\|[ \t]{0,200}[^|\d\s][^|\d]{0,30}[ \t]{0,200}\|$/;
const RULE = /^\|[ \t]?:?-+:?[ \t]*\|[ \t]?:?-+:?[ \t]?\|$/;

/** How many entries a section, or the wanted part of it, has. What is nothing but numbered rows or items with links is counted without parsing it. */
export const countEntries = (section: Section, part: Part): number =>
  (part.sections.length === 0 ? countRanked(section.body, part.maxEntries) : undefined) ??
  takePart(readSection(section).entries, part).length;

function countRanked(body: string, maxEntries: number): number | undefined {
  const { text, cutAt } = bound(
    body
      .trim()
      .replace(/(?:\n\s*-{3,})+$/, '')
      .trimEnd(),
  );
  if (cutAt !== undefined) return undefined;
  const lines = text.split('\n').map((line) => line.trimEnd());
  const isTable = text.startsWith('|');
  if (isTable && !(HEADER.test(lines[0] ?? '') && RULE.test(lines[1] ?? ''))) return undefined;
  const rows = isTable ? lines.slice(2) : lines;
  const areRanked = rows.every(
    (row, index) => row.startsWith('|') === isTable && Number(RANKED.exec(row)?.[1]) === index + 1,
  );
  return areRanked && rows.length > 1 ? Math.min(rows.length, maxEntries) : undefined;
}
