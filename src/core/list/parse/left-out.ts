import type { RootContent } from 'mdast';
import { linksIn } from './cell-links.ts';
import { takeRank } from './entry-title.ts';
import { blockRuns } from './inline.ts';
import { rangeOf, type Range } from './markdown.ts';
import type { Draft } from './section.ts';

/** Whether a block holds entries in rows or items. */
export const isContainer = ({ type }: RootContent): boolean => type === 'table' || type === 'list';

const isRanked = (node: RootContent): boolean =>
  node.type === 'paragraph' && takeRank(blockRuns([node])).rank !== undefined;

/** Tables, lists and numbered paragraphs with links, none of whose lines belongs to an entry; both in the order of lines. */
export function leftOutOf(
  nodes: readonly RootContent[],
  drafts: readonly Pick<Draft, 'line' | 'lastLine'>[],
): readonly Range[] {
  let next = 0;
  return nodes.flatMap((node) => {
    if (!isContainer(node) && !isRanked(node)) return [];
    const range = rangeOf(node);
    while ((drafts[next]?.lastLine ?? Infinity) < range.line) next += 1;
    if ((drafts[next]?.line ?? Infinity) <= range.lastLine) return [];
    return linksIn(blockRuns([node])).length > 0 ? [range] : [];
  });
}
