import { trimEnd, foldSpace } from '../../text.ts';
import type { Link } from '../edition.ts';
import { isPaper } from '../paper.ts';
import { readAddress, type Address } from './url.ts';
import { sliceRuns, textOf, type Run } from './inline.ts';

/** A link as it stands in an entry. */
export interface WrittenLink {
  /** Visible text, without stray brackets; of a bare address the word before it or the host. */
  readonly label: string;
  readonly address: Address;
  readonly isBare: boolean;
  /** Where it stands in the visible text. */
  readonly start: number;
  readonly end: number;
}

const KINDS =
  /^(?:the )?(?:full |technical |project |source |original |github |code |hf |model |data)?(?:papers?|pdf|preprint|arxiv(?:[: ]?\d\S*)?|abs|abstract|code|repo(?:sitory)?|git(?:hub|lab)|tweet|thread|x|post|blog(?: ?post)?|article|projects?|page|web ?site|site|demo|models?|weights|data(?:set)?s?|reports?|cards?|video|talk|slides|docs?|book|links?|hugging ?face|hf|announcement|release|read(?: more)?|more|source|discuss(?:ion)?|comments?|hn|原文|译|译文|全文|论文|論文|代码|代碼|コード|链接|連結|リンク|项目|項目|논문|코드|링크)(?: \d+)?$/i;
const LONGEST_KIND = 100;

/** A link named like this stands beside the text; any other one behind a word is part of its sentence. */
export const isKind = (label: string): boolean => label.length <= LONGEST_KIND && KINDS.test(label);

