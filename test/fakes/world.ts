import type { Thread } from '../../src/core/thread/posts.ts';
import type { EditionMark } from '../../src/core/list/fingerprint.ts';
import type { JournalState } from '../../src/core/record/thread-record.ts';
import { findThread } from '../../src/core/record/find-thread.ts';
import type { Journal } from '../../src/journal.ts';
import { openJournal } from '../../src/journal/state-file.ts';
import type { Account } from '../../src/networks/network.ts';
import { freezeThread, publishThread, type PublishEvent, type PublishOutcome } from '../../src/publish.ts';
import { fakeDisk, type FakeDisk } from './disk.ts';
import { fakeServer, type FakeServer, type Fault, type Manners } from './server.ts';
import { fakeClock, type FakeClock } from './time.ts';

export const WEEK = '2026-06-14/2026-06-21';
export const MARK: EditionMark = {
  week: WEEK,
  aliases: [],
  heading: 'Top AI Papers of the Week (June 14 - June 21) - 2026',
  links: ['https://arxiv.example/1', 'https://arxiv.example/2'],
  entryHashes: ['a1', 'b2'],
};

declare module '../../src/core/network-id.ts' {
  interface NetworkIds {
    readonly fake: true;
  }
}

export function threadOfTexts(texts: readonly string[]): Thread {
  const posts = texts.map((text, index) =>
    index === 0
      ? ({ kind: 'hook', text, length: text.length, links: [] } as const)
      : ({ kind: 'entry', rank: index, title: text, summary: '', text, length: text.length, links: [] } as const),
  );
  return { network: 'fake', limit: 280, posts, costUsd: 0.015 * texts.length };
}
export const THREAD = threadOfTexts(['The week in papers', '1/2 First', '2/2 Second', 'That was it']);

export const MANNERS = {
  /** Post by post, refuses what it has already, shows it late. */
  careful: {
    kind: 'serial',
    refusesTwins: true,
    knowsKeys: false,
    overwrites: false,
    lagMs: 60_000,
    settleMs: 300_000,
  },
  /** Post by post, takes equal texts, shows them late. */
  careless: {
    kind: 'serial',
    refusesTwins: false,
    knowsKeys: false,
    overwrites: false,
    lagMs: 200_000,
    settleMs: 300_000,
  },
  /** Post by post, refuses what it has already, and shows it later than it is waited for. */
  slow: { kind: 'serial', refusesTwins: true, knowsKeys: false, overwrites: false, lagMs: 700_000, settleMs: 300_000 },
  /** Post by post, with keys. */
  keyed: { kind: 'serial', refusesTwins: false, knowsKeys: true, overwrites: false, lagMs: 0, settleMs: 0 },
  /** The whole thread in one request. */
  whole: { kind: 'atomic', refusesTwins: false, knowsKeys: true, overwrites: false, lagMs: 0, settleMs: 0 },
  /** Files: the same place every time. */
  files: { kind: 'atomic', refusesTwins: false, knowsKeys: false, overwrites: true, lagMs: 0, settleMs: 0 },
} as const satisfies Record<string, Manners>;
export type MannersName = keyof typeof MANNERS;

/** What lasts when a process dies: the disk, the server, the time. */
export interface World {
  readonly disk: FakeDisk;
  readonly server: FakeServer;
  readonly clock: FakeClock;
  /** Instants that passed in the run that ended last. */
  instants: number;
}

export interface RunPlan {
  /** The process dies at this instant: nothing that it waits for ever comes. */
  readonly killAt?: number;
  /** A stop is asked for at this instant. */
  readonly stopAt?: number;
  readonly next?: () => Fault;
  readonly readable?: () => boolean;
  readonly accountId?: string;
  readonly thread?: Thread;
  readonly report?: (event: PublishEvent) => void;
}

export type RunEnd = PublishOutcome | { readonly status: 'killed' };

export const STATE = '/state/state.json';

export const createWorld = (manners: Manners): World => ({
  disk: fakeDisk(),
  server: fakeServer(manners),
  clock: fakeClock(),
  instants: 0,
});

export const readState = async (world: World): Promise<JournalState> =>
  (
    await openJournal(
      STATE,
      world.disk.calls(() => Promise.resolve()),
    )
  ).state();

/** One process: opens the journal, freezes the thread if it is new, and publishes what is left of it. */
export const run = (world: World, plan: RunPlan = {}): Promise<RunEnd> =>
  live(world, plan, async (session) => {
    const existing = findThread(session.journal.state(), 'fake', MARK);
    if (existing === undefined) {
      const { journal, account } = session;
      const thread = plan.thread ?? THREAD;
      await freezeThread({ journal, network: 'fake', account, mark: MARK, thread, now: session.clock.now() });
    }
    return await publishThread({ ...session, network: 'fake', week: WEEK, report: plan.report ?? (() => undefined) });
  });

export interface Life {
  readonly journal: Journal;
  readonly account: Account;
  readonly clock: FakeClock;
  readonly stop: AbortSignal;
}

/** Lives until its work is done or it is killed. A kill is a promise that never settles: nobody can catch it. */
export async function live<T>(
  world: World,
  plan: RunPlan,
  work: (life: Life) => Promise<T>,
): Promise<T | { readonly status: 'killed' }> {
  const stop = new AbortController();
  let die: (end: { readonly status: 'killed' }) => void = () => undefined;
  const death = new Promise<{ readonly status: 'killed' }>((resolve) => (die = resolve));
  world.instants = 0;
  const instant = async (): Promise<void> => {
    world.instants += 1;
    if (world.instants === plan.stopAt) stop.abort();
    if (world.instants < (plan.killAt ?? Infinity)) return;
    die({ status: 'killed' });
    await new Promise<void>(() => undefined);
  };
  const clock: FakeClock = {
    ...world.clock,
    sleep: async (ms, signal) => {
      await instant();
      await world.clock.sleep(ms, signal);
    },
  };
  const alive = async (): Promise<T> => {
    const journal = await openJournal(STATE, world.disk.calls(instant));
    const account = world.server.login({
      clock,
      instant,
      next: plan.next ?? (() => 'none'),
      readable: plan.readable ?? (() => true),
      ...(plan.accountId !== undefined && { accountId: plan.accountId }),
    });
    return await work({ journal, account, clock, stop: stop.signal });
  };
  return await Promise.race([alive(), death]);
}
