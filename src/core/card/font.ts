/** What a card must know of a font to lay text out: which letters it has, and how wide they are. */
export interface FontMetrics {
  /** Whether the font has a letter for a code point. */
  readonly has: (codePoint: number) => boolean;
  /** The width of a code point's letter at size 1; 0 where the font has none. Kerning is left out. */
  readonly advance: (codePoint: number) => number;
}

/** A table of a font file: where it begins, how long it is. */
interface Table {
  readonly at: number;
  readonly length: number;
}

/**
 * Reads the metrics of a TrueType or OpenType font, or of the first font of a collection
 * (https://learn.microsoft.com/typography/opentype/spec). Undefined when the bytes are none, or damaged.
 */
export const readFont = (bytes: Uint8Array): FontMetrics | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readMetrics(view);
  } catch (error) {
    // Reading past the end is how a damaged file shows.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

const readMetrics = (view: DataView): FontMetrics | undefined => {
  const tables = readTables(view);
  const [head, hhea, hmtx, cmap] = ['head', 'hhea', 'hmtx', 'cmap'].map((name) => tables.get(name));
  if (!head || !hhea || !hmtx || !cmap) return undefined;
  const unitsPerEm = view.getUint16(head.at + 18);
  const widths = view.getUint16(hhea.at + 34);
  const glyphs = readLetters(view, cmap);
  if (!glyphs || unitsPerEm === 0 || widths === 0) return undefined;
  const advance = (codePoint: number): number => {
    const glyph = glyphs(codePoint);
    // The last width stands for all letters after it.
    return glyph === 0 ? 0 : view.getUint16(hmtx.at + 4 * Math.min(glyph, widths - 1)) / unitsPerEm;
  };
  return { has: (codePoint) => glyphs(codePoint) !== 0, advance };
};

const tagAt = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));

const readTables = (view: DataView): ReadonlyMap<string, Table> => {
  const start = tagAt(view, 0) === 'ttcf' ? view.getUint32(12) : 0;
  const count = view.getUint16(start + 4);
  const tables = Array.from({ length: count }, (_, index) => {
    const at = start + 12 + index * 16;
    return [tagAt(view, at), { at: view.getUint32(at + 8), length: view.getUint32(at + 12) }] as const;
  });
  return new Map(tables);
};

type Glyphs = (codePoint: number) => number;

/** The widest of the tables that map code points to glyphs: format 12 (all of Unicode), else 4 (its first plane). */
const readLetters = (view: DataView, { at }: Table): Glyphs | undefined => {
  const count = view.getUint16(at + 2);
  const offsets = Array.from({ length: count }, (_, index) => at + view.getUint32(at + 4 + index * 8 + 4));
  const ofFormat = (format: number): number | undefined => offsets.find((offset) => view.getUint16(offset) === format);
  const [all, plane] = [ofFormat(12), ofFormat(4)];
  if (all !== undefined) return groupedGlyphs(view, all);
  return plane === undefined ? undefined : segmentedGlyphs(view, plane);
};

const groupedGlyphs = (view: DataView, at: number): Glyphs => {
  const count = view.getUint32(at + 12);
  const start = (group: number): number => at + 16 + group * 12;
  view.getUint8(start(count) - 1);
  return (codePoint) => {
    const group = firstFrom(count, (index) => view.getUint32(start(index) + 4) >= codePoint);
    if (group === count || view.getUint32(start(group)) > codePoint) return 0;
    return view.getUint32(start(group) + 8) + codePoint - view.getUint32(start(group));
  };
};

const segmentedGlyphs = (view: DataView, at: number): Glyphs => {
  const doubled = view.getUint16(at + 6);
  const [ends, starts, deltas, ranges] = [at + 14, at + 16 + doubled, at + 16 + 2 * doubled, at + 16 + 3 * doubled];
  view.getUint8(ranges + doubled - 1);
  return (codePoint) => {
    const segment = 2 * firstFrom(doubled / 2, (index) => view.getUint16(ends + 2 * index) >= codePoint);
    if (codePoint > 0xffff || segment === doubled || view.getUint16(starts + segment) > codePoint) return 0;
    const delta = view.getUint16(deltas + segment);
    const range = view.getUint16(ranges + segment);
    if (range === 0) return (codePoint + delta) & 0xffff;
    const place = ranges + segment + range + 2 * (codePoint - view.getUint16(starts + segment));
    const glyph = place + 2 > view.byteLength ? 0 : view.getUint16(place);
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  };
};

/** The first index that holds, in an order where all after it hold too; `count` when none does. */
const firstFrom = (count: number, holds: (index: number) => boolean): number => {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
};
