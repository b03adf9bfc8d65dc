import { sharesLinks } from './known.ts';
import type { ListView } from './view.ts';
import type { JournalState, OldRecord } from '../../record.ts';
import type { NetworkId } from '../../thread.ts';
import { compareNewestFirst, type Week } from '../../week.ts';

/**
 * The first look at a list for some networks: every week but the newest is old, links and all. A list that a network
 * was posted from before and that has moved is no new list: its weeks are old up to the last one that is known.
 * Undefined where the look must wait, because nobody can say which week is the newest.
 */
export function firstLook(
  view: ListView,
  journal: JournalState,
  networks: readonly NetworkId[],
): readonly OldRecord[] | undefined {
  const [newest, ...others] = view.weeks;
  if (newest === undefined || view.isAmbiguous(newest)) return undefined;
  return networks.flatMap((network) => {
    const records = [...journal.threads, ...journal.old].filter((record) => record.network === network);
    const known = new Set(records.map(({ week }) => week));
    const hasLooked = journal.memory.sources.some((source) => source.networks.includes(network));
    const last = hasLooked ? lastKnown(view, records) : undefined;
    return others
      .filter((week) => !known.has(week) && (last === undefined || compareNewestFirst(week, last) > 0))
      .flatMap((week) => view.marks(week).map(({ links }) => ({ network, week, aliases: [], links })));
  });
}

/** The newest listed week that is a recorded one by its links: other lists have weeks of the same dates. */
const lastKnown = (view: ListView, records: Parameters<typeof sharesLinks>[1][]): Week | undefined =>
  view.weeks.find((week) => records.some((record) => sharesLinks(week, record, view)));
