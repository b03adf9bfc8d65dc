import type { Refusal } from '../../core/record.ts';
import { createHttp, type HttpAnswer, type HttpRequest, type HttpResult } from '../http-client.ts';
import { waitOf, wordsOf } from '../http-words.ts';
import { createMask } from '../../mask.ts';
import type { NetworkTools } from '../network.ts';

/** A server that speaks Mastodon's client API, and how to ask it. The token never leaves this file. */
export interface Client {
  /** The server's name, as it stands behind the account's: `mastodon.social`. */
  readonly host: string;
  /** Without a slash at its end. */
  readonly url: string;
  /** `path` from the root of the API: `/api/v1/statuses`. */
  readonly ask: (path: string, request?: Partial<Omit<HttpRequest, 'url'>>) => Promise<HttpResult>;
  /** Asks what anybody may ask: without the token. */
  readonly askOpenly: (path: string) => Promise<HttpResult>;
  /** Why an answer is no success: the server's words, and what a person or the next run can do. */
  readonly explain: (answer: HttpAnswer) => Refusal;
  /** The same for a look that settled nothing. */
  readonly unclear: (result: HttpResult) => string;
}

export interface Address {
  readonly url: string;
  readonly accessToken?: string;
  readonly timeoutMs: number;
}

/** Undefined where the address is none. */
export function createClient(address: Address, tools: NetworkTools): Client | undefined {
  const url = address.url.trim().replace(/\/+$/, '');
  if (!URL.canParse(url)) return undefined;
  const token = address.accessToken?.trim();
  const mask = createMask(() => (token === undefined ? [] : [token]));
  const http = createHttp(tools, { timeoutMs: address.timeoutMs, mask, setting: 'MASTODON_URL' });
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    host: new URL(url).host.toLowerCase(),
    url,
    ask: (path, { method = 'GET', headers = {}, body } = {}) =>
      http({
        method,
        url: url + path,
        headers: { accept: 'application/json', ...authorization, ...headers },
        ...(body === undefined ? {} : { body }),
      }),
    askOpenly: (path) => http({ method: 'GET', url: url + path, headers: { accept: 'application/json' } }),
    explain: (answer) => refusalOf(answer, wordsOf(answer, mask), tools.clock.now()),
    unclear: (result) => {
      if (result.status !== 'answered') return result.words;
      return result.code === 200 ? '200, with an answer that cannot be read' : wordsOf(result, mask);
    },
  };
}

const fiveMinutesMs = 5 * 60_000;
/** The longest window that Mastodon counts in: 300 statuses in three hours. */
const threeHoursMs = 3 * 60 * 60_000;

const scopes = 'write:statuses write:media read:statuses read:accounts';

function refusalOf(answer: HttpAnswer, words: string, now: Date): Refusal {
  const { code } = answer;
  if (code === 429) return { words, retryAfterMs: waitOf(answer, now, fiveMinutesMs, threeHoursMs) };
  if (code >= 500) return { words, retryAfterMs: fiveMinutesMs };
  const advice = code >= 300 && code < 400 ? movedTo(answer) : adviceOf.get(code);
  return advice === undefined ? { words } : { words, advice };
}

const adviceOf: ReadonlyMap<number, string> = new Map([
  [
    401,
    `The token is wrong or was revoked: make one under Preferences, Development (${scopes}) and set MASTODON_ACCESS_TOKEN.`,
  ],
  [403, `The token may not do this, or the account is limited: the token needs the scopes ${scopes}.`],
]);

function movedTo(answer: HttpAnswer): string {
  const to = answer.headers.get('location') ?? '';
  return `The address moved${URL.canParse(to) ? ` to ${new URL(to).origin}` : ''}: set MASTODON_URL to the new one.`;
}
