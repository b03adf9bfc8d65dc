import { reasonOf, wasUnsent } from './http-error.ts';
import type { Mask } from '../mask.ts';
import type { NetworkTools } from './network.ts';
import { messageOf } from '../errors.ts';
import { readBody, withinTime } from '../http.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer> | FormData;
}

/** An answer, whatever it says. `json` is undefined where the body is none (an error page, an empty body, half of one). */
export interface HttpAnswer {
  readonly status: 'answered';
  readonly code: number;
  readonly headers: Headers;
  readonly json: unknown;
  readonly text: string;
}

/**
 * How one request ended. `unsent`: it provably never reached the server; `permanent` where the next try will fare no
 * better (a broken address, a bad certificate). `lost`: it may have reached the server; nobody knows.
 */
export type HttpResult =
  | HttpAnswer
  | { readonly status: 'unsent'; readonly words: string; readonly permanent: boolean }
  | { readonly status: 'lost'; readonly words: string };

/** Sends one request; never throws, never waits longer than its time-out, follows no redirect. */
export type Http = (request: HttpRequest) => Promise<HttpResult>;

/** More than any answer that is read here; a server that talks for ever must not fill the memory. */
const mostBytes = 16 * 1024 * 1024;

/** Whom a client asks, and how. */
export interface HttpSettings {
  readonly timeoutMs: number;
  readonly mask: Mask;
  /** Where the address stands, for a person who must check it: `MASTODON_URL`. */
  readonly setting: string;
}

/** A small client around `fetch`. No secret that `mask` knows stands in any of its words. */
export function createHttp(
  tools: Pick<NetworkTools, 'fetch' | 'abort'>,
  { timeoutMs, mask, setting }: HttpSettings,
): Http {
  return async (asked) => {
    if (tools.abort.aborted) return { status: 'unsent', words: 'stopped before it was sent', permanent: false };
    const init = initOf(asked);
    const flaw = flawOf(asked.url, init);
    if (flaw !== undefined) return { status: 'unsent', words: mask(flaw), permanent: true };
    try {
      return await withinTime({ timeoutMs, abort: tools.abort }, async ({ signal }) => {
        const response = await tools.fetch(asked.url, { ...init, signal });
        return answerOf(response, await bodyOf(response, signal));
      });
    } catch (error) {
      const words = mask(reasonOf(error, tools.abort.aborted, timeoutMs, setting));
      const unsent = wasUnsent(error);
      return unsent ? { status: 'unsent', words, permanent: unsent === 'permanent' } : { status: 'lost', words };
    }
  };
}

/** A redirect is not followed: it would turn a POST into a GET, and carry the token to another host. */
const initOf = ({ method, headers = {}, body }: HttpRequest): RequestInit => ({
  method,
  headers,
  redirect: 'manual',
  ...(body === undefined ? {} : { body }),
});

/** What `fetch` would throw before it sends anything: an address or a header that cannot be. */
function flawOf(url: string, init: RequestInit): string | undefined {
  try {
    new Request(url, init);
    return undefined;
  } catch (error) {
    return `the request cannot be made: ${messageOf(error)}`;
  }
}

async function bodyOf(response: Response, signal: AbortSignal): Promise<string> {
  const body = await readBody(response, signal, mostBytes);
  if (body === undefined) throw new Error(`the answer is longer than ${String(mostBytes)} bytes`);
  return body.toString('utf8');
}

function answerOf(response: Response, text: string): HttpAnswer {
  return { status: 'answered', code: response.status, headers: response.headers, json: parse(text), text };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const pausesMs = [2000, 5000];

/** Asks a few times what does no harm when it is done twice, where the server stumbles, or its answer is lost. */
export async function askAgain(
  ask: () => Promise<HttpResult>,
  { clock, abort }: Pick<NetworkTools, 'clock' | 'abort'>,
): Promise<HttpResult> {
  let result = await ask();
  for (const pauseMs of pausesMs) {
    if (!stumbled(result) || abort.aborted) return result;
    await clock.sleep(pauseMs, abort);
    result = await ask();
  }
  return result;
}

/** Half an answer, an empty one or a page of somebody on the way say as little as none. */
const stumbled = (result: HttpResult): boolean =>
  result.status === 'lost' ||
  (result.status === 'answered' && (result.code >= 500 || (result.code < 300 && result.json === undefined)));
