import { createHash, randomUUID } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { BlockList, isIP } from 'node:net';
import path from 'node:path';
import * as v from 'valibot';
import { makeFolder } from '../files.ts';
import { createHttp, type HttpAnswer, type HttpRequest } from '../http.ts';
import type { ListAddress } from './address.ts';
import { sizeLimit, sizeLimitWords, type SourceIo } from './reading.ts';

/** Why a list was not read. */
export interface Trouble {
  /** Completes a sentence that begins with the address. */
  readonly words: string;
  /** It will not pass by itself. */
  readonly isLasting: boolean;
  readonly advice?: string;
}

const mostRedirects = 5;

/** Requests an address; gives up after `timeoutMs`, counted from the first request to the last byte. Never throws. Redirects are
 *  followed by hand, so that credentials never leave their origin and only the web is read. Gives the server's answer, with its
 *  body if that is the list. */
export async function ask(address: ListAddress, copy: Copy | undefined, io: SourceIo): Promise<HttpAnswer | Trouble> {
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
  if (refusal !== undefined) return { words: refusal, isLasting: true };
  if (result.status === 'answered') return result;
  if (result.status === 'lost' && result.isTooLong)
    return { words: `sends more than ${sizeLimitWords}, which no list is`, isLasting: true };
  return { words: `was not read: ${result.words}`, isLasting: false };
}

const manyTimes = `sends on more than ${mostRedirects} times`;

/** Why a redirect is not followed; undefined if it is. */
async function whyNot(target: URL, from: URL, address: ListAddress): Promise<string | undefined> {
  if (!/^https?:$/.test(target.protocol) || (from.protocol === 'https:' && target.protocol === 'http:'))
    return `sends on to ${target.protocol}//${target.host}, which is not followed`;
  if ((await isPrivate(target.hostname)) && !(await isPrivate(address.url.hostname)))
    return `sends on to ${target.host}, which is no public address: it is not followed`;
  return undefined;
}

function headersFor(url: URL, address: ListAddress, copy: Copy | undefined): Record<string, string> {
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

// https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6-: what no public list is read from.
const IPV4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.168.0.0/16 198.18.0.0/15 224.0.0.0/3';
const IPV6 = '::/96 ::ffff:0:0:0/96 64:ff9b:1::/48 fc00::/7 fe80::/10 fec0::/10 ff00::/8';

const own = new BlockList();
const add = (net: string, prefix: number): void => own.addSubnet(net, prefix, isIP(net) === 6 ? 'ipv6' : 'ipv4');
for (const each of `${IPV4} ${IPV6}`.split(' ')) {
  const [net = '', prefix] = each.split('/');
  add(net, Number(prefix));
  if (isIP(net) === 6) continue;
  // The same in an address of IPv6: translated by NAT64, through which public hosts are reached too, and in 6to4.
  add(`64:ff9b::${net}`, 96 + Number(prefix));
  add(`2002:${inHex(net)}::`, 16 + Number(prefix));
}

/** Whether a host of an address is this machine or one of its own network, by its name or by any address that it has. */
export async function isPrivate(hostname: string): Promise<boolean> {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) > 0) return isOwn(host);
  if (/(?:^|\.)(?:localhost|local|internal|home\.arpa)$/i.test(host)) return true;
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.some(({ address }) => isOwn(address));
}

const isOwn = (address: string): boolean => {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return own.check(address, family);
};

/** `10.0.0.0` as `0a00:0000`. */
function inHex(address: string): string {
  const bytes = address.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
  return `${bytes.slice(0, 2).join('')}:${bytes.slice(2).join('')}`;
}

const stored = v.object({
  etag: v.optional(v.string()),
  lastModified: v.optional(v.string()),
  text: v.pipe(v.string(), v.minLength(1)),
});

/** What a server sent last, and how to ask whether it has changed since. */
export interface Copy extends v.InferOutput<typeof stored> {
  /** When the server last sent or confirmed this text. */
  readonly confirmedAt: Date;
}

/** The copy of an address in a folder, in a file that is named by a hash of the address, which holds no credentials. */
export function copyIn(folder: string, url: URL) {
  const file = path.join(folder, `${createHash('sha256').update(url.href).digest('hex')}.json`);
  return {
    /** A damaged copy counts as none: the list is fetched anew. */
    read: async (): Promise<Copy | undefined> => {
      try {
        const copy = v.parse(stored, JSON.parse(await readFile(file, 'utf8')));
        return { ...copy, confirmedAt: (await stat(file)).mtime };
      } catch {
        return undefined;
      }
    },
    /** Writes beside it and renames, so that nobody reads half a copy. Only its owner can read it: the list may be private. */
    write: async ({ confirmedAt, ...copy }: Copy): Promise<void> => {
      await makeFolder(folder);
      const draft = `${file}.${randomUUID()}.tmp`;
      try {
        await writeFile(draft, JSON.stringify(copy), { mode: 0o600, flag: 'wx' });
        await utimes(draft, confirmedAt, confirmedAt);
        await rename(draft, file);
      } catch (cause) {
        await rm(draft, { force: true });
        throw cause;
      }
    },
    /** Notes that the server has confirmed the copy. */
    confirm: (at: Date): Promise<void> => utimes(file, at, at),
  };
}
