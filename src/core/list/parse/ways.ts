import type { Heading, List, ListItem, Nodes, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { hasLetter } from '../../text.ts';
import { withoutFields, type Fields } from './fields.ts';
import { isWorded, linksIn, mainsIn, newLinks, soundLinks, withTitleFirst } from './cell-links.ts';
import { positionOf, type Position, type SourceLines } from './markdown.ts';
import type { Draft } from './section.ts';
import { takeLinks } from './take-links.ts';
import { readTable } from './table.ts';
import { lonelyRank, splitTitle, takeRank } from './entry-title.ts';
import { blockSpans, inlineSpans, textOf, visible, type Span } from './inline.ts';

/** A section's blocks, and what they were parsed from. */
export interface Blocks extends SourceLines {
  readonly nodes: readonly RootContent[];
  readonly fields: Fields;
}

/** A way of reading a section, by what it takes for an entry. */
export interface Way {
  /** How many entries it can find at most. */
  readonly most: (blocks: Blocks) => number;
  readonly read: (blocks: Blocks) => readonly Draft[];
}

/** Whether a block begins an entry, which goes on to the next one that does. */
type Begins = (node: Nodes, fields: Fields) => boolean;

const isRanked: Begins = (node) => node.type === 'paragraph' && takeRank(inlineSpans(node.children)).rank !== undefined;
/** A numbered item with what stands below it. */
const isItem: Begins = (node) => node.type === 'listItem';
const isLinked: Begins = (node) => node.type === 'paragraph' && beginsWithLink(node);
const isBold: Begins = (node, { isField }) =>
  node.type === 'paragraph' && node.children[0]?.type === 'strong' && !isField(visible(inlineSpans(node.children)));

/** The ways that fit a section; of those that find as many entries the first one is taken. */
export function waysFor(nodes: readonly RootContent[], { depths: labels }: Fields): readonly Way[] {
  const depths = new Set(nodes.flatMap((node) => (node.type === 'heading' ? node.depth : [])));
  const headings = [...depths]
    .filter((depth) => !labels.has(depth))
    .sort((a, b) => Number(a === 1) - Number(b === 1) || a - b)
    .map(
      (depth): Begins =>
        (node) =>
          node.type === 'heading' && node.depth === depth,
    );
  return [ROWS, ITEMS, ...[...headings, isRanked, isItem, isLinked, isBold].map(opening)];
}

const sum = (nodes: readonly Nodes[], count: (node: Nodes) => number): number =>
  nodes.reduce((all, node) => all + count(node), 0);
const rowsIn = (node: Nodes): number => (node.type === 'table' ? node.children.length : 0);
const itemsIn = (node: Nodes): number =>
  node.type === 'list' || node.type === 'listItem'
    ? sum(node.children, itemsIn) + (node.type === 'listItem' ? 1 : 0)
    : 0;

const ROWS: Way = { most: ({ nodes }) => sum(nodes, rowsIn), read: readTables };
const ITEMS: Way = {
  most: ({ nodes }) => sum(nodes, itemsIn),
  read: (blocks) =>
    linkedOf(blocks.nodes.flatMap((node) => (node.type === 'list' ? [readList(node, blocks, [])] : []))).flat(),
};

const opening = (begins: Begins): Way => ({
  most: ({ nodes, fields }) =>
    sum(
      nodes.flatMap((node) => takeApart(node, (each) => begins(each, fields))),
      (node) => (begins(node, fields) ? 1 : 0),
    ),
  read: (blocks) => readFrom(blocks, (node) => begins(node, blocks.fields)),
});

type Groups = readonly (readonly Draft[])[];

/** Beside tables or lists with links, a shorter one without is about something else. */
function linkedOf(groups: Groups): Groups {
  const linked = groups.filter((drafts) => drafts.some(({ links }) => links.length > 0));
  return linked.flat().length * 2 > groups.flat().length ? linked : groups;
}

/** Rows of all tables with links; beside tables with ranks, one without is about something else. */
function readTables({ nodes, ...source }: Blocks): readonly Draft[] {
  const tables = linkedOf(nodes.flatMap((node) => (node.type === 'table' ? [readTable(node, source)] : [])));
  const ranked = tables.filter((rows) => rows.some(({ rank }) => rank !== undefined));
  return (ranked.length > 0 ? ranked : tables).flat();
}

/** Reads each item of a list as an entry, with paragraphs and bullets below it; of a category, the items below it. */
function readList(list: List, blocks: Blocks, parts: readonly string[]): readonly Draft[] {
  const written = list.children.map((item) => numberOf(item, blocks));
  const isCounted = list.ordered === true && new Set(written).size === written.length;
  return list.children.flatMap((item, index) => {
    const number = isCounted ? written[index] : list.ordered ? (list.start ?? 1) + index : undefined;
    const lists = item.children.filter((child) => child.type === 'list');
    const own = blockSpans(item.children.filter((child) => child.type !== 'list'));
    const words = visible(own);
    if (lists.length > 0 && (words === '' || isCategory(words, linksIn(own).length, lists, blocks)))
      return lists.flatMap((inner) => readList(inner, blocks, words === '' ? parts : [...parts, words]));
    const draft = blocks.fields.isField(words)
      ? undefined
      : readWords(blockSpans(item.children), number, positionOf([item], blocks));
    return draft ? [{ ...draft, ...(parts.length > 0 && { parts }) }] : [];
  });
}

/** `* Tools` above `  * [x](u) - text`: a few words without a link, and items that begin with one. */
function isCategory(words: string, links: number, lists: readonly List[], { fields }: Blocks): boolean {
  const items = lists.flatMap((list) => list.children);
  if (links > 0 || words.length > 80) return false;
  const own = items.filter((item) => {
    const spans = blockSpans(item.children.filter((child) => child.type !== 'list'));
    const [first] = linksIn(spans);
    return first !== undefined && isWorded(first) && !fields.isField(textOf(spans));
  });
  return own.length * 2 > items.length;
}

/** `1. 1. 1.` counts by itself; other numbers stand as they are written. */
function numberOf(item: ListItem, source: SourceLines): number | undefined {
  const match = /^\s*(\d{1,3})[.)]/.exec(positionOf([item], source).source.slice(0, 12));
  return match ? Number(match[1]) : undefined;
}

