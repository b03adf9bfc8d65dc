import type { RootContent } from 'mdast';
import { blockSpans, visible } from './inline.ts';
import { rangeOf } from './markdown.ts';
import type { Draft, Placed } from './section.ts';

/** Gives each entry the headings that it stands under; ranks that begin anew under each of them count on. */
export function withParts(drafts: readonly Draft[], nodes: readonly RootContent[]): readonly Placed[] {
  const names = namesAround(drafts, nodes);
  let next = 0;
  let open: readonly Name[] = [];
  const placed = drafts.map((draft): Placed => {
    for (let name = names[next]; name && name.line < draft.line; name = names[++next]) {
      const { depth } = name;
      open = [...open.filter((above) => above.depth < depth), name];
    }
    return { ...draft, parts: [...open.map(({ words }) => words), ...(draft.parts ?? [])] };
  });
  const restarts = placed.flatMap(({ rank }, index) => (rank === 1 && index > 0 ? [index] : []));
  const partOf = (index: number): string => placed[index]?.parts.join('\n') ?? '';
  const areParts = restarts.every((index) => partOf(index - 1) !== partOf(index));
  return restarts.length > 0 && areParts ? placed.map((draft) => ({ ...draft, rank: undefined })) : placed;
}

/** What names a part of a section: a heading, or a line in bold or in `<summary>` that stands alone. */
interface Name {
  readonly depth: number;
  readonly line: number;
  readonly words: string;
}

/** Deeper than every heading. */
const LINE_DEPTH = 7;

function namesAround(drafts: readonly Draft[], nodes: readonly RootContent[]): readonly Name[] {
  const own = new Set(drafts.map(({ line }) => line));
  let next = 0;
  return nodes.flatMap((node): readonly Name[] => {
    const { line } = rangeOf(node);
    while ((drafts[next]?.lastLine ?? Infinity) < line) next += 1;
    if (node.type === 'heading' && !own.has(line))
      return [{ depth: node.depth, line, words: visible(blockSpans([node])) }];
    const isLine =
      node.type === 'paragraph'
        ? node.children.length === 1 && node.children[0]?.type === 'strong'
        : node.type === 'html' && /<summary[\s>]/i.test(node.value);
    if (!isLine || line >= (drafts[next]?.line ?? Infinity)) return [];
    const words = visible(blockSpans([node]));
    return words === '' ? [] : [{ depth: LINE_DEPTH, line, words }];
  });
}
