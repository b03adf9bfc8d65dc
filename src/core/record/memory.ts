import * as v from 'valibot';
import { listOf, moment, network, object, text, week, wholeNumber } from './field-kinds.ts';
import { isNetworkName, type NetworkId } from '../network-id.ts';
import { isWeek, type Week } from '../week.ts';

const OF_THREAD = ['in-doubt', 'refused', 'too-old', 'rolling-back', 'missed', 'renamed', 'blocked'] as const;
const OF_NETWORK = ['keys', 'failed'] as const;
const OF_LIST = ['shrunk', 'stalled'] as const;
const TROUBLES = ['empty', 'unreadable', 'stale'] as const;

/** Something that a person must hear of, once for as long as it holds; the same at every look. */
export type Matter =
  | { readonly kind: (typeof OF_THREAD)[number]; readonly network: NetworkId; readonly week: Week }
  | { readonly kind: (typeof OF_NETWORK)[number]; readonly network: NetworkId }
  /** Of the list's newest week; `source`: the list's name. */
  | { readonly kind: (typeof OF_LIST)[number]; readonly week: Week; readonly source: string }
  | { readonly kind: 'waiting'; readonly week: Week }
  | { readonly kind: 'list'; readonly trouble: (typeof TROUBLES)[number] };

/** A matter in a line, as the state file has it: `in-doubt x 2026-06-14/2026-06-21`. */
export function matterText(matter: Matter): string {
  const { kind } = matter;
  if ('source' in matter) return `${kind} ${matter.week} ${matter.source}`;
  if ('trouble' in matter) return `${kind} ${matter.trouble}`;
  if ('network' in matter)
    return 'week' in matter ? `${kind} ${matter.network} ${matter.week}` : `${kind} ${matter.network}`;
  return `${kind} ${matter.week}`;
}

export const isSameMatter = (a: Matter, b: Matter): boolean => matterText(a) === matterText(b);

/** Reads a matter as the state file has it; undefined if it is none that this version knows. */
export function readMatter(text: string): Matter | undefined {
  const [, kind = '', first = '', second = ''] = /^(\S+) (\S+)(?: (.*))?$/.exec(text) ?? [];
  if (isOneOf(OF_THREAD, kind))
    return isWeek(second) && isNetworkName(first) ? { kind, network: first, week: second } : undefined;
  if (isOneOf(OF_NETWORK, kind) && isNetworkName(first)) return { kind, network: first };
  if (isOneOf(OF_LIST, kind)) return isWeek(first) ? { kind, week: first, source: second } : undefined;
  if (kind === 'waiting') return isWeek(first) ? { kind, week: first } : undefined;
  return kind === 'list' && isOneOf(TROUBLES, first) ? { kind, trouble: first } : undefined;
}

const isOneOf = <T extends string>(all: readonly T[], text: string): text is T => all.some((one) => one === text);

const retry = object({
  /** Looks that failed in a row since the last slot. */
  failures: v.pipe(wholeNumber, v.minValue(1)),
  /** When the next try is due. */
  at: moment,
  /** The networks to try again; empty: the whole look. */
  networks: listOf(network),
  /** What failed, in words. */
  words: text,
});

const waiting = object({ week, hash: text, since: moment });
/** A week that is not complete, with a hash of its entries and since when it has stood like that. */
export type Waiting = v.InferOutput<typeof waiting>;

const source = object({
  /** The list's name: `LIST_SOURCE` without credentials. */
  source: text,
  /** The networks whose first look at this source was made: all weeks but the newest were recorded as old. */
  networks: listOf(network),
  /** The newest week, and since when it has been the newest. */
  newest: v.exactOptional(object({ week, since: moment })),
  waiting: listOf(waiting),
});
/** What the scheduler knows of one list. */
export type SourceMemory = v.InferOutput<typeof source>;

/** What a person was told of: `text` are the words, if a person must act. What another version knows is left out. */
const told = v.pipe(
  listOf(object({ matter: text, at: moment, text: v.exactOptional(text) })),
  v.transform((all) =>
    all.flatMap((one) => {
      const matter = readMatter(one.matter);
      return matter ? [{ ...one, matter }] : [];
    }),
  ),
  v.readonly(),
);
export type Told = v.InferOutput<typeof told>[number];

const notice = object({
  kind: v.picklist(['posted', 'taken-back', 'failed', 'in-doubt', 'alarm', 'test']),
  at: moment,
  text,
});
/** A message for the person who runs the bot. */
export type Notice = v.InferOutput<typeof notice>;

/** The scheduler's part of the journal. */
export const memorySchema = object({
  /** When the last look began, whatever came of it. Written at its end: a look that was killed is made again. */
  lastLook: v.exactOptional(moment),
  /** What came of it, in a line. */
  lastResult: v.exactOptional(text),
  /** Set while something failed that may work soon: the look is made again before the next slot. */
  retry: v.exactOptional(retry),
  sources: listOf(source),
  /** What still holds; cleared when it no longer does, so that it is told again next time. */
  told,
  /** Notices not delivered yet, oldest first. */
  outbox: listOf(notice),
});
/** What the scheduler must know after a restart; part of the journal. */
export type SchedulerMemory = v.InferOutput<typeof memorySchema>;

/** The part of it that says when the next look is due. */
export interface LookMemory extends Pick<SchedulerMemory, 'lastLook'> {
  readonly retry?: Pick<v.InferOutput<typeof retry>, 'at'>;
}

export const EMPTY_MEMORY: SchedulerMemory = { sources: [], told: [], outbox: [] };
