import { command } from '../core/command.ts';
import type { Due } from '../core/schedule.ts';
import { type JournalState, stateOf } from '../core/record.ts';
import { compareNewestFirst } from '../core/week.ts';
import { listed } from '../render/words.ts';
import type { Ending } from '../ending.ts';

/** How a try of a look ended, as `post --due --json` calls it. `later`: it may work soon; `never`: not before something changes. */
type TryStatus = 'posted' | 'later' | 'never' | 'in-doubt' | 'interrupted';

export const tryStatus = ({ status, again = 'never' }: Ending): TryStatus =>
  status === 'posted' || status === 'in-doubt' || status === 'interrupted' ? status : again;

/** How a try ended, for a person. */
export const tryWords = (ending: Ending): string =>
  ending.keys === 'refused'
    ? 'not posted until its login works; then it goes on by itself'
    : TRY_WORDS[tryStatus(ending)];

const TRY_WORDS: Readonly<Record<TryStatus, string>> = {
  posted: 'posted',
  later: 'not posted yet; it is tried again by itself',
  never: `not posted; it needs a person, and ${command('status')} says what to do`,
  'in-doubt': `in doubt; ${command('status')} says what to type`,
  interrupted: 'stopped in the middle; the next look goes on',
};

/** What came of a look, in one line; where nothing was posted, why. `trouble`: why the list could not be used. */
export function lookWords(
  {
    tried,
    due,
    isInterrupted,
  }: { readonly tried: readonly Ending[]; readonly due?: Due; readonly isInterrupted: boolean },
  { threads }: Pick<JournalState, 'threads'>,
  trouble?: string,
): string {
  if (tried.length > 0)
    return `${tried.map((ending) => `${ending.week} on ${ending.network}: ${tryWords(ending)}`).join('. ')}.`;
  if (isInterrupted) return 'Nothing was posted: the look was stopped; it is made again at the next start.';
  if (!due) return `Nothing was posted: ${trouble ?? 'there was no list'}`;
  const open = due.begun.map(({ week, network }) => `the thread of ${week} on ${network} needs a person`);
  const unfinished = due.waiting.map(({ week, words }) => `${week} ${words}`);
  const late = due.missed.map(({ week, network }) => `${week} came too late for ${network}`);
  const reasons = [...open, ...unfinished, ...late];
  return reasons.length > 0
    ? `Nothing was posted: ${listed(reasons)}.`
    : `Nothing is due: ${settledWords(due, threads)}.`;
}

/** Why nothing is left to do: the newest week is up, was taken back, or is older than the bot. */
function settledWords({ memory: { newest } }: Due, threads: JournalState['threads']): string {
  if (!newest) return 'the list has no week that has ended';
  const own = threads.filter(({ week, aliases }) => week === newest.week || aliases.includes(newest.week));
  const taken = own.filter((record) => stateOf(record) === 'rolled-back').map(({ network }) => network);
  if (own.length === 0) {
    const [last] = threads.map(({ week }) => week).sort(compareNewestFirst);
    return `the newest week, ${newest.week}, is not due${last === undefined ? '' : `; the last one posted is ${last}`}`;
  }
  const up = own.map(({ network }) => network).filter((network) => !taken.includes(network));
  const parts = [
    ...(up.length > 0 ? [`is posted on ${listed(up)} already`] : []),
    ...(taken.length > 0 ? [`was taken back on ${listed(taken)}`] : []),
  ];
  return `the newest week, ${newest.week}, ${listed(parts)}`;
}
