import { messageOf, codeOf } from '../../errors.ts';
import { JournalError } from '../errors.ts';

/** What a person can do about each kind of failure: the codes of PostgreSQL (its manual, appendix A) and of the network. */
const ADVICE: readonly (readonly [code: RegExp, advice: string])[] = [
  [/^28/, 'The database refuses this user or password: look at STATE_URL.'],
  [/^3D000$/, 'Create this database, or name another in STATE_URL.'],
  [
    /^(?:42501|3F000)$/,
    'This user needs a schema of its own: CREATE SCHEMA weekthread AUTHORIZATION <user>. docs/scaling.md has every step.',
  ],
  [/^25006$/, 'This server is a standby and takes no changes: name the primary in STATE_URL.'],
  [/^53100$/, 'The disk of the database is full: make room there.'],
  [/^53300$/, 'The database takes no more connections: raise max_connections, or lower CONCURRENCY.'],
  [/^57014$/, 'The database took longer than its statement_timeout allows.'],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'The name of its host is not known: look at STATE_URL.'],
  [/^(?:ECONNREFUSED|57P0\d)$/, 'Is the database running? Look at it, and at STATE_URL.'],
];

/** An error of the database in words. Nothing was sent that it has not recorded. */
export function databaseError(error: unknown, name: string): JournalError {
  if (error instanceof JournalError) return error;
  const code = codeOf(error);
  const advice = ADVICE.find(([form]) => form.test(code))?.[1] ?? 'Look at the database and the way to it.';
  const what = messageOf(error) || code;
  return new JournalError(
    `${name}: the database could not be used (${what}). ${advice} Nothing is sent before its state is written, and what was sent is looked up by the next run.`,
    { cause: error },
  );
}
