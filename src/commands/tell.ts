import type { Notice } from '../core/record.ts';
import type { Journal } from '../journal.ts';
import { deliver } from '../look/deliver.ts';
import { createNotifier } from '../notify.ts';
import { postedText } from '../look/words.ts';
import type { Receipt, Removal } from '../render/receipt.ts';
import { count, dollars } from '../render/words.ts';
import type { App } from '../app.ts';

type News = Pick<Notice, 'kind' | 'text'>;

/** Tells NOTIFY_URL what a person's command did. What does not arrive is kept for the next look, like a look's own notices. */
export async function tell(news: readonly News[], journal: Journal, { config, world, log }: App): Promise<void> {
  const { notifyUrl } = config;
  if (notifyUrl === undefined || news.length === 0) return;
  const at = world.clock.now().toISOString();
  await journal.save((state) => {
    const outbox = [...state.memory.outbox, ...news.map(({ kind, text }) => ({ kind, at, text }))];
    return { ...state, memory: { ...state.memory, outbox } };
  });
  await deliver({ journal, notify: createNotifier(notifyUrl, { ...world, warn: log.warn }) });
}

/** What a webhook hears of a receipt; nothing if nothing happened. */
export function newsOf({ network, status, posts, costUsd, words = '' }: Receipt, week: string): readonly News[] {
  switch (status) {
    case 'posted':
      return [{ kind: 'posted', text: postedText(week, network, { urls: posts.map(({ url }) => url), costUsd }) }];
    case 'in-doubt':
      return [{ kind: 'in-doubt', text: words }];
    case 'stopped':
    case 'failed':
      return [{ kind: 'failed', text: `${week} is not posted whole to ${network}. ${words}` }];
    case 'already-posted':
    case 'rolled-back':
    case 'rolling-back':
    case 'interrupted':
      return [];
  }
}

/** What a webhook hears of a roll-back; nothing if nothing was deleted. */
export function newsOfRemoval(
  { network, status, removed, costUsd, words = '' }: Removal,
  week: string,
): readonly News[] {
  const price = costUsd > 0 ? `, ${dollars(costUsd)}` : '';
  if (status === 'rolled-back')
    return removed === 0
      ? []
      : [
          {
            kind: 'taken-back',
            text: `Taken back ${week} from ${network}: ${count(removed, 'post')} deleted${price}.`,
          },
        ];
  if (status === 'interrupted') return [];
  const kind = status === 'in-doubt' ? status : 'failed';
  return [{ kind, text: `${week} is not taken back whole from ${network}. ${words}` }];
}
