import type { PhrasingContent, Root, RootContent } from 'mdast';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

// Tables alone: all of GFM would read `~10x … ~5x` as struck out.
const processor = unified()
  .data({ micromarkExtensions: [gfmTable()], fromMarkdownExtensions: [gfmTableFromMarkdown()] })
  .use(remarkParse)
  .freeze();

export const parseMarkdown = (text: string): Root => processor.parse(text);

/** Reads a piece of text as the inside of a line, whatever block its first characters would begin elsewhere. */
export function parseInline(text: string): readonly PhrasingContent[] {
  const line = text.replace(/[\r\n]+/g, ' ').trim();
  if (line === '') return [];
  const [first] = parseMarkdown(`# ${line} <!---->`).children;
  return first?.type === 'heading' ? first.children : [];
}

/** Where a node stands in the text it was parsed from. */
export function rangeOf(node: RootContent): { readonly start: number; readonly end: number; readonly line: number } {
  const { position } = node;
  return { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0, line: position?.start.line ?? 1 };
}
