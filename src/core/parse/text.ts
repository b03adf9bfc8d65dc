import type { Heading, List, ListItem, RootContent } from 'mdast';
import { rangeOf } from './markdown.ts';
import { toRuns } from './inline.ts';
import type { Run } from './inline.ts';
import type { Definitions, WrittenLink } from './links.ts';
import { soundLinks } from './section.ts';
import type { Draft } from './section.ts';
import { cellFrom } from './rows.ts';
import { withTitleLink } from './table.ts';
import { lonelyRank, splitTitle, takeRank, visible } from './title.ts';
import { withoutLinkGroup, withTrailingLinks } from './trailing.ts';

/** Blocks of a section with the text that they were parsed from. */
export interface Blocks {
  readonly text: string;
  readonly definitions: Definitions;
}

/** Reads each item of a list as an entry: `1. **Title** - summary [Paper](…)`, with paragraphs and bullets below it. */
export function readList(list: List, blocks: Blocks): readonly Draft[] {
  const written = list.children.map((item) => writtenNumber(item, blocks.text));
  const areCounted = list.ordered === true && new Set(written).size === written.length;
  return list.children.flatMap((item, index) => {
    const [first] = item.children;
    if (first?.type === 'list' && first.ordered) return readList(first, blocks);
    const number = areCounted ? written[index] : list.ordered ? (list.start ?? 1) + index : undefined;
    return readWords(pieces(item.children, blocks), number, item, blocks) ?? [];
  });
}

/** `1. 1. 1.` counts by itself; other numbers stand as they are written. */
function writtenNumber(item: ListItem, text: string): number | undefined {
  const { start } = rangeOf(item);
  const match = /^\s*(\d{1,3})[.)]/.exec(text.slice(start, start + 12));
  return match ? Number(match[1]) : undefined;
}

/** Reads headings with paragraphs below them as entries: `## 1. Title`. */
export function readHeadings(nodes: readonly RootContent[], blocks: Blocks): readonly Draft[] {
  const isRanked = (node: RootContent): boolean => node.type === 'heading' && headingRank(node) !== undefined;
  const anyRanked = nodes.some(isRanked);
  const levels = nodes.flatMap((node) => (node.type === 'heading' ? [node.depth] : []));
  const level = Math.min(...levels);
  const drafts: Draft[] = [];
  nodes.forEach((node, index) => {
    if (node.type !== 'heading' || (anyRanked ? !isRanked(node) : node.depth !== level)) return;
    const next = nodes.findIndex(
      (other, at) => at > index && other.type === 'heading' && (other.depth <= node.depth || isRanked(other)),
    );
    const below = nodes.slice(index + 1, next === -1 ? undefined : next);
    const draft = readHeading(node, below, blocks);
    if (draft && (anyRanked || draft.written.length > 0)) drafts.push(draft);
  });
  return drafts;
}

export const headingRank = (heading: Heading): number | undefined => {
  const runs = toRuns(heading.children);
  return takeRank(runs).rank ?? lonelyRank(visible(runs));
};

function readHeading(heading: Heading, below: readonly RootContent[], blocks: Blocks): Draft | undefined {
  const runs = toRuns(heading.children);
  const { rank } = takeRank(runs);
  const titled = takeRank(runs).runs;
  const words = withTrailingLinks(cellFrom(pieces(below, blocks).join(' ')), blocks.definitions);
  const own = withTrailingLinks(
    cellFrom(sourceOf(heading, blocks).replace(/^\s*#+\s*|\s+#+\s*$/g, '')),
    blocks.definitions,
  );
  const linked = own.links.length > 0 && titled.some(({ url }) => url === undefined);
  const title = visible(linked ? takeRank(own.runs()).runs : titled).replace(/\s*[:–—-]$/, '');
  const written = withTitleLink([...words.links, ...own.links.filter(isNew(words.links))], titled, title);
  if (title === '' && written.length === 0) return undefined;
  const { start, line } = rangeOf(heading);
  return {
    rank,
    title,
    summary: visible(words.runs()),
    links: soundLinks(written),
    written,
    splitBy: 'columns',
    source: blocks.text.slice(start, Math.max(rangeOf(heading).end, ...below.map((node) => rangeOf(node).end))),
    line: line - 1,
    column: 1,
    split: false,
  };
}

const isNew =
  (known: readonly WrittenLink[]) =>
  (link: WrittenLink): boolean =>
    !known.some(({ address }) => 'url' in address && 'url' in link.address && address.url === link.address.url);

/** Reads a paragraph that begins with a number as an entry. */
export function readParagraph(node: RootContent, below: readonly RootContent[], blocks: Blocks): Draft | undefined {
  return readWords(pieces([node, ...below], blocks), undefined, node, blocks);
}

function readWords(
  parts: readonly string[],
  number: number | undefined,
  node: RootContent,
  blocks: Blocks,
): Draft | undefined {
  const source = parts.join('\n');
  const line = source.replace(/^\[[ x]\]\s+/i, '').replaceAll('\n', '<br>');
  const words = withTrailingLinks(withoutLinkGroup(cellFrom(line), blocks.definitions), blocks.definitions);
  const ranked = takeRank(words.runs());
  const titled = splitTitle(ranked.runs, false);
  const written = withTitleLink(words.links, ranked.runs, titled.title);
  const rank = ranked.rank ?? number;
  if (titled.title === '' && written.length === 0 && rank === undefined) return undefined;
  const place = rangeOf(node);
  const column = place.start - blocks.text.lastIndexOf('\n', place.start - 1);
  const base = { source, line: place.line - 1, column, split: false };
  return {
    ...base,
    rank,
    title: titled.title,
    summary: titled.summary,
    splitBy: titled.by,
    links: soundLinks(written),
    written,
  };
}

const BULLET = '• ';

/** The source of blocks, a piece for each: nested bullets show as bullets, pictures and rules are left out. */
function pieces(nodes: readonly RootContent[], blocks: Blocks): readonly string[] {
  return nodes.flatMap((node): readonly string[] => {
    if (node.type === 'paragraph') return onlyPictures(toRuns(node.children)) ? [] : [oneLine(sourceOf(node, blocks))];
    if (node.type === 'heading') return [oneLine(sourceOf(node, blocks).replace(/^#+\s*/, ''))];
    if (node.type === 'list') return node.children.flatMap((item) => bulleted(pieces(item.children, blocks)));
    if (node.type === 'blockquote') return pieces(node.children, blocks);
    if (node.type === 'html') return node.value.trimStart().startsWith('<!--') ? [] : [oneLine(node.value)];
    return node.type === 'code' ? [oneLine(node.value)] : [];
  });
}

const bulleted = ([first, ...rest]: readonly string[]): readonly string[] =>
  first === undefined ? [] : [`${BULLET}${first}`, ...rest];

const onlyPictures = (runs: readonly Run[]): boolean => visible(runs) === '';

/** A line break inside a paragraph is a space if it is a soft one; the marks that a quote repeats on every line go. */
const oneLine = (source: string): string =>
  source
    .replace(/(?:\\| {2,})\n[ \t]*(?:>[ \t]?)*/g, '<br>')
    .replace(/\s*\n[ \t]*(?:>[ \t]?)*/g, ' ')
    .trim();

const sourceOf = (node: RootContent, { text }: Blocks): string => text.slice(rangeOf(node).start, rangeOf(node).end);
