import type { Html, Nodes, Root, RootContent } from 'mdast';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

// Tables alone: all of GFM would read `~10x … ~5x` as struck out, and its autolinks take time by the square.
const remark = unified()
  .use(remarkParse)
  .data({ micromarkExtensions: [gfmTable()], fromMarkdownExtensions: [gfmTableFromMarkdown()] })
  .freeze();

/** Parses a text; headings that are written in HTML are headings too. */
export function parseMarkdown(text: string): Root {
  const root = remark.parse(text);
  return { ...root, children: root.children.map((node) => (node.type === 'html' ? headingOf(node) : node)) };
}

function headingOf(html: Html): RootContent {
  const [, level = '', words = ''] = /^<h([1-6])(?:\s[^<>]*)?>(.*)<\/h\1>\s*$/is.exec(html.value) ?? [];
  const [heading] =
    level === '' ? [] : remark.parse(`${'#'.repeat(Number(level))} ${words.replace(/\s+/g, ' ')}`).children;
  return heading?.type === 'heading' && html.position ? { ...heading, position: html.position } : html;
}

/** Where a node stands in the text it was parsed from: offsets, and lines from 0. */
export function rangeOf(node: Nodes | RootContent): Range {
  const { position } = node;
  return {
    start: position?.start.offset ?? 0,
    end: position?.end.offset ?? 0,
    line: (position?.start.line ?? 1) - 1,
    lastLine: (position?.end.line ?? 1) - 1,
    column: position?.start.column ?? 1,
  };
}

export interface Range {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly lastLine: number;
  /** From 1. */
  readonly column: number;
}

/** What a section was parsed from: its own lines, as they stand in the list. */
export interface SourceLines {
  readonly lines: readonly string[];
}

/** Where an entry stands in a section, lines from 0 and the column from 1, and its source. */
export interface Position {
  readonly line: number;
  readonly lastLine: number;
  readonly column: number;
  readonly source: string;
}

/** Where an entry stands: the nodes it is made of, from the first to the last. */
export function positionOf(nodes: readonly Nodes[], { lines }: SourceLines): Position {
  const [first] = nodes;
  const last = nodes.at(-1);
  if (!first || !last) return { line: 0, lastLine: 0, column: 1, source: '' };
  const { line, column } = rangeOf(first);
  const { lastLine } = rangeOf(last);
  const source = lines
    .slice(line, lastLine + 1)
    .join('\n')
    .slice(column - 1);
  return { line, lastLine, column, source: source.trimEnd() };
}
