import { Buffer } from 'node:buffer';
import { messageOf } from './errors.ts';
import { reasonOf, wasUnsent } from './http/failure.ts';
import { withinTime } from './http/within-time.ts';
import type { Mask } from './mask.ts';

export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer> | FormData;
}

/** An answer, whatever it says. `json` is undefined where the body is none (an error page, an empty body, half of one). */
export interface HttpAnswer {
  readonly status: 'answered';
  readonly code: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly json: unknown;
}

/**
 * How one request ended. `unsent`: it provably never reached the server; `permanent` where the next try will fare no
 * better (a broken address, a bad certificate). `lost`: it may have reached the server; nobody knows.
 */
export type HttpResult =
  | HttpAnswer
  | { readonly status: 'unsent'; readonly words: string; readonly permanent: boolean }
  | { readonly status: 'lost'; readonly words: string; readonly isTooLong?: true };

/** Sends one request; never throws, never waits longer than its time-out, follows no redirect by itself. */
export type Http = (request: HttpRequest) => Promise<HttpResult>;

/** Whom a client asks, and how. */
export interface HttpSettings {
  readonly fetch: typeof fetch;
  /** Aborts when a request in flight must be given up. */
  readonly abort?: AbortSignal | undefined;
  /** For one request, with all that it is led on to. */
  readonly timeoutMs: number;
  /** Where the address stands, for a person who must check it: `MASTODON_URL`. */
  readonly setting: string;
  /** Takes secrets out of all words. */
  readonly mask?: Mask;
  /** Whether the body of an answer with this code is read; of all if it is left out. */
  readonly reads?: (code: number) => boolean;
  /** What is asked instead of taking an answer, within the same time: where a redirect leads. */
  readonly onward?: (answer: HttpAnswer, asked: HttpRequest) => Promise<HttpRequest | undefined>;
  /** A server that talks for ever must not fill the memory: more is no answer. */
  readonly mostBytes?: number;
}

class TooLongError extends Error {}

/** More than any answer of a network. */
const MOST_BYTES = 16 * 1024 * 1024;

/** The client of this program, for lists, networks and webhooks: around `fetch`, which does not follow redirects: that would
 *  turn a POST into a GET, and carry a token to another host. */
export function createHttp({ fetch, abort, timeoutMs, setting, mask = (words) => words, ...how }: HttpSettings): Http {
  const { reads = () => true, onward, mostBytes = MOST_BYTES } = how;
  const askOnce = async (asked: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> => {
    const response = await fetch(asked.url, { ...initOf(asked), signal });
    if (reads(response.status)) return answerOf(response, await readBody(response, signal, mostBytes));
    await response.body?.cancel();
    return answerOf(response, Buffer.alloc(0));
  };
  return async (first) => {
    if (abort?.aborted) return { status: 'unsent', words: 'stopped before it was sent', permanent: false };
    const flaw = flawOf(first);
    if (flaw !== undefined) return { status: 'unsent', words: mask(flaw), permanent: true };
    try {
      return await withinTime({ timeoutMs, abort }, async ({ signal }) => {
        for (let asked = first; ;) {
          const answer = await askOnce(asked, signal);
          const next = await onward?.(answer, asked);
          if (next === undefined) return answer;
          asked = next;
        }
      });
    } catch (error) {
      const words = mask(reasonOf(error, abort?.aborted === true, setting));
      const unsent = wasUnsent(error);
      if (unsent) return { status: 'unsent', words, permanent: unsent === 'permanent' };
      return { status: 'lost', words, ...(error instanceof TooLongError && { isTooLong: true }) };
    }
  };
}

const initOf = ({ method = 'GET', headers = {}, body }: HttpRequest): RequestInit => ({
  method,
  headers,
  redirect: 'manual',
  ...(body === undefined ? {} : { body }),
});

/** What `fetch` would throw before it sends anything: an address or a header that cannot be. */
function flawOf(asked: HttpRequest): string | undefined {
  try {
    new Request(asked.url, initOf(asked));
    return undefined;
  } catch (error) {
    return `the request cannot be made: ${messageOf(error)}`;
  }
}

const answerOf = ({ status: code, headers }: Response, bytes: Buffer): HttpAnswer => ({
  ...{ status: 'answered', code, headers, bytes },
  get text() {
    return bytes.toString('utf8');
  },
  get json() {
    return parseJson(bytes.toString('utf8'));
  },
});

/** JSON, or undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The body of an answer, given up as soon as it is too long. The connection is closed when `signal` aborts, even where `fetch`
 *  has lost sight of it. */
async function readBody(response: Response, signal: AbortSignal, mostBytes: number): Promise<Buffer> {
  const stream: ReadableStream<Uint8Array> | null = response.body;
  if (stream === null) return Buffer.alloc(0);
  const reader = stream.getReader();
  const cancel = (): void => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel);
  try {
    const chunks: Uint8Array[] = [];
    for (let bytes = 0; ;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return Buffer.concat(chunks);
      bytes += value.byteLength;
      if (bytes > mostBytes) {
        cancel();
        throw new TooLongError(`it is longer than ${String(mostBytes)} bytes`);
      }
      chunks.push(value);
    }
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
