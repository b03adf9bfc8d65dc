import { trimEnd } from '../../text.ts';
import { isKind, linksIn, type WrittenLink } from './cell-links.ts';
import { sliceSpans, textOf, type Span } from './inline.ts';

/** An entry's words without the links that stand beside them, and all its links: those beside the words first. */
export interface WordsAndLinks {
  readonly spans: readonly Span[];
  readonly links: readonly WrittenLink[];
}

/** Takes the links off an entry that has no column for them: in front, in brackets of their own, at the end. */
export function takeLinks(spans: readonly Span[]): WordsAndLinks {
  const links = linksIn(spans);
  if (links.length === 0) return { spans, links };
  const text = textOf(spans);
  const lines = linkLines(text, links);
  const others = links.filter(({ start }) => !lines.some(([from, to]) => from <= start && start < to));
  const groups = [...lines, ...frontGroup(text, others), ...bracketGroups(text, others), ...endsOfLines(text, others)];
  const isTaken = ({ start, end }: WrittenLink): boolean =>
    groups.some((group) => group[0] <= start && end <= group[1]);
  const trailing = firstTrailing(text, links, isTaken);
  const end = links[trailing]?.start ?? text.length;
  const words = trimWords(text.slice(0, end));
  const isCut =
    trailing < links.length &&
    /[\p{L}\p{N}]/u.test(words.replace(/^[\s*_]*\d+[).\s]*/, '').replace(/^(?:\s*\[[^\]]{1,30}\])+/, ''));
  const beside = links.filter((link, index) => isTaken(link) || (isCut && index >= trailing));
  return {
    spans: without(spans, groups, isCut ? words.length : text.length),
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

/** `Title: https://…` above the summary, `A. Author, 2026. https://…` */
const endsOfLines = (text: string, links: readonly WrittenLink[]): readonly Place[] =>
  links.flatMap((link): readonly Place[] =>
    link.isBare && text.charAt(link.end) === '\n' && standsApart(text, link) ? [[link.start, link.end]] : [],
  );

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
  /^(?:[\s,;|·•/&+:：()（）[\]–—-]|@[\w-]+|\b(?:and|or|on|via|by|at|from|in|see|read|more|full|links?|sources?|also|here|und|oder|et|y|o)\b)*$/i;
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
      groups.push([start, last.end + close[0].length]);
    }
  });
  return groups;
}

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
  const apart = links.findIndex((link, index) => index >= first && !isTaken(link) && standsApart(text, link));
  return apart === -1 ? links.length : apart;
}

/** `Tools: [Title](u)`: the first words are only the label of the title. */
const LABEL_ALONE = /^[^.!?。！？\n:：*]{1,40}[:：]\s?$/;

function standsApart(text: string, link: WrittenLink): boolean {
  const before = text.slice(Math.max(0, link.start - 20), link.start);
  if (link.isBare || isKind(link.label)) return SET_APART.test(before) || !LEADS_ON.test(before);
  return SET_APART.test(before) && !LABEL_ALONE.test(text.slice(0, link.start));
}

// What points to the links behind it.
const POINTING = /[\s👉🔗📄💻\ufe0f]{1,9}$/u;

// `It holds. The code is open source: [Name](u)`: a last sentence that only leads to the link.
const ANNOUNCING = /(?<=[^\n]{40}[a-z\d)”"][.!?] |[。！？\n])[^.!?。！？\n]{1,40}[:：]\s*$/;

/** Words without the separators at their end. */
const trimWords = (text: string): string =>
  trimEnd(text.replace(POINTING, '').replace(ANNOUNCING, ''), /[\s,;|·•●(（/[\-–—→]/);

/** Spans up to a place of their text, without the groups, and without the blank that one of them leaves behind. */
function without(spans: readonly Span[], groups: readonly Place[], end: number): readonly Span[] {
  const text = textOf(spans);
  let at = 0;
  const kept: Span[] = [];
  for (const [start, close] of [...groups].sort((a, b) => a[0] - b[0])) {
    const gap = at < start && /\s/.test(text.charAt(start - 1)) ? 1 : 0;
    kept.push(...sliceSpans(spans, at, Math.min(start - gap, end)));
    at = gap === 1 || start > 0 ? close : close + (/^\s*/.exec(text.slice(close, close + 9))?.[0].length ?? 0);
  }
  return [...kept, ...sliceSpans(spans, at, end)];
}
