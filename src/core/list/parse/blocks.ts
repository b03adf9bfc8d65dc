import type { Heading, List, ListItem, RootContent } from 'mdast';
import { placeOf, readWords, type Source } from './read-entry.ts';
import { withoutFields, type Fields } from './fields.ts';
import { isWorded, linksIn, mainsIn, newLinks, soundLinks, takeLinks, withTitleFirst } from './cell-links.ts';
import type { Draft } from './section.ts';
import { readTable } from './table.ts';
import { lonelyRank, takeRank } from './entry-title.ts';
import { blockRuns, inlineRuns, textOf, visible } from './inline.ts';

/** A section's blocks, and what they were parsed from. */
export interface Blocks extends Source {
  readonly nodes: readonly RootContent[];
  readonly fields: Fields;
}

/** A way of reading a section, by what it takes for an entry. */
export interface Way {
  readonly name: string;
  readonly read: (blocks: Blocks) => readonly Draft[];
}

/** Of ways that find as many entries, the first one is taken. */
export const WAYS: readonly Way[] = [
  {
    name: 'rows of tables',
    read: readTables,
  },
  { name: 'headings with a rank', read: (blocks) => readHeadings(blocks, (node) => headingRank(node) !== undefined) },
  {
    name: 'items of lists',
    read: (blocks) => blocks.nodes.flatMap((node) => (node.type === 'list' ? readList(node, blocks, '') : [])),
  },
  {
    name: 'paragraphs with a rank',
    read: (blocks) =>
      readFrom(blocks, (node) => node.type === 'paragraph' && takeRank(inlineRuns(node.children)).rank !== undefined),
  },
  {
    name: 'headings with a link',
    read: (blocks) => readHeadings(blocks, (node) => linksIn(inlineRuns(node.children)).length > 0),
  },
  ...[2, 3, 4, 5, 6, 1].map((depth): Way => ({
    name: `headings of level ${String(depth)}`,
    read: (blocks) => readHeadings(blocks, (node) => node.depth === depth),
  })),
  { name: 'items of numbered lists with what stands below them', read: readLooseItems },
  {
    name: 'paragraphs that begin with a link',
    read: (blocks) => readFrom(blocks, (node) => node.type === 'paragraph' && beginsWithLink(node)),
  },
  {
    name: 'paragraphs that begin in bold',
    read: (blocks) => readFrom(blocks, (node) => node.type === 'paragraph' && node.children[0]?.type === 'strong'),
  },
];

/** Rows of all tables; beside a table with ranks, one without is about something else. */
function readTables({ nodes, ...source }: Blocks): readonly Draft[] {
  const tables = nodes.flatMap((node) => (node.type === 'table' ? [readTable(node, source)] : []));
  const isRanked = (rows: readonly Draft[]): boolean => rows.some(({ rank }) => rank !== undefined);
  const ranked = tables.filter((rows) => isRanked(rows) && rows.some(({ links }) => links.length > 0));
  return (ranked.length > 0 ? tables.filter(isRanked) : tables).flat();
}

/** Reads each item of a list as an entry, with paragraphs and bullets below it; of a category, the items below it. */
function readList(list: List, blocks: Blocks, part: string): readonly Draft[] {
  const written = list.children.map((item) => numberOf(item, blocks));
  const isCounted = list.ordered === true && new Set(written).size === written.length;
  return list.children.flatMap((item, index) => {
    const number = isCounted ? written[index] : list.ordered ? (list.start ?? 1) + index : undefined;
    const lists = item.children.filter((child) => child.type === 'list');
    const own = blockRuns(item.children.filter((child) => child.type !== 'list'));
    if (lists.length > 0 && (visible(own) === '' || isCategory(visible(own), linksIn(own).length, lists, blocks))) {
      return lists.flatMap((inner) => readList(inner, blocks, visible(own) || part));
    }
    const draft = blocks.fields.isField(visible(own))
      ? undefined
      : readWords(blockRuns(item.children), number, placeOf([item], blocks));
    return draft ? [{ ...draft, ...(part !== '' && { part }) }] : [];
  });
}

/** `* Tools` above `  * [x](u) - text`: a few words without a link, and items that begin with one. */
function isCategory(words: string, links: number, lists: readonly List[], { fields }: Blocks): boolean {
  const items = lists.flatMap((list) => list.children);
  if (links > 0 || words.length > 80) return false;
  const own = items.filter((item) => {
    const runs = blockRuns(item.children.filter((child) => child.type !== 'list'));
    const [first] = linksIn(runs);
    return first !== undefined && isWorded(first) && !fields.isField(textOf(runs));
  });
  return own.length * 2 > items.length;
}

