import type { Edition, Entry } from './edition.ts';

/** Words that stand where an entry's own should stand. */
export interface Placeholder {
  readonly rank: number;
  /** In the file, from 1. */
  readonly line: number;
  /** The words as they stand in the list. */
  readonly words: string;
}

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

/** Every entry that is not written yet, with the words that show it. */
export const findPlaceholders = (edition: Pick<Edition, 'entries'>): readonly Placeholder[] =>
  edition.entries.flatMap((entry) => {
    const words = placeholderOf(entry);
    return words === undefined ? [] : [{ rank: entry.rank, line: entry.line, words }];
  });

function placeholderOf({ title, summary, unwritten = [] }: Words): string | undefined {
  if (title.trim() === '') return 'no title';
  return placeholderIn(title) ?? placeholderIn(summary) ?? unwritten[0];
}
