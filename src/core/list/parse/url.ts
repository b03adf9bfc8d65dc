import { decodeEntities } from '../../text.ts';

/** What became of a link's address: as written, repaired, or no http(s) address at all. */
export type LinkAddress =
  | { readonly status: 'sound' | 'repaired'; readonly url: string }
  | { readonly status: 'placeholder'; readonly written: string }
  | { readonly status: 'empty' | 'not http' | 'too long' };

/** In characters: browsers and servers give up not far beyond. */
export const LONGEST_ADDRESS = 4_096;

// Words instead of an address, a scheme and nothing behind it, and addresses with `xxx` for what is not known yet.
const PLACEHOLDER =
  /^(?:https?:\/\/)?(?:x{2,}|\.{2,}|…|\?+|-+|_+|tb[acd]|todo|n\/?a|none|(?:coming )?soon|(?:(?:add|insert|your|the|paper|code|tweet|project|arxiv) ){0,2}(?:url|link)(?: here)?|paper|placeholder|here|#+|)\/?$/i;
const UNKNOWN_PART = /\/(?:x{3,}|\d{2}x{2,})(?:\.x+)*\/?$|^https?:\/\/arxiv\.org(?:\/(?:abs|pdf))?\/?$/i;

/** Reads an address as it stands between a link's parentheses. Damage that leaves no doubt is repaired. */
export function readLinkAddress(written: string): LinkAddress {
  const known = addresses.get(written);
  if (known) return known;
  if (addresses.size > MOST_KNOWN) addresses.clear();
  const address = readNew(written);
  addresses.set(written, address);
  return address;
}

/** An entry's links are asked for more than once. */
const addresses = new Map<string, LinkAddress>();
const MOST_KNOWN = 1_000;

function readNew(written: string): LinkAddress {
  const bare = written.trim();
  if (bare === '') return { status: 'empty' };
  if (bare.length > LONGEST_ADDRESS) return { status: 'too long' };
  const plain = decodeEntities(bare.replace(/\\([!-/:-@[-`{-~])/g, '$1'));
  // What has a host is none of the words.
  const isWords = !/\w\.\w/.test(plain) && PLACEHOLDER.test(plain.replace(/[-_](?=\w)/g, ' '));
  if (isWords || UNKNOWN_PART.test(plain)) {
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

function repair(plain: string): string | undefined {
  const url = withoutTail(plain.replace(/^[(<[{\"'“‘*_`]+/, ''));
  return isWebAddress(url) ? url : undefined;
}

/** An address without the marks at its end that belong to the text around it. */
export function withoutTail(url: string): string {
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
