import { isAhead, type ListView } from './view.ts';
import { findPlaceholders, type Edition } from '../../list.ts';
import { type Waiting, WAITS } from '../../record.ts';
import { ageDays, compareNewestFirst, type Week } from '../../week.ts';

/** Whether a week can be posted as it stands. `hash` changes when what it waits with changes. */
export type Readiness =
  | { readonly status: 'ready'; readonly edition: Edition }
  | { readonly status: 'waiting'; readonly hash: string; readonly words: string };

export interface ReadyInput {
  readonly view: ListView;
  /** What earlier looks found of weeks that waited. */
  readonly waiting: readonly Waiting[];
  /** Weeks that wait themselves, and are no measure for others. */
  readonly unfinished: ReadonlySet<Week>;
  readonly now: Date;
  /** The list is an earlier copy: what it shows unchanged may have been completed since. */
  readonly isStale: boolean;
}

export function readiness(week: Week, { view, waiting, unfinished, now, isStale }: ReadyInput): Readiness {
  const [edition, second] = view.editions(week);
  const waits = (words: string, hash = hashesOf(week, view)): Readiness => ({ status: 'waiting', hash, words });
  if (!edition) return waits('is not in the list', 'absent');
  const { file, line, entries } = edition;
  if (second) {
    const words =
      file === second.file
        ? `stands twice in ${file}, on lines ${line} and ${second.line}: one of the headings has the wrong dates`
        : `stands in ${file}:${line} and, with other entries, in ${second.file}:${second.line}: one of them has the wrong dates`;
    return waits(words, 'ambiguous');
  }
  if (isAhead(week, now)) return waits(`ends ${-ageDays(week, now)} days from now: look at its heading`, 'ahead');
  const [placeholder] = findPlaceholders(edition);
  if (placeholder)
    return waits(
      `is not finished: entry ${placeholder.rank} says "${placeholder.words}" (${file}:${placeholder.line})`,
    );
  const error = entries.length === 0 ? undefined : view.error(week);
  if (error !== undefined) return waits(`has an error: ${error}`);
  const expected = expectedEntries(week, view, unfinished, entries.length);
  if (entries.length >= expected) return { status: 'ready', edition };
  const hash = hashesOf(week, view);
  const stoodMs = isStale ? 0 : stoodSince(waiting, week, hash, now);
  if (entries.length > 0 && stoodMs >= WAITS.shortWeek) return { status: 'ready', edition };
  return waits(`has ${entries.length} of ${expected} entries`, hash);
}

const hashesOf = (week: Week, view: ListView): string =>
  view
    .marks(week)
    .flatMap((mark) => mark.entryHashes)
    .join(' ');

/** So many weeks show how many entries a list always has; one of them may be an exception. */
const LAST_WEEKS = 5;

/** As many entries as the list always has, if that is more than a week has: as the finished weeks before it; else one. */
function expectedEntries(week: Week, view: ListView, unfinished: ReadonlySet<Week>, length: number): number {
  const before = view.weeks
    .filter((other) => compareNewestFirst(week, other) < 0 && !view.isAmbiguous(other) && !unfinished.has(other))
    .slice(0, LAST_WEEKS);
  const alike = Math.min(before.length, LAST_WEEKS - 1);
  const counts: number[] = [];
  for (const other of before) {
    counts.push(view.count(other));
    // So many have no more that the others cannot be what is usual: to count them may take as long as to read them.
    if (counts.filter((count) => count <= length).length > before.length - alike) return 1;
  }
  return counts.find((count) => counts.filter((other) => other === count).length >= alike) ?? 1;
}

/** For how long a week has waited like this, in milliseconds; 0 where it is new or the clock was set back. */
function stoodSince(waiting: readonly Waiting[], week: Week, hash: string, now: Date): number {
  const same = waiting.find((other) => other.week === week && other.hash === hash);
  return same ? Math.max(0, now.getTime() - Date.parse(same.since)) : 0;
}
