import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';
import * as v from 'valibot';
import { codeOf } from '../errors.ts';

const ownerSchema = v.object({
  program: v.literal('weekthread'),
  token: v.pipe(v.string(), v.regex(/^[0-9a-f]+$/)),
  since: v.string(),
  host: v.string(),
  pid: v.number(),
  /** The kernel and the pid namespace in which `pid` counts, where they can be told. */
  table: v.exactOptional(v.string()),
  /** When the process started, in clock ticks of that kernel: its `pid` may belong to another one later. */
  started: v.exactOptional(v.string()),
});

/** Who holds a lock: for a person, and to prove its death where its process can be seen. */
export type LockOwner = Readonly<v.InferOutput<typeof ownerSchema>>;

/** Describes this process as the owner of a lock. */
export async function describeSelf(token: string, now: Date): Promise<LockOwner> {
  const [table, stat] = await Promise.all([processTable(), textOf(`/proc/${pid}/stat`)]);
  const started = stat === undefined ? undefined : readStat(stat).started;
  return {
    ...{ program: 'weekthread', token, since: now.toISOString(), host: hostname(), pid },
    ...(table !== undefined && { table }),
    ...(started !== undefined && { started }),
  };
}

/** The owner that a lock file names; undefined if the text is not ours. */
export function parseOwner(text: string): LockOwner | undefined {
  const { success, output } = v.safeParse(v.pipe(v.string(), v.parseJson(), ownerSchema), text);
  return success ? output : undefined;
}

/** Whether the owner of a lock is proven dead: it is missing from the process table that it stood in, which is ours too. One
 *  in another container, on another machine, or before the last restart cannot be seen from here: its lease must run out. */
export async function isDead(owner: LockOwner): Promise<boolean> {
  if (owner.table === undefined || owner.table !== (await processTable())) return false;
  const stat = await textOf(`/proc/${owner.pid}/stat`);
  if (stat === undefined) return !isRunning(owner.pid); // /proc may hide what other users run.
  const { state, started } = readStat(stat);
  // Z: a zombie. X: dead. Another start time: the id now belongs to another process.
  return state === 'Z' || state === 'X' || started !== owner.started;
}

/** By `kill(pid, 0)`; another user's process counts, too. */
function isRunning(other: number): boolean {
  try {
    return kill(other, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Names the table in which this process's id counts: no two have the same name at the same time. Undefined without /proc, or
 *  with one that shows another table, as it may be in a container. */
async function processTable(): Promise<string | undefined> {
  const [boot, self, namespace] = await Promise.all([
    textOf('/proc/sys/kernel/random/boot_id'),
    readlink('/proc/self').catch(() => undefined),
    readlink('/proc/self/ns/pid').catch(() => undefined),
  ]);
  return boot !== undefined && namespace !== undefined && self === String(pid) ? `${boot} ${namespace}` : undefined;
}

/** Reads /proc/<pid>/stat, see proc(5). The program's name is in brackets and may hold anything; the state is the first
 *  field after it, and the process's start, in clock ticks since the machine started, the 20th. */
function readStat(stat: string): { readonly state: string | undefined; readonly started: string | undefined } {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0], started: fields[19] };
}

const textOf = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
