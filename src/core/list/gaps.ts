import type { Edition, Entry } from './edition.ts';

/** Words that stand where an entry's own should stand. */
export interface Placeholder {
  readonly rank: number;
  /** In the file, from 1. */
  readonly line: number;
  /** The words as they stand in the list. */
  readonly words: string;
}

/** What keeps an edition from being posted by itself. */
export type Gap =
  | { readonly kind: 'no entries' }
  | { readonly kind: 'too few'; readonly found: number; readonly expected: number }
  | { readonly kind: 'ranks missing'; readonly ranks: readonly number[] }
  | { readonly kind: 'rank twice'; readonly ranks: readonly number[] }
  | { readonly kind: 'placeholder'; readonly placeholder: Placeholder };

/** How many entries a week has when its list does not say otherwise. */
export const USUAL_ENTRIES = 10;

const WHOLE =
  /^(?:x{2,}|\?{2,}|\.{3,}|…|tbd|tba|todo|wip|fixme|title|paper(?: title)?|summary|description|placeholder|coming soon|n\/?a|-+)\.?$/i;
const SHOUTED = /(?:^|[\s([{"'])(XXX+|TODO|TBD|TBA|FIXME|TKTK)(?=$|[\s)\]}"':.,;!?])/;
const LATIN = /\b(?:lorem ipsum|dolor sit amet)\b/i;

/** The placeholder among some words (`XXX`, `xxxx`, `TBD`, `lorem ipsum`); undefined where the words are real. */
export function placeholderIn(text: string): string | undefined {
  const words = text.trim();
  if (WHOLE.test(words)) return words;
  return SHOUTED.exec(words)?.[1] ?? LATIN.exec(words)?.[0];
}

type Words = Pick<Entry, 'title' | 'summary' | 'unwritten'>;

/** Whether an entry still holds words or links that stand for others, or no title at all. */
export const isPlaceholder = (entry: Words): boolean => placeholderOf(entry) !== undefined;

/** Every entry that is not written yet, with the words that show it. */
export const findPlaceholders = (edition: Pick<Edition, 'entries'>): readonly Placeholder[] =>
  edition.entries.flatMap((entry) => {
    const words = placeholderOf(entry);
    return words === undefined ? [] : [{ rank: entry.rank, line: entry.line, words }];
  });

/**
 * What an edition lacks to be complete: entries, ranks from 1 to the last without gap or double, words of their own.
 * `expected`: how many entries the list's other weeks have.
 */
export function findGaps(edition: Pick<Edition, 'entries'>, expected = USUAL_ENTRIES): readonly Gap[] {
  const { entries } = edition;
  if (entries.length === 0) return [{ kind: 'no entries' }];
  const ranks = entries.map(({ rank }) => rank);
  const twice = [...new Set(ranks.filter((rank, index) => ranks.indexOf(rank) !== index))];
  const last = Math.min(Math.max(...ranks), 100);
  const absent = Array.from({ length: last }, (_, index) => index + 1).filter((rank) => !ranks.includes(rank));
  return [
    ...(entries.length < expected ? [{ kind: 'too few', found: entries.length, expected } as const] : []),
    ...(absent.length > 0 ? [{ kind: 'ranks missing', ranks: absent } as const] : []),
    ...(twice.length > 0 ? [{ kind: 'rank twice', ranks: twice } as const] : []),
    ...findPlaceholders(edition).map((placeholder) => ({ kind: 'placeholder', placeholder }) as const),
  ];
}

function placeholderOf({ title, summary, unwritten = [] }: Words): string | undefined {
  if (title.trim() === '') return 'no title';
  return placeholderIn(title) ?? placeholderIn(summary) ?? unwritten[0];
}
