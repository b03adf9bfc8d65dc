import { cleanLabel, KINDS } from './label.ts';
import type { WrittenLink } from './links.ts';
import { LONGEST_ADDRESS, readAddress } from './url.ts';

const LONGEST_TAG = LONGEST_ADDRESS + 600;
// `Github(`, `Paper](`, `\[Paper\](`, `(Paper)[`, `{Paper}(`, `Paper: `
const NAMED = /(?:^|[\s,;|(*>\\])[[({]?([\p{L}\p{N}][\p{L}\p{N} /_-]{0,40})(\\?[\])}]?\\?[([{]|:\*{0,2}\s{0,2})$/u;
// `Paper https://…`, `Paper - https://…`: only words that name a kind of link, set apart from a sentence.
const SPACED = /(?:^|[,;|.·•(]\s*)(\p{Lu}[\p{L} ]{0,20}?)(\s+(?:[-–—→]\s*)?)$/u;
// `System Card](`: each word with a capital; behind a sentence only the last word is the label.
const TITLED = /^\p{Lu}\S*(?:\s\p{Lu}\S*){0,2}$/u;

/** `<a href="url">Paper</a>` */
export function anchor(text: string, at: number): WrittenLink | undefined {
  const rest = text.slice(at, at + LONGEST_TAG);
  const close = rest.indexOf('>') + 1;
  const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(rest.slice(0, close));
  if (!href) return undefined;
  const inner = /^(?:[^<]|<(?!\/?a\b)){0,300}/i.exec(rest.slice(close))?.[0] ?? '';
  const last = /^<\/a\s*>/i.exec(rest.slice(close + inner.length))?.[0].length ?? 0;
  const address = readAddress(href[1] ?? href[2] ?? href[3] ?? '');
  return { label: cleanLabel(inner), address, form: 'markdown', start: at, end: at + close + inner.length + last };
}

/** `Github(url)`, `Paper](url)`, `Paper: url`, `<url>`, `url`. The label may be what stands before, else it is the host. */
export function bare(text: string, at: number, from: number): WrittenLink | undefined {
  const found = /^<?((?:https?:\/\/|www\.)[^\s<>|"`]+)>?/i.exec(text.slice(at, at + LONGEST_ADDRESS + 2));
  const written = found?.[1]?.replace(
    /(?:[)\]][,;]?[\p{L} /]{0,30}\]\(.*|[,;)\]*·•]+\[.*|[.,;:!?*。，；：！？、]+)$/su,
    '',
  );
  if (!found || written === undefined) return undefined;
  const address = readAddress(written);
  if (address.status === 'too long') return { label: '', address, form: 'bare', start: at, end: endOfRun(text, at) };
  if (address.status !== 'sound' && address.status !== 'repaired') return undefined;
  const angled = found[0].startsWith('<') && found[0].endsWith('>');
  const inside = angled ? found[0].length : found[0].indexOf(address.url) + address.url.length;
  const end = at + (address.status === 'sound' && inside > 0 ? inside : angled ? found[0].length : written.length);
  const link = { label: new URL(address.url).hostname, address, form: 'bare', start: at, end } as const;
  return named(text, from, link) ?? link;
}

/** Gives a bare address the name that stands before it, if one does. */
function named(text: string, from: number, link: WrittenLink): WrittenLink | undefined {
  const { start: at, end } = link;
  const before = text.slice(Math.max(from, at - 60), at);
  const spaced = SPACED.exec(before);
  if (spaced && KINDS.test(spaced[1] ?? '')) {
    const [, label = '', gap = ''] = spaced;
    return { ...link, label, start: at - gap.length - label.length };
  }
  const found = NAMED.exec(before);
  if (!found) return undefined;
  const [, name = '', gap = ''] = found;
  const opened = /[([{]$/.test(gap);
  const isWhole = TITLED.test(name) && /(?:^|[,;|.·)\]])\s*$/.test(before.slice(0, -gap.length - name.length));
  // The end of a sentence is no name: `by A. Author: https://…`.
  if (!opened && !KINDS.test(name) && !isSetApart(name, before.slice(0, -gap.length - name.length))) return undefined;
  const label = opened && !isWhole ? (name.split(/\s+/).at(-1) ?? name) : name;
  const start = at - gap.length - label.length;
  const closed = opened ? (/^\\?[)\]}]/.exec(text.slice(end, end + 2))?.[0].length ?? 0) : 0;
  return { ...link, label, form: opened ? 'damaged' : 'bare', start, end: end + closed };
}

/** A few words at the beginning, or behind a mark that ends what stands before them; an initial's point is none. */
const isSetApart = (name: string, before: string): boolean =>
  name.split(/\s+/).length <= 3 && /(?:^|[,;|·•●*)\]-]|(?<!\b\p{Lu})\.)\s*$/u.test(before);

/** Where a run of characters without a gap ends: an address that is too long is left out whole. */
export function endOfRun(text: string, at: number): number {
  const gap = /[\s<>|"`]/g;
  gap.lastIndex = at + 1;
  return gap.exec(text)?.index ?? text.length;
}
