import { WAITS } from '../core/record.ts';
import { messageOf } from '../errors.ts';
import { readLooks } from '../journal/store.ts';
import type { Tick } from '../tick.ts';
import type { App } from '../app.ts';
import type { World } from '../world.ts';

interface Member {
  readonly app: App;
  readonly tick: Tick;
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
 *  now: that is logged once for all of them. */
export function createRefresh(
  members: readonly Member[],
  clock: World['clock'],
  log: (line: string) => void,
): () => Promise<ReadonlySet<Tick>> {
  const groups = groupsOf(members);
  let pending: Promise<void> | undefined;
  const refresh = async (): Promise<void> => {
    for (const group of groups) {
      const now = clock.now().getTime();
      if (now >= group.readMs && now < group.readMs + WAITS.freshLooks) continue;
      await read(group, log);
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
  const urls = new Set(members.flatMap(({ app: { config } }) => config.stateUrl ?? []));
  return Array.from(urls, (stateUrl) => ({
    stateUrl,
    members: members.filter(({ app: { config } }) => config.stateUrl === stateUrl),
    readMs: -Infinity,
    words: '',
  }));
}

async function read(group: Group, log: (line: string) => void): Promise<void> {
  const { stateUrl, members, at: since } = group;
  try {
    const { at, memories } = await readLooks(
      { stateUrl },
      members.map(({ app: { config } }) => config.bot),
      since,
    );
    for (const { app, tick } of members) {
      const memory = memories.get(app.config.bot) ?? (since === undefined ? {} : undefined);
      if (memory) tick.learn(memory);
    }
    group.at = at;
    group.words = '';
  } catch (error) {
    const words = `${messageOf(error)} It is tried again every minute.`;
    if (words !== group.words) log(words);
    group.words = words;
  }
}
