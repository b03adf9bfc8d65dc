import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ITwitterApiClientPlugin, TwitterApiReadWrite, TwitterApiTokens } from 'twitter-api-v2';
import { isTimeout, withinTime, type Wait } from '../../http.ts';
import { ProxyError } from '../../proxy.ts';
import { codeWords } from '../http-error.ts';
import type { Mask } from '../../mask.ts';

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** What became of a request, before anyone asks what it means. */
export type Answer<Value> =
  | { readonly kind: 'success'; readonly value: Value }
  /** X answered with a status from 400 on. `body` is parsed JSON, or text. */
  | { readonly kind: 'failure'; readonly code: number; readonly headers: Headers; readonly body: unknown }
  /** No connection came about: X cannot have seen the request. */
  | { readonly kind: 'not-sent'; readonly words: string }
  /** X may have seen it, and the answer was not, or not wholly, heard. */
  | { readonly kind: 'lost'; readonly words: string };

/** Asks X something. Never rejects; every request ends within the time-out, or when the signal aborts. */
export type Ask = <Value>(request: (api: TwitterApiReadWrite['v2']) => Promise<Value>) => Promise<Answer<Value>>;

export interface AskSettings {
  readonly keys: Required<TwitterApiTokens>;
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly abort: AbortSignal;
  readonly mask: Mask;
  /** Leads through a proxy. */
  readonly agent?: HttpAgent | undefined;
}

/** The address that the library writes into every request. */
const libraryUrl = 'https://api.x.com/';

/** The library is loaded here and not above: it costs 48 ms, and a dry run does not need it. */
export async function createAsk({ keys, apiUrl, timeoutMs, abort, mask, ...given }: AskSettings): Promise<Ask> {
  const { TwitterApi, ApiResponseError, ApiPartialResponseError } = await import('twitter-api-v2');
  // A connection for each request: on a kept one, a reset could mean either that X saw the request or that it did not.
  const agent = given.agent ?? (apiUrl.startsWith('http:') ? new HttpAgent() : new HttpsAgent());

  return async (request) => {
    const line = { connected: false };
    try {
      const value = await withinTime({ timeoutMs, abort }, (wait) => {
        const plugins = [requestPlugin(apiUrl, wait, line)];
        return request(new TwitterApi(keys, { httpAgent: agent, plugins, compression: 'identity' }).readWrite.v2);
      });
      return { kind: 'success', value };
    } catch (error) {
      if (error instanceof ApiResponseError)
        return { kind: 'failure', code: error.code, headers: readHeaders(error.headers), body: error.data };
      // A status that says "refused" does so even where the body broke off.
      if (error instanceof ApiPartialResponseError && isRefusal(error.response.statusCode))
        return { kind: 'failure', code: error.response.statusCode, headers: {}, body: error.rawContent };
      const words = mask(causeOf(error, abort, given.agent ? 'the proxy, X_API_URL' : 'X_API_URL'));
      return { kind: line.connected ? 'lost' : 'not-sent', words };
    }
  };
}

/** Turns requests to the wanted address, gives each one its time, and notes when a connection stands. */
function requestPlugin(apiUrl: string, wait: Wait, line: { connected: boolean }): ITwitterApiClientPlugin {
  const base = apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`;
  return {
    onBeforeRequestConfig: ({ params }) => {
      if (params.url.startsWith(libraryUrl)) params.url = base + params.url.slice(libraryUrl.length);
      // The library tells the kind of a body by the path, which another address may change.
      params.forceBodyMode ??= 'json';
      params.requestEventDebugHandler = (event, data?: { readonly socket?: unknown }) => {
        const socket = data?.socket;
        if (event !== 'socket' || !(socket instanceof Socket)) return;
        line.connected = false;
        // Nothing of the request leaves before this: whatever fails earlier was not sent. Nor does it leave later from a process
        // that was frozen meanwhile, and wakes up when another may have posted the same.
        const leave = (): void => {
          line.connected = !wait.isOver();
          if (wait.isOver()) socket.destroy();
        };
        // A connection to a proxy for plain requests stands already.
        if (!(socket instanceof TLSSocket) && !socket.connecting) leave();
        else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', leave);
      };
    },
    onBeforeRequest: ({ url, requestOptions }) => {
      wait.renew();
      requestOptions.signal = wait.signal;
      // Node wants an IPv6 address without the brackets that stand around it in a URL.
      requestOptions.hostname = url.hostname.replace(/^\[|\]$/g, '');
    },
  };
}

/** Only text values are kept: that is all the headers the bot reads. */
export function readHeaders(headers: unknown): Headers {
  const entries = typeof headers === 'object' && headers ? Object.entries(headers) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

const isRefusal = (code: number | undefined): code is number => code !== undefined && code >= 400 && code < 500;

/** The library keeps the cause where its type does not show it: `requestError` is always undefined. */
function causeOf(error: unknown, abort: AbortSignal, where: string): string {
  if (abort.aborted) return 'the request was given up, because the bot was asked to stop';
  const options: unknown = error instanceof Error ? Reflect.get(error, '_options') : undefined;
  const cause: unknown = typeof options === 'object' && options && 'error' in options ? options.error : error;
  if (!(cause instanceof Error)) return 'the connection broke';
  if (isTimeout(cause) || cause instanceof ProxyError) return cause.message;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return code === undefined ? cause.message : `no answer (${codeWords([code], `${where} and the connection`)})`;
}
