import { hostname } from 'node:os';
import { pid } from 'node:process';
import { Client, type QueryArrayConfig } from 'pg';
import * as v from 'valibot';
import { WAITS } from '../../core/record.ts';
import { codeOf, messageOf } from '../../errors.ts';
import { JournalError } from '../../journal.ts';

/** One connection to the database, used by one run. A lost one is never mended: every later query fails. */
export interface Session {
  /** Gives the rows of a statement, checked. Throws JournalError, which says what to do. */
  readonly rows: <Row>(row: v.GenericSchema<unknown, Row>, text: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** Does one statement, or several without values. Throws JournalError, which says what to do. */
  readonly run: (text: string, values?: readonly unknown[]) => Promise<void>;
  /** Ends the connection, and with it the locks that it holds. */
  readonly end: () => Promise<void>;
}

const TIMES = WAITS.database;

// A save is durable before it is confirmed, whatever the server's default is. A run that is frozen, or whose machine is gone,
// cannot close its connection: it is closed for it, and its lock is free.
const SETTINGS = `
SELECT set_config(name, setting, false) FROM (VALUES
  ('idle_session_timeout', '60s'),
  ('synchronous_commit', CASE WHEN current_setting('synchronous_commit') = 'remote_apply' THEN 'remote_apply' ELSE 'on' END)
) AS wanted (name, setting) WHERE name IN (SELECT name FROM pg_settings)`;

/** Connects to the database. `name`: the store's, for messages. Throws JournalError, which says what to do. */
export async function connect(url: string, name: string): Promise<Session> {
  const client = new Client({
    connectionString: url,
    application_name: ['weekthread', hostname(), pid].join(' '),
    connectionTimeoutMillis: TIMES.connect,
    query_timeout: TIMES.query,
    keepAlive: true,
    keepAliveInitialDelayMillis: TIMES.connect,
  });
  client.on('error', () => undefined); // The next query says it.
  const session = sessionOf(client, name);
  try {
    await client.connect();
    await session.run(SETTINGS);
    return session;
  } catch (error) {
    await session.end();
    throw databaseError(error, name);
  }
}

/** Acts on the database, and ends the connection afterwards. */
export async function withSession<T>(url: string, name: string, act: (session: Session) => Promise<T>): Promise<T> {
  const session = await connect(url, name);
  try {
    return await act(session);
  } finally {
    await session.end();
  }
}

function sessionOf(client: Client, name: string): Session {
  const inWords = (error: unknown): never => {
    throw databaseError(error, name);
  };
  const run: Session['run'] = async (text, values = []) => {
    await client.query(text, [...values]).catch(inWords);
  };
  const beat = setInterval(() => void run('SELECT').catch(() => undefined), TIMES.beat).unref();
  return {
    run,
    rows: async (row, text, values = []) => {
      const query: QueryArrayConfig<unknown[]> = { text, values: [...values], rowMode: 'array' };
      const { rows } = await client.query<unknown[], unknown[]>(query).catch(inWords);
      return v.parse(v.array(row), rows);
    },
    end: async () => {
      clearInterval(beat);
      await end(client);
    },
  };
}

/** Says goodbye; a server that does not answer is not waited for. */
async function end(client: Client): Promise<void> {
  const timer = setTimeout(() => client.connection.stream.destroy(), TIMES.end);
  await client.end().catch(() => undefined);
  clearTimeout(timer);
}

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
function databaseError(error: unknown, name: string): JournalError {
  if (error instanceof JournalError) return error;
  const code = codeOf(error);
  const advice = ADVICE.find(([form]) => form.test(code))?.[1] ?? 'Look at the database and the way to it.';
  const what = messageOf(error) || code;
  return new JournalError(
    `${name}: the database could not be used (${what}). ${advice} Nothing is sent before its state is written, and what was sent is looked up by the next run.`,
    { cause: error },
  );
}
