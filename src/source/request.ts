import { isTimeout, readBody, withinTime } from '../http.ts';
import type { Address } from './address.ts';
import type { Copy } from './cache.ts';
import { isPrivate } from './private.ts';
import type { SourceIo } from './reading.ts';
import { sizeLimit, sizeLimitWords } from './decode.ts';

/** How one address answered. Redirects have been followed. */
export type Answer =
  | { readonly status: 'read'; readonly bytes: Uint8Array; readonly etag?: string; readonly lastModified?: string }
  | { readonly status: 'unchanged' }
  /** The server said no: `code` is its HTTP status. */
  | { readonly status: 'refused'; readonly code: number }
  /**
   * It did not answer, or not in a usable way. `words` complete a sentence that begins with the address;
   * `lasting`: it will not pass by itself.
   */
  | { readonly status: 'failed'; readonly words: string; readonly lasting: boolean; readonly cause?: unknown };

const mostRedirects = 5;

/** Requests an address; gives up after `timeoutMs`, counted from the first request to the last byte. Never throws. */
export async function ask(address: Address, copy: Copy | undefined, io: SourceIo): Promise<Answer> {
  try {
    return await withinTime({ timeoutMs: io.timeoutMs, abort: io.signal }, ({ signal }) =>
      follow(address, copy, { fetch: io.fetch, signal }),
    );
  } catch (cause) {
    return { status: 'failed', words: words(cause, io), lasting: false, cause };
  }
}

function words(cause: unknown, io: SourceIo): string {
  if (io.signal?.aborted) return 'was not read, because the run was stopped';
  return isTimeout(cause) ? `took longer than ${io.timeoutMs / 1000} s` : `could not be reached (${reason(cause)})`;
}

const lasting = (words: string): Answer => ({ status: 'failed', words, lasting: true });

interface Asking {
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
}

/** Follows redirects by hand, so that credentials never leave their origin and only the web is read. */
async function follow(address: Address, copy: Copy | undefined, { fetch, signal }: Asking): Promise<Answer> {
  let url = address.url;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const headers = headersFor(url, address, copy);
    const response = await fetch(url.href, { headers, redirect: 'manual', signal });
    const target = redirectOf(response, url);
    if (target === undefined) return await answerOf(response, copy, signal);
    await response.body?.cancel();
    if (!/^https?:$/.test(target.protocol) || (url.protocol === 'https:' && target.protocol === 'http:')) {
      return lasting(`sends on to ${target.protocol}//${target.host}, which is not followed`);
    }
    if ((await isPrivate(target.hostname)) && !(await isPrivate(address.url.hostname))) {
      return lasting(`sends on to ${target.host}, which is no public address: it is not followed`);
    }
    url = target;
  }
  return lasting(`sends on more than ${mostRedirects} times`);
}

function headersFor(url: URL, address: Address, copy: Copy | undefined): Record<string, string> {
  const own = url.origin === address.url.origin && address.authorization !== undefined;
  return {
    accept: 'text/markdown, text/plain;q=0.9, */*;q=0.1',
    'user-agent': 'weekthread',
    ...(own ? { authorization: address.authorization } : {}),
    ...(copy?.etag === undefined ? {} : { 'if-none-match': copy.etag }),
    ...(copy?.lastModified === undefined ? {} : { 'if-modified-since': copy.lastModified }),
  };
}

function redirectOf(response: Response, from: URL): URL | undefined {
  const location = response.headers.get('location');
  if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return undefined;
  if (!URL.canParse(location, from.href)) return undefined;
  const target = new URL(location, from);
  // Credentials that a server makes up are nobody's.
  target.username = '';
  target.password = '';
  return target;
}

async function answerOf(response: Response, copy: Copy | undefined, signal: AbortSignal): Promise<Answer> {
  if (response.status === 304 && copy !== undefined) return { status: 'unchanged' };
  if (response.status === 200) return await bodyOf(response, signal);
  await response.body?.cancel();
  return { status: 'refused', code: response.status };
}

/** The body; given up as soon as it is larger than any list can be. */
async function bodyOf(response: Response, signal: AbortSignal): Promise<Answer> {
  const bytes = await readBody(response, signal, sizeLimit);
  if (bytes === undefined) return lasting(`sends more than ${sizeLimitWords}, which no list is`);
  const etag = response.headers.get('etag');
  const lastModified = response.headers.get('last-modified');
  return {
    status: 'read',
    bytes,
    ...(etag === null ? {} : { etag }),
    ...(lastModified === null ? {} : { lastModified }),
  };
}

/** The innermost error's own words. */
function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause;
  if (inner instanceof AggregateError && inner.errors.length > 0) return reason(inner.errors[0]);
  return inner instanceof Error ? reason(inner) : cause.message;
}
