import type { RootContent } from 'mdast';
import { linksIn } from './cell-links.ts';
import { takeRank } from './entry-title.ts';
import { blockSpans } from './inline.ts';
import { rangeOf, type Range } from './markdown.ts';
import type { Beside, Draft, Placed } from './section.ts';

/** Whether a block holds entries in rows or items. */
export const isContainer = ({ type }: RootContent): boolean => type === 'table' || type === 'list';

const isRanked = (node: RootContent): boolean =>
  node.type === 'paragraph' && takeRank(blockSpans([node])).rank !== undefined;

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
    return linksIn(blockSpans([node])).length > 0 ? [range] : [];
  });
}

/**
 * Why something that was read as an entry is none. Without number and link it is something else than the entries around
 * it; where all its links stand above it, it says entries again: in a list of sources, in a table by subject.
 */
function besideOf(draft: Placed, above: ReadonlyMap<string, Placed>): Beside['why'] | undefined {
  const { rank, links, written, parts } = draft;
  if (written.length === 0) return rank === undefined ? 'no link' : undefined;
  const [first, ...others] = links.map(({ url }) => above.get(url));
  if (!first || others.includes(undefined)) return undefined;
  const isSame = beginsAlike(draft.title, first.title) && first.parts.join('\n') !== parts.join('\n');
  return isSame || (rank === undefined && links.length > 1 && !beginsAlike(draft.title, first.title))
    ? 'again'
    : undefined;
}

/** The same title, if one of them was cut, or has a number behind it. */
const beginsAlike = (title: string, other: string): boolean => title.startsWith(other) || other.startsWith(title);

/** What was read: the entries, and what stands among them and is none. */
export interface Kept {
  readonly drafts: readonly Placed[];
  readonly beside: readonly (Beside & Pick<Draft, 'lastLine'>)[];
}

/** Takes out what is no entry. */
export function withoutBeside(placed: readonly Placed[]): Kept {
  const above = new Map<string, Placed>();
  const beside: (Beside & Pick<Draft, 'lastLine'>)[] = [];
  const drafts = placed.filter((draft) => {
    const why = besideOf(draft, above);
    for (const { url } of draft.links) if (!above.has(url)) above.set(url, draft);
    const { title, line, lastLine } = draft;
    if (why) beside.push({ why, title, line, lastLine });
    return why === undefined;
  });
  return { drafts, beside };
}
