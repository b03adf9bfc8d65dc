import * as v from 'valibot';
import type { JournalState } from '../core/record.ts';
import { messageOf } from '../errors.ts';
import { JournalError } from '../journal.ts';
import { memoryToFile, stateSchema, toFile, upgrade } from './state-schema.ts';

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
