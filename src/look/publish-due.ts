import { type Due, begunThreads } from '../core/schedule.ts';
import type { NetworkId } from '../core/thread.ts';
import type { Attempt, LookPorts } from './ports.ts';

/** How an attempt ended. `later`: it may work soon. `never`: not before something changes. */
export type Fate = 'posted' | 'later' | 'never' | 'in-doubt' | 'interrupted';

export interface Tried extends Attempt {
  readonly fate: Fate;
}

/**
 * Goes on with threads that were begun, then posts the oldest week that is due to all its networks. If a week cannot be
 * posted, the next one is tried; a network that cannot be reached is left for the next look.
 */
export async function publishDue(
  ports: LookPorts,
  due: Due,
  wanted: (network: NetworkId) => boolean,
): Promise<readonly Tried[]> {
  const tried: Tried[] = [];
  const isFree = (network: NetworkId): boolean =>
    wanted(network) && !ports.stop.aborted && !tried.some((one) => one.network === network && isServed(one));
  for (const { week, network, next } of due.begun) {
    if (next !== 'resume' || !isFree(network)) continue;
    tried.push(...(await ports.resume(week, network)).map((attempt) => judge(ports, attempt)));
  }
  for (const { edition, networks } of due.weeks) {
    const free = networks.filter(isFree);
    if (free.length === 0) continue;
    const attempts = (await ports.publish(edition, free)).map((attempt) => judge(ports, attempt));
    tried.push(...attempts);
    if (attempts.some(({ fate }) => fate === 'posted')) break;
  }
  return tried;
}

/** Whether a network has got its thread in this look, or can get none now. */
function isServed({ fate, outcome }: Tried): boolean {
  switch (fate) {
    case 'posted':
    case 'later':
    case 'interrupted':
      return true;
    case 'in-doubt':
    case 'never':
      return outcome.status === 'wrong-account';
  }
}

function judge(ports: LookPorts, attempt: Attempt): Tried {
  return { ...attempt, fate: fateOf(ports, attempt) };
}

/** A failure after a stop was requested proves nothing about the network. */
function fateOf(ports: LookPorts, attempt: Attempt): Fate {
  const fate = fateBefore(ports, attempt);
  return fate === 'later' && ports.stop.aborted ? 'interrupted' : fate;
}

function fateBefore({ journal, clock, settings }: LookPorts, { outcome, week, network }: Attempt): Fate {
  switch (outcome.status) {
    case 'posted':
    case 'in-doubt':
    case 'interrupted':
      return outcome.status;
    case 'wrong-account':
      return 'never';
    case 'failed':
      return outcome.cause === 'week' ? 'never' : 'later';
    case 'stopped': {
      const begun = begunThreads(journal.state(), [network], clock.now(), settings.maxAgeDays);
      return begun.find((thread) => thread.week === week)?.next === 'refused' ? 'never' : 'later';
    }
  }
}
