import { writtenDates } from '../week.ts';
import { listName, type Edition } from '../list.ts';
import { trimEnd } from '../text.ts';

/** What the card is drawn from. */
export type CardEdition = Pick<Edition, 'week' | 'heading' | 'entries'>;

/**
 * What the card shows, in words, for those who do not see it: the list's name, its dates and all titles, within a
 * network's limit in characters. Too long, the longest titles are shortened first, at words, all to one length.
 */
export const cardAlt = (edition: CardEdition, limit: number, language = 'en'): string => {
  const start = `${listName(edition.heading)}, ${writtenDates(edition.week, language)}`;
  // Of a title that is longer than the limit, no more is ever shown.
  const titles = edition.entries.map(({ rank, title }) => ({ rank, title: folded(title).slice(0, limit + 1) }));
  const alt = (room: number): string => [`${start}:`, ...numbered(titles, room)].join(' ');
  const longest = Math.max(0, ...titles.map(({ title }) => title.length));
  const room = largest(longest, (tried) => alt(tried).length <= limit);
  return room === undefined ? cutAtWord(start, limit) : alt(room);
};

const folded = (text: string): string => text.replace(/\s+/gu, ' ').trim();

type Title = Pick<CardEdition['entries'][number], 'rank' | 'title'>;

const numbered = (titles: readonly Title[], room: number): readonly string[] =>
  titles.map(({ rank, title }) => `${rank}. ${ended(cutAtWord(title, room))}`);

/** A title ends a sentence, so that it is read out with a pause. */
const ended = (title: string): string => (/[.!?…]$/u.test(title) ? title : `${title}.`);

/** The largest of the numbers from 1 that holds, where all smaller ones hold too. */
const largest = (most: number, holds: (number: number) => boolean): number | undefined => {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? undefined : low;
};

/** The text itself, or as many of its words as there is room for with an ellipsis. */
const cutAtWord = (text: string, room: number): string => {
  if (text.length <= room) return text;
  const words = trimEnd(trimEnd(text.slice(0, Math.max(0, room)), /\S/u), /\s/u);
  const kept =
    words === ''
      ? text
          .slice(0, Math.max(0, room - 1))
          .toWellFormed()
          .replace(/\ufffd$/u, '')
      : words;
  return `${trimEnd(kept, /[\s,;:.\-–—]/u)}…`;
};
