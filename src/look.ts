import {
  alarmsOf,
  needsFreshList,
  type Alarm,
  type Due,
  recordDue,
  announce,
  afterLook,
  type LookEnd,
  type LookReason,
} from './core/schedule.ts';
import { isSameMatter, type Matter } from './core/record.ts';
import type { NetworkId } from './core/thread.ts';
import { deliver } from './look/deliver.ts';
import type { LookPorts } from './look/ports.ts';
import { publishDue, type Tried } from './look/publish-due.ts';
import { readDue, type DueReading } from './look/read.ts';
import { attemptAlarms, failedWords, lookWords, postedWords } from './look/words.ts';

export type { Attempt, ListReading, LookPorts, LookSettings, Failed } from './look/ports.ts';
export type { Tried } from './look/publish-due.ts';

/** How one look ended. */
export interface LookOutcome {
  readonly tried: readonly Tried[];
  /** What a person must know, including what was told before. */
  readonly alarms: readonly Alarm[];
  /** What is due; absent where there was no list to decide on. */
  readonly due?: Due;
  /** What came of it, in a line; where nothing was posted, why. */
  readonly words: string;
  /** The program was asked to stop: the next start makes the look again. */
  readonly isInterrupted: boolean;
  /** 0 all well; 1 something failed; 3 in doubt: a person must look. */
  readonly exitCode: 0 | 1 | 3;
}

/**
 * One look: reads the list, decides what is due, publishes it, remembers, tells. `start` and `post --due` share it.
 * @throws JournalError where the state cannot be written: then nothing more is sent
 */
export async function look(ports: LookPorts, reason: LookReason): Promise<LookOutcome> {
  const { journal, clock, stop } = ports;
  const began = clock.now();
  const retried = reason === 'retry' ? (journal.state().memory.retry?.networks ?? []) : [];
  const reading = await readDue(ports, began, reason);
  const { due } = reading;
  if (due) await journal.save((state) => recordDue(state, due));
  const isWanted = (network: NetworkId): boolean => retried.length === 0 || retried.includes(network);
  const tried = due ? await publishDue(ports, due, isWanted) : [];
  const alarms = distinct([...attemptAlarms(tried), ...reading.alarms, ...(due ? alarmsOf(due, began) : [])]);
  const seen = { tried, ...(due && { due }), isInterrupted: stop.aborted };
  const words = lookWords(seen, journal.state(), reading.trouble);
  const outcome = { ...seen, alarms, words, exitCode: exitCode(reading, tried) };
  await remember(ports, { reason, began, ended: clock.now(), ...failureOf(reading, tried) }, outcome);
  await deliver(ports);
  return outcome;
}

/** One alarm for each matter: the first, which says most. */
const distinct = (alarms: readonly Alarm[]): readonly Alarm[] =>
  alarms.filter(({ matter }, index) => alarms.findIndex((other) => isSameMatter(other.matter, matter)) === index);

function failureOf({ trouble }: DueReading, tried: readonly Tried[]): Pick<LookEnd, 'failed'> {
  if (trouble !== undefined) return { failed: { networks: [], words: trouble } };
  const again = tried.filter(({ fate }) => fate === 'later' || fate === 'in-doubt');
  if (again.length === 0) return {};
  return { failed: { networks: [...new Set(again.map(({ network }) => network))], words: failedWords(again) } };
}

function exitCode({ due, trouble }: DueReading, tried: readonly Tried[]): LookOutcome['exitCode'] {
  const fates = tried.map(({ fate }) => fate);
  if (fates.includes('in-doubt') || due?.begun.some(({ next }) => next === 'in-doubt')) return 3;
  const isBroken = trouble !== undefined && !due;
  return isBroken || fates.some((fate) => fate !== 'posted') ? 1 : 0;
}

async function remember(ports: LookPorts, end: LookEnd, outcome: Omit<LookOutcome, 'exitCode'>): Promise<void> {
  const { journal, log, notify } = ports;
  await journal.save((state) => {
    const { retry, lastLook, lastResult, ...memory } = state.memory;
    const looked = outcome.isInterrupted
      ? {
          ...(retry && { retry }),
          ...(lastLook !== undefined && { lastLook }),
          ...(lastResult !== undefined && { lastResult }),
        }
      : { ...afterLook(state.memory, end), lastResult: outcome.words };
    const posted = postedWords(outcome.tried);
    const news = announce(state.memory, outcome.alarms, posted, end.ended, (matter) => mayHold(matter, outcome));
    // What is wrong with the list was logged where it was read.
    for (const { text } of news.outbox.slice(memory.outbox.length)) if (text !== end.failed?.words) log(text);
    return { ...state, memory: { ...memory, ...news, ...(notify ? {} : { outbox: [] }), ...looked } };
  });
}

/** Whether a matter that this look did not meet may still hold: it had no list, or did not get to that network. */
function mayHold(matter: Matter, { due, tried, isInterrupted }: Omit<LookOutcome, 'exitCode'>): boolean {
  if (!due) return isInterrupted || matter.kind !== 'list';
  if (due.isStale && needsFreshList(matter)) return true;
  if (!('network' in matter)) return false;
  const { network } = matter;
  const hasWork =
    due.begun.some((thread) => thread.network === network) ||
    due.weeks.some((week) => week.networks.some((id) => id === network));
  return hasWork && !tried.some((one) => one.network === network && one.fate !== 'interrupted');
}
