import type { NetworkId } from '../../src/core/network-id.ts';
import type { App } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Markdown } from '../../src/core/list/edition.ts';
import { parseSection } from '../../src/core/list/parse.ts';
import { putThread } from '../../src/core/record/find-thread.ts';
import type { Notice, SchedulerMemory } from '../../src/core/record/memory.ts';
import type { BatchState, JournalState } from '../../src/core/record/thread-record.ts';
import type { LookReason } from '../../src/core/schedule/next-look.ts';
import type { Week } from '../../src/core/week.ts';
import { type Journal, NEW_STATE } from '../../src/journal.ts';
import { look, type LookOutcome } from '../../src/look.ts';
import type { Account, Network } from '../../src/networks/network.ts';
import { xRules } from '../../src/networks/x/rules.ts';
import { makePaper } from '../../src/render/paper.ts';
import type { World } from '../../src/world.ts';
import { document, list, type Part } from './list.ts';
import { begunOf } from './records.ts';

export interface Posted {
  readonly week: Week;
  readonly network: NetworkId;
  readonly at: Date;
}

/** A bot whose clock, list, networks and state file are in the hands of a test. */
export interface Bot {
  now: Date;
  parts: readonly Part[];
  /** Instead of `parts`. */
  documents: readonly Markdown[] | undefined;
  /** Why the list cannot be read. */
  trouble: string | undefined;
  isStale: boolean;
  /** The webhook does not answer. */
  isDeaf: boolean;
  /** What a network does; undefined: it takes everything. `week` is empty while logging in. */
  answer: (of: { readonly week: Week | ''; readonly network: NetworkId }) => Answer | undefined;
  readonly posts: Posted[];
  readonly heard: Notice[];
  readonly journal: Journal;
  readonly memory: () => SchedulerMemory;
  readonly begin: (week: Week, network: NetworkId, states: readonly BatchState[]) => void;
  readonly look: (reason: LookReason) => Promise<LookOutcome>;
  readonly stop: () => void;
  readonly app: App;
  /** What a tick met that a look must not throw. */
  readonly broken: unknown[];
}

/** What a network does instead of taking a thread. */
export type Answer =
  /** At the login: for good, or for a minute. */
  | { readonly status: 'keys' | 'down'; readonly words: string }
  /** Instead of a post. */
  | { readonly status: 'refused'; readonly words: string; readonly retryAfterMs?: number }
  | { readonly status: 'in-doubt'; readonly words: string };

/** A journal in memory. */
function fakeJournal(): Journal & { set: (state: JournalState) => void } {
  let now = NEW_STATE;
  const set = (next: JournalState): void => {
    now = next;
  };
  return {
    confirm: () => Promise.resolve(),
    state: () => now,
    set,
    save: (change) => {
      set(change(now));
      return Promise.resolve();
    },
    cards: { keep: () => Promise.resolve(''), kept: () => Promise.resolve(undefined), drop: () => Promise.resolve() },
  };
}

interface Given {
  readonly networks: readonly NetworkId[];
  readonly now: Date;
  readonly maxAgeDays?: number;
  readonly maxCostUsd?: number;
  readonly schedule?: string;
  readonly timezone?: string;
}

export function makeBot(given: Given): Bot {
  const journal = fakeJournal();
  const stop = new AbortController();
  const put = (record: JournalState['threads'][number]): void => journal.set(putThread(journal.state(), record));

  const bot: Bot = {
    now: given.now,
    parts: [],
    documents: undefined,
    trouble: undefined,
    isStale: false,
    isDeaf: false,
    answer: () => undefined,
    posts: [],
    heard: [],
    journal,
    memory: () => journal.state().memory,
    begin: (week, network, states) => put(begunOf(parseSection(list([{ week }])[0]!), network, bot.now, states)),
    look: (reason) => look(app, journal, reason),
    stop: () => stop.abort(),
    broken: [],
    get app() {
      return app;
    },
  };
  const app: App = {
    ...outside(bot, given, stop.signal),
    readDocuments: () =>
      bot.trouble === undefined
        ? Promise.resolve({
            documents: bot.documents ?? [document(bot.parts)],
            warnings: bot.isStale ? ['An older copy is used.'] : [],
            ...(bot.isStale && { isStale: true }),
          })
        : Promise.reject(new Error(bot.trouble)),
    useJournal: async (act) => {
      try {
        return await act(journal);
      } catch (error) {
        bot.broken.push(error);
        throw error;
      }
    },
    network: (id) => Promise.resolve(networkOf(id, bot)),
  };
  return bot;
}

