#!/usr/bin/env node
import { fstatSync, statSync, writeSync } from 'node:fs';
import { getBuiltinModule } from 'node:process';
import { compileLess, useCompiled } from './compiled.ts';
import type { World } from './world.ts';

/** How long the request in flight may still take after a stop was requested. */
const GRACE_MS = 8000;

/** Makes a writer for those who read it. If they go away (`| head`, a log that is restarted, a closed terminal, a full disk) the
 *  output ends, but not the work: the exit code tells what became of that. */
function writerTo(fd: 1 | 2, open: () => NodeJS.WriteStream): (text: string) => void {
  let stream: NodeJS.WriteStream | undefined;
  return (text) => {
    try {
      const rest = stream || mayWait ? Buffer.from(text) : writeNow(fd, Buffer.from(text));
      if (rest.length === 0) return;
      stream ??= open().on('error', ignore);
      stream.write(rest);
    } catch {
      // A file throws at once, other than a pipe or a terminal.
    }
  };
}

/** Whether output that nobody takes must hold nothing up. A stream is for that, which takes longer to load than to write `--help`. */
let mayWait = false;

/** Writes until all is taken, or no more is; gives what is left. */
function writeNow(fd: number, bytes: Buffer): Buffer {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
  } catch (error) {
    // A stream tries again later, or finds that nobody reads.
    if (error instanceof Error && 'code' in error && DISK_FULL.has(String(error.code))) lost = error.message;
  }
  return rest;
}

const DISK_FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO']);
/** Why output that a command only made to be read is not whole. */
let lost = '';

function ignore(): void {
  // Nobody is there to be told.
}

const out = writerTo(1, () => process.stdout);
const err = writerTo(2, () => process.stderr);

/** Only a device may be a terminal, and few need what it takes to ask that. */
function isTerminal(fd: number): boolean {
  const found = fstatSync(fd);
  const isDevice = found.isCharacterDevice() && found.rdev !== statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
  return isDevice && getBuiltinModule('node:tty').isatty(fd);
}
const [isAnswered, isShown, isTold] = [isTerminal(0), isTerminal(1), isTerminal(2)];

const stop = new AbortController();
const abort = new AbortController();

function onSignal(signal: NodeJS.Signals): void {
  if (stop.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
  err(`\n${signal}: stopping; the request in flight is waited for. Once more stops at once.\n`);
  stop.abort();
  setTimeout(() => abort.abort(), GRACE_MS).unref();
}
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

const sleep: World['clock']['sleep'] = (ms, signal) =>
  new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });

async function confirm(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  process.stdin.once('error', () => asking.close());
  const left = new Promise<string>((resolve) => asking.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([asking.question(`${question} [y/N] `, { signal: stop.signal }), left]);
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    if (stop.signal.aborted) return false;
    throw error;
  } finally {
    asking.close();
  }
}

const env = { ...process.env };
const world: World = {
  env,
  folder: '',
  enter: (folder) => process.chdir(folder),
  clock: { now: () => new Date(), sleep },
  fetch: globalThis.fetch,
  out,
  err,
  terminal: {
    isInteractive: isShown,
    columns: (isShown && process.stdout.columns) || 80,
    colours: isShown && !env.NO_COLOR && env.TERM !== 'dumb',
  },
  confirm: isAnswered && isTold ? confirm : undefined,
  begin: (isReading) => {
    if (isReading) {
      compileLess();
      return;
    }
    mayWait = true;
    for (const signal of SIGNALS) process.on(signal, onSignal);
    // The terminal was closed, and with it only the output: a thread is not left half for that, and `start` goes on.
    process.on('SIGHUP', ignore);
  },
  stop: stop.signal,
  abort: abort.signal,
};

useCompiled();
void import('./main.ts')
  .then(({ main }) => main(process.argv.slice(2), world))
  .then((exitCode) => {
    if (lost !== '') err(`The output is not whole: ${lost}.\n`);
    process.exitCode = lost === '' ? exitCode : exitCode || 1;
  });
