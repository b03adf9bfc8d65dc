import { decodeEntities } from '../plain-text.ts';

/** What became of a link's address: as written, repaired, or no http(s) address at all. */
export type Address =
  | { readonly status: 'sound' | 'repaired'; readonly url: string }
  | { readonly status: 'empty' | 'placeholder' | 'not http' };

const DOUBLED = /^(?:https?:\/*)+(?=https?:\/\/)/i;
const BROKEN_SCHEME = /^(?:h{1,2}t{1,3}ps?|t{1,2}ps?)(?::\/{0,3}|\/\/)(?=[\w-]+\.)/i;
const BARE_DOMAIN = /^(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10}\/\S/i;
const PLACEHOLDER = /^(?:https?:\/\/)?(?:x{2,}|\.{2,}|…|tbd|tba|todo|url|link|paper|here|#+)\/?$/i;

/** Reads an address as it stands between a link's parentheses. Damage that leaves no doubt is repaired. */
export function readAddress(written: string): Address {
  const bare = withoutTitle(written.trim());
  if (bare === '') return { status: 'empty' };
  const plain = decodeEntities(bare.replace(/\\([!-/:-@[-`{-~])/g, '$1'));
  if (PLACEHOLDER.test(plain)) return { status: 'placeholder' };
  const url = repair(plain);
  if (url === undefined) return { status: 'not http' };
  return { status: url === plain ? 'sound' : 'repaired', url };
}

/** Whether a text is an address that a browser would open as a web page. */
export function isWebAddress(url: string): boolean {
  if (!/^https?:\/\/[^\s/?#]/i.test(url) || /[\s<>"]/.test(url)) return false;
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname.startsWith('[') || /^[^.].*\../.test(hostname);
}

/** `<url>` and `url "title"` are ways to write `url`. */
function withoutTitle(text: string): string {
  const angled = /^<([^<>]*)>/.exec(text);
  if (angled) return (angled[1] ?? '').trim();
  const titled = /^(\S+)\s+(?:"[^"]*"|'[^']*'|“[^”]*”)$/.exec(text);
  return titled?.[1] ?? text;
}

function repair(plain: string): string | undefined {
  let url = joined(plain).replace(/^[(<[{"'“‘*_]+/, '');
  url = url.replace(DOUBLED, '');
  if (!/^https?:\/\/[^/]/i.test(url)) url = url.replace(BROKEN_SCHEME, 'https://');
  if (!/^https?:\/\//i.test(url) && BARE_DOMAIN.test(url)) url = `https://${url}`;
  url = withoutTail(url);
  return isWebAddress(url) ? url : undefined;
}

/** A space that slipped into an address goes; words behind an address are no part of it. */
function joined(plain: string): string {
  const [first = '', ...rest] = plain.split(/[\s\u200b\ufeff]+/);
  return rest.length > 1 && isWebAddress(first) ? first : first + rest.join('');
}

/** Closing marks that belong to the text around the address, not to it. */
function withoutTail(url: string): string {
  let end = url.length;
  let extra = count(url, ')') - count(url, '(');
  for (; end > 0; end--) {
    const last = url.charAt(end - 1);
    if (/[\]}>"'”’*,;|]/.test(last)) continue;
    if (last === ')' && extra-- > 0) continue;
    if (last === '_' && extra > 0 && url.charAt(end - 2) === ')') continue;
    break;
  }
  return url.slice(0, end);
}

const count = (text: string, char: string): number => text.split(char).length - 1;
