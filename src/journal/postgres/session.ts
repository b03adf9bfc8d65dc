import { hostname } from 'node:os';
import { pid } from 'node:process';
import { Client, type QueryArrayConfig } from 'pg';
import * as v from 'valibot';
import { databaseError } from './errors.ts';

/** One connection to the database, used by one run. A lost one is never mended: every later query fails. */
export interface Session {
  /** Gives the rows of a statement, checked. Throws JournalError, which says what to do. */
  readonly rows: <Row>(row: v.GenericSchema<unknown, Row>, text: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** Does one statement, or several without values. Throws JournalError, which says what to do. */
  readonly run: (text: string, values?: readonly unknown[]) => Promise<void>;
  /** Ends the connection, and with it the locks that it holds. */
  readonly end: () => Promise<void>;
}

const CONNECT_MS = 10_000;
const QUERY_MS = 30_000;
const END_MS = 2_000;

// A save is durable before it is confirmed, whatever the server's default is. A machine that is gone, which cannot close its
// connection, is noticed within 40 s: then its locks are free.
const SETTINGS = `
SELECT set_config(name, value, false) FROM (VALUES
  ('tcp_keepalives_idle', '10'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3'),
  ('synchronous_commit', CASE WHEN current_setting('synchronous_commit') = 'remote_apply' THEN 'remote_apply' ELSE 'on' END)
) AS setting (name, value)`;

/** Connects to the database. `name`: the store's, for messages. Throws JournalError, which says what to do. */
export async function connect(url: string, name: string): Promise<Session> {
  const client = new Client({
    connectionString: url,
    application_name: `weekthread ${hostname()} ${pid}`,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: CONNECT_MS,
  });
  client.on('error', () => undefined); // The next query says it.
  const rows: Session['rows'] = async (row, text, values = []) => {
    try {
      const query: QueryArrayConfig<unknown[]> = { text, values: [...values], rowMode: 'array' };
      return v.parse(v.array(row), (await client.query<unknown[], unknown[]>(query)).rows);
    } catch (error) {
      throw databaseError(error, name);
    }
  };
  const run: Session['run'] = async (text, values = []) => {
    try {
      await client.query(text, [...values]);
    } catch (error) {
      throw databaseError(error, name);
    }
  };
  const session = { rows, run, end: () => end(client) };
  try {
    await client.connect();
  } catch (error) {
    await session.end();
    throw databaseError(error, name);
  }
  await run(SETTINGS);
  return session;
}

/** Says goodbye; a server that does not answer is not waited for. */
async function end(client: Client): Promise<void> {
  const timer = setTimeout(() => client.connection.stream.destroy(), END_MS);
  await client.end().catch(() => undefined);
  clearTimeout(timer);
}
