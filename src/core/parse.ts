import type { RootContent } from 'mdast';
import type { Edition, Entry, Section } from './edition.ts';
import { bound } from './parse/bounds.ts';
import { definitionsFor } from './parse/definitions.ts';
import { parseMarkdown, rangeOf } from './parse/markdown.ts';
import { unwrittenLinks } from './parse/section.ts';
import type { Draft, ReadEntry, ReadSection } from './parse/section.ts';
import { readRows, readTable, rowFrom } from './parse/table.ts';
import { headingRank, readHeadings, readList, readParagraph } from './parse/text.ts';
import type { Blocks } from './parse/text.ts';
import { toRuns } from './parse/inline.ts';
import { takeRank } from './parse/title.ts';

/** Reads one week's list, whatever its layout: a table, a numbered list or bullets, headings, numbered paragraphs. */
export function parseSection(section: Section): Edition {
  const { week, heading, file, line } = section;
  const entries = readSection(section).entries.map(({ rank, title, summary, links, line, written }): Entry => {
    const unwritten = unwrittenLinks(written);
    return { rank, title, summary, links, line, ...(unwritten.length > 0 && { unwritten }) };
  });
  return { week, heading, file, line, entries };
}

/** Reads one week's list with everything that a check of it needs. */
export function readSection(section: Section): ReadSection {
  const { text: own, cutAt } = bound(section.body);
  const { targets, text: defined } = definitionsFor(own, section.definitions ?? '');
  const text = defined === '' ? own : `${own}\n\n${bound(defined).text}\n`;
  const root = parseMarkdown(text);
  const drafts = readBlocks(root.children, { text, definitions: targets });
  const firstLine = section.line + 1;
  const cut = cutAt === undefined ? {} : { cutAt: firstLine + cutAt };
  return { section, entries: counted(drafts, firstLine), ...cut };
}

/** A table is the list if there is one; else numbered headings, lists, numbered paragraphs, in this order. */
function readBlocks(nodes: readonly RootContent[], blocks: Blocks): readonly Draft[] {
  const tables = readTables(nodes, blocks);
  if (tables.length > 0) return tables;
  const ranked = nodes.filter((node) => node.type === 'heading' && headingRank(node) !== undefined);
  if (ranked.length > 1) return readHeadings(nodes, blocks);
  const lists = readLists(nodes, blocks);
  if (lists.filter(({ written }) => written.length > 0).length > 1) return lists;
  const others = [readParagraphs(nodes, blocks), readHeadings(nodes, blocks), lists];
  return others.reduce((best, drafts) => (drafts.length > best.length ? drafts : best), []);
}

/** Rows of all tables, and lines that look like rows but stand outside (after a blank line, without a header's rule). */
function readTables(nodes: readonly RootContent[], blocks: Blocks): readonly Draft[] {
  const width = nodes.find((node) => node.type === 'table')?.align?.length ?? 2;
  const anyTable = nodes.some((node) => node.type === 'table');
  return nodes.flatMap((node): readonly Draft[] => {
    if (node.type === 'table') return readTable(node, blocks.text, blocks.definitions);
    if (node.type !== 'paragraph') return [];
    const { start, end, line } = rangeOf(node);
    const lines = blocks.text.slice(start, end).split('\n');
    const rows = lines.flatMap((row, index) => (isRow(row, anyTable) ? [rowFrom(row, line - 1 + index)] : []));
    const widest = anyTable ? width : Math.max(2, rows[0]?.cells.length ?? 2);
    return readRows(rows, undefined, widest, blocks.definitions).filter(
      ({ written, rank }) => rank !== undefined || written.length > 0,
    );
  });
}

const isRow = (line: string, anyTable: boolean): boolean =>
  /^\s*\|.*\|/.test(line)
    ? !/^[\s|:-]+$/.test(line)
    : /^\s*\|\s*[*_]{0,3}\d{1,3}[.)]/.test(line) || (anyTable && /^\s*[*_]{0,3}\d{1,3}[.)].*\|/.test(line));

function readLists(nodes: readonly RootContent[], blocks: Blocks): readonly Draft[] {
  const ordered = nodes.filter((node) => node.type === 'list' && node.ordered === true);
  const lists = ordered.length > 0 ? ordered : nodes;
  return lists.flatMap((node) => (node.type === 'list' ? readList(node, blocks) : []));
}

function readParagraphs(nodes: readonly RootContent[], blocks: Blocks): readonly Draft[] {
  const starts = nodes.flatMap((node, index) => (isNumbered(node) ? [index] : []));
  return starts.flatMap((start, index) => {
    const node = nodes[start];
    const following = nodes.slice(start + 1, starts[index + 1] ?? nodes.length);
    const stop = following.findIndex(({ type }) => type === 'thematicBreak' || type === 'heading');
    return (node && readParagraph(node, stop === -1 ? following : following.slice(0, stop), blocks)) ?? [];
  });
}

const isNumbered = (node: RootContent): boolean =>
  node.type === 'paragraph' && takeRank(toRuns(node.children)).rank !== undefined;

/** Gives each entry without a number the one after the entry before it. */
function counted(drafts: readonly Draft[], firstLine: number): readonly ReadEntry[] {
  let last = 0;
  return drafts.map((draft) => {
    const rank = draft.rank ?? last + 1;
    last = rank;
    return { ...draft, rank, rankWritten: draft.rank !== undefined, line: firstLine + draft.line };
  });
}
