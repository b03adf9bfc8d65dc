import * as v from 'valibot';
import { JournalError } from '../../journal.ts';
import type { Session } from './session.ts';

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
export const LOCK_CLASS = 0x7765656b;

const number = v.tuple([v.number()]);
// Not to_regclass(), which may answer from what its session remembers of before another one made them.
const THERE = "SELECT FROM pg_tables WHERE schemaname = 'weekthread' AND tablename = 'version'";

/** The version of the tables; 0 where there are none. Throws JournalError if a newer Weekthread made them. */
export async function tablesVersion(session: Session, name: string): Promise<number> {
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
export async function makeTables(session: Session, name: string): Promise<void> {
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
