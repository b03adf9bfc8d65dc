import type { Gate } from './gate.ts';
import type { Tick } from '../tick.ts';

// Any number of processes may look after the same bots of a database. Each knows by its own settings and by what the bots
// remember when a look is due; who takes a bot's lock first makes the look, and the others find it made. An engine that hands
// out jobs was tried, pg-boss 10.4.2, its last line for Node 20: 19 packages and 6 MB, 130 ms to load, 8 tables, and a job
// whose process was killed stays active until it expires. A look may wait for a rate limit for an hour, so it must not expire
// before, and after 130 s the job was not taken over. PostgreSQL's own session locks are free at once, and need no table.

export interface FleetPorts {
  readonly ticks: readonly Tick[];
  readonly gate: Gate;
  readonly stop: AbortSignal;
  /** Lets the ticks learn what other processes did; gives those that can do nothing now. Never rejects. */
  readonly refresh: () => Promise<ReadonlySet<Tick>>;
}

/** Makes the function that `start` calls every minute: each bot that has something to do gets its turn, those that wait
 *  longest first, so many at once as the gate lets in; one that is still waiting or at work is left to itself. What it gives
 *  resolves when those that it let begin have ended. */
export function createFleet({ ticks, gate, stop, refresh }: FleetPorts): () => Promise<void> {
  const queued = new Set<Tick>();

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
    const due = ticks.flatMap((tick) => {
      const since = queued.has(tick) || lost.has(tick) ? undefined : tick.dueSince();
      return since === undefined ? [] : [{ tick, since }];
    });
    due.sort((a, b) => a.since - b.since);
    await Promise.all(due.map(({ tick }) => serve(tick)));
  };
}
