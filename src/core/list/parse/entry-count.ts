import type { Section } from '../edition.ts';
import { LETTERS } from '../../text.ts';
import { readSection } from '../parse.ts';
import { bound } from './bounds.ts';
import { isKind } from './cell-links.ts';
import { takePart, type Part } from './parts.ts';

/** `| 1) **Title** … [Paper](https://…`, `1. **Title** … [Paper](https://…` */
const RANKED = new RegExp(`^(?:\\|[ \\t]?)?\\*{0,2}(\\d{1,2})[.)] {0,2}[${LETTERS}*"“'‘].*\\]\\(https?://`);
const HEADER = /^\|[ \t]{0,300}[^|\d\s][^|\d]{0,30}[ \t]{0,1000}\|[ \t]{0,300}[^|\d\s][^|\d]{0,30}[ \t]{0,1000}\|$/;
const RULE = /^\|[ \t]?:?-+:?[ \t]*\|[ \t]?:?-+:?[ \t]?\|$/;
/** `- [Title](https://…) - words` */
const LINKED = /^[-*+] {1,3}\[(?!@)([^[\]:：]*\p{L}[^[\]:：]*)\]\(https?:\/\/[^\s()]+\)/u;
/** What may hold entries, or the beginning of one that is not read here. */
const OTHER = /^(?: {0,3}(?:[|<>+*-]|\d{1,9}[.)])| {4}|\t)|\]\(|https?:/;

/**
 * How many entries a section, or the wanted part of it, has. What is nothing but numbered rows, numbered items or bullets
 * that begin with a link is counted by its lines; everything else is read.
 */
export const countEntries = (section: Section, part: Part): number =>
  (part.sections.length === 0 ? countLines(section.body, part.maxEntries) : undefined) ??
  takePart(readSection(section).entries, part).length;

function countLines(body: string, maxEntries: number): number | undefined {
  const { text, cutAt } = bound(body.trim());
  if (cutAt !== undefined) return undefined;
  const lines = text.split('\n').map((line) => line.trimEnd());
  const count = countRanked(lines) ?? countLinked(lines);
  return count === undefined ? undefined : Math.min(count, maxEntries);
}

/** Numbered from 1 without a gap, with no more than some words below. */
function countRanked(lines: readonly string[]): number | undefined {
  const isTable = lines[0]?.startsWith('|') === true;
  if (isTable && !(HEADER.test(lines[0] ?? '') && RULE.test(lines[1] ?? ''))) return undefined;
  const end = lines.includes('') ? lines.indexOf('') : lines.length;
  const rows = lines.slice(isTable ? 2 : 0, end);
  const areRanked = rows.every(
    (row, index) => row.startsWith('|') === isTable && Number(RANKED.exec(row)?.[1]) === index + 1,
  );
  const below = lines.slice(end).filter((line) => line !== '');
  const areWords = below.every((line) => /^-{3,}$/.test(line) || /^[^|#<>*+\d\s-]/.test(line));
  return areRanked && areWords && rows.length > Math.max(1, below.length) ? rows.length : undefined;
}

/** Bullets with titles of their own, under headings or none. */
function countLinked(lines: readonly string[]): number | undefined {
  const labels = new Set<string>();
  let bullets = 0;
  let headings = 0;
  for (const line of lines) {
    const label = LINKED.exec(line)?.[1];
    if (label === undefined) {
      if (OTHER.test(line) && !/^-{3,}$/.test(line)) return undefined;
      if (line.startsWith('#')) headings += 1;
      continue;
    }
    if (isKind(label)) return undefined;
    bullets += 1;
    labels.add(label.toLowerCase());
  }
  return bullets > 1 && labels.size === bullets && headings <= bullets ? bullets : undefined;
}
