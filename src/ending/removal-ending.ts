import { command } from '../core/command.ts';
import type { AnyRecord } from '../core/record.ts';
import { againAt, type Broken, type News } from '../ending.ts';
import { messageOf } from '../errors.ts';
import { doubtWords, refusalWords, type Removal } from '../render/receipt.ts';
import { count, dollars } from '../render/words.ts';
import type { RollbackOutcome } from '../publish/take-back.ts';

/** How the steps of a roll-back ended. */
export type RemovalOutcome = RollbackOutcome | { readonly status: 'already-rolled-back' } | Broken;

/** How a roll-back ended on one network. */
export function removalOf(
  record: AnyRecord,
  outcome: RemovalOutcome,
  done: Pick<Removal, 'removed' | 'costUsd'>,
  zone: string,
): Removal {
  const { network, week } = record;
  const goOn = `To go on: ${command('rollback', record)}`;
  const ended = (status: Removal['status'], words: string): Removal => ({ network, status, ...done, words });
  switch (outcome.status) {
    case 'rolled-back':
      return { network, status: outcome.status, ...done };
    case 'already-rolled-back':
      return ended('rolled-back', 'was taken back already; nothing was deleted');
    case 'in-doubt':
      return ended(outcome.status, doubtWords(outcome));
    case 'stopped':
      return ended(outcome.status, `${outcome.words}${againAt(outcome.retryAt, zone)}`);
    case 'wrong-account':
      return ended('stopped', outcome.words);
    case 'refused':
      return ended('stopped', `${refusalWords(outcome.refusal)} ${goOn}`);
    case 'interrupted':
      return ended(outcome.status, goOn);
    case 'failed':
      return ended(outcome.status, `${week}: ${messageOf(outcome.error)}`);
  }
}

/** What a webhook hears of a roll-back; nothing if nothing was deleted. */
export function newsOfRemoval(
  { network, status, removed, costUsd, words = '' }: Removal,
  week: string,
): readonly News[] {
  const price = costUsd > 0 ? `, ${dollars(costUsd)}` : '';
  const text = `Taken back ${week} from ${network}: ${count(removed, 'post')} deleted${price}.`;
  if (status === 'rolled-back') return removed === 0 ? [] : [{ kind: 'taken-back', text }];
  if (status === 'interrupted') return [];
  const kind = status === 'in-doubt' ? status : 'failed';
  return [{ kind, text: `${week} is not taken back whole from ${network}. ${words}` }];
}
