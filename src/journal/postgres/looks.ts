import * as v from 'valibot';
import type { LookMemory } from '../../core/record.ts';
import type { Looks } from '../port.ts';
import { tablesVersion } from './schema.ts';
import { connect } from './session.ts';

// What was saved a little before the last reading may have become visible after it.
const LOOKS = `
SELECT name, last_look, retry_at FROM weekthread.bot
WHERE ($1::text[] IS NULL OR name = ANY($1)) AND changed_at > $2::timestamptz - interval '2 minutes'`;
const row = v.tuple([v.string(), v.nullable(v.date()), v.nullable(v.date())]);

/** When these bots last looked; with an earlier reading, all whose record may have changed since: they are few. */
export async function looksIn(url: string, name: string, bots: readonly string[], since?: string): Promise<Looks> {
  const session = await connect(url, name);
  try {
    const [now] = await session.rows(v.tuple([v.string()]), 'SELECT now()::text');
    const at = now?.[0] ?? '-infinity';
    if ((await tablesVersion(session, name)) === 0) return { at, memories: new Map() };
    const rows = await session.rows(row, LOOKS, since === undefined ? [bots, '-infinity'] : [null, since]);
    return { at, memories: new Map(rows.map(([bot, last, retry]) => [bot, memoryOf(last, retry)])) };
  } finally {
    await session.end();
  }
}

const memoryOf = (last: Date | null, retry: Date | null): LookMemory => ({
  ...(last && { lastLook: last.toISOString() }),
  ...(retry && { retry: { at: retry.toISOString() } }),
});
