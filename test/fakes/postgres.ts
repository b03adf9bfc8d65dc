import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './children.ts';

const run = promisify(execFile);

/** Where Debian puts the server's programs, the newest version last. */
const versions = '/usr/lib/postgresql';
const newest = existsSync(versions)
  ? readdirSync(versions)
      .sort((a, b) => Number(a) - Number(b))
      .at(-1)
  : undefined;
const programs = newest === undefined ? '' : join(versions, newest, 'bin');

/** Whether a database can be started here; as root it runs as the user postgres. */
export const hasPostgres = existsSync(join(programs, 'initdb'));
if (!hasPostgres) console.warn('PostgreSQL is not installed: its tests are skipped (apt-get install postgresql).');

const asServer = (program: string, ...args: readonly string[]): Promise<unknown> =>
  process.getuid?.() === 0
    ? run('runuser', ['-u', 'postgres', '--', join(programs, program), ...args])
    : run(join(programs, program), [...args]);

/** A database server of its own, on loopback, small, and as durable as in earnest. */
export interface Cluster {
  /** The address of a new, empty database. */
  readonly database: () => Promise<string>;
  /** Does one statement as the server's owner. */
  readonly sql: (url: string, text: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** As a power cut would. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Another server that follows this one by streaming, until it is promoted. */
  readonly standby: () => Promise<{ readonly at: (url: string) => string; readonly promote: () => Promise<unknown> }>;
  readonly close: () => Promise<void>;
}

export async function startCluster(): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'weekthread-pg-'));
  await chmod(folder, 0o777);
  const data = join(folder, 'data');
  const port = await freePort();
  await asServer('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8');
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c shared_buffers=16MB -c max_connections=60 -c recovery_init_sync_method=syncfs`;
  const follower = join(folder, 'standby');
  const start = async (): Promise<void> => {
    await asServer('pg_ctl', '-D', data, '-w', '-l', join(data, 'log'), '-o', options, 'start');
  };
  const stop = (mode: string): Promise<unknown> => asServer('pg_ctl', '-D', data, '-w', '-m', mode, 'stop');
  const address = (name: string): string => `postgresql://postgres@127.0.0.1:${port}/${name}`;
  let made = 0;
  await start();
  return {
    database: async () => {
      made += 1;
      await statement(address('postgres'), `CREATE DATABASE test${made}`);
      return address(`test${made}`);
    },
    sql: statement,
    kill: async () => {
      await stop('immediate');
    },
    start,
    standby: async () => {
      const own = await freePort();
      await asServer('pg_basebackup', '-d', address('postgres'), '-D', follower, '-R', '-X', 'stream', '-c', 'fast');
      const settings = options.replace(`-p ${port}`, `-p ${own}`);
      await asServer('pg_ctl', '-D', follower, '-w', '-l', join(follower, 'log'), '-o', settings, 'start');
      return {
        at: (url) => url.replace(`:${port}/`, `:${own}/`),
        promote: () => asServer('pg_ctl', '-D', follower, '-w', 'promote'),
      };
    },
    close: async () => {
      await asServer('pg_ctl', '-D', follower, '-w', '-m', 'immediate', 'stop').catch(() => undefined);
      await stop('immediate').catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function statement(url: string, text: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
