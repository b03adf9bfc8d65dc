import type { Nodes, Paragraph, RootContent } from 'mdast';
import { blockRuns, inlineRuns, visible } from './inline.ts';
import { linksIn } from './cell-links.ts';

/** What bullets or rows say of the heading above them: their labels repeat from one heading to the next. */
export interface Fields {
  readonly isField: (words: string) => boolean;
}

const LABEL = /^[•\s]*([^\n:：]{1,30}?)\s*[:：]/;
const DEEPEST = 20;

export function fieldsOf(nodes: readonly RootContent[]): Fields {
  const lists = new Map<string, number>();
  const count = (labels: readonly string[]): void => {
    for (const label of new Set(labels)) lists.set(label, (lists.get(label) ?? 0) + 1);
  };
  for (const node of nodes) visit(node, count, 0);
  return { isField: (words) => (lists.get(labelOf(words)) ?? 0) > 1 };
}

const labelOf = (words: string): string => LABEL.exec(words.slice(0, 60))?.[1]?.toLowerCase() ?? '';

function visit(node: Nodes, count: (labels: readonly string[]) => void, depth: number): void {
  if (depth > DEEPEST) return;
  if (node.type === 'list')
    count(node.children.flatMap((item) => labelOf(visible(blockRuns(item.children.slice(0, 1)))) || []));
  if (node.type === 'table') count(rowsOf(node).map(({ label }) => labelOf(`${label}:`)));
  if (node.type === 'list' || node.type === 'listItem')
    for (const child of node.children) visit(child, count, depth + 1);
}

interface FieldRow {
  readonly label: string;
  readonly value: Paragraph;
}

/** The rows of a table of two columns. */
const rowsOf = (table: Extract<RootContent, { type: 'table' }>): readonly FieldRow[] =>
  table.children.flatMap(({ children: [first, second] }) =>
    first && second
      ? [{ label: visible(inlineRuns(first.children)), value: { type: 'paragraph', children: second.children } }]
      : [],
  );

const SUMMARY = /^(?:summary|abstract|description|tl;?dr|about|摘要|简介|概要|요약)$/i;

/** What stands below a heading but its fields: those that hold a link or a few words; a summary stays, without its label. */
export function withoutFields(below: readonly RootContent[], { isField }: Fields): readonly RootContent[] {
  return below.flatMap((node): readonly RootContent[] => {
    if (node.type === 'table') {
      const rows = rowsOf(node);
      if (!rows.some(({ label }) => isField(`${label}:`))) return [node];
      return rows.filter(({ label }) => SUMMARY.test(label)).map(({ value }) => value);
    }
    if (node.type !== 'list') return [node];
    const kept = node.children.filter((item) => {
      const runs = blockRuns(item.children);
      return !isField(visible(runs)) || (linksIn(runs).length === 0 && visible(runs).length > 60);
    });
    return kept.length === node.children.length ? [node] : kept.length === 0 ? [] : [{ ...node, children: kept }];
  });
}
