import { decodeEntities } from '../../text.ts';

/** What became of a link's address: as written, repaired, or no http(s) address at all. */
export type Address =
  | { readonly status: 'sound' | 'repaired'; readonly url: string }
  | { readonly status: 'placeholder'; readonly written: string }
  | { readonly status: 'empty' | 'not http' | 'too long' };

/** In characters: browsers and servers give up not far beyond. */
export const LONGEST_ADDRESS = 4_096;

const DOUBLED = /^(?:https?:\/*)+(?=https?:?\/\/)/i;
const BROKEN_SCHEME = /^(?:h{1,2}t{1,3}p{1,2}s{0,2}|t{1,2}ps?)(?:[:;]{1,2}[\\/]{0,3}|\/\/)(?=[\w-]+\.)/i;
const NO_SCHEME = /^:?\/\/(?=[\w-]+\.)/;
const BARE_DOMAIN = /^(?:(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10}\/\S|www\.[a-z0-9-]+(?:\.[a-z0-9-]+)+$)/i;
const ARXIV_ID = /^arxiv:\s?(\d{4}\.\d{4,5}(?:v\d+)?)$/i;
// Words instead of an address, a scheme and nothing behind it, and addresses with `xxx` for what is not known yet.
const PLACEHOLDER =
  /^(?:https?:\/\/)?(?:x{2,}|\.{2,}|…|\?+|-+|_+|tb[acd]|todo|n\/?a|none|(?:coming )?soon|(?:(?:add|insert|your|the|paper|code|tweet|project|arxiv) ){0,2}(?:url|link)(?: here)?|paper|placeholder|here|#+|)\/?$/i;
const UNKNOWN_PART = /\/(?:x{3,}|\d{2}x{2,})(?:\.x+)*\/?$|^https?:\/\/arxiv\.org(?:\/(?:abs|pdf))?\/?$/i;

/** Reads an address as it stands between a link's parentheses. Damage that leaves no doubt is repaired. */
export function readAddress(written: string): Address {
  const known = addresses.get(written);
  if (known) return known;
  if (addresses.size > MOST_KNOWN) addresses.clear();
  const address = readNew(written);
  addresses.set(written, address);
  return address;
}

/** An entry's links are asked for more than once. */
const addresses = new Map<string, Address>();
const MOST_KNOWN = 1_000;

function readNew(written: string): Address {
  const bare = withoutTitle(written.trim());
  if (bare === '') return { status: 'empty' };
  if (bare.length > LONGEST_ADDRESS) return { status: 'too long' };
  const plain = decodeEntities(bare.replace(/\\([!-/:-@[-`{-~])/g, '$1'));
  if (PLACEHOLDER.test(plain.replace(/[-_](?=\w)/g, ' ')) || UNKNOWN_PART.test(plain)) {
    return { status: 'placeholder', written: bare };
  }
  const url = repair(plain);
  if (url === undefined) return { status: 'not http' };
  return { status: url === plain ? 'sound' : 'repaired', url };
}

/** Whether a text is an address that a browser would open as a web page. */
function isWebAddress(url: string): boolean {
  if (!/^https?:\/\/[^\s/?#]/i.test(url) || /[\s<>"]/.test(url)) return false;
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname.startsWith('[') || /^[^.].*\../.test(hostname);
}

/** `<url>` and `url "title"` are ways to write `url`. */
function withoutTitle(text: string): string {
  const angled = /^<([^<>]*)>/.exec(text);
  if (angled) return (angled[1] ?? '').trim().replaceAll(' ', '%20');
  const titled = /^(\S+)\s+(?:"[^"]*"|'[^']*'|“[^”]*”|\([^()]*\))$/.exec(text);
  return titled?.[1] ?? text;
}

function repair(plain: string): string | undefined {
  const id = ARXIV_ID.exec(plain)?.[1];
  if (id !== undefined) return `https://arxiv.org/abs/${id}`;
  let url = joined(plain).replace(/^[(<[{"'“‘*_`]+/, '');
  url = url.replace(DOUBLED, '');
  if (!/^https?:\/\/[^/]/i.test(url)) url = url.replace(BROKEN_SCHEME, 'https://').replace(NO_SCHEME, 'https://');
  if (!/^https?:\/\//i.test(url) && BARE_DOMAIN.test(url)) url = `https://${url}`;
  url = once(withoutTail(url));
  return isWebAddress(url) ? url : undefined;
}

/** A space that slipped into an address goes; words or a second address behind it are no part of it. */
function joined(plain: string): string {
  const [first = '', ...rest] = plain.split(/[\s\u200b\ufeff]+/);
  const isAlone = rest.length > 1 || /^https?:\/\//i.test(rest[0] ?? '');
  return isAlone && isWebAddress(first) ? first : first + rest.join('');
}

/** The first of two addresses that stand together: pasted twice, or with a pipe or comma between them. */
function once(url: string): string {
  const half = url.slice(0, url.length / 2);
  if (url.length % 2 === 0 && url === half + half) return half;
  return /^[^|,]+(?=[|,]https?:\/\/)/i.exec(url)?.[0] ?? url;
}

/** Closing marks that belong to the text around the address, not to it. */
function withoutTail(url: string): string {
  let end = url.length;
  let extra = count(url, ')') - count(url, '(');
  let extraSquare = count(url, ']') - count(url, '[');
  for (; end > 0; end--) {
    const last = url.charAt(end - 1);
    if (/[}>"'”’*,;|.:!\\`]/.test(last)) continue;
    if (last === ')' && extra-- > 0) continue;
    if (last === ']' && extraSquare-- > 0) continue;
    if (last === '_' && extra > 0 && url.charAt(end - 2) === ')') continue;
    break;
  }
  return url.slice(0, end);
}

const count = (text: string, char: string): number => text.split(char).length - 1;
