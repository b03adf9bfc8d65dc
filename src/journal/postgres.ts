import { command } from '../core/command.ts';
import * as v from 'valibot';
import type { JournalState, LookMemory } from '../core/record.ts';
import { type Holder, JournalError, LockError, type Looks, NEW_STATE, type Store } from '../journal.ts';
import { databaseJournal, readRow } from './postgres/database-journal.ts';
import { type Session, withSession } from './postgres/session.ts';

// One run at a time holds a bot: a lock of its own session, which PostgreSQL frees the moment that the connection ends, however
// it ends. A run that is cut off so and does not know it yet cannot save any more, and sends nothing that it has not saved:
// each save names the revision that it follows.

/** The store of a bot in PostgreSQL. `name` is for messages. */
export function databaseStore(url: string, bot: string, name: string): Store {
  const within = <T>(act: (session: Session) => Promise<T>): Promise<T> => withSession(url, name, act);
  return {
    isShared: true,
    name,
    read: () => within((session) => readState(session, bot, name)),
    use: (act) =>
      within(async (session) => {
        await makeTables(session, name);
        await lock(session, bot, name);
        const row = await readRow(session, bot, name);
        if (row === undefined) throw new JournalError(`${name} was deleted by another program. Run this again.`);
        return await act(databaseJournal(session, row, name));
      }),
    holder: () => within(async (session) => (await holdersOf(session, bot, name))[0]?.holder),
    unlock: () =>
      within(async (session) => {
        const found = await holdersOf(session, bot, name);
        for (const { backend } of found) await session.run('SELECT pg_terminate_backend($1)', [backend]);
        return { status: found.length === 0 ? 'free' : 'cleared' };
      }),
    expectWritable: () => within((session) => expectWritable(session, bot, name)),
  };
}

/** Only reads: where there are no tables yet, nothing is recorded yet. */
async function readState(session: Session, bot: string, name: string): Promise<JournalState> {
  if ((await tablesVersion(session, name)) === 0) return NEW_STATE;
  return (await readRow(session, bot, name))?.state ?? NEW_STATE;
}

async function idOf(session: Session, bot: string): Promise<number> {
  const id = v.tuple([v.number()]);
  const text = 'SELECT id FROM weekthread.bot WHERE name = $1';
  const [known] = await session.rows(id, text, [bot]);
  if (known !== undefined) return known[0];
  await session.run('INSERT INTO weekthread.bot (name) VALUES ($1) ON CONFLICT DO NOTHING', [bot]);
  const [made] = await session.rows(id, text, [bot]);
  return made?.[0] ?? 0;
}

async function lock(session: Session, bot: string, name: string): Promise<void> {
  const values = [LOCK_CLASS, await idOf(session, bot)];
  const [got] = await session.rows(v.tuple([v.boolean()]), 'SELECT pg_try_advisory_lock($1, $2)', values);
  if (got?.[0] === true) return;
  const [found] = await holdersOf(session, bot, name);
  const advice = `Wait until it ends, or stop it; if its machine is gone: ${command('unlock')}`;
  throw new LockError(`${name} is in use by another run, and nothing was done. ${found?.holder.words ?? ''} ${advice}`);
}

