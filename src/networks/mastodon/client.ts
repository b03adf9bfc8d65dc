import { HOUR_MS } from '../../core/moment.ts';
import { createHttp, type HttpRequest, type HttpResult } from '../../http.ts';
import { createMask } from '../../mask.ts';
import { type Answers, createAnswers } from '../answers.ts';
import type { NetworkTools } from '../network.ts';
import { REFUSALS } from './refusals.ts';

/** A server that speaks Mastodon's client API, and how to ask it. The token never leaves this file. */
export interface Client extends Answers {
  /** The server's name, as it stands behind the account's: `mastodon.social`. */
  readonly host: string;
  readonly url: string;
  /** `path` from the root of the API: `/api/v1/statuses`. */
  readonly ask: (path: string, request?: Omit<HttpRequest, 'url'>) => Promise<HttpResult>;
  /** Asks what anybody may ask: without the token. */
  readonly askOpenly: (path: string) => Promise<HttpResult>;
}

/** Who is logged in, and what its server may be called in `acct`. */
export interface Author {
  /** As the login gave it; some servers use another one elsewhere, so that another id says nothing. */
  readonly id: string;
  /** `name@server`, in small letters. */
  readonly acct: string;
  /** The server's names: of its web address, of the account's page; and, once they were needed, what it calls itself. */
  readonly hosts: ReadonlySet<string>;
}

/** A client whose account is known. */
export interface Session extends Client {
  readonly author: Author;
}

interface Address {
  /** Without a slash at its end. */
  readonly url: string;
  readonly accessToken: string;
  readonly timeoutMs: number;
}

/** The longest window that Mastodon counts in: 300 statuses in three hours. */
const longestWaitMs = 3 * HOUR_MS;

export function createClient({ url, accessToken, timeoutMs }: Address, tools: NetworkTools): Client {
  const mask = createMask(() => [accessToken]);
  const setting = 'MASTODON_URL';
  const http = createHttp({ fetch: tools.fetch, abort: tools.abort, timeoutMs, mask, setting });
  const accept = { accept: 'application/json' };
  const authorization = `Bearer ${accessToken}`;
  return {
    ...createAnswers({ mask, now: tools.clock.now, setting, rows: REFUSALS, longestWaitMs }),
    host: new URL(url).host.toLowerCase(),
    url,
    ask: (path, request = {}) =>
      http({ ...request, url: url + path, headers: { ...accept, authorization, ...request.headers } }),
    askOpenly: (path) => http({ url: url + path, headers: accept }),
  };
}
