import { writtenDates } from '../week.ts';
import { listName, type Edition } from '../list.ts';
import { cutAtWords } from '../thread.ts';

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
  return room === undefined ? cutTo(start, limit) : alt(room);
};

const cutTo = (text: string, room: number): string => cutAtWords(text, (cut) => cut.length <= room) || '…';

const folded = (text: string): string => text.replace(/\s+/gu, ' ').trim();

type Title = Pick<CardEdition['entries'][number], 'rank' | 'title'>;

const numbered = (titles: readonly Title[], room: number): readonly string[] =>
  titles.map(({ rank, title }) => `${rank}. ${ended(cutTo(title, room))}`);

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