const HOLDERS = `
SELECT l.pid, coalesce(a.application_name, ''), coalesce(a.backend_start, now())
FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid)
WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1 AND l.objsubid = 2
  AND l.objid = (SELECT id FROM weekthread.bot WHERE name = $2)
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** Who holds a bot's lock, each with the process of PostgreSQL that serves it. */
async function holdersOf(
  session: Session,
  bot: string,
  name: string,
): Promise<readonly { readonly backend: number; readonly holder: Holder }[]> {
  if ((await tablesVersion(session, name)) === 0) return [];
  const rows = await session.rows(v.tuple([v.number(), v.string(), v.date()]), HOLDERS, [LOCK_CLASS, bot]);
  return rows.map(([backend, who, since]) => {
    const [, host = 'another machine', pid = '?'] = who.split(' ');
    const words = `The lock is held by process ${pid} on ${host}, since ${since.toISOString()}.`;
    return { backend, holder: { words, isAtWork: true } };
  });
}

/** A save is tried and taken back: so a standby, a full disk or a missing right is known before a thread is begun. */
async function expectWritable(session: Session, bot: string, name: string): Promise<void> {
  await makeTables(session, name);
  await session.run('BEGIN');
  await session.run('UPDATE weekthread.bot SET revision = revision WHERE id = $1', [await idOf(session, bot)]);
  await session.run('ROLLBACK');
}

// What was saved a little before the last reading may have become visible after it.
const LOOKS = `
SELECT name, last_look, retry_at FROM weekthread.bot
WHERE ($1::text[] IS NULL OR name = ANY($1)) AND changed_at > $2::timestamptz - interval '2 minutes'`;
const row = v.tuple([v.string(), v.nullable(v.date()), v.nullable(v.date())]);

/** When these bots last looked; with an earlier reading, all whose record may have changed since: they are few. */
export const looksIn = (url: string, name: string, bots: readonly string[], since?: string): Promise<Looks> =>
  withSession(url, name, async (session) => {
    const [now] = await session.rows(v.tuple([v.string()]), 'SELECT now()::text');
    const at = now?.[0] ?? '-infinity';
    if ((await tablesVersion(session, name)) === 0) return { at, memories: new Map() };
    const rows = await session.rows(row, LOOKS, since === undefined ? [bots, '-infinity'] : [null, since]);
    return { at, memories: new Map(rows.map(([bot, last, retry]) => [bot, memoryOf(last, retry)])) };
  });

const memoryOf = (last: Date | null, retry: Date | null): LookMemory => ({
  ...(last && { lastLook: last.toISOString() }),
  ...(retry && { retry: { at: retry.toISOString() } }),
});

/** The version of the tables below: what was released is never changed, only brought to the next one. */
const VERSION = 1;
const TABLES = `
CREATE TABLE weekthread.version (number int NOT NULL);
INSERT INTO weekthread.version VALUES (${VERSION});
CREATE TABLE weekthread.bot (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  -- Raised by every save, which names the one it follows: a run that lost its lock can save no more.
  revision bigint NOT NULL DEFAULT 0,
  -- Of what is kept as JSON; the tables have one of their own.
  version int NOT NULL DEFAULT 2,
  changed_at timestamptz NOT NULL DEFAULT now(),
  last_look timestamptz,
  retry_at timestamptz,
  memory json NOT NULL DEFAULT '{"sources":[],"told":[],"outbox":[]}',
  old json NOT NULL DEFAULT '[]'
);
-- json, not jsonb: frozen words are kept to the letter.
CREATE TABLE weekthread.thread (
  bot int NOT NULL REFERENCES weekthread.bot ON DELETE CASCADE,
  position int NOT NULL,
  record json NOT NULL,
  PRIMARY KEY (bot, position)
);
CREATE TABLE weekthread.card (
  bot int NOT NULL REFERENCES weekthread.bot ON DELETE CASCADE,
  name text NOT NULL,
  png bytea NOT NULL,
  PRIMARY KEY (bot, name)
);`;

/** The first of the two numbers of every lock that Weekthread takes in a database ("week"); the second is a bot's id. */
const LOCK_CLASS = 0x7765656b;

const number = v.tuple([v.number()]);
// Not to_regclass(), which may answer from what its session remembers of before another one made them.
const THERE = "SELECT FROM pg_tables WHERE schemaname = 'weekthread' AND tablename = 'version'";

/** The version of the tables; 0 where there are none. Throws JournalError if a newer Weekthread made them. */
async function tablesVersion(session: Session, name: string): Promise<number> {
  const [table] = await session.rows(v.unknown(), THERE);
  if (table === undefined) return 0;
  const [version] = await session.rows(number, 'SELECT number FROM weekthread.version');
  const known = version?.[0] ?? 0;
  if (known <= VERSION) return known;
  throw new JournalError(
    `${name} was written by a newer Weekthread (version ${known} of the tables; this one knows ${VERSION}). It is left as it is. Update Weekthread.`,
  );
}

/** Makes the tables if there are none; one run at a time. Throws JournalError where it may not. */
async function makeTables(session: Session, name: string): Promise<void> {
  if ((await tablesVersion(session, name)) > 0) return;
  await session.run('BEGIN');
  await session.run('SELECT pg_advisory_xact_lock($1, 0)', [LOCK_CLASS]);
  if ((await tablesVersion(session, name)) === 0) {
    // A user that may create no schema uses the one that was made for it.
    const [schema] = await session.rows(v.unknown(), "SELECT FROM pg_namespace WHERE nspname = 'weekthread'");
    if (schema === undefined) await session.run('CREATE SCHEMA weekthread');
    await session.run(TABLES);
  }
  await session.run('COMMIT');
}
