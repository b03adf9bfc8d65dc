import { command } from '../core/command.ts';
import * as v from 'valibot';
import type { JournalState, LookMemory } from '../core/record.ts';
import { type Holder, JournalError, LockError, type Looks, NEW_STATE, type Store } from '../journal.ts';
import { databaseJournal, readRow } from './postgres/database-journal.ts';
import { LOCK_CLASS, makeTables, tablesVersion } from './postgres/tables.ts';
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