/** Settings, a clock in the test's hands, and a webhook. */
function outside(bot: Bot, given: Given, stop: AbortSignal): Omit<App, 'readDocuments' | 'useJournal' | 'network'> {
  const reading = readConfig({
    NETWORKS: given.networks.join(),
    LIST_SOURCE: 'list',
    MAX_AGE_DAYS: String(given.maxAgeDays ?? 21),
    MAX_COST_USD: String(given.maxCostUsd ?? 1000),
    CARD: 'off',
    NOTIFY_URL: 'https://hooks.example.org/bot',
    SCHEDULE: given.schedule ?? '0 17 * * *',
    TIMEZONE: given.timezone ?? 'Etc/UTC',
  });
  if ('problems' in reading) throw new Error(reading.problems.join());
  const drop = (): void => undefined;
  const never = (): Promise<never> => Promise.reject(new Error('not foreseen'));
  const world: World = {
    ...{ env: {}, folder: '', enter: drop, out: drop, err: drop, confirm: undefined },
    clock: { now: () => bot.now, sleep: () => Promise.resolve() },
    fetch: (_url, init) => {
      if (bot.isDeaf) return Promise.reject(new TypeError('fetch failed'));
      bot.heard.push(JSON.parse(init?.body as string) as Notice);
      return Promise.resolve(new Response());
    },
    terminal: { isInteractive: false, columns: 80, colours: false },
    stop,
    abort: stop,
  };
  return {
    config: reading.config,
    world,
    log: { debug: drop, info: drop, warn: drop, error: drop },
    paper: makePaper(world.terminal),
    origin: '',
    store: {
      ...{ isShared: false, name: 'state', use: never, unlock: never },
      read: () => Promise.resolve(bot.journal.state()),
      holder: () => Promise.resolve(undefined),
      expectWritable: () => Promise.resolve(),
    },
    drawCard: never,
  };
}

/** A network that takes a thread in one request, unless the test has it answer otherwise. */
function networkOf(id: NetworkId, bot: Bot): Network {
  const weekOf = (body: unknown): Week => (body as { week: Week }).week;
  const account: Account = {
    ...{ id: '1', name: '@weekly', paceMs: 0, settleMs: 0 },
    batches: (posts, { edition: { week } }) => [{ posts: posts.map((_, index) => index), body: { week } }],
    capacity: () => Promise.resolve(undefined),
    search: () => Promise.resolve({ status: 'absent' }),
    remove: () => Promise.resolve({ status: 'removed' }),
    find: ({ body }) => {
      const answer = bot.answer({ week: weekOf(body), network: id });
      return Promise.resolve(
        answer?.status === 'in-doubt' ? { status: 'unclear', words: answer.words } : { status: 'absent' },
      );
    },
    send: ({ body, posts }) => {
      const week = weekOf(body);
      const answer = bot.answer({ week, network: id });
      if (answer?.status === 'in-doubt') return Promise.resolve({ status: 'unknown', words: answer.words });
      if (answer) {
        const { words } = answer;
        const wait = 'retryAfterMs' in answer ? { retryAfterMs: answer.retryAfterMs } : {};
        return Promise.resolve({ status: 'refused', refusal: { words, ...wait } });
      }
      bot.posts.push({ week, network: id, at: bot.now });
      const url = `https://example.org/${id}/${week}`;
      return Promise.resolve({ status: 'posted', refs: posts.map((post) => ({ id: `${week} ${String(post)}`, url })) });
    },
  };
  return {
    id,
    rules: () => Promise.resolve(xRules),
    connect: () => {
      const answer = bot.answer({ week: '', network: id });
      if (answer?.status !== 'keys' && answer?.status !== 'down')
        return Promise.resolve({ status: 'connected', account });
      const wait = answer.status === 'down' ? { retryAfterMs: 60_000 } : {};
      return Promise.resolve({ status: 'refused', refusal: { words: answer.words, ...wait } });
    },
  };
}
