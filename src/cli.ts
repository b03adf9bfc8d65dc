#!/usr/bin/env node
import { isatty } from 'node:tty';
import { useCompiled } from './compiled.ts';
import type { World } from './world.ts';

/** How long the request in flight may still take after a stop was requested. */
const GRACE_MS = 8000;

/** Makes a writer for those who read it. If they go away (`| head`, a log that is restarted, a closed terminal, a full disk) the
 *  output ends, but not the work: the exit code tells what became of that. */
function writerTo(open: () => NodeJS.WriteStream): (text: string) => void {
  let stream: NodeJS.WriteStream | undefined;
  return (text) => {
    try {
      stream ??= open().on('error', ignore);
      stream.write(text);
    } catch {
      // A file throws at once, other than a pipe or a terminal.
    }
  };
}

function ignore(): void {
  // Nobody is there to be told.
}

// A stream is opened when it is used: that takes longer than to ask whether it is a terminal.
const out = writerTo(() => process.stdout);
const err = writerTo(() => process.stderr);
const [isAnswered, isShown, isTold] = [isatty(0), isatty(1), isatty(2)];

const stop = new AbortController();
const abort = new AbortController();

function onSignal(signal: NodeJS.Signals): void {
  if (stop.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
  err(`\n${signal}: stopping; the request in flight is waited for. Once more stops at once.\n`);
  stop.abort();
  setTimeout(() => abort.abort(), GRACE_MS).unref();
}
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
for (const signal of SIGNALS) process.on(signal, onSignal);
// The terminal was closed, and with it only the output: a thread is not left half for that, and `start` goes on.
process.on('SIGHUP', ignore);

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
  endAtSignal: () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  },
  stop: stop.signal,
  abort: abort.signal,
};

useCompiled();
void import('./main.ts')
  .then(({ main }) => main(process.argv.slice(2), world))
  .then((exitCode) => {
    process.exitCode = exitCode;
  });
