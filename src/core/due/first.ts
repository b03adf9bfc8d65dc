import type { ListView } from './list.ts';
import type { JournalState, OldRecord } from '../record.ts';
import type { NetworkId } from '../rules.ts';

/**
 * The first look at a list for some networks: every week but the newest is old, links and all. Undefined where the look
 * must wait, because nobody can say which week is the newest.
 */
export function firstLook(
  view: ListView,
  journal: JournalState,
  networks: readonly NetworkId[],
): readonly OldRecord[] | undefined {
  const [newest, ...others] = view.weeks;
  if (newest === undefined || view.isAmbiguous(newest)) return undefined;
  return networks.flatMap((network) => {
    const known = new Set([...journal.threads, ...journal.old].flatMap((r) => (r.network === network ? [r.week] : [])));
    return others
      .filter((week) => !known.has(week))
      .flatMap((week) => view.marks(week).map(({ links }) => ({ network, week, aliases: [], links })));
  });
}
