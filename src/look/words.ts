import { inDoubt, type Alarm } from '../core/alarms.ts';
import type { Tried } from './publish-due.ts';

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
      const text = `${outcome.words}\nWhere it is there: ${posted}\nWhere it is not: ${notPosted}`;
      return [{ ...inDoubt(network, week), text }];
    }
    case 'stopped':
    case 'wrong-account':
    case 'failed':
      if (outcome.status === 'failed' && outcome.cause === 'keys') {
        const text = `${outcome.words} Nothing is posted to ${network} until its keys are mended.`;
        return [{ matter: `keys ${network}`, kind: 'alarm', text }];
      }
      return fate === 'later'
        ? [{ matter: `failed ${network}`, kind: 'failed', text: `${outcome.words} It is tried again by itself.` }]
        : [{ matter: `refused ${network} ${week}`, kind: 'alarm', text: outcome.words }];
  }
}

/** What was posted where, and for how much. */
export function postedWords(tried: readonly Tried[]): readonly string[] {
  return tried.flatMap(({ network, week, outcome }) => {
    if (outcome.status !== 'posted') return [];
    const { posts, costUsd } = outcome.record;
    const price = costUsd > 0 ? `, $${costUsd.toFixed(2)}` : '';
    const url = posts[0]?.ref.url ?? '';
    return [`Posted ${week} to ${network}: ${posts.length} posts${price}. ${url}`.trimEnd()];
  });
}

/** Why a look must be repeated soon, in one line. */
export const failedWords = (tried: readonly Tried[]): string =>
  tried.flatMap(({ outcome }) => ('words' in outcome ? [outcome.words] : [])).join(' ');
