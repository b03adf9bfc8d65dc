import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** A new folder for one test. */
export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'weekthread-'));

/** Bundles a script that tests run as a process of its own; gives the path of the bundle. */
export async function bundleChild(script: URL): Promise<string> {
  const { rolldown } = await import('rolldown'); // Most tests need only a folder.
  const file = join(await temporaryFolder(), 'child.mjs');
  const external = [/^node:/, '@resvg/resvg-js'];
  const bundle = await rolldown({ input: script.pathname, platform: 'node', external, logLevel: 'silent' });
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  return file;
}

export interface Child {
  readonly process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** The lines of its stdout so far. */
  readonly lines: () => readonly string[];
  readonly stderr: () => string;
  /** Resolves once a line starts so, or the process ended. */
  readonly says: (start: string) => Promise<string | undefined>;
  readonly ended: Promise<void>;
}

export function startChild(bundle: string, ...args: readonly string[]): Child {
  const child = spawn(process.execPath, [bundle, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const lines = (): readonly string[] => out.split('\n').filter((line) => line !== '');
  const says = async (start: string): Promise<string | undefined> => {
    const found = (): string | undefined => lines().find((line) => line.startsWith(start));
    while (found() === undefined && child.exitCode === null && child.signalCode === null) {
      await Promise.race([ended, new Promise((resolve) => child.stdout.once('data', resolve))]);
    }
    return found();
  };
  return { process: child, lines, stderr: () => err, says, ended };
}

/** Ends a process by SIGKILL, this one alone, by its own id; resolves when it is gone. */
export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** A port on 127.0.0.1 that nobody uses. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
