import type { Gate } from './gate.ts';
import type { Tick } from './tick.ts';

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
