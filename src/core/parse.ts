import type { List, Paragraph, RootContent } from 'mdast';
import type { Edition, Entry, Section } from './edition.ts';
import { bound } from './parse/bounds.ts';
import { definitionsFor } from './parse/definitions.ts';
import { markdownFromHtml } from './parse/html.ts';
import type { Definitions } from './parse/links.ts';
import { parseMarkdown, rangeOf } from './parse/markdown.ts';
import { unwrittenLinks } from './parse/section.ts';
import type { Draft, ReadEntry, ReadSection } from './parse/section.ts';
import { rowFrom } from './parse/rows.ts';
import { readRows, readTable } from './parse/table.ts';
import { headingRank, readHeadings, readList, readParagraph } from './parse/text.ts';
import type { Blocks } from './parse/text.ts';
import { toRuns } from './parse/inline.ts';
import { takeRank } from './parse/title.ts';

/** Reads one week's list, whatever its layout: a table, a numbered list or bullets, headings, numbered paragraphs. */
export const parseSection = (section: Section): Edition => editionOf(readSection(section));

/** What a thread needs of a section that was read. */
export function editionOf({ section, entries: read }: ReadSection): Edition {
  const { week, heading, file, line } = section;
  const entries = read.map(({ rank, title, summary, links, line, written }): Entry => {
    const unwritten = unwrittenLinks(written);
    return { rank, title, summary, links, line, ...(unwritten.length > 0 && { unwritten }) };
  });
  return { week, heading, file, line, entries };
}

/** Reads one week's list, keeping everything that `lint` checks. */
export function readSection(section: Section): ReadSection {
  const { text: own, cutAt } = bound(section.body);
  const { targets, text: defined } = definitionsFor(own, section.definitions ?? '');
  const text = defined === '' ? own : `${own}\n\n${bound(defined).text}\n`;
  const drafts = readAnyForm(text, targets);
  const firstLine = section.line + 1;
  const cut = cutAt === undefined ? {} : { cutAt: firstLine + cutAt };
  return { section, entries: counted(drafts, firstLine), ...cut };
}

/** As markdown; written in HTML it says more if that gives more links. */
function readAnyForm(text: string, definitions: Definitions): readonly Draft[] {
  const drafts = readAnyBlocks(text, definitions);
  const html = markdownFromHtml(text);
  if (html === undefined) return drafts;
  const inHtml = readBlocks(parseMarkdown(html).children, { text: html, definitions });
  return linkedIn(inHtml) > 1 && linkedIn(inHtml) >= linkedIn(drafts) ? inHtml : drafts;
}

/** Reads the list as it is; if nothing is found, what stands in quotes, or after bullets that markdown does not know (•). */
function readAnyBlocks(text: string, targets: Definitions): readonly Draft[] {
  const nodes = parseMarkdown(text).children;
  const drafts = readBlocks(nodes, { text, definitions: targets });
  if (drafts.length > 0) return drafts;
  const quoted = nodes.flatMap((node): readonly RootContent[] => (node.type === 'blockquote' ? node.children : [node]));
  if (quoted.length !== nodes.length || quoted.some((node, index) => node !== nodes[index])) {
    return readBlocks(quoted, { text, definitions: targets });
  }
  const bulleted = text.replace(/^( {0,3})[•●‣◦▪](?=\s)/gm, '$1-');
  return bulleted === text
    ? []
    : readBlocks(parseMarkdown(bulleted).children, { text: bulleted, definitions: targets });
}

/** A table with links is the list if there is one; else numbered headings, lists, numbered paragraphs, in this order. */
function readBlocks(nodes: readonly RootContent[], blocks: Blocks): readonly Draft[] {
  const tables = readTables(nodes, blocks);
  if (tables.some(({ written }) => written.length > 0)) return tables;
  const ranked = nodes.filter((node) => node.type === 'heading' && headingRank(node) !== undefined);
  if (ranked.length > 1) return readHeadings(nodes, blocks);
  const lists = readLists(nodes, blocks);
  if (linkedIn(lists) > 1) return lists;
  const others = [tables, readParagraphs(nodes, blocks), readHeadings(nodes, blocks), lists];
  const best = others.toSorted((a, b) => linkedIn(b) - linkedIn(a) || b.length - a.length)[0] ?? [];
  return best.some(({ links }) => links.length > 0) ? best : (readBoldParagraphs(nodes, blocks) ?? best);
}

const linkedIn = (drafts: readonly Draft[]): number => drafts.filter(({ links }) => links.length > 0).length;

/** Rows of all tables, and lines that look like rows but stand outside (after a blank line, without a header's rule). */
function readTables(nodes: readonly RootContent[], blocks: Blocks): readonly Draft[] {
  const width = nodes.find((node) => node.type === 'table')?.align?.length ?? 2;
  const anyTable = nodes.some((node) => node.type === 'table');
  const groups = nodes.map((node): RowGroup => {
    if (node.type === 'table') return { isTable: true, drafts: readTable(node, blocks.text, blocks.definitions) };
    const isAsked = node.type === 'paragraph' || anyTable;
    return { isTable: false, drafts: isAsked ? readLooseRows(node, blocks, anyTable ? width : undefined) : [] };
  });
  return withoutOtherTables(groups).flatMap(({ drafts }) => drafts);
}

/** Rows that stand together. */
interface RowGroup {
  readonly isTable: boolean;
  readonly drafts: readonly Draft[];
}

