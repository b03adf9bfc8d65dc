#!/usr/bin/env node
import { main } from './main.ts';
import type { World } from './world.ts';

/** How long the request in flight may still take after a stop was requested. */
const GRACE_MS = 8000;

const stop = new AbortController();
const abort = new AbortController();

function onSignal(signal: NodeJS.Signals): void {
  if (stop.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
  process.stderr.write(`\n${signal}: stopping; the request in flight is waited for. Once more stops at once.\n`);
  stop.abort();
  setTimeout(() => abort.abort(), GRACE_MS).unref();
}
process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);

// A reader that stops reading (`| head`) is not an error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

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
  try {
    const answer = await asking.question(`${question} [y/N] `, { signal: stop.signal });
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
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  terminal: {
    isInteractive: process.stdout.isTTY,
    columns: process.stdout.columns || 80,
    colours: process.stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb',
  },
  confirm: process.stdin.isTTY && process.stderr.isTTY ? confirm : undefined,
  stop: stop.signal,
  abort: abort.signal,
};

void main(process.argv.slice(2), world).then((exitCode) => {
  process.exitCode = exitCode;
});
