/** What a card must know of a font to lay text out: which letters it has, and how wide they are. */
export interface FontMetrics {
  /** Whether the font has a letter for a code point. */
  readonly has: (codePoint: number) => boolean;
  /** The width of a code point's letter at size 1; 0 where the font has none. Kerning is left out. */
  readonly advance: (codePoint: number) => number;
}

/**
 * Reads the metrics of a TrueType or OpenType font, or of the first font of a collection
 * (https://learn.microsoft.com/typography/opentype/spec). Undefined when the bytes are none, or damaged.
 */
export const readFont = (bytes: Uint8Array): FontMetrics | undefined => {
  try {
    return readMetrics(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    // Reading past the end is how a damaged file shows.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

const readMetrics = (view: DataView): FontMetrics | undefined => {
  const tables = readTables(view);
  const [head, hhea, hmtx, cmap] = ['head', 'hhea', 'hmtx', 'cmap'].map((name) => tables.get(name));
  if (head === undefined || hhea === undefined || hmtx === undefined || cmap === undefined) return undefined;
  const unitsPerEm = view.getUint16(head + 18);
  const widths = view.getUint16(hhea + 34);
  const glyphs = readGlyphs(view, cmap);
  if (glyphs.size === 0 || unitsPerEm === 0 || widths === 0) return undefined;
  const advance = (codePoint: number): number => {
    const glyph = glyphs.get(codePoint);
    // The last width stands for all letters after it.
    return glyph === undefined ? 0 : view.getUint16(hmtx + 4 * Math.min(glyph, widths - 1)) / unitsPerEm;
  };
  return { has: (codePoint) => glyphs.has(codePoint), advance };
};

const tagAt = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));

/** Where each table of the font begins. */
const readTables = (view: DataView): ReadonlyMap<string, number> => {
  const start = tagAt(view, 0) === 'ttcf' ? view.getUint32(12) : 0;
  const records = Array.from({ length: view.getUint16(start + 4) }, (_, index) => start + 12 + index * 16);
  return new Map(records.map((at) => [tagAt(view, at), view.getUint32(at + 8)]));
};

type Glyphs = ReadonlyMap<number, number>;

/** The glyph of each code point, by the widest of the font's tables: format 12 (all of Unicode), else 4 (its first plane). */
const readGlyphs = (view: DataView, cmap: number): Glyphs => {
  const count = view.getUint16(cmap + 2);
  const tables = Array.from({ length: count }, (_, index) => cmap + view.getUint32(cmap + 8 + index * 8));
  const ofFormat = (format: number): number | undefined => tables.find((at) => view.getUint16(at) === format);
  const [all, plane] = [ofFormat(12), ofFormat(4)];
  if (all !== undefined) return groupedGlyphs(view, all);
  return plane === undefined ? new Map() : segmentedGlyphs(view, plane);
};

const groupedGlyphs = (view: DataView, at: number): Glyphs => {
  const glyphs = new Map<number, number>();
  const count = view.getUint32(at + 12);
  for (let group = at + 16; group < at + 16 + 12 * count; group += 12) {
    const [start, end, glyph] = [view.getUint32(group), view.getUint32(group + 4), view.getUint32(group + 8)];
    for (let code = start; code <= Math.min(end, 0x10ffff); code += 1) glyphs.set(code, glyph + code - start);
  }
  return glyphs;
};

const segmentedGlyphs = (view: DataView, at: number): Glyphs => {
  const glyphs = new Map<number, number>();
  const doubled = view.getUint16(at + 6);
  for (let segment = at + 14; segment < at + 14 + doubled; segment += 2) {
    const [end, start] = [view.getUint16(segment), view.getUint16(segment + 2 + doubled)];
    const delta = view.getUint16(segment + 2 + 2 * doubled);
    const place = segment + 2 + 3 * doubled;
    const range = view.getUint16(place);
    for (let code = start; code <= end && code < 0xffff; code += 1) {
      const glyph = range === 0 ? code : view.getUint16(place + range + 2 * (code - start));
      if (glyph !== 0 && ((glyph + delta) & 0xffff) !== 0) glyphs.set(code, (glyph + delta) & 0xffff);
    }
  }
  return glyphs;
};
