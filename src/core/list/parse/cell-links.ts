import { foldSpace } from '../../text.ts';
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

const KINDS =
  /^(?:the )?(?:full |technical |project |source |original |github |code |hf |model |data)?(?:papers?|pdf|preprint|arxiv(?:[: ]?\d\S*)?|abs|abstract|code|repo(?:sitory)?|git(?:hub|lab)|tweet|thread|x|post|blog(?: ?post)?|article|projects?|page|web ?site|site|demo|models?|weights|data(?:set)?s?|reports?|cards?|video|talk|slides|docs?|book|links?|hugging ?face|hf|announcement|release|read(?: more)?|more|source|discuss(?:ion)?|comments?|hn|原文|译|译文|全文|论文|論文|代码|代碼|コード|链接|連結|リンク|项目|項目|논문|코드|링크)(?: \d+)?$/i;
const LONGEST_KIND = 100;

/** A link named like this, or by a sign or number, stands beside the text; any other one behind a word is part of its sentence. */
export const isKind = (label: string): boolean =>
  label.length <= LONGEST_KIND && (KINDS.test(label) || !/\p{L}/u.test(label));

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
  const name = [label, plain, /\p{L}+$/u.exec(label)?.[0] ?? ''].find(isKind) ?? '';
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
