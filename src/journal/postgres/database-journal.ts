import * as v from 'valibot';
import type { JournalState } from '../../core/record.ts';
import { type Cards, changedBehindUs, createJournal, type Journal } from '../../journal.ts';
import { checkState, memoryToFile, toFile } from '../state-text.ts';
import type { Session } from './session.ts';

/** A bot in the database: its row, and the state that was read with it. */
export interface BotRow {
  readonly id: number;
  /** Raised by every save. */
  readonly revision: string;
  readonly state: JournalState;
}

const READ = `
SELECT id, revision::text, version, memory, old,
  coalesce((SELECT json_agg(record ORDER BY position) FROM weekthread.thread WHERE bot = id), '[]')
FROM weekthread.bot WHERE name = $1`;
const read = v.tuple([v.number(), v.string(), v.number(), v.unknown(), v.unknown(), v.unknown()]);

/** Reads a bot's state, at one moment; undefined if the database has no such bot. Throws JournalError if it is damaged. */
export async function readRow(session: Session, bot: string, name: string): Promise<BotRow | undefined> {
  const [row] = await session.rows(read, READ, [bot]);
  if (row === undefined) return undefined;
  const [id, revision, version, memory, old, threads] = row;
  return { id, revision, state: checkState({ version, threads, old, memory }, name) };
}

// Everything in one statement, which is one transaction: the row is changed only if no other run has changed it since, and
// threads only with it.
const SAVE = `
WITH fence AS (
  UPDATE weekthread.bot SET revision = revision + 1, changed_at = now(), version = $3, last_look = $4, retry_at = $5,
    memory = coalesce($6, memory), old = coalesce($7, old)
  WHERE id = $1 AND revision = $2 RETURNING id, revision
), gone AS (
  DELETE FROM weekthread.thread USING fence WHERE bot = fence.id AND position >= $8
), put AS (
  INSERT INTO weekthread.thread (bot, position, record)
  SELECT fence.id, changed.position, changed.record::json
  FROM fence, unnest($9::int[], $10::text[]) AS changed (position, record)
  ON CONFLICT (bot, position) DO UPDATE SET record = excluded.record
)
SELECT revision::text FROM fence`;

/** The journal of a bot whose lock this session holds. */
export function databaseJournal(session: Session, { id, state, ...row }: BotRow, name: string): Journal {
  let { revision } = row;
  const write: Parameters<typeof createJournal>[1] = async (next, before, isKept) => {
    const [saved] = await session.rows(v.tuple([v.string()]), SAVE, [id, revision, ...changes(before, next)]);
    if (saved === undefined) throw changedBehindUs(name);
    [revision] = saved;
    isKept();
  };
  const confirm = async (): Promise<void> => {
    const text = 'SELECT FROM weekthread.bot WHERE id = $1 AND revision = $2';
    const [ours] = await session.rows(v.unknown(), text, [id, revision]);
    if (ours === undefined) throw changedBehindUs(name);
  };
  return createJournal(state, write, { confirm, cards: databaseCards(session, id) });
}

/** What a save must write: only the threads that differ. */
function changes(from: JournalState, { version, memory, old, threads }: JournalState): readonly unknown[] {
  const positions = threads.flatMap((record, position) => (record === from.threads[position] ? [] : [position]));
  const records = positions.flatMap((position) => threads[position] ?? []);
  return [
    version,
    memory.lastLook ?? null,
    memory.retry?.at ?? null,
    memory === from.memory ? null : JSON.stringify(memoryToFile(memory)),
    old === from.old ? null : JSON.stringify(old),
    threads.length,
    positions,
    records.map((record) => JSON.stringify(toFile(record))),
  ];
}

function databaseCards(session: Session, id: number): Cards {
  return {
    keep: async (png, { network, week }) => {
      const name = `${network}.${week.replace('/', '_')}.png`;
      const text = `INSERT INTO weekthread.card VALUES ($1, $2, $3) ON CONFLICT (bot, name) DO UPDATE SET png = excluded.png`;
      await session.run(text, [id, name, Buffer.from(png)]);
      return name;
    },
    kept: async (name) => {
      const text = 'SELECT png FROM weekthread.card WHERE bot = $1 AND name = $2';
      const [row] = await session.rows(v.tuple([v.instance(Uint8Array)]), text, [id, name]);
      return row?.[0];
    },
    drop: async (name) => {
      await session.run('DELETE FROM weekthread.card WHERE bot = $1 AND name = $2', [id, name]);
    },
  };
}