/** `1. 1. 1.` counts by itself; other numbers stand as they are written. */
function numberOf(item: ListItem, source: Source): number | undefined {
  const match = /^\s*(\d{1,3})[.)]/.exec(placeOf([item], source).source.slice(0, 12));
  return match ? Number(match[1]) : undefined;
}

/** Numbered items whose text is not set in, so that markdown takes it for paragraphs after the list. */
function readLooseItems(blocks: Blocks): readonly Draft[] {
  const { nodes } = blocks;
  return nodes.flatMap((node, index) => {
    if (node.type !== 'list' || node.ordered !== true) return [];
    const below = upTo(nodes, index, (other) => other.type === 'list' && other.ordered === true);
    return node.children.flatMap((item, at) => {
      const all = at === node.children.length - 1 ? [...item.children, ...below] : item.children;
      const place = placeOf(at === node.children.length - 1 ? [item, ...below] : [item], blocks);
      return readWords(blockRuns(all), numberOf(item, blocks) ?? (node.start ?? 1) + at, place) ?? [];
    });
  });
}

/** Reads paragraphs that begin an entry, each with what follows. */
function readFrom(blocks: Blocks, isStart: (node: RootContent) => boolean): readonly Draft[] {
  return blocks.nodes.flatMap((node, index) => {
    if (!isStart(node)) return [];
    const all = [node, ...upTo(blocks.nodes, index, isStart)];
    return readWords(blockRuns(all), undefined, placeOf(all, blocks)) ?? [];
  });
}

/** The nodes after one, to the next heading, rule, or start of an entry. */
function upTo(
  nodes: readonly RootContent[],
  index: number,
  isStart: (node: RootContent) => boolean,
): readonly RootContent[] {
  const below: RootContent[] = [];
  for (let at = index + 1; at < nodes.length; at++) {
    const node = nodes[at];
    if (!node || node.type === 'heading' || node.type === 'thematicBreak' || isStart(node)) break;
    below.push(node);
  }
  return below;
}

function beginsWithLink(node: RootContent): boolean {
  const runs = blockRuns([node]);
  const [first] = linksIn(runs);
  return first !== undefined && isWorded(first) && !/[\p{L}\p{N}]/u.test(textOf(runs).slice(0, first.start));
}

const headingRank = (heading: Heading): number | undefined => {
  const runs = inlineRuns(heading.children);
  return takeRank(runs).rank ?? lonelyRank(visible(runs));
};

/** Reads headings as entries, each with what stands below it. */
function readHeadings(blocks: Blocks, isStart: (heading: Heading) => boolean): readonly Draft[] {
  const { nodes } = blocks;
  const drafts: Draft[] = [];
  let open: { readonly heading: Heading; readonly below: RootContent[] } | undefined;
  const close = (): void => {
    const draft = open && readHeading(open.heading, open.below, blocks);
    if (draft) drafts.push(draft);
    open = undefined;
  };
  for (const node of nodes) {
    const starts = node.type === 'heading' && isStart(node);
    if (node.type === 'heading' && (starts || node.depth <= (open?.heading.depth ?? 0))) close();
    if (starts) open = { heading: node, below: [] };
    else open?.below.push(node);
  }
  close();
  return drafts;
}

/** `## Paper 1`: a heading that only counts; the link below it has the title. */
const COUNTS = /^(?:paper|item|entry|story|article|no\.?|#)?\s*#?\d{1,3}$/i;

function readHeading(heading: Heading, below: readonly RootContent[], blocks: Blocks): Draft | undefined {
  const place = placeOf([heading, ...below], blocks);
  const own = takeLinks(inlineRuns(heading.children));
  const ranked = takeRank(own.runs);
  const all = blockRuns(withoutFields(below, blocks.fields));
  if (COUNTS.test(visible(own.runs)) && linksIn(all).some(isWorded)) {
    const rank = Number(/\d+/.exec(visible(own.runs))?.[0]);
    return readWords(all, rank, place);
  }
  const title = visible(ranked.runs).replace(/\s*[:：–—-]$/, '');
  const words = takeLinks(all);
  const others = [...words.links, ...newLinks(linksIn(blockRuns(below)), words.links)];
  const written = withTitleFirst([...others, ...newLinks(own.links, others)], ranked.runs, title);
  if (title === '' && written.length === 0) return undefined;
  const summary = visible(words.runs).replace(
    /^(?:summary|abstract|description|tl;?dr|摘要|简介|概要|요약)\s?[:：]\s?/i,
    '',
  );
  const mains = own.links.length > 0 ? 0 : mainsIn(all);
  const parts = { title, summary, splitBy: 'columns' } as const;
  return { ...place, ...parts, rank: ranked.rank, links: soundLinks(written), written, split: false, mains };
}
