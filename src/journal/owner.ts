import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';
import * as v from 'valibot';
import { codeOf } from './errors.ts';

/** The process that asks for a lock. */
export interface Self {
  readonly pid: number;
  /** Whether a process with this id runs here, by `kill(pid, 0)`; another user's counts, too. */
  readonly isRunning: (pid: number) => boolean;
}

export const thisProcess: Self = {
  pid,
  isRunning: (other) => {
    try {
      return kill(other, 0);
    } catch (error) {
      return codeOf(error) === 'EPERM';
    }
  },
};

const ownerSchema = v.object({
  program: v.literal('weekthread'),
  token: v.pipe(v.string(), v.regex(/^[0-9a-f]+$/)),
  since: v.string(),
  host: v.string(),
  machineId: v.exactOptional(v.string()),
  bootId: v.exactOptional(v.string()),
  pidNamespace: v.exactOptional(v.string()),
  pid: v.number(),
  started: v.exactOptional(v.string()),
});

/** Who holds a lock: all that it takes to prove later that the process is dead, without guessing. */
export type Owner = Readonly<v.InferOutput<typeof ownerSchema>>;

/** Describes this process as the owner of a lock. */
export async function describeSelf(self: Self, token: string, now: Date): Promise<Owner> {
  const [machineId, bootId, pidNamespace, stat] = await Promise.all([
    textOf('/etc/machine-id'),
    textOf('/proc/sys/kernel/random/boot_id'),
    readlink('/proc/self/ns/pid').catch(() => undefined),
    textOf(`/proc/${self.pid}/stat`),
  ]);
  const started = stat === undefined ? undefined : readStat(stat).started;
  return {
    ...{ program: 'weekthread', token, since: now.toISOString(), host: hostname() },
    ...(machineId !== undefined && { machineId }),
    ...(bootId !== undefined && { bootId }),
    ...(pidNamespace !== undefined && { pidNamespace }),
    pid: self.pid,
    ...(started !== undefined && { started }),
  };
}

/** The owner that a lock file names; undefined if the text is not ours. */
export function parseOwner(text: string): Owner | undefined {
  try {
    const result = v.safeParse(ownerSchema, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

/** `dead` and `running` are proven; `unknown` is a process that cannot be seen from here (another host or container). */
export type Life = 'dead' | 'running' | 'unknown';

/** Whether the owner of a lock still lives, seen from `here`. A stopped (frozen) process is running. */
export async function lifeOf(owner: Owner, here: Owner, self: Self): Promise<Life> {
  if (owner.host !== here.host || differ(owner.machineId, here.machineId)) return 'unknown';
  if (differ(owner.bootId, here.bootId)) return 'dead'; // The machine has been restarted since.
  if (differ(owner.pidNamespace, here.pidNamespace)) return 'unknown';
  const stat = await textOf(`/proc/${owner.pid}/stat`);
  if (stat === undefined) return self.isRunning(owner.pid) ? 'running' : 'dead'; // No /proc, or it hides other users.
  const { state, started } = readStat(stat);
  // Z: a zombie. X: dead. Another start time: the id now belongs to another process.
  return state === 'Z' || state === 'X' || differ(owner.started, started) ? 'dead' : 'running';
}

const differ = (a: string | undefined, b: string | undefined): boolean => a !== undefined && b !== undefined && a !== b;

/** Reads /proc/<pid>/stat, see proc(5). The program's name is in brackets and may hold anything; the state is the first
 *  field after it, and the process's start, in clock ticks since the machine started, the 20th. */
function readStat(stat: string): { readonly state: string | undefined; readonly started: string | undefined } {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0], started: fields[19] };
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    return undefined;
  }
}