/** Reads blocks that begin an entry, each with what follows: to the next one, to a rule, or to a heading that ranks as high. */
function readFrom(blocks: Blocks, begins: (node: Nodes) => boolean): readonly Draft[] {
  const drafts: Draft[] = [];
  let open: { readonly first: Nodes; readonly below: RootContent[] } | undefined;
  const close = (): void => {
    const draft = open && readOpened(open.first, open.below, blocks);
    if (draft) drafts.push(draft);
    open = undefined;
  };
  for (const node of blocks.nodes.flatMap((node) => takeApart(node, begins))) {
    const first = open?.first;
    const ends =
      node.type === 'heading'
        ? first?.type !== 'heading' || node.depth <= first.depth
        : node.type === 'thematicBreak' && first?.type !== 'heading';
    if (begins(node) || ends) close();
    if (begins(node)) open = { first: node, below: [] };
    else if (isBlock(node)) open?.below.push(node);
  }
  close();
  return drafts;
}

/**
 * The pieces of a block that may begin an entry each: items whose text is not set in, and which are followed by paragraphs
 * that belong to them; lines of one paragraph.
 */
function takeApart(node: RootContent, begins: (node: Nodes) => boolean): readonly Nodes[] {
  if (node.type === 'list' && node.ordered === true && node.children.some(begins)) return node.children;
  if (node.type !== 'paragraph' || !begins(node)) return [node];
  const starts = node.children.flatMap((_, index) => (index > 0 && endsLine(node.children[index - 1]) ? [index] : []));
  const lines = [0, ...starts].map((start, at): Paragraph => {
    const children = node.children.slice(start, starts[at]);
    const [first, last] = [children[0]?.position, children.at(-1)?.position];
    return { ...node, children, ...(first && last && { position: { start: first.start, end: last.end } }) };
  });
  return lines.slice(1).every(beginsWithLink) ? lines : [node];
}

const endsLine = (node: PhrasingContent | undefined): boolean =>
  node?.type === 'break' || (node?.type === 'text' && node.value.endsWith('\n'));

const isBlock = (node: Nodes): node is RootContent => node.type !== 'root' && node.type !== 'listItem';

