import { existsSync, readFileSync } from 'node:fs';
import type { Table } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { describe, expect, it } from 'vitest';
import { outline } from '../../../src/core/list/outline.ts';
import { parseMarkdown } from '../../../src/core/list/parse/markdown.ts';
import { parseSection } from '../../../src/core/list/parse.ts';

const lists = new URL('../../../../shared/lists/', import.meta.url);
const read = (name: string) => ({
  file: name.split('/').at(-1) ?? name,
  text: readFileSync(new URL(name, lists), 'utf8'),
});

const SAMPLES: readonly (readonly [name: string, weeks: number, entries: number])[] = [
  ['README-2023-2025.md', 15, 150],
  ['years/2023.md', 3, 30],
  ['years/2026.md', 3, 30],
  ['seed-2023-01.md', 2, 20],
  ['drafts/escaped-and-padded.md', 2, 20],
  ['drafts/missing-closing-pipe.md', 1, 10],
  ['drafts/nine-entries-and-placeholders.md', 1, 9],
  ['drafts/two-weeks-one-heading.md', 2, 20],
];

/** A row's visible text and links as markdown's own parser gives them for the whole file. */
function rowsOf(table: Table) {
  return table.children.slice(1).map((row) => ({
    line: row.position?.start.line,
    text: toString(row.children[0] ?? row)
      .replace(/<br\s*\/?>/g, ' ')
      .replace(/[\s*]+/g, ''),
    urls: (row.children.at(-1)?.children ?? []).flatMap((node) => (node.type === 'link' ? [node.url] : [])),
  }));
}

describe.skipIf(!existsSync(lists))('the sample lists (skipped where ../shared is absent)', () => {
  it.each(SAMPLES)('%s holds %i weeks and %i entries, each with a title and a link', (name, weeks, count) => {
    const { sections, findings } = outline([read(name)]);
    expect(findings()).toEqual([]);
    expect(sections).toHaveLength(weeks);
    const entries = sections.flatMap((section) => parseSection(section).entries);
    expect(entries).toHaveLength(count);
    for (const { title, summary, links } of entries) {
      expect(title).not.toMatch(/^$|\*|^\d+\)|https?:/);
      expect(summary).not.toMatch(/^[-–—:]|<br|\*\*|\]\(/);
      expect(links.length).toBeGreaterThan(0);
    }
  });

  it.each(SAMPLES.map(([name]) => name))('%s says the same cut into weeks as it does whole', (name) => {
    const document = read(name);
    const whole = parseMarkdown(document.text).children.flatMap((node) => (node.type === 'table' ? rowsOf(node) : []));
    const byLine = new Map(whole.map((row) => [row.line, row]));
    for (const { line, rank, title, summary, links } of outline([document]).sections.flatMap(
      (s) => parseSection(s).entries,
    )) {
      const row = byLine.get(line);
      const words = `${String(rank)})${title}${summary}`.replace(/[\s*]+/g, '');
      expect(row?.text.replace(/^(\d+)\./, '$1)').replace(/-+|–/g, '')).toBe(words.replace(/-+|–/g, ''));
      expect(links.map(({ url }) => url)).toEqual(
        expect.arrayContaining(row?.urls.filter((url) => /^https?:/.test(url)) ?? []),
      );
    }
  });
});
