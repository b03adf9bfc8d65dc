import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type FontMetrics, readFont, missingSigns } from '../../core/card.ts';

/** A font of the card: its file, and what must be known to lay text out. */
export interface CardFont {
  readonly path: string;
  readonly metrics: FontMetrics;
}

/** The fonts of a card: two faces of its own, and those the operator names for letters that they lack. */
export interface CardFonts {
  readonly text: CardFont;
  readonly display: CardFont;
  readonly more: readonly CardFont[];
}

/** Beside the bundle and beside the sources. */
const folders = ['../assets/fonts/', '../../../assets/fonts/'];

/** Reads the fonts; `more` are paths of TrueType or OpenType files. Throws, naming the file, where one cannot be used. */
export const loadFonts = async (more: readonly string[]): Promise<CardFonts> => {
  const [text, display, ...others] = await Promise.all([
    shippedFont('Inter-Medium.otf'),
    shippedFont('InterDisplay-SemiBold.otf'),
    ...more.map(namedFont),
  ]);
  return { text, display, more: others };
};

/** The letters of a text that neither the card's own fonts nor the named ones have, each once. */
export const missingLetters = async (text: string, more: readonly string[]): Promise<readonly string[]> => {
  const fonts = await loadFonts(more);
  return missingSigns(
    text,
    [fonts.text, ...fonts.more].map(({ metrics }) => metrics),
  );
};

const shippedFont = async (name: string): Promise<CardFont> => {
  const paths = folders.map((folder) => fileURLToPath(new URL(folder + name, import.meta.url)));
  for (const path of paths) {
    const bytes = await readFile(path).catch(() => undefined);
    const metrics = bytes && readFont(bytes);
    if (metrics) return { path, metrics };
  }
  throw new Error(`The card's font ${name} is missing from ${paths[0] ?? name}. Install the package again.`);
};

const namedFont = async (path: string): Promise<CardFont> => {
  const metrics = readFont(await readFile(path).catch((cause: unknown) => Promise.reject(unusable(path, cause))));
  if (!metrics) throw unusable(path);
  return { path, metrics };
};

const unusable = (path: string, cause?: unknown): Error =>
  new Error(`CARD_FONTS: ${path} is not a font that can be read. Name a .ttf, .otf or .ttc file (no .woff).`, {
    cause,
  });
