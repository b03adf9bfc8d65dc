import type { Resvg as Renderer } from '@resvg/resvg-js';
import {
  type CardEdition,
  mix,
  readable,
  type FontMetrics,
  type CardContent,
  type CardLayout,
  cardSize,
  layoutCard,
  type PlacedText,
  type Ruler,
  drawable,
  rulerFor,
} from '../core/card.ts';
import { writtenDates } from '../core/week.ts';
import { listName } from '../core/list.ts';
import { type CardFonts, loadFonts } from './card/fonts.ts';
import { escapeHtml } from './html.ts';

export { cardSize } from '../core/card.ts';
export { missingLetters } from './card/fonts.ts';

export interface CardLook {
  readonly theme: 'light' | 'dark';
  /** `#rrggbb`; made darker or lighter where it could not be read on the card. */
  readonly accent: string;
  /** Paths of fonts for letters that the card's own lack. */
  readonly fonts: readonly string[];
  /** BCP 47, for the dates. */
  readonly language?: string;
}

/** The picture of the week as PNG, 1200 x 675: the list's name, its dates, its titles. Throws where it cannot be drawn. */
export const drawCard = async (edition: CardEdition, look: CardLook): Promise<Uint8Array> => {
  // Native code, loaded only by those who draw.
  const [{ Resvg }, fonts] = await Promise.all([import('@resvg/resvg-js'), loadFonts(look.fonts)]);
  return render(Resvg, cardSvg(edition, look, fonts), fonts);
};

const render = (Resvg: typeof Renderer, svg: string, fonts: CardFonts): Uint8Array =>
  new Resvg(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: [fonts.text, fonts.display, ...fonts.more].map(({ path }) => path),
      defaultFontFamily: 'Inter',
    },
  })
    .render()
    .asPng();

/** The card as SVG; whatever the list holds stays text. */
export const cardSvg = (edition: CardEdition, look: Omit<CardLook, 'fonts'>, fonts: CardFonts): string => {
  const faces = {
    text: [fonts.text, ...fonts.more].map(({ metrics }) => metrics),
    display: [fonts.display, ...fonts.more].map(({ metrics }) => metrics),
  };
  const rulers = { text: rulerFor(faces.text), display: rulerFor(faces.display) };
  const ruler: Ruler = (text, face) => rulers[face](text);
  const content = {
    name: drawable(listName(edition.heading), faces.display),
    dates: drawable(writtenDates(edition.week, look.language ?? 'en'), faces.text),
    entries: drawableEntries(edition, faces.text),
  };
  return svg(layoutCard(content, ruler), cardColours(look.theme, look.accent));
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
export interface CardColours {
  readonly paper: string;
  readonly ink: string;
  readonly accent: string;
  readonly line: string;
}

/** Ink and accent can be read on the paper (4.5 to 1 and more: WCAG AA), whatever accent was asked for. */
export const cardColours = (theme: 'light' | 'dark', accent: string): CardColours => {
  const [paper, ink] = theme === 'light' ? ['#fcfbf9', '#1a1b1e'] : ['#14161a', '#f0efeb'];
  return { paper, ink, accent: readable(accent, paper, 4.5), line: mix(paper, ink, 0.14) };
};

const svg = ({ texts, rules }: CardLayout, colours: CardColours): string => {
  const { width, height } = cardSize;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${colours.paper}"/>`,
    `<rect width="14" height="${height}" fill="${colours.accent}"/>`,
    ...rules.map(
      (rule) => `<rect x="${rule.x}" y="${rule.y}" width="${rule.width}" height="1.5" fill="${colours.line}"/>`,
    ),
    ...texts.map((text) => textElement(text, colours)),
    '</svg>',
  ].join('\n');
};

const textElement = (text: PlacedText, colours: CardColours): string => {
  const face =
    text.face === 'display' ? 'font-family="Inter Display" font-weight="600"' : 'font-family="Inter" font-weight="500"';
  return `<text x="${text.x}" y="${text.y.toFixed(1)}" font-size="${text.size}" ${face} fill="${colours[text.tone]}">${escapeHtml(text.words)}</text>`;
};
