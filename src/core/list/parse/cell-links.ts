import { foldSpace, hasLetter } from '../../text.ts';
import type { Link } from '../edition.ts';
import { isPaper } from '../paper-link.ts';
import { readLinkAddress, type LinkAddress } from './url.ts';
import { textOf, type Span } from './inline.ts';

/** A link as it stands in an entry. */
export interface WrittenLink {
  /** Visible text; of a bare address the word before it or the host. */
  readonly label: string;
  readonly address: LinkAddress;
  readonly isBare: boolean;
  /** Where it stands in the visible text. */
  readonly start: number;
  readonly end: number;
}

/** What kind of page a link leads to, in lists of other keepers; in small letters. */
const KINDS = new Set(
  (
    'paper papers pdf preprint arxiv abs abstract code repo repository github gitlab tweet thread x post blog article project ' +
    'projects page website site demo model models weights data datas dataset datasets report reports card cards video talk ' +
    'slides doc docs book link links huggingface hf announcement release read more source discuss discussion comment ' +
    'comments hn reddit gist pr issue mastodon 原文 译 译文 全文 论文 論文 代码 代碼 コード 链接 連結 リンク 项目 項目 논문 코드 링크'
  ).split(' '),
);
const TWO_WORDS = new Set(['blog post', 'web site', 'hugging face', 'read more']);
const QUALIFIERS = new Set('full technical project source original github code hf model data'.split(' '));
const LONGEST_KIND = 100;

/** `Paper`, `the project page`, `Code 2`, `arXiv:2406.01234` */
function namesKind(label: string): boolean {
  const words = label.toLowerCase().split(' ');
  if (words[0] === 'the') words.shift();
  if (words.length > 1 && /^\d+$/.test(words.at(-1) ?? '')) words.pop();
  if (words.length > 1 && QUALIFIERS.has(words[0] ?? '') && !TWO_WORDS.has(words.join(' '))) words.shift();
  const kind = words.join(' ');
  return KINDS.has(kind) || TWO_WORDS.has(kind) || /^arxiv[: ]?\d\S*$/.test(kind);
}

/** A link named like this, or by a sign or number, stands beside the text; any other one behind a word is part of its sentence. */
export const isKind = (label: string): boolean =>
  label.length <= LONGEST_KIND && (namesKind(label) || !hasLetter(label));

/** Every link among some words, in order; links inside the page lead nowhere and are none. */
export function linksIn(spans: readonly Span[]): readonly WrittenLink[] {
  const found: { readonly link: NonNullable<Span['link']>; readonly start: number; end: number }[] = [];
  let at = 0;
  for (const { text, link } of spans) {
    const last = found.at(-1);
    if (link && last?.link === link) last.end = at + text.length;
    else if (link && !/^#./.test(link.url)) found.push({ link, start: at, end: at + text.length });
    at += text.length;
  }
  const whole = textOf(spans);
  return found.map(({ link, start, end }): WrittenLink => {
    const address = readLinkAddress(link.url);
    const named = link.isBare ? nameOfBare(whole, start) : undefined;
    if (named !== undefined) return { label: named.label, address, isBare: true, start: named.start, end };
    if (link.isBare) return { label: hostOf(address), address, isBare: true, start, end };
    const label = foldSpace(whole.slice(start, end)) || foldSpace(link.alt);
    return { label, address, isBare: false, start, end };
  });
}

const hostOf = (address: LinkAddress): string => ('url' in address ? new URL(address.url).hostname : '');

/** A link with words of its own, as a title has; not one that says what kind of page it leads to. */
export const isWorded = ({ label, address, isBare }: WrittenLink): boolean =>
  !isBare && label !== '' && !isKind(label) && !/^\S*[./]\S*$/.test(label) && 'url' in address;

/** How many links with words of their own begin a line; those of a list count twice: they are entries themselves. */
export function mainsIn(spans: readonly Span[]): number {
  const text = textOf(spans);
  return linksIn(spans).reduce((sum, link) => {
    const begin = isWorded(link)
      ? /(?:^|\n)\s*(• )?\s*$/.exec(text.slice(Math.max(0, link.start - 8), link.start))
      : null;
    return sum + (begin === null ? 0 : begin[1] === undefined ? 1 : 2);
  }, 0);
}

/** Links whose address is none of the others'. */
export const newLinks = (links: readonly WrittenLink[], others: readonly WrittenLink[]): readonly WrittenLink[] => {
  const known = new Set(others.map(({ address }) => ('url' in address ? address.url : '')));
  return links.filter(({ address }) => !('url' in address && known.has(address.url)));
};

/** The links that lead somewhere. */
export function soundLinks(written: readonly WrittenLink[]): readonly Link[] {
  return written.flatMap(({ label, address }) =>
    'url' in address ? [{ label: label || hostOf(address), url: address.url }] : [],
  );
}

/** `Paper: https://…`, `Paper](https://…`: the word before a bare address is its name, if it names a kind of link. */
function nameOfBare(text: string, at: number): { readonly label: string; readonly start: number } | undefined {
  const found =
    /(?:^|[\s,;|(（[{*•·\\。，；、！？])(\p{L}[\p{L} ]{0,20}?)\\?[\]})]?\s{0,2}[:：–-]?\s{0,2}\\?[[({<]?$/u.exec(
      text.slice(Math.max(0, at - 40), at),
    );
  const label = found?.[1] ?? '';
  // `Paper link: https://…`: the word before says more.
  const plain = label.replace(/ (?:links?|urls?)$/i, '');
  const name = [label, plain].find(isKind) ?? '';
  if (!found || name === '') return undefined;
  return { label: name, start: at - (found[0].length - found[0].lastIndexOf(name)) };
}

/** A title that is itself a link leads to the paper, unless the links say where the paper is. */
export function withTitleFirst(
  links: readonly WrittenLink[],
  titled: readonly Span[],
  title: string,
): readonly WrittenLink[] {
  const first = titled.find(({ text }) => text.trim() !== '');
  const target = first?.link;
  if (!first || target === undefined || !title.startsWith(first.text.trim())) return links;
  const address = readLinkAddress(target.url);
  const same = links.filter((link) => 'url' in link.address && 'url' in address && link.address.url === address.url);
  const others = links.filter((link) => !same.includes(link));
  return soundLinks(others).some(isPaper) && !soundLinks(same).some(isPaper)
    ? [...others, ...same]
    : [...same, ...others];
}
