import { inDoubt, type Alarm, type Due } from '../core/schedule.ts';
import { type JournalState, notesOf, stateOf } from '../core/record.ts';
import { compareNewestFirst } from '../core/week.ts';
import { count, dollars, listed } from '../render/words.ts';
import type { Fate, Tried } from './publish-due.ts';

/** The alarms about attempts that did not end well. */
export const attemptAlarms = (tried: readonly Tried[]): readonly Alarm[] => tried.flatMap(alarmOf);

function alarmOf({ network, week, outcome, fate }: Tried): readonly Alarm[] {
  if (fate === 'interrupted') return [];
  switch (outcome.status) {
    case 'posted':
    case 'interrupted':
      return [];
    case 'in-doubt': {
      const { posted, notPosted } = outcome.commands;
      const text = `${outcome.words}\nIf it is there: ${posted}\nIf it is not: ${notPosted}`;
      return [{ ...inDoubt(network, week), text }];
    }
    case 'stopped':
    case 'wrong-account':
    case 'failed':
      if (outcome.status === 'failed' && outcome.cause === 'keys') {
        const text = `${outcome.words} Nothing is posted to ${network} until its keys are mended.`;
        return [{ matter: { kind: 'keys', network }, kind: 'alarm', text }];
      }
      return fate === 'later'
        ? [
            {
              matter: { kind: 'failed', network },
              kind: 'failed',
              text: `${outcome.words} It is tried again by itself.`,
            },
          ]
        : [{ matter: { kind: 'refused', network, week }, kind: 'alarm', text: outcome.words }];
  }
}

/** What was posted where, and for how much. */
export function postedWords(tried: readonly Tried[]): readonly string[] {
  return tried.flatMap(({ network, week, outcome }) => {
    if (outcome.status !== 'posted') return [];
    const { posts, costUsd } = outcome.record;
    const text = postedText(week, network, { urls: posts.map(({ ref }) => ref.url), costUsd });
    return [[text, ...notesOf(outcome.record)].join(' ')];
  });
}

/** A thread that is posted whole, in a line. */
export function postedText(
  week: string,
  network: string,
  { urls, costUsd }: { readonly urls: readonly string[]; readonly costUsd: number },
): string {
  const price = costUsd > 0 ? `, ${dollars(costUsd)}` : '';
  return `Posted ${week} to ${network}: ${count(urls.length, 'post')}${price}. ${urls[0] ?? ''}`.trimEnd();
}

/** Why a look must be repeated soon, in one line. */
export const failedWords = (tried: readonly Tried[]): string =>
  tried.flatMap(({ outcome }) => ('words' in outcome ? [outcome.words] : [])).join(' ');

/** How an attempt ended, for a person. */
export const fateWords: Readonly<Record<Fate, string>> = {
  posted: 'posted',
  later: 'not posted yet; it is tried again by itself',
  never: 'not posted; it needs a person, and weekthread status says what to do',
  'in-doubt': 'in doubt; weekthread status says what to type',
  interrupted: 'stopped in the middle; the next look goes on',
};

/** What came of a look, in one line; where nothing was posted, why. `trouble`: why the list could not be used. */
export function lookWords(
  {
    tried,
    due,
    isInterrupted,
  }: { readonly tried: readonly Tried[]; readonly due?: Due; readonly isInterrupted: boolean },
  { threads }: Pick<JournalState, 'threads'>,
  trouble?: string,
): string {
  if (tried.length > 0)
    return `${tried.map(({ week, network, fate }) => `${week} on ${network}: ${fateWords[fate]}`).join('. ')}.`;
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
