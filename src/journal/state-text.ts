import * as v from 'valibot';
import {
  type AnyRecord,
  type BatchRecord,
  allOf,
  batchRecord,
  finish,
  finished,
  frozen,
  isFinished,
  type JournalState,
  left,
  matterText,
  memorySchema,
  oldRecord,
  type SchedulerMemory,
  sortBatches,
  tombstoneOf,
} from '../core/record.ts';
import { messageOf } from '../errors.ts';
import { hashOfTexts } from '../hash.ts';
import { JournalError } from '../journal.ts';

/** The name by which a state file is known to be ours. */
const PROGRAM = 'weekthread';
const VERSION = 2;

/** The text of a state file: JSON, with a line for each thread. */
export function stateText({ version, memory, old, threads }: JournalState): string {
  const lines = (values: readonly object[]): string =>
    `[\n${values.map((each) => JSON.stringify(each)).join(',\n')}\n]`;
  const head = `{"program":"${PROGRAM}","version":${version},\n"memory":${JSON.stringify(memoryToFile(memory))}`;
  return `${head},\n"old":${lines(old)},\n"threads":${lines(threads.map(toFile))}}\n`;
}

const anything = v.fallback(v.record(v.string(), v.unknown()), {});

/** Reads and checks the text of a state file. `path` is for messages. Throws JournalError if it is not as it should be. */
export function parseState(text: string, path: string): JournalState {
  const { program, ...read } = v.parse(anything, parseJson(text, path));
  if (program === PROGRAM) return checkState(read, path);
  throw new JournalError(
    `${path} is not a state file of Weekthread. It is left as it is. Set STATE_FILE to another file.`,
  );
}

/** Checks what was read of a state, of this version or an earlier one, and gives it as our types. Throws JournalError if it is
 *  not as it should be. */
export function checkState(read: Readonly<Record<string, unknown>>, path: string): JournalState {
  const state = upgrade(read);
  if (state.version !== VERSION) throw wrongVersion(state.version, path);
  const result = v.safeParse(stateSchema, state);
  if (!result.success) throw unexpected(result.issues.map(describe), path);
  const names = result.output.threads.map(({ week, network }) => `${week} on ${network}`);
  const twice = new Set(names).size < names.length && names.find((name, at) => names.indexOf(name) < at);
  if (twice) throw unexpected([`it holds ${twice} twice`], path);
  return result.output;
}

function parseJson(text: string, path: string): unknown {
  try {
    // Some editors put a byte order mark before what they save.
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const what = text.trim() === '' ? 'is empty' : `is torn or was edited (${messageOf(error)})`;
    throw new JournalError(`${path} ${what}. ${RESTORE}`, { cause: error });
  }
}

const RESTORE =
  'It is left as it is, and nothing is posted without it. Restore it from a copy, or move it away: a new one is begun then, and the accounts are searched for the thread before anything is posted.';

const wrongVersion = (version: unknown, path: string): JournalError =>
  typeof version === 'number' && version > VERSION
    ? new JournalError(
        `${path} was written by a newer Weekthread (version ${version} of the file; this one knows ${VERSION}). It is left as it is. Update Weekthread.`,
      )
    : new JournalError(`${path} has no version that this Weekthread knows (expected ${VERSION}). ${RESTORE}`);

function unexpected(problems: readonly string[], path: string): JournalError {
  const shown = problems.slice(0, 3).join('; ');
  const more = problems.length > 3 ? `; and ${problems.length - 3} more` : '';
  return new JournalError(`${path} does not hold what a state file should: ${shown}${more}. ${RESTORE}`);
}

const describe = (issue: v.BaseIssue<unknown>): string => {
  const at = v.getDotPath(issue);
  return at === null ? issue.message : `${at}: ${issue.message}`;
};

/** How a thread that is under way stands in the file. */
const begun = v.strictObject({
  ...frozen.entries,
  /** All in one list, in order: those that are posted, at most one that was tried, those that are not sent. */
  batches: v.array(batchRecord),
  /** Only `publishing` is written now: earlier versions went on with the same form when a thread was taken back. */
  phase: v.variant('status', [
    v.strictObject({ status: v.literal('publishing') }),
    v.strictObject({ status: v.literal('rolling-back'), at: v.string(), left }),
    v.strictObject({ status: v.literal('rolled-back'), at: v.string() }),
  ]),
});
type Begun = v.InferOutput<typeof begun>;

