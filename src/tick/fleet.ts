import type { App } from '../app.ts';
import { groupBy } from '../core/list.ts';
import { WAITS } from '../core/record.ts';
import { messageOf } from '../errors.ts';
import { readLooks } from '../journal/store.ts';
import type { Tick } from '../tick.ts';
import type { World } from '../world.ts';

// What several bots in one process share. Any number of processes may look after the same bots of a database. Each knows by its
// own settings and by what the bots remember when a look is due; who takes a bot's lock first makes the look, and the others
// find it made. An engine that hands out jobs was tried, pg-boss 10.4.2, its last line for Node 20: 19 packages and 6 MB, 130 ms
// to load, 8 tables, and a job whose process was killed stays active until it expires. A look may wait for a rate limit for an
// hour, so it must not expire before, and after 130 s the job was not taken over. PostgreSQL's own session locks are free at
// once, and need no table.

/** Lets so many work at once, in the order in which they came. */
export interface Gate {
  readonly run: <T>(act: () => Promise<T>) => Promise<T>;
  /** A long wait of something that runs: meanwhile another may work, and afterwards it comes first. */
  readonly pause: (wait: () => Promise<void>) => Promise<void>;
}

/** A gate of some width. At most three times as many may be in a long wait beside those that work: each holds a connection. */
export function createGate(width: number): Gate {
  let free = width;
  let paused = 0;
  const waiting: (() => void)[] = [];
  const enter = (place: 'push' | 'unshift'): Promise<void> =>
    new Promise((resolve) => {
      if (free === 0) waiting[place](resolve);
      else {
        free -= 1;
        resolve();
      }
    });
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    run: async (act) => {
      await enter('push');
      try {
        return await act();
      } finally {
        leave();
      }
    },
    pause: async (wait) => {
      const isHeld = paused >= 3 * width;
      if (!isHeld) {
        paused += 1;
        leave();
      }
      await wait();
      if (isHeld) return;
      paused -= 1;
      await enter('unshift');
    },
  };
}

interface Member {
  readonly app: App;
  readonly tick: Tick;
}

interface Fleet extends Pick<World, 'clock' | 'stop'> {
  readonly members: readonly Member[];
  readonly gate: Gate;
  /** Hears why a database cannot be read, once for all of its bots. */
  readonly warn: (line: string) => void;
}

/** Makes the function that `start` calls every minute: each bot that has something to do gets its turn, those that wait
 *  longest first, so many at once as the gate lets in; one that is still waiting or at work is left to itself. What it gives
 *  resolves when those that it let begin have ended. */
export function takeTurns({ members, gate, clock, stop, warn }: Fleet): () => Promise<void> {
  const queued = new Set<Tick>();
  const refresh = createRefresh(members, clock, warn);

  async function serve(tick: Tick): Promise<void> {
    queued.add(tick);
    await gate.run(async () => {
      // Another process may have looked while this one waited.
      const lost = await refresh();
      if (!stop.aborted && !lost.has(tick) && tick.dueSince() !== undefined) await tick.act();
    });
    queued.delete(tick);
  }

  return async () => {
    const lost = await refresh();
    const due = members.flatMap(({ tick }) => {
      const since = queued.has(tick) || lost.has(tick) ? undefined : tick.dueSince();
      return since === undefined ? [] : [{ tick, since }];
    });
    due.sort((a, b) => a.since - b.since);
    await Promise.all(due.map(({ tick }) => serve(tick)));
  };
}

/** Bots in one database, and what was last read of it. */
interface Group {
  readonly stateUrl: string;
  readonly members: readonly Member[];
  at?: string;
  readMs: number;
  /** Why it cannot be read now; empty if it can. */
  words: string;
}

/** Makes a function that lets bots in databases learn what other processes did, and gives those whose database cannot be read
 *  now. It never rejects. */
function createRefresh(
  members: readonly Member[],
  clock: World['clock'],
  warn: (line: string) => void,
): () => Promise<ReadonlySet<Tick>> {
  const groups = groupsOf(members);
  let pending: Promise<void> | undefined;
  const refresh = async (): Promise<void> => {
    for (const group of groups) {
      const now = clock.now().getTime();
      if (now >= group.readMs && now < group.readMs + WAITS.freshLooks) continue;
      await read(group, warn);
      group.readMs = clock.now().getTime();
    }
  };
  return async () => {
    pending ??= refresh().finally(() => (pending = undefined));
    await pending;
    const lost = groups.filter(({ words }) => words !== '');
    return new Set(lost.flatMap((group) => group.members.map(({ tick }) => tick)));
  };
}

function groupsOf(members: readonly Member[]): readonly Group[] {
  const groups = groupBy(members, ({ app }) => app.config.stateUrl);
  return [...groups].flatMap(([stateUrl, own]) =>
    stateUrl === undefined ? [] : [{ stateUrl, members: own, readMs: -Infinity, words: '' }],
  );
}

async function read(group: Group, warn: (line: string) => void): Promise<void> {
  const { stateUrl, members, at: since } = group;
  try {
    const bots = members.map(({ app }) => app.config.bot);
    const { at, memories } = await readLooks({ stateUrl }, bots, since);
    for (const { app, tick } of members) {
      const memory = memories.get(app.config.bot) ?? (since === undefined ? {} : undefined);
      if (memory) tick.learn(memory);
    }
    group.at = at;
    group.words = '';
  } catch (error) {
    const words = `${messageOf(error)} It is tried again every minute.`;
    if (words !== group.words) warn(words);
    group.words = words;
  }
}
