import type { ReadEntry } from './section.ts';

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
const keyOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

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
