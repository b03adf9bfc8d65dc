import { Buffer } from 'node:buffer';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ITwitterApiClientPlugin, TwitterApiReadWrite, TwitterApiTokens } from 'twitter-api-v2';
import { type HttpAnswer, type HttpResult, parseJson } from '../../http.ts';
import { reasonOf } from '../../http/failure.ts';
import { withinTime, type Wait } from '../../http/within-time.ts';
import type { Mask } from '../../mask.ts';
import type { NetworkTools } from '../network.ts';

/** Asks X something: by a path below `/2/`. Never rejects; every request ends within the time-out, or when the signal aborts. */
export interface Client {
  readonly get: (path: string, query?: Query) => Promise<HttpResult>;
  readonly post: (path: string, body: object) => Promise<HttpResult>;
  readonly erase: (path: string) => Promise<HttpResult>;
  /** Uploads a PNG with its alt text. A success holds its `id`. */
  readonly upload: (png: Buffer, alt: string) => Promise<HttpResult>;
}

export type Query = Readonly<Record<string, string | number>>;

export interface Address {
  /** OAuth 1.0a user keys: they do not expire, and cover every call. */
  readonly keys: Required<TwitterApiTokens>;
  /** Where the API is: `https://api.x.com`, a proxy, a test server. */
  readonly apiUrl: string;
  /** How long any request may take. */
  readonly timeoutMs: number;
}

const WITH_HEADERS = { fullResponse: true } as const;

/** The address that the library writes into every request. */
const libraryUrl = 'https://api.x.com/';

/** The library is loaded here and not above: it costs 48 ms, and a dry run does not need it. */
export async function createClient(
  { keys, apiUrl, timeoutMs }: Address,
  mask: Mask,
  { abort, agentFor }: Pick<NetworkTools, 'abort' | 'agentFor'>,
): Promise<Client> {
  const { TwitterApi, ApiResponseError, ApiPartialResponseError } = await import('twitter-api-v2');
  // A connection for each request: on a kept one, a reset could mean either that X saw the request or that it did not.
  const given = await agentFor?.(apiUrl);
  const agent = given ?? (apiUrl.startsWith('http:') ? new HttpAgent() : new HttpsAgent());

  const carryOut = async (act: (api: TwitterApiReadWrite['v2']) => Promise<Said>): Promise<HttpResult> => {
    const line = { connected: false };
    try {
      return await withinTime({ timeoutMs, abort }, async (wait) => {
        const plugins = [requestPlugin(apiUrl, wait, line)];
        const api = new TwitterApi(keys, { httpAgent: agent, plugins, compression: 'identity' }).readWrite.v2;
        const { headers, data } = await act(api);
        return answerOf(200, headers, data);
      });
    } catch (error) {
      if (error instanceof ApiResponseError) return answerOf(error.code, error.headers, error.data);
      // A status that says "refused" does so even where the body broke off.
      const { statusCode = 0 } = error instanceof ApiPartialResponseError ? error.response : {};
      if (error instanceof ApiPartialResponseError && statusCode >= 400 && statusCode < 500)
        return answerOf(statusCode, {}, error.rawContent);
      const words = mask(reasonOf(causeOf(error), abort.aborted, given ? 'the proxy, X_API_URL' : 'X_API_URL'));
      return line.connected ? { status: 'lost', words } : { status: 'unsent', words, permanent: false };
    }
  };
  return {
    get: (path, query) => carryOut((api) => api.get(path, query, WITH_HEADERS)),
    post: (path, body) => carryOut((api) => api.post(path, body, WITH_HEADERS)),
    erase: (path) => carryOut((api) => api.delete(path, undefined, WITH_HEADERS)),
    upload: (png, alt) =>
      carryOut(async (api) => {
        const id = await api.uploadMedia(png, { media_type: 'image/png', media_category: 'tweet_image' });
        await api.createMediaMetadata(id, { alt_text: { text: alt } });
        return { data: { id } };
      }),
  };
}

/** What the library makes of an answer. */
interface Said {
  readonly data: unknown;
  readonly headers?: unknown;
}

/** Only text values of headers are read here. The library leaves a body as text where its kind is not told. */
function answerOf(code: number, headers: unknown, body: unknown): HttpAnswer {
  const entries = typeof headers === 'object' && headers ? Object.entries(headers) : [];
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    ...{ status: 'answered', code, text, json: parseJson(text), bytes: Buffer.from(text) },
    headers: new Headers(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  };
}

/** Turns requests to the wanted address, gives each one its time, and notes when a connection stands. */
function requestPlugin(apiUrl: string, wait: Wait, line: { connected: boolean }): ITwitterApiClientPlugin {
  return {
    onBeforeRequestConfig: ({ params }) => {
      if (params.url.startsWith(libraryUrl)) params.url = `${apiUrl}/${params.url.slice(libraryUrl.length)}`;
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

/** The library keeps the cause where its type does not show it: `requestError` is always undefined. */
function causeOf(error: unknown): unknown {
  const options: unknown = error instanceof Error ? Reflect.get(error, '_options') : undefined;
  return typeof options === 'object' && options && 'error' in options ? options.error : error;
}