/** Every link among some words, in order; links inside the page lead nowhere and are none. */
export function linksIn(runs: readonly Run[]): readonly WrittenLink[] {
  const spans: { readonly link: NonNullable<Run['link']>; readonly start: number; end: number }[] = [];
  let at = 0;
  for (const { text, link } of runs) {
    const last = spans.at(-1);
    if (link && last?.link === link) last.end = at + text.length;
    else if (link && !/^#./.test(link.url)) spans.push({ link, start: at, end: at + text.length });
    at += text.length;
  }
  const whole = textOf(runs);
  return spans.map(({ link, start, end }): WrittenLink => {
    const address = readAddress(link.url);
    const named = link.isBare ? nameOfBare(whole, start) : undefined;
    if (named !== undefined) return { label: named.label, address, isBare: true, start: named.start, end };
    if (link.isBare) return { label: hostOf(address), address, isBare: true, start, end };
    const label = cleanLabel(whole.slice(start, end)) || foldSpace(link.alt);
    return { label: nameBefore(whole, start, label), address, isBare: false, start, end };
  });
}

const hostOf = (address: Address): string => ('url' in address ? new URL(address.url).hostname : '');

/** A link with words of its own, as a title has; not one that says what kind of page it leads to. */
export const isWorded = ({ label, address, isBare }: WrittenLink): boolean =>
  !isBare && label !== '' && !isKind(label) && !/^\S*[./]\S*$/.test(label) && 'url' in address;

/** How many links with words of their own begin a line; those of a list count twice: they are entries themselves. */
export function mainsIn(runs: readonly Run[]): number {
  const text = textOf(runs);
  return linksIn(runs).reduce((sum, link) => {
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

/** The brackets and commas that slipped into a label. */
function cleanLabel(words: string): string {
  const label = foldSpace(words).replace(/^[\s,;:)\]([]+/, '');
  return trimEnd(label, label.includes('(') || label.includes('[') ? /[\s,;:([]/ : /[\s,;:([)\]]/);
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

/** `Paper: [link](url)`: a label that says nothing gives way to the word before it. */
function nameBefore(text: string, at: number, label: string): string {
  if (!/^(?:link|here|url|open|click here|[🔗↗→])?$/iu.test(label)) return label;
  const before = text.slice(Math.max(0, at - 40), at);
  return /(?:^|[\s,;|(•])(\p{L}[\p{L}\p{N} ]{1,30})[:：]\s*$/u.exec(before)?.[1] ?? label;
}

/** An entry's words without the links that stand beside them, and all its links: those beside the words first. */
export interface WordsAndLinks {
  readonly runs: readonly Run[];
  readonly links: readonly WrittenLink[];
}

/** Takes the links off an entry that has no column for them: in front, in brackets of their own, at the end. */
export function takeLinks(runs: readonly Run[]): WordsAndLinks {
  const links = linksIn(runs);
  if (links.length === 0) return { runs, links };
  const text = textOf(runs);
  const lines = linkLines(text, links);
  const others = links.filter(({ start }) => !lines.some(([from, to]) => from <= start && start < to));
  const groups = [...lines, ...frontGroup(text, others), ...bracketGroups(text, others)];
  const isTaken = ({ start, end }: WrittenLink): boolean =>
    groups.some((group) => group[0] <= start && end <= group[1]);
  const trailing = firstTrailing(text, links, isTaken);
  const end = links[trailing]?.start ?? text.length;
  const words = trimWords(text.slice(0, end));
  const isCut =
    trailing < links.length &&
    /[\p{L}\p{N}]/u.test(words.replace(/^[\s*_]*\d+[).\s]*/, '').replace(/^\[[^\]]{1,30}\]/, ''));
  const beside = links.filter((link, index) => isTaken(link) || (isCut && index >= trailing));
  return {
    runs: without(runs, groups, isCut ? words.length : text.length),
    links: [...beside, ...links.filter((link) => !beside.includes(link))],
  };
}

type Place = readonly [start: number, end: number];

/** A word that names the links after it: `Paper: [arXiv](u)`. */
const NAMED = /(\p{L}[\p{L} ]{0,30}?)\s?[:：]\s*$/u;

/** Lines that are nothing but links, or labels and links: `• Paper: [arXiv](u)`, `• [Code](u), [Demo](v)`. */
function linkLines(text: string, links: readonly WrittenLink[]): readonly Place[] {
  if (!text.includes('\n')) return [];
  const places: Place[] = [];
  for (let next = 0; next < links.length;) {
    const start = text.lastIndexOf('\n', links[next]?.start ?? 0) + 1;
    const stop = text.indexOf('\n', links[next]?.start ?? 0);
    const end = stop === -1 ? text.length : stop;
    const after = links.findIndex((link, index) => index > next && link.start >= end);
    const own = links.slice(next, after === -1 ? links.length : after);
    next += own.length;
    if (isLinkLine(text.slice(start, end), start, own)) places.push(start === 0 ? [0, end + 1] : [start - 1, end]);
  }
  return places;
}

function isLinkLine(line: string, start: number, own: readonly WrittenLink[]): boolean {
  let at = 0;
  let isNamed = false;
  for (const link of own) {
    // The name of a bare address belongs to it.
    const gap = line.slice(at, link.start - start);
    const name = NAMED.exec(gap.slice(-40))?.[1] ?? '';
    isNamed ||= name !== '' && isKind(name);
    if (!isSeparator(name === '' || !isKind(name) ? gap : gap.slice(0, gap.lastIndexOf(name)))) return false;
    if (!isNamed && !link.isBare && !isKind(link.label)) return false;
    at = link.end - start;
  }
  return isSeparator(line.slice(at)) && (start > 0 || isNamed || line.startsWith('•'));
}

const isSeparator = (gap: string): boolean => gap.length <= LONGEST_GAP && BETWEEN.test(gap);

/** `[Paper](url) **Title** - summary` */
function frontGroup(text: string, links: readonly WrittenLink[]): readonly Place[] {
  let end = 0;
  for (const link of links) {
    const between = text.slice(end, link.start);
    if (!isKind(link.label) || !(end === 0 ? /^[\s\d.)]*$/ : BETWEEN).test(between)) break;
    end = link.end;
  }
  const [first] = links;
  const behind = text.slice(end);
  return first && end > 0 && /[\p{L}\p{N}]/u.test(behind) && !/^\s*[:：]/.test(behind) ? [[first.start, end]] : [];
}

// What stands in brackets beside links that are only there for the reader who wants more.
const ASIDE =
  /^(?:[\s,;|·•/&+:：()（）[\]–—-]|\b(?:and|or|on|via|at|from|in|see|read|more|full|links?|sources?|also|here|und|oder|et|y|o)\b)*$/i;
const LONGEST_ASIDE = 60;

/** `**Title** ([Paper](url), [Code](url)): summary`, `Title (Read more on [A](u) or [B](v))`: the bracket goes with its links. */
function bracketGroups(text: string, links: readonly WrittenLink[]): readonly Place[] {
  const groups: Place[] = [];
  links.forEach((link, index) => {
    if (groups.some(([, end]) => link.start < end)) return;
    const before = text.slice(Math.max(groups.at(-1)?.[1] ?? 0, link.start - LONGEST_ASIDE), link.start);
    const open = Math.max(before.lastIndexOf('('), before.lastIndexOf('（'), before.lastIndexOf('['));
    if (open < 0 || !ASIDE.test(before.slice(open + 1))) return;
    let last = link;
    for (const next of links.slice(index + 1)) {
      const gap = text.slice(last.end, next.start);
      if (gap.length > LONGEST_ASIDE || !ASIDE.test(gap) || /[)）\]]/.test(gap)) break;
      last = next;
    }
    const close = /^([^()（）[\]]{0,20})[)）\]]/.exec(text.slice(last.end, last.end + 22));
    if (close && ASIDE.test(close[1] ?? '')) {
      const start = link.start - before.length + open;
      const end = last.end + close[0].length;
      groups.push([start, end + (isSecondStop(text, start, end) ? 1 : 0)]);
    }
  });
  return groups;
}

/** `Kim et al. ([Paper](u)). It holds.`: without the bracket two full stops would meet. */
const isSecondStop = (text: string, start: number, end: number): boolean =>
  text[end] === '.' && /[.!?]\s?$/.test(text.slice(Math.max(0, start - 2), start));

// What may stand between the links at an entry's end: separators, and words that announce links.
const BETWEEN =
  /^(?:[\s,;|·•●/&()（）[\]{}.*_:：+\-–—→↗👉🔗📄💻，、。\u200b]|\b(?:and|or|links?|read|more|see|sources?|und|et|y)\b)*$/iu;
const LONGEST_GAP = 80;
const SET_APART = /(?:[.!?:;,|·•(/[\-–—→}\])。！？：；，、）】\n]|^)[\s(（]*$/;
// A link that such a word leads to is part of its sentence: `Code is on [github](u).`
const LEADS_ON = /(?:^|\s)(?:on|at|in|via|from|the|an?|to|with|by|of|and|or|is|are|for|our|their|this|its|as)\s$/i;

/** The first of the links with nothing but separators between them and the end. */
function firstTrailing(text: string, links: readonly WrittenLink[], isTaken: (link: WrittenLink) => boolean): number {
  let end = text.length;
  let first = links.length;
  for (let index = links.length - 1; index >= 0; index--) {
    const link = links[index];
    const gap = text.slice(link?.end ?? 0, end);
    if (!link || gap.length > LONGEST_GAP || !BETWEEN.test(gap)) break;
    end = link.start;
    first = index;
  }
  while (first < links.length && (isTaken(links[first] ?? none) || !standsApart(text, links[first] ?? none)))
    first += 1;
  return first;
}

const none: WrittenLink = { label: '', address: { status: 'empty' }, isBare: false, start: 0, end: 0 };

function standsApart(text: string, { label, isBare, start }: WrittenLink): boolean {
  const before = text.slice(Math.max(0, start - 20), start);
  return SET_APART.test(before) || ((isBare || isKind(label)) && !LEADS_ON.test(before));
}

// What points to the links behind it.
const POINTING = /[\s👉🔗📄💻\ufe0f]{1,9}$/u;

/** Words without the separators, and the words that announced links, at their end. */
function trimWords(text: string): string {
  const words = trimEnd(text.replace(POINTING, ''), /[\s,;|·•●(（/[\-–—→]/);
  const announced = /(?:^|[^\p{L}\p{N}\s]\s{0,3})((?:links?|read more|see|sources?)[:：]?)$/iu.exec(words.slice(-20));
  return announced ? trimWords(words.slice(0, -(announced[1] ?? '').length)) : words;
}

/** Runs up to a place of their text, without the groups, and without the blank that one of them leaves behind. */
function without(runs: readonly Run[], groups: readonly Place[], end: number): readonly Run[] {
  const text = textOf(runs);
  let at = 0;
  const kept: Run[] = [];
  for (const [start, close] of [...groups].sort((a, b) => a[0] - b[0])) {
    const gap = at < start && /\s/.test(text.charAt(start - 1)) ? 1 : 0;
    kept.push(...sliceRuns(runs, at, Math.min(start - gap, end)));
    at = gap === 1 || start > 0 ? close : close + (/^\s*/.exec(text.slice(close, close + 9))?.[0].length ?? 0);
  }
  return [...kept, ...sliceRuns(runs, at, end)];
}

/** A title that is itself a link leads to the paper, unless the links say where the paper is. */
export function withTitleFirst(
  links: readonly WrittenLink[],
  titled: readonly Run[],
  title: string,
): readonly WrittenLink[] {
  const first = titled.find(({ text }) => text.trim() !== '');
  const target = first?.link;
  if (!first || target === undefined || !title.startsWith(first.text.trim())) return links;
  const address = readAddress(target.url);
  const same = links.filter((link) => 'url' in link.address && 'url' in address && link.address.url === address.url);
  const others = links.filter((link) => !same.includes(link));
  return soundLinks(others).some(isPaper) && !soundLinks(same).some(isPaper)
    ? [...others, ...same]
    : [...same, ...others];
}