function readOpened(first: Nodes, below: readonly RootContent[], blocks: Blocks): Draft | undefined {
  if (first.type === 'heading') return readHeading(first, below, blocks);
  const number = first.type === 'listItem' ? numberOf(first, blocks) : undefined;
  const own = first.type === 'listItem' ? first.children : [first];
  return readWords(blockSpans([...own, ...below]), number, positionOf([first, ...below], blocks));
}

function beginsWithLink(node: Nodes): boolean {
  const spans = blockSpans([node]);
  const [first] = linksIn(spans);
  return first !== undefined && isWorded(first) && !/[\p{L}\p{N}]/u.test(textOf(spans).slice(0, first.start));
}

/** Reads words as an entry: rank, title, summary, links. Undefined where they hold none of them. */
function readWords(all: readonly Span[], number: number | undefined, place: Position): Draft | undefined {
  const { spans, links } = takeLinks(all);
  const ranked = takeRank(spans);
  const rank = ranked.rank ?? number;
  const { title, summary, by } = splitTitle(ranked.spans);
  const written = withTitleFirst(links, ranked.spans, title);
  if (isPeople(visible(all)) || (title === '' && written.length === 0 && rank === undefined)) return undefined;
  const found = mainsIn(all);
  const mains = found > 1 && all.find((one) => hasLetter(one.text))?.link ? 1 : found;
  return { ...place, rank, title, summary, splitBy: by, links: soundLinks(written), written, split: false, mains };
}

/** `[@one](u) (4), [@two](v)`: who took part. */
const isPeople = (words: string): boolean => words.startsWith('@') && !hasLetter(words.replace(/@[\w.-]+/g, ''));

/** `## Paper 1`: a heading that only counts; the link below it has the title. */
const COUNTS = /^(?:paper|item|entry|story|article|no\.?|#)?\s*#?\d{1,3}$/i;
const SUMMARY_LABEL = /^(?:•\s)?(?:summary|abstract|description|tl;?dr|摘要|简介|概要|요약)\s?[:：]\s?/i;

function readHeading(heading: Heading, below: readonly RootContent[], blocks: Blocks): Draft | undefined {
  const place = positionOf([heading, ...below], blocks);
  const own = takeLinks(inlineSpans(heading.children));
  const ranked = takeRank(own.spans);
  const rest = withoutFields(below, blocks.fields);
  if (COUNTS.test(visible(own.spans)) && linksIn(blockSpans(rest)).some(isWorded)) {
    const rank = lonelyRank(/\d+/.exec(visible(own.spans))?.[0] ?? '');
    return readWords(blockSpans(rest), rank, place);
  }
  // Links alone on the first lines are the title once more, in another language or as the address of the whole.
  const isLinked = own.links.length === 0 && isLinkAlone(rest[0]);
  const all = blockSpans(isLinked ? rest.slice(1) : rest);
  const title = visible(ranked.spans).replace(/\s*[:：–—-]$/, '');
  const words = takeLinks(all);
  const main = isLinked ? linksIn(blockSpans(rest.slice(0, 1))) : [];
  const beside = [...main, ...newLinks(words.links, main)];
  const others = [...beside, ...newLinks(linksIn(blockSpans(below)), beside)];
  const written = withTitleFirst([...others, ...newLinks(own.links, others)], ranked.spans, title);
  if (title === '' && written.length === 0) return undefined;
  const summary = visible(words.spans).replace(SUMMARY_LABEL, '');
  const mains = own.links.length > 0 ? 0 : main.filter(isWorded).length + mainsIn(all);
  const parts = { title, summary, splitBy: 'columns' } as const;
  return { ...place, ...parts, rank: ranked.rank, links: soundLinks(written), written, split: false, mains };
}

function isLinkAlone(node: Nodes | undefined): boolean {
  if (node?.type === 'list')
    return node.children.every(({ children: [own, ...more] }) => more.length === 0 && isLinkAlone(own));
  if (node?.type !== 'paragraph') return false;
  const spans = blockSpans([node]);
  const [link, ...others] = linksIn(spans);
  const rest = visible(spans).length - (link ? link.end - link.start : 0);
  return link !== undefined && others.length === 0 && (isWorded(link) || link.isBare) && rest < 3;
}
