import type { Edition, Section } from '../../src/core/list/edition.ts';
import { EMPTY_MEMORY, type Notice, type SchedulerMemory } from '../../src/core/record/memory.ts';
import { parseSection } from '../../src/core/list/parse.ts';
import type { BatchState, JournalState } from '../../src/core/record/record.ts';
import { putThread } from '../../src/core/record/find.ts';
import type { LookReason } from '../../src/core/schedule/next-look.ts';
import type { Week } from '../../src/core/week.ts';
import type { Journal } from '../../src/journal.ts';
import { look, type Attempt, type LookOutcome, type LookPorts } from '../../src/look.ts';
import { list, read, type Part } from './list.ts';
import { begunOf, postedOf } from './records.ts';

export interface Posted {
  readonly week: Week;
  readonly network: string;
  readonly at: Date;
}

/** A bot whose clock, list, networks and state file are in the hands of a test. */
export interface Bot {
  now: Date;
  parts: readonly Part[];
  /** Instead of `parts`. */
  sections: readonly Section[] | undefined;
  /** Why the list cannot be read. */
  trouble: string | undefined;
  isStale: boolean;
  /** The webhook does not answer. */
  isDeaf: boolean;
  /** What became of an attempt; undefined: posted. */
  answer: (of: { readonly week: Week; readonly network: string }) => Attempt['outcome'] | undefined;
  readonly posts: Posted[];
  readonly heard: Notice[];
  readonly journal: Journal;
  readonly memory: () => SchedulerMemory;
  readonly begin: (week: Week, network: string, states: readonly BatchState[]) => void;
  readonly look: (reason: LookReason) => Promise<LookOutcome>;
  readonly stop: () => void;
}

const NEW_STATE: JournalState = { version: 2, threads: [], old: [], memory: EMPTY_MEMORY };

/** A journal in memory. */
function fakeJournal(): Journal & { set: (state: JournalState) => void } {
  let now = NEW_STATE;
  const state = (): JournalState => now;
  const set = (next: JournalState): void => {
    now = next;
  };
  return {
    confirm: () => Promise.resolve(),
    state,
    set,
    save: (change) => {
      set(change(state()));
      return Promise.resolve();
    },
    cards: { keep: () => Promise.resolve(''), kept: () => Promise.resolve(undefined), drop: () => Promise.resolve() },
  };
}

const parsed = new WeakMap<Section, Edition>();

/** Parses each invented week once: simulations look at the same weeks a thousand times. */
function parse(section: Section): Edition {
  const edition = parsed.get(section) ?? parseSection(section);
  parsed.set(section, edition);
  return edition;
}

const made = new Map<string, readonly Section[]>();

/** `isQuick`: without markdown between the part and its edition. */
function sectionsOf(part: Part, isQuick = false): readonly Section[] {
  const key = JSON.stringify([part, isQuick]);
  const sections = made.get(key) ?? (isQuick ? [quickSection(part)] : list([part]));
  made.set(key, sections);
  return sections;
}

function quickSection(part: Part): Section {
  const { week, heading, file, line, ...rest } = read(part);
  const section = {
    week,
    heading,
    file,
    line,
    yearFrom: 'heading' as const,
    datesFrom: 'heading' as const,
    isDay: false,
    bodyLine: 2,
    body: '',
  };
  parsed.set(section, { week, heading, file, line, ...rest });
  return section;
}

export function makeBot(given: {
  isQuick?: boolean;
  networks: readonly string[];
  now: Date;
  maxAgeDays?: number;
}): Bot {
  const journal = fakeJournal();
  const stop = new AbortController();
  const editionOf = (week: Week) => parse(sectionsOf({ week }, given.isQuick)[0]!);
  const put = (record: JournalState['threads'][number]): void => journal.set(putThread(journal.state(), record));

  const ports: LookPorts = {
    settings: { listName: 'list', networks: given.networks, maxAgeDays: given.maxAgeDays ?? 21, maxPosts: 40 },
    clock: { now: () => bot.now },
    journal,
    readList: () =>
      bot.trouble === undefined
        ? Promise.resolve({
            sections: bot.sections ?? bot.parts.flatMap((part) => sectionsOf(part, given.isQuick)),
            warnings: bot.isStale ? ['An older copy is used.'] : [],
            isStale: bot.isStale,
          })
        : Promise.reject(new Error(bot.trouble)),
    loadParser: () => Promise.resolve({ parse, hash: (text) => text }),
    publish: (edition, networks) => Promise.resolve(networks.map((network) => attempt(network, edition))),
    resume: (week, network) => Promise.resolve([attempt(network, editionOf(week))]),
    notify: (notice) => {
      if (!bot.isDeaf) bot.heard.push(notice);
      return Promise.resolve(!bot.isDeaf);
    },
    log: () => undefined,
    stop: stop.signal,
  };

  function attempt(network: string, edition: ReturnType<typeof editionOf>): Attempt {
    const { week } = edition;
    const outcome = bot.answer({ week, network });
    if (outcome?.status === 'in-doubt' || outcome?.status === 'stopped') {
      const { refusal } = outcome.status === 'stopped' ? outcome : { refusal: undefined };
      const at = bot.now.toISOString();
      put(
        begunOf(edition, network, bot.now, [
          refusal ? { status: 'refused', at, doubts: 0, refusal } : { status: 'sending', at, doubts: 0 },
        ]),
      );
    }
    if (outcome) return { network, week, outcome };
    const record = postedOf(edition, network, bot.now);
    put(record);
    bot.posts.push({ week, network, at: bot.now });
    return { network, week, outcome: { status: 'posted', record } };
  }

  const bot: Bot = {
    now: given.now,
    parts: [],
    sections: undefined,
    trouble: undefined,
    isStale: false,
    isDeaf: false,
    answer: () => undefined,
    posts: [],
    heard: [],
    journal,
    memory: () => journal.state().memory,
    begin: (week, network, states) => put(begunOf(editionOf(week), network, bot.now, states)),
    look: (reason) => look(ports, reason),
    stop: () => stop.abort(),
  };
  return bot;
}
