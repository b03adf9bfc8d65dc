import { type Lines, wrap } from './card-text.ts';

/** The size of the card in pixels: what the networks show whole. */
export const cardSize = { width: 1200, height: 675 } as const;

/** What the card says. */
export interface CardContent {
  readonly name: string;
  readonly dates: string;
  readonly entries: readonly { readonly rank: number; readonly title: string }[];
}

/** `display` is the stronger face. */
export type Face = 'text' | 'display';

/** How wide a text is at size 1. */
export type Ruler = (text: string, face: Face) => number;

/** A line of text where it stands: `y` is its baseline. */
export interface PlacedText {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly face: Face;
  readonly tone: 'ink' | 'accent';
  readonly words: string;
}

/** Everything on the card: texts, and the hairlines between them, each by its left end and its width. */
export interface CardLayout {
  readonly texts: readonly PlacedText[];
  readonly rules: readonly { readonly x: number; readonly y: number; readonly width: number }[];
}

const edge = 68;
const inner = cardSize.width - 2 * edge;
const columnGap = 60;
const datesAt = 78;
const listBottom = 640;
const lineHeight = 1.24;
/** Above and below the two lines of a title, together. */
const air = 22;
/** Kerning and shaping are left to the drawing: a little room is kept for them. */
const slack = 1.01;
/** As many titles as can be read on a picture of this size. */
const mostEntries = 20;

/** Where everything stands: the dates, the list's name, the titles with their ranks in one column or two. */
export const layoutCard = (content: CardContent, ruler: Ruler): CardLayout => {
  const entries = content.entries.slice(0, mostEntries);
  const { texts, top } = header(content, ruler);
  const columns = entries.length > 5 ? 2 : 1;
  const rows = Math.max(1, Math.ceil(entries.length / columns));
  const width = (inner - columnGap * (columns - 1)) / columns;
  const grid: Grid = { top, width, rows, rowHeight: Math.min(152, (listBottom - top) / rows), ruler };
  const size = titleSize(entries, grid);
  const cells = entries.map((entry, at) => cell(entry, at, grid, size));
  return { texts: [...texts, ...cells.flatMap((each) => each.texts)], rules: cells.map(({ rule }) => rule) };
};

/** Whether a line fits into a room, at a size. */
const fitsInto =
  (ruler: Ruler, face: Face, size: number, room: number) =>
  (line: string): boolean =>
    ruler(line, face) * size * slack <= room;

/** The dates, and below them the list's name: in two smaller lines where it is long. `top` is where the titles begin. */
const header = (
  { name, dates }: CardContent,
  ruler: Ruler,
): { readonly texts: readonly PlacedText[]; readonly top: number } => {
  const size = sizes(56, 44).find((tried) => fitsInto(ruler, 'display', tried, inner)(name)) ?? 40;
  const { lines } = wrap(name, size < 44 ? 2 : 1, fitsInto(ruler, 'display', size, inner));
  const [when = ''] = wrap(dates, 1, fitsInto(ruler, 'text', 26, inner)).lines;
  const first = datesAt + 14 + size;
  const texts = lines.map((words, line): PlacedText => {
    return { x: edge, y: first + line * size * 1.15, size, face: 'display', tone: 'ink', words };
  });
  return {
    texts: [{ x: edge, y: datesAt, size: 26, face: 'text', tone: 'accent', words: when }, ...texts],
    top: (texts.at(-1)?.y ?? first) + 32,
  };
};

/** Where the titles stand. */
interface Grid {
  readonly top: number;
  readonly width: number;
  readonly rows: number;
  readonly rowHeight: number;
  readonly ruler: Ruler;
}

type CardEntry = CardContent['entries'][number];

/** From the largest size down, by twos. */
const sizes = (largest: number, smallest: number): readonly number[] =>
  Array.from({ length: (largest - smallest) / 2 + 1 }, (_, step) => largest - 2 * step);

/**
 * The largest size at which every title stands whole, else the one with two lines at which the fewest are cut. Where
 * most are cut at any size, the smallest: it shows the most of them.
 */
const titleSize = (entries: readonly CardEntry[], grid: Grid): number => {
  const largest = grid.rows > 3 ? 32 : grid.width < inner ? 36 : 44;
  const all = sizes(largest, grid.rows > 8 ? 20 : 24);
  const cuts = (size: number): number => entries.filter(({ title }) => titleLines(title, grid, size).cut).length;
  const whole = all.find((size) => cuts(size) === 0);
  if (whole !== undefined) return whole;
  const two = all.filter((size) => mostLines(grid, size) === 2);
  const tried = two.length === 0 ? all : two;
  const fewest = Math.min(...tried.map(cuts));
  const best = tried.filter((size) => cuts(size) === fewest);
  return best.at(fewest > entries.length / 2 ? -1 : 0) ?? largest;
};

const mostLines = (grid: Grid, size: number): 1 | 2 => (grid.rowHeight >= 2 * size * lineHeight + air ? 2 : 1);

const rankWidth = (size: number): number => Math.round(size * 1.9);

const titleLines = (title: string, grid: Grid, size: number, share = 1): Lines =>
  wrap(title, mostLines(grid, size), fitsInto(grid.ruler, 'text', size, (grid.width - rankWidth(size)) * share));

/** The lines of a title, the first not much longer than the second: a last word alone in its line reads badly. */
const balancedLines = (title: string, grid: Grid, size: number): readonly string[] => {
  const whole = titleLines(title, grid, size);
  if (whole.cut || whole.lines.length < 2) return whole.lines;
  const narrow = [0.6, 0.7, 0.8, 0.9].map((share) => titleLines(title, grid, size, share));
  return (narrow.find(({ cut }) => !cut) ?? whole).lines;
};

const cell = (
  { rank, title }: CardEntry,
  at: number,
  grid: Grid,
  size: number,
): { readonly texts: readonly PlacedText[]; readonly rule: CardLayout['rules'][number] } => {
  const x = edge + Math.floor(at / grid.rows) * (grid.width + columnGap);
  const top = grid.top + (at % grid.rows) * grid.rowHeight;
  const lines = balancedLines(title, grid, size);
  // Letters stand on the baseline and rise to about 0.73 of their size: that is what is centred.
  const block = (lines.length - 1) * size * lineHeight + size * 0.73;
  const y = top + (grid.rowHeight - block) / 2 + size * 0.73;
  const texts = lines.map((words, line): PlacedText => {
    return { x: x + rankWidth(size), y: y + line * size * lineHeight, size, face: 'text', tone: 'ink', words };
  });
  return {
    texts: [{ x, y, size, face: 'display', tone: 'accent', words: String(rank) }, ...texts],
    rule: { x, y: top, width: grid.width },
  };
};
