import type { Nodes, PhrasingContent, RootContent } from 'mdast';
import { foldSpace, decodeEntities, plainText, tagEffect, trimEnd } from '../../text.ts';
import { withoutTail } from './url.ts';

/** Where a link leads. One object for all the words of a link, which tells it from the link beside it. */
export interface Target {
  readonly url: string;
  /** Written as an address alone, without a name. */
  readonly isBare: boolean;
  /** The other text of a picture inside it. */
  readonly alt: string;
}

/** A stretch of visible text, white space not folded yet. */
export interface Span {
  readonly text: string;
  /** Bold or italic: what a hand-made list marks a title with. */
  readonly strong: boolean;
  /** Italic and not bold. */
  readonly italic: boolean;
  readonly link: Target | undefined;
}

type Style = Omit<Span, 'text'>;

const PLAIN: Style = { strong: false, italic: false, link: undefined };

/** Marks inside marks, lists inside lists: more than any hand writes. */
const DEEPEST = 60;

export const textOf = (spans: readonly Span[]): string => spans.map(({ text }) => text).join('');

/** Visible words from spans, white space folded. */
export const visible = (spans: readonly Span[]): string => foldSpace(textOf(spans));

/** The visible text of parsed markdown in stretches: a line break is `\n`, pictures and HTML tags are gone. */
export function inlineSpans(nodes: readonly PhrasingContent[]): readonly Span[] {
  const spans: Span[] = [];
  addInline(nodes, PLAIN, spans, 0);
  return spans;
}

/** The same of whole blocks, each on a line of its own; points of lists keep a bullet. */
export function blockSpans(nodes: readonly Nodes[], depth = 0): readonly Span[] {
  const all: Span[] = [];
  let isBegun = false;
  for (const node of nodes) {
    const spans = spansOfBlock(node, depth);
    if (spans.length > 0 && isBegun) all.push(plainSpan('\n'));
    isBegun ||= textOf(spans) !== '';
    for (const one of spans) all.push(one);
  }
  return all;
}

export const plainSpan = (text: string): Span => ({ text, ...PLAIN });

function spansOfBlock(node: Nodes, depth: number): readonly Span[] {
  if (depth > DEEPEST) return [];
  if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell')
    return inlineSpans(node.children);
  if (node.type === 'listItem') {
    const spans = blockSpans(node.children, depth + 1);
    return visible(spans) === '' ? [] : [plainSpan('• '), ...spans];
  }
  if (node.type === 'html') return [plainSpan(plainText(node.value))];
  if (node.type === 'code') return [plainSpan(node.value.replace(/\s+/g, ' '))];
  return 'children' in node ? blockSpans(node.children, depth + 1) : [];
}

function addInline(nodes: readonly PhrasingContent[], outer: Style, spans: Span[], depth: number): void {
  let style = outer;
  if (depth > DEEPEST) return;
  for (const node of nodes) {
    switch (node.type) {
      case 'text':
        addText(node.value, style, spans);
        break;
      case 'inlineCode':
        spans.push({ text: node.value, ...style });
        break;
      case 'break':
        spans.push({ text: '\n', ...style });
        break;
      case 'html':
        style = addTag(node.value, style, outer, spans);
        break;
      case 'strong':
        addInline(node.children, { ...style, strong: true, italic: false }, spans, depth + 1);
        break;
      case 'emphasis':
        addInline(node.children, { ...style, strong: true, italic: style.italic || !style.strong }, spans, depth + 1);
        break;
      case 'link':
        addInline(node.children, { ...style, link: targetOf(node.url, node.children) }, spans, depth + 1);
        if (node.children.length === 0) spans.push({ text: '', ...style, link: targetOf(node.url, []) });
        break;
      case 'image':
        if (style.link) spans.push({ text: '', ...style });
        break;
      case 'delete':
      case 'linkReference':
        addInline(node.children, style, spans, depth + 1);
        break;
      case 'imageReference':
      case 'footnoteReference':
        break;
    }
  }
}

function targetOf(url: string, children: readonly (PhrasingContent | RootContent)[]): Target {
  const picture = children.find((child) => child.type === 'image');
  const [only] = children.length === 1 ? children : [];
  return { url, isBare: only?.type === 'text' && only.value === url, alt: picture?.alt ?? '' };
}

// What ends an address in running text: blanks, brackets, quotes, and the marks of Chinese and Japanese.
const bareAddress = (): RegExp =>
  /(?:https?:\/\/|(?<![\p{L}\p{N}./@-])www\.(?=[\w-]+\.))[^\s<>|"`“”，。；、！？）】》]+/giu;
const MAY_BE_BARE = /:\/\/|www\./i;

/** Text with its bare addresses as links. */
function addText(value: string, style: Style, spans: Span[]): void {
  const text = value.replace(/\r?\n/g, ' ');
  let at = 0;
  for (const { index, 0: found } of style.link || !MAY_BE_BARE.test(text) ? [] : text.matchAll(bareAddress())) {
    const url = trimEnd(withoutTail(found), /[?[({]/);
    if (index > at) spans.push({ text: text.slice(at, index), ...style });
    spans.push({ text: url, ...style, link: { url, isBare: true, alt: '' } });
    at = index + url.length;
  }
  if (at < text.length) spans.push({ text: text.slice(at), ...style });
}

function addTag(html: string, style: Style, outer: Style, spans: Span[]): Style {
  const anchor = /^<(\/?)a(?=[\s>])/i.exec(html);
  if (anchor) return { ...style, link: anchor[1] === '/' ? outer.link : anchorOf(html) };
  switch (tagEffect(html)) {
    case 'break':
      spans.push({ text: '\n', ...style });
      return style;
    case 'bold':
      return { ...style, strong: true, italic: false };
    case 'bold end':
      return { ...style, strong: outer.strong, italic: outer.italic };
    case 'content':
      spans.push({ text: html, ...style });
      return style;
    case 'nothing':
      return style;
  }
}

function anchorOf(html: string): Target | undefined {
  const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(html);
  return href ? { url: decodeEntities(href[1] ?? href[2] ?? href[3] ?? ''), isBare: false, alt: '' } : undefined;
}

/** The spans between two places of their text. */
export function sliceSpans(spans: readonly Span[], start: number, end = Infinity): readonly Span[] {
  const kept: Span[] = [];
  let at = 0;
  for (const one of spans) {
    const text = one.text.slice(Math.max(0, start - at), Math.max(0, end - at));
    at += one.text.length;
    if (text !== '') kept.push({ ...one, text });
  }
  return kept;
}