/** A table beside the list is about something else: it has no link, or no numbers where the list is numbered. */
function withoutOtherTables(groups: readonly RowGroup[]): readonly RowGroup[] {
  const linked = groups.filter(({ drafts }) => drafts.some(({ written }) => written.length > 0));
  if (linked.length === 0) return groups;
  const ranks = new Set(linked.flatMap(({ drafts }) => drafts.flatMap(({ rank }) => rank ?? [])));
  // Torn off from its links: one of the list's numbers that no other row has.
  const isLacking = ({ rank }: Draft): boolean =>
    rank !== undefined && !ranks.has(rank) && rank <= Math.max(...ranks) + 1;
  return groups.filter((group) => {
    if (!linked.includes(group)) return group.drafts.every(isLacking);
    return !group.isTable || ranks.size === 0 || group.drafts.some(({ rank }) => rank !== undefined);
  });
}

/** `width`: the columns of the tables nearby; undefined without a table. A row without its first pipe may be read as a list. */
function readLooseRows(node: RootContent, blocks: Blocks, width: number | undefined): readonly Draft[] {
  const { start, end, line } = rangeOf(node);
  const lines = blocks.text.slice(start, end).split('\n');
  const isHidden = /^\s*(?:<!--|`{3}|~{3})/.test(lines[0] ?? '');
  if (isHidden || !['paragraph', 'list', 'html', 'code', 'blockquote'].includes(node.type)) return [];
  const rows = lines.flatMap((row, index) => (isRow(row, width !== undefined) ? [rowFrom(row, line - 1 + index)] : []));
  const widest = width ?? Math.max(2, rows[0]?.cells.length ?? 2);
  return readRows(rows, undefined, widest, blocks.definitions).filter(
    ({ written, rank }) => rank !== undefined || written.length > 0,
  );
}

const isRow = (line: string, anyTable: boolean): boolean =>
  /^\s*\|.*\|/.test(line)
    ? !/^[\s|:-]+$/.test(line)
    : /^\s*\|\s*[*_]{0,3}\d{1,3}[.)]/.test(line) || (anyTable && /^\s*[*_]{0,3}\d{1,3}[.)](?!\d).*\|/.test(line));

function readLists(nodes: readonly RootContent[], blocks: Blocks): readonly Draft[] {
  const ordered = nodes.filter((node) => node.type === 'list' && node.ordered === true);
  const lists = (ordered.length > 0 ? ordered : nodes).flatMap((node) =>
    node.type === 'list' ? [{ node, drafts: readList(withIndented(node, nodes, blocks), blocks) }] : [],
  );
  // Below a heading each, lists may all begin with 1: the week counts on.
  const restarts = lists.filter(({ drafts }) => drafts[0]?.rank === 1).length > 1;
  const headings = nodes.filter(({ type }) => type === 'heading').length;
  const drafts = lists.flatMap((list) => list.drafts);
  return restarts && headings >= lists.length ? drafts.map((draft) => ({ ...draft, rank: undefined })) : drafts;
}

/** What stands in a little behind a numbered list, though not far enough for markdown (`10.`), goes on with its last entry. */
function withIndented(list: List, nodes: readonly RootContent[], { text }: Blocks): List {
  const behind = nodes.slice(nodes.indexOf(list) + 1);
  const more: (Paragraph | List)[] = [];
  for (const node of behind) {
    const isMore =
      node.type === 'paragraph' || (node.type === 'list' && node.ordered !== true && list.ordered === true);
    if (!isMore || !/\n {2,3}$/.test(text.slice(Math.max(0, rangeOf(node).start - 4), rangeOf(node).start))) break;
    more.push(node);
  }
  const last = list.children.at(-1);
  if (more.length === 0 || !last) return list;
  return { ...list, children: [...list.children.slice(0, -1), { ...last, children: [...last.children, ...more] }] };
}

function readParagraphs(nodes: readonly RootContent[], blocks: Blocks): readonly Draft[] {
  return readFrom(nodes, isNumbered, blocks);
}

/** Paragraphs that begin in bold, where nothing else looks like an entry. */
function readBoldParagraphs(nodes: readonly RootContent[], blocks: Blocks): readonly Draft[] | undefined {
  const drafts = readFrom(nodes, isBold, blocks).filter(({ links }) => links.length > 0);
  return drafts.length > 1 ? drafts : undefined;
}

function readFrom(
  nodes: readonly RootContent[],
  isStart: (node: RootContent) => boolean,
  blocks: Blocks,
): readonly Draft[] {
  const starts = nodes.flatMap((node, index) => (isStart(node) ? [index] : []));
  return starts.flatMap((start, index) => {
    const node = nodes[start];
    const following = nodes.slice(start + 1, starts[index + 1] ?? nodes.length);
    const stop = following.findIndex(({ type }) => type === 'thematicBreak' || type === 'heading');
    return (node && readParagraph(node, stop === -1 ? following : following.slice(0, stop), blocks)) ?? [];
  });
}

const isNumbered = (node: RootContent): boolean =>
  node.type === 'paragraph' && takeRank(toRuns(node.children)).rank !== undefined;

const isBold = (node: RootContent): boolean => node.type === 'paragraph' && node.children[0]?.type === 'strong';

/** Gives each entry without a number the one after the entry before it. */
function counted(drafts: readonly Draft[], firstLine: number): readonly ReadEntry[] {
  let last = 0;
  return drafts.map((draft) => {
    const rank = draft.rank ?? last + 1;
    last = rank;
    return { ...draft, rank, rankWritten: draft.rank !== undefined, line: firstLine + draft.line };
  });
}