const thread = v.pipe(
  begun,
  v.check(isInOrder, ({ input: { week, network } }) => `the posts of ${week} on ${network} are out of order`),
  v.transform(fromFile),
);

/** Whether every post is in one batch, in order, and no batch was begun before the one above it was posted: going on from
 *  anything else, which somebody must have edited, could post twice. */
function isInOrder({ posts, batches }: Begun): boolean {
  const indexes = batches.flatMap((each) => each.posts);
  const isWhole = indexes.length === posts.length && indexes.every((index, at) => index === at);
  return isWhole && allOf(sortBatches(batches)).length === batches.length;
}

function fromFile({ phase, batches, ...rest }: Begun): AnyRecord {
  const record = { ...rest, batches: sortBatches(batches) };
  if (phase.status === 'publishing') return record;
  const whole = finish(record, hashOfTexts(record.posts.map((each) => each.text)));
  // The price of each post is not kept: those that were up have cost their share.
  const costUsd = (record.costUsd * whole.posts.length) / record.posts.length;
  if (phase.status === 'rolled-back') return tombstoneOf({ ...whole, costUsd });
  return { ...whole, costUsd, status: phase.status, left: phase.left };
}

/** A thread as the file has it. */
export const toFile = (record: AnyRecord): object =>
  isFinished(record)
    ? record
    : { ...record, batches: allOf(record.batches).map(batchToFile), phase: { status: 'publishing' } };

/** Earlier readers of this version want the count of the tries that may be up, and know what it is by `since`. */
function batchToFile(batch: BatchRecord): object {
  const { state } = batch;
  if (state.status === 'unsent' || state.status === 'posted') return batch;
  return { ...batch, state: { ...state, doubts: state.since === undefined ? 0 : 1 } };
}

/** The scheduler's part as the file has it: each matter is a line of text. */
export const memoryToFile = (memory: SchedulerMemory): object => ({
  ...memory,
  told: memory.told.map((one) => ({ ...one, matter: matterText(one.matter) })),
});

const isBegun = (value: unknown): boolean => typeof value === 'object' && value !== null && 'phase' in value;

/** What the state file holds, besides the name of the program. */
const stateSchema = v.strictObject({
  version: v.literal(2),
  threads: v.array(v.lazy((value): v.GenericSchema<unknown, AnyRecord> => (isBegun(value) ? thread : finished))),
  old: v.array(oldRecord),
  memory: memorySchema,
});

// The first version of the state file packed the posts of a finished thread: { from, url, list }, where `url` has `*` for
// the post's id, and each post of `list` is its id, the milliseconds since `from`, the URL if it does not follow the
// pattern (else null), and the content hash if there is one.
const packedPost = v.union([
  v.strictTuple([v.string(), v.number()]),
  v.strictTuple([v.string(), v.number(), v.nullable(v.string())]),
  v.strictTuple([v.string(), v.number(), v.nullable(v.string()), v.string()]),
]);
const packedPosts = v.strictObject({ from: v.string(), url: v.string(), list: v.array(packedPost) });
const packedThread = v.looseObject({ posts: v.pipe(packedPosts, v.transform(unpack)) });
const firstVersion = v.looseObject({
  version: v.pipe(
    v.literal(1),
    v.transform(() => 2),
  ),
  threads: v.array(v.union([packedThread, v.unknown()])),
});

/** What a file of version 1 holds, as version 2 has it; anything else comes back as it is. The schema checks it afterwards. */
function upgrade(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const result = v.safeParse(firstVersion, value);
  return result.success ? result.output : value;
}

function unpack({ from, url, list }: v.InferOutput<typeof packedPosts>): object[] {
  return list.map(([id, afterMs, ownUrl, hash]) => ({
    at: new Date(Date.parse(from) + afterMs).toISOString(),
    ref: { id, url: ownUrl ?? url.split('*').join(id), ...(hash !== undefined && { hash }) },
  }));
}
