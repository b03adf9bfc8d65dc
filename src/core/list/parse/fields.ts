import type { Heading, List, Nodes, RootContent } from 'mdast';
import { groupBy } from '../group-by.ts';
import { linksIn } from './cell-links.ts';
import { blockSpans, inlineSpans, visible, type Span } from './inline.ts';

/**
 * What bullets, rows, lines or headings say of the heading above them: their labels repeat from one heading to the next.
 */
export interface Fields {
  readonly isField: (words: string) => boolean;
  /** The levels whose headings are labels: `### Background`, `### Results` below each title. */
  readonly depths: ReadonlySet<number>;
}

const LABEL = /^[•\s]*([^\n:：]{1,40}?)\s*[:：]/;
const SUMMARY = /^(?:summary|abstract|description|tl;?dr|about|摘要|简介|概要|요약)$/i;
const DEEPEST = 20;

const labelOf = (words: string): string => LABEL.exec(words.slice(0, 60))?.[1]?.toLowerCase() ?? '';

/** A label alone (`Tools:`) names what stands below it: another thing than a label with words (`Tools: none`). */
const keyOf = (words: string): string =>
  LABEL.exec(words.slice(0, 60))?.[0] === words.trimEnd() ? `${labelOf(words)}:` : labelOf(words);

/** The fields among blocks; looked for when first asked for, as rows of tables never do. */
export function fieldsOf(nodes: readonly RootContent[]): Fields {
  let known:
    { readonly labels: ReturnType<typeof labelsIn>; readonly targets: ReturnType<typeof targetsOf> } | undefined;
  const isField = (words: string): boolean => {
    const { labels, targets } = (known ??= { labels: labelsIn(nodes), targets: targetsOf(nodes) });
    return (labels.get(keyOf(words)) ?? 0) > 1 || (targets.get(words)?.size ?? 0) > 1;
  };
  return { isField, depths: labelDepths(nodes) };
}

/** How many blocks have each label. */
function labelsIn(nodes: readonly RootContent[]): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  const count = (labels: readonly string[]): void => {
    for (const label of new Set(labels)) seen.set(label, (seen.get(label) ?? 0) + 1);
  };
  for (const node of nodes) visit(node, count, 0);
  return seen;
}

/** Where the items of lists lead that are a link and nothing else, by its label: `[Forum](u)` below each title. */
function targetsOf(nodes: readonly RootContent[]): ReadonlyMap<string, ReadonlySet<string>> {
  const targets = new Map<string, Set<string>>();
  for (const { children } of nodes.filter((node): node is List => node.type === 'list'))
    for (const item of children) {
      const spans = blockSpans(item.children);
      const words = visible(spans);
      const [link, ...others] = linksIn(spans);
      if (!link || others.length > 0 || link.isBare || link.label !== words || !('url' in link.address)) continue;
      targets.set(words, (targets.get(words) ?? new Set<string>()).add(link.address.url));
    }
  return targets;
}

/** A level most of whose headings stand there more than once. */
function labelDepths(nodes: readonly RootContent[]): ReadonlySet<number> {
  const headings = nodes.filter((node) => node.type === 'heading');
  const areLabels = (own: readonly Heading[]): boolean =>
    new Set(own.map(({ children }) => visible(inlineSpans(children)))).size * 2 <= own.length;
  return new Set([...groupBy(headings, ({ depth }) => depth)].flatMap(([depth, own]) => (areLabels(own) ? depth : [])));
}

function visit(node: Nodes, count: (labels: readonly string[]) => void, depth: number): void {
  if (depth > DEEPEST) return;
  if (node.type === 'list')
    count(node.children.flatMap((item) => keyOf(visible(blockSpans(item.children.slice(0, 1)))) || []));
  if (node.type === 'table') count(rowsOf(node).map(keyOf));
  if (depth === 0 && boldLabel(node).length > 0) count([keyOf(visible(blockSpans([node])))]);
  if (node.type === 'list' || node.type === 'listItem')
    for (const child of node.children) visit(child, count, depth + 1);
}

/** `**Venue:** ICLR`, `**Abstract:**`: a paragraph that begins with a label in bold. */
function boldLabel(node: Nodes): readonly string[] {
  if (node.type !== 'paragraph' || node.children[0]?.type !== 'strong') return [];
  const label = labelOf(visible(inlineSpans(node.children)));
  return label !== '' && label.length <= visible(inlineSpans(node.children.slice(0, 1))).length ? [label] : [];
}

/** The rows of a table of two columns, as `label: value`. */
const rowsOf = (table: Extract<RootContent, { type: 'table' }>): readonly string[] =>
  table.children.flatMap(({ children: [first, second] }) =>
    first && second ? [`${visible(inlineSpans(first.children))}: ${visible(inlineSpans(second.children))}`] : [],
  );

/** What stands below a heading but its fields: those that hold a link or a few words; a summary stays. */
export function withoutFields(below: readonly RootContent[], { isField, depths }: Fields): readonly RootContent[] {
  const summary = below.find((node) => boldLabel(node).some((label) => SUMMARY.test(label)));
  let isDropped = false;
  return below.flatMap((node): readonly RootContent[] => {
    if ((node.type === 'heading' && depths.has(node.depth)) || isByline(node)) return [];
    const [label] = boldLabel(node);
    if (label !== undefined && isField(visible(blockSpans([node])))) {
      const isAlone = visible(blockSpans([node])).length < label.length + 3;
      isDropped = isAlone && summary !== undefined && node !== summary;
      return node === summary || (summary === undefined && isSentence(blockSpans([node]))) ? [node] : [];
    }
    if (isDropped) return [];
    if (node.type === 'table') {
      const rows = rowsOf(node);
      if (!rows.some(isField)) return [node];
      return rows.filter((row) => SUMMARY.test(labelOf(row))).map(paragraph);
    }
    if (node.type !== 'list') return [node];
    const kept = node.children.filter((item) => {
      const spans = blockSpans(item.children);
      return !isField(visible(spans)) || isSentence(spans) || SUMMARY.test(labelOf(visible(spans)));
    });
    return kept.length === node.children.length ? [node] : kept.length === 0 ? [] : [{ ...node, children: kept }];
  });
}

/** `*A. Author, B. Author*`: a paragraph in italics that is no sentence. */
const isByline = (node: RootContent): boolean =>
  node.type === 'paragraph' &&
  node.children.length === 1 &&
  node.children[0]?.type === 'emphasis' &&
  !/[.!?。！？…]["”»)]?$/.test(visible(inlineSpans(node.children)));

/** Long, and ended as titles and names are not. */
function isSentence(spans: readonly Span[]): boolean {
  const words = visible(spans);
  return linksIn(spans).length === 0 && words.length > 60 && /(?<!\bet al)[.!?。！？]$/.test(words);
}

const paragraph = (value: string): RootContent => ({ type: 'paragraph', children: [{ type: 'text', value }] });
