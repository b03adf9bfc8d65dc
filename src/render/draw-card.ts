import { readFile } from 'node:fs/promises';
import {
  type CardContent,
  type CardEdition,
  type CardLayout,
  cardSize,
  drawable,
  type FontMetrics,
  layoutCard,
  missingSigns,
  mix,
  type PlacedText,
  readable,
  readFont,
  rulerFor,
} from '../core/card.ts';
import { listName } from '../core/list.ts';
import { writtenDates } from '../core/week.ts';
import { shipped } from '../shipped.ts';
import { escapeHtml } from './html.ts';

export interface CardLook {
  readonly theme: 'light' | 'dark';
  /** `#rrggbb`; made darker or lighter where it could not be read on the card. */
  readonly accent: string;
  /** Paths of fonts for letters that the card's own lack. */
  readonly fonts: readonly string[];
  /** BCP 47, for the dates. */
  readonly language?: string;
}

/** The fonts of a card: their files, and in which a text, or a name or number, finds its letters, the first one first. */
interface CardFonts {
  readonly files: readonly string[];
  readonly text: readonly FontMetrics[];
  readonly display: readonly FontMetrics[];
}

/** The picture of the week as PNG, 1200 x 675: the list's name, its dates, its titles. Throws where it cannot be drawn. */
export const drawCard = async (edition: CardEdition, look: CardLook): Promise<Uint8Array> => {
  // Native code, loaded only by those who draw.
  const [{ Resvg }, fonts] = await Promise.all([import('@resvg/resvg-js'), loadFonts(look.fonts)]);
  const font = { loadSystemFonts: false, fontFiles: [...fonts.files], defaultFontFamily: 'Inter' };
  return new Resvg(cardSvg(edition, look, fonts), { font }).render().asPng();
};

/** The letters of a text that neither the card's own fonts nor the named ones have, each once. */
export const missingLetters = async (text: string, more: readonly string[]): Promise<readonly string[]> =>
  missingSigns(text, (await loadFonts(more)).text);

/** Reads the fonts; `more` are paths of TrueType or OpenType files. Throws, naming the file, where one cannot be used. */
export const loadFonts = async (more: readonly string[]): Promise<CardFonts> => {
  const [text, display] = [shipped('assets/fonts/Inter-Medium.otf'), shipped('assets/fonts/InterDisplay-SemiBold.otf')];
  const others = await Promise.all(more.map(readMetrics));
  const face = async (file: string): Promise<readonly FontMetrics[]> => [await readMetrics(file), ...others];
  return { files: [text, display, ...more], text: await face(text), display: await face(display) };
};

const readMetrics = async (file: string): Promise<FontMetrics> => {
  const words = `CARD_FONTS: ${file} is not a font that can be read. Name a .ttf, .otf or .ttc file (no .woff).`;
  const bytes = await readFile(file).catch((cause: unknown) => Promise.reject(new Error(words, { cause })));
  const metrics = readFont(bytes);
  if (metrics) return metrics;
  throw new Error(words);
};

/** The card as SVG; whatever the list holds stays text. */
export const cardSvg = (edition: CardEdition, look: Omit<CardLook, 'fonts'>, fonts: CardFonts): string => {
  const rulers = { text: rulerFor(fonts.text), display: rulerFor(fonts.display) };
  const content = {
    name: drawable(listName(edition.heading), fonts.display),
    dates: drawable(writtenDates(edition.week, look.language ?? 'en'), fonts.text),
    entries: drawableEntries(edition, fonts.text),
  };
  const layout = layoutCard(content, (text, face) => rulers[face](text));
  return svg(layout, cardColours(look.theme, look.accent));
};

/** A title of which no letter is left would be a number alone: it is left out, and stands in the alt text. */
const drawableEntries = ({ entries }: CardEdition, faces: readonly FontMetrics[]): CardContent['entries'] => {
  const drawn = entries
    .map(({ rank, title }) => ({ rank, title: drawable(title, faces) }))
    .filter(({ title }) => /[\p{L}\p{N}]/u.test(title));
  if (drawn.length > 0 || entries.length === 0) return drawn;
  throw new Error("the card's fonts have the letters of none of its titles; name a font that has them in CARD_FONTS");
};

/** The colours of a card: paper, ink, accent and hairlines. */
type CardColours = Readonly<Record<'paper' | 'ink' | 'accent' | 'line', string>>;

/** Ink and accent can be read on the paper (4.5 to 1 and more: WCAG AA), whatever accent was asked for. */
const cardColours = (theme: 'light' | 'dark', accent: string): CardColours => {
  const [paper, ink] = theme === 'light' ? ['#fcfbf9', '#1a1b1e'] : ['#14161a', '#f0efeb'];
  return { paper, ink, accent: readable(accent, paper, 4.5), line: mix(paper, ink, 0.14) };
};

const svg = ({ texts, rules }: CardLayout, colours: CardColours): string => {
  const { width, height } = cardSize;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${colours.paper}"/>`,
    `<rect width="14" height="${height}" fill="${colours.accent}"/>`,
    ...rules.map(({ x, y, width }) => `<rect x="${x}" y="${y}" width="${width}" height="1.5" fill="${colours.line}"/>`),
    ...texts.map((text) => textElement(text, colours)),
    '</svg>',
  ].join('\n');
};

const fontOf = {
  display: 'font-family="Inter Display" font-weight="600"',
  text: 'font-family="Inter" font-weight="500"',
} as const;

const textElement = ({ x, y, size, face, tone, words }: PlacedText, colours: CardColours): string =>
  `<text x="${x}" y="${y.toFixed(1)}" font-size="${size}" ${fontOf[face]} fill="${colours[tone]}">${escapeHtml(words)}</text>`;
