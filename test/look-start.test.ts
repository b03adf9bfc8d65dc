import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { addDays } from '../src/core/week.ts';
import { startXServer, xKeys, type XServer } from './peers/x-server.ts';
import { document, nextWeek, weekFrom } from './simulation/list.ts';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const today = new Date().toISOString().slice(0, 10);
const newest = weekFrom(addDays(today, -8));
const older = nextWeek(newest, -1);

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'weekthread-start-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'list.md'), document([{ week: newest }, { week: older }]).text);
  return folder;
}

async function makeX(): Promise<XServer> {
  const server = await startXServer();
  undo.push(() => server.close());
  return server;
}

interface Run {
  readonly child: ChildProcess;
  readonly log: () => string;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Asks it to stop; gives how long that took, in ms. */
  readonly stop: () => Promise<number>;
}

function start(folder: string, env: Readonly<Record<string, string>>): Run {
  const base = { PATH: process.env.PATH ?? '', HOME: folder, LIST_SOURCE: 'list.md', SCHEDULE: someHoursAgo() };
  const child = spawn(process.execPath, [cli, 'start'], { cwd: folder, env: { ...base, ...env }, stdio: 'pipe' });
  let log = '';
  child.stdout.on('data', (part: Buffer) => (log += part.toString()));
  child.stderr.on('data', (part: Buffer) => (log += part.toString()));
  undo.push(() => child.kill('SIGKILL'));
  const ended = new Promise<number | string>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal ?? '')),
  );
  const stop = async (): Promise<number> => {
    const asked = Date.now();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    return Date.now() - asked;
  };
  return { child, log: () => log, ended, stop };
}

/** Starts, and waits until the first look has ended. */
async function lookOf(folder: string, env: Readonly<Record<string, string>>): Promise<Run> {
  const run = start(folder, env);
  await until('the look to end', () => run.log().includes('The next look'), run);
  return run;
}

/** A slot some hours ago, so that no second one passes while a test runs. */
const someHoursAgo = (): string => `0 ${String((new Date().getUTCHours() + 20) % 24)} * * *`;

async function until(what: string, holds: () => boolean, run?: Run): Promise<void> {
  const end = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`It did not come to this: ${what}.\n${run?.log() ?? ''}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const xEnv = (server: XServer): Record<string, string> => ({
  NETWORKS: 'x',
  X_API_URL: server.url,
  X_POST_PAUSE_MS: '60',
  RECONCILE_WAIT_SECONDS: '0',
  CARD: 'off',
  X_APP_KEY: xKeys.appKey,
  X_APP_SECRET: xKeys.appSecret,
  X_ACCESS_TOKEN: xKeys.accessToken,
  X_ACCESS_SECRET: xKeys.accessSecret,
});

const texts = (server: XServer): string[] => server.posts().map(({ text }) => text);

/** Each post of the thread once, in order. */
function expectWhole(server: XServer): void {
  const ranks = texts(server).flatMap((text) => /(\d+)\/10/.exec(text)?.[1] ?? []);
  expect(ranks).toEqual(Array.from({ length: 10 }, (_, index) => String(index + 1)));
  expect(new Set(texts(server)).size).toBe(texts(server).length);
}

describe('start, as a process', () => {
  it('finishes the request in flight at SIGTERM, leaves within ten seconds, and goes on at the next start', async () => {
    const [folder, server] = [makeFolder(), await makeX()];
    const first = start(folder, xEnv(server));
    await until('four posts', () => server.posts().length >= 4, first);
    const tookMs = await first.stop();
    console.log(`SIGTERM while posting: gone after ${String(tookMs)} ms (asked: 10,000)`);
    expect(tookMs).toBeLessThan(10_000);
    expect(server.posts().length).toBeLessThan(11);
    expect(readFileSync(join(folder, 'state.json'), 'utf8')).not.toContain('"status":"sending"');
    await lookOf(folder, xEnv(server));
    expectWhole(server);
  });

  it('looks at once for a network that was added, says so, and says why a look posts nothing', async () => {
    const folder = makeFolder();
    const look = async (env: Readonly<Record<string, string>>): Promise<string> => {
      const run = await lookOf(folder, { CARD: 'off', ...env });
      await run.stop();
      return run.log();
    };
    expect(await look({})).toContain(`Posted ${newest} to site`);
    const server = await makeX();
    const both = { ...xEnv(server), NETWORKS: 'site,x', X_POST_PAUSE_MS: '0' };
    const log = await look({ ...both, MAX_COST_USD: '0.1', TIMEZONE: 'Asia/Kolkata' });
    expect(log).toContain('Something is due: looking at once.');
    expect(log).toMatch(new RegExp(`${newest} on x: not posted; it needs a person`));
    // Each line of the log begins with the moment, as the clocks of TIMEZONE show it.
    const shown = new Date(Date.now() + 5.5 * 3_600_000).toISOString().slice(0, 11).replace('T', ' ');
    const lines = log.split('\n').filter((line) => line !== '' && !line.startsWith('SIGTERM'));
    for (const line of lines) expect(line).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC\+5:30 {2}\S/);
    expect(log).toContain(shown);
    expect(server.posts()).toEqual([]);
    expect(await look(both)).toContain(`Posted ${newest} to x`);
    expectWhole(server);
  });

  it('stays where nothing can be reached, says so once, and still leaves at once', async () => {
    const run = await lookOf(makeFolder(), { LIST_SOURCE: 'http://127.0.0.1:1/list.md' });
    expect(run.log().match(/was not read: no answer/g)).toHaveLength(1);
    expect(run.child.exitCode).toBeNull();
    expect(await run.stop()).toBeLessThan(5000);
  });

  it('needs less than 90 MB when idle', { skip: !existsSync('/proc/self/status') }, async () => {
    const run = await lookOf(makeFolder(), { CARD: 'off' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const status = readFileSync(`/proc/${String(run.child.pid)}/status`, 'utf8');
    const megabytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    console.log(`start, idle after a look that posted: ${megabytes.toFixed(0)} MB (asked: under 90)`);
    expect(megabytes).toBeLessThan(90);
  });
});
