import type { RootContent } from 'mdast';
import { blockSpans, visible } from './inline.ts';
import { rangeOf } from './markdown.ts';
import { wordsAlone } from '../../text.ts';
import type { Draft, Placed, ReadEntry } from './section.ts';

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

/** The part of a list that is wanted: the entries under some of its headings (all if none is named), and how many. */
export interface Part {
  readonly sections: readonly string[];
  readonly maxEntries: number;
}

export const WHOLE: Part = { sections: [], maxEntries: Infinity };

/** The entries of a part; those under chosen headings count anew. */
export function takePart(entries: readonly ReadEntry[], { sections, maxEntries }: Part): readonly ReadEntry[] {
  if (sections.length === 0) return entries.slice(0, maxEntries);
  const wanted = new Set(sections.map(keyOf));
  const own = entries.filter(({ parts }) => parts.some((name) => wanted.has(keyOf(name))));
  return own.slice(0, maxEntries).map((entry, index) => ({ ...entry, rank: index + 1 }));
}

/** Signs and pictures beside a heading's words do not matter. */
const keyOf = (name: string): string => wordsAlone(name.toLowerCase());

/** A heading of a week, and how many entries stand under it. */
export interface PartSize {
  readonly name: string;
  readonly entries: number;
}

/** The outermost headings that tell a week's entries apart, in order. */
export function partSizes(entries: readonly ReadEntry[]): readonly PartSize[] {
  const deepest = Math.max(0, ...entries.map(({ parts }) => parts.length));
  for (let depth = 0; depth < deepest; depth++) {
    const sizes = new Map<string, number>();
    for (const { parts } of entries) {
      const name = parts[depth] ?? '';
      if (name !== '') sizes.set(name, (sizes.get(name) ?? 0) + 1);
    }
    if (sizes.size > 1) return [...sizes].map(([name, count]) => ({ name, entries: count }));
  }
  return [];
}
