import type { ListView } from './view.ts';
import { isSameWeek, type EditionMark } from '../../list.ts';
import { type JournalState, type OldRecord, isFinished } from '../../record.ts';
import type { NetworkId } from '../../thread.ts';
import { compareNewestFirst, weekOf, type Week } from '../../week.ts';

/** A week of the journal, posted or not, by what it is known again. */
export interface Known extends Pick<EditionMark, 'week' | 'aliases' | 'links'> {
  /** Its thread is begun and not whole: its requests are known by these dates. */
  readonly isOpen: boolean;
}

/** What a listed week is to a network. */
export type Acquaintance =
  /** `from`: the journal has these dates for another week, `of`, which the list shows as `to` since. */
  | { readonly status: 'new'; readonly from: readonly { readonly of: Week; readonly to: Week }[] }
  | { readonly status: 'known' }
  /** It is `of` under other dates, which the journal has not recorded yet. */
  | { readonly status: 'renamed'; readonly of: Week }
  /** The journal has these dates for `of` too, and the links have changed since. */
  | { readonly status: 'altered'; readonly of: Week }
  /** It shows the links of a week that is still listed under its own dates: a draft, or a slip. */
  | { readonly status: 'copy'; readonly of: Week };

/** Every week of the journal on a network: posted, begun, taken back or old. */
export const knownWeeks = (journal: JournalState, old: readonly OldRecord[], network: NetworkId): readonly Known[] =>
  [
    ...journal.threads.map((record) => ({ ...record, isOpen: !isFinished(record) })),
    ...[...journal.old, ...old].map((record) => ({ ...record, isOpen: false })),
  ].filter((record) => record.network === network);

/** Finds a listed week among the weeks of the journal: by its dates, else by its links. */
export function recognise(week: Week, known: readonly Known[], view: ListView): Acquaintance {
  const dated = known.filter((record) => record.week === week || record.aliases.includes(week));
  const own = dated.find((record) => record.week === week);
  if (own?.aliases.length === 0) return { status: 'known' };
  if (view.isAmbiguous(week)) return own ? { status: 'known' } : { status: 'new', from: [] };
  const sharing = known.find((record) => sharesLinks(week, record, view));
  if (sharing && (own || dated.includes(sharing))) return { status: 'known' };
  if (sharing) {
    const status = listedBeside(week, sharing, view) === undefined ? 'renamed' : 'copy';
    return { status, of: sharing.week };
  }
  const from = dated.map((record) => ({ record, to: listedBeside(week, record, view) }));
  const kept = from.find(({ record, to }) => record.isOpen || to === undefined)?.record;
  if (kept) return own ? { status: 'known' } : { status: 'altered', of: kept.week };
  return { status: 'new', from: from.flatMap(({ record, to }) => (to ? [{ of: record.week, to }] : [])) };
}

/** By its links alone, whatever its dates say. */
export const sharesLinks = (week: Week, record: Pick<Known, 'week' | 'aliases' | 'links'>, view: ListView): boolean =>
  view.marks(week).some(({ links }) => isSameWeek({ week: NO_DATES, links }, record));
const NO_DATES = weekOf('', '');

/** The dates, other than `week`, under which the list shows a recorded week, by its links. */
const listedBeside = (week: Week, record: Known, view: ListView): Week | undefined =>
  [record.week, ...record.aliases].find((dates) => dates !== week && sharesLinks(dates, record, view));

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
