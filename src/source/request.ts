import { createHttp, type HttpAnswer, type HttpRequest } from '../http.ts';
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
  | { readonly status: 'failed'; readonly words: string; readonly lasting: boolean };

const mostRedirects = 5;

/** Requests an address; gives up after `timeoutMs`, counted from the first request to the last byte. Never throws. Redirects are
 *  followed by hand, so that credentials never leave their origin and only the web is read. */
export async function ask(address: Address, copy: Copy | undefined, io: SourceIo): Promise<Answer> {
  const requestOf = (url: URL): HttpRequest => ({ url: url.href, headers: headersFor(url, address, copy) });
  let redirects = 0;
  let refusal: string | undefined;
  const http = createHttp({
    fetch: io.fetch,
    abort: io.signal,
    timeoutMs: io.timeoutMs,
    setting: 'LIST_SOURCE',
    mostBytes: sizeLimit,
    reads: (code) => code === 200,
    onward: async (answer, asked) => {
      const target = redirectOf(answer, asked.url);
      if (target === undefined) return undefined;
      redirects += 1;
      refusal = redirects > mostRedirects ? manyTimes : await whyNot(target, new URL(asked.url), address);
      return refusal === undefined ? requestOf(target) : undefined;
    },
  });
  const result = await http(requestOf(address.url));
  if (refusal !== undefined) return lasting(refusal);
  if (result.status === 'lost' && result.isTooLong)
    return lasting(`sends more than ${sizeLimitWords}, which no list is`);
  if (result.status !== 'answered') return { status: 'failed', words: `was not read: ${result.words}`, lasting: false };
  if (result.code === 304 && copy !== undefined) return { status: 'unchanged' };
  return result.code === 200 ? readOf(result) : { status: 'refused', code: result.code };
}

const manyTimes = `sends on more than ${mostRedirects} times`;

const lasting = (words: string): Answer => ({ status: 'failed', words, lasting: true });

/** Why a redirect is not followed; undefined if it is. */
async function whyNot(target: URL, from: URL, address: Address): Promise<string | undefined> {
  if (!/^https?:$/.test(target.protocol) || (from.protocol === 'https:' && target.protocol === 'http:'))
    return `sends on to ${target.protocol}//${target.host}, which is not followed`;
  if ((await isPrivate(target.hostname)) && !(await isPrivate(address.url.hostname)))
    return `sends on to ${target.host}, which is no public address: it is not followed`;
  return undefined;
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

function redirectOf({ code, headers }: HttpAnswer, from: string): URL | undefined {
  const location = headers.get('location');
  if (![301, 302, 303, 307, 308].includes(code) || location === null || !URL.canParse(location, from)) return undefined;
  const target = new URL(location, from);
  // Credentials that a server makes up are nobody's.
  target.username = '';
  target.password = '';
  return target;
}

function readOf({ bytes, headers }: HttpAnswer): Answer {
  const [etag, lastModified] = [headers.get('etag'), headers.get('last-modified')];
  return {
    ...{ status: 'read', bytes },
    ...(etag !== null && { etag }),
    ...(lastModified !== null && { lastModified }),
  };
}
