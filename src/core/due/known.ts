import type { ListView } from './list.ts';
import { isSameWeek } from '../mark.ts';
import type { EditionMark, JournalState, OldRecord } from '../record.ts';
import type { NetworkId } from '../rules.ts';
import { weekOf, type Week } from '../week.ts';

/** A week of the journal, posted or not, by what it is known again. */
export type Known = Pick<EditionMark, 'week' | 'aliases' | 'links'>;

/** What a listed week is to a network. */
export type Acquaintance =
  | { readonly status: 'new' }
  | { readonly status: 'known' }
  /** It is `of` under other dates. `isNew`: the journal has not recorded them yet; else the links have changed since. */
  | { readonly status: 'renamed'; readonly of: Week; readonly isNew: boolean }
  /** It shows the links of a week that is still listed under its own dates: a draft, or a slip. */
  | { readonly status: 'copy'; readonly of: Week };

/** Every week of the journal on a network: posted, begun, taken back or old. */
export const knownWeeks = (journal: JournalState, old: readonly OldRecord[], network: NetworkId): readonly Known[] =>
  [...journal.threads, ...journal.old, ...old].filter((record) => record.network === network);

/** Finds a listed week among the weeks of the journal: by its dates, else by its links. */
export function recognise(week: Week, known: readonly Known[], view: ListView): Acquaintance {
  if (known.some((record) => record.week === week)) return { status: 'known' };
  if (view.isAmbiguous(week)) return { status: 'new' };
  const sharing = known.find((record) => sharesLinks(week, record, view));
  if (sharing?.aliases.includes(week)) return { status: 'known' };
  if (sharing) {
    const status = isListedBeside(week, sharing, view) ? 'copy' : 'renamed';
    return { status, of: sharing.week, isNew: true };
  }
  const alias = known.find((record) => record.aliases.includes(week));
  return alias && !isListedBeside(week, alias, view)
    ? { status: 'renamed', of: alias.week, isNew: false }
    : { status: 'new' };
}

/** By its links alone, whatever its dates say. */
const sharesLinks = (week: Week, record: Known, view: ListView): boolean =>
  view.marks(week).some(({ links }) => isSameWeek({ week: NO_DATES, links }, record));
const NO_DATES = weekOf('', '');

/** Whether the list shows a recorded week, by its links, under its own dates and not only as `week`. */
const isListedBeside = (week: Week, record: Known, view: ListView): boolean =>
  [record.week, ...record.aliases].some((dates) => dates !== week && sharesLinks(dates, record, view));
