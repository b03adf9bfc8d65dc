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
export interface Run {
  readonly text: string;
  /** Bold or italic: what a hand-made list marks a title with. */
  readonly strong: boolean;
  /** Italic and not bold. */
  readonly italic: boolean;
  readonly link: Target | undefined;
}

type Style = Omit<Run, 'text'>;

const PLAIN: Style = { strong: false, italic: false, link: undefined };

/** Marks inside marks, lists inside lists: more than any hand writes. */
const DEEPEST = 60;

export const textOf = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('');

/** Visible words from runs, white space folded. */
export const visible = (runs: readonly Run[]): string => foldSpace(textOf(runs));

/** The visible text of parsed markdown in stretches: a line break is `\n`, pictures and HTML tags are gone. */
export function inlineRuns(nodes: readonly PhrasingContent[]): readonly Run[] {
  const runs: Run[] = [];
  addInline(nodes, PLAIN, runs, 0);
  return runs;
}

/** The same of whole blocks, each on a line of its own; points of lists keep a bullet. */
export function blockRuns(nodes: readonly Nodes[], depth = 0): readonly Run[] {
  const all: Run[] = [];
  let isBegun = false;
  for (const node of nodes) {
    const runs = runsOfBlock(node, depth);
    if (runs.length > 0 && isBegun) all.push(run('\n'));
    isBegun ||= textOf(runs) !== '';
    for (const one of runs) all.push(one);
  }
  return all;
}

export const run = (text: string): Run => ({ text, ...PLAIN });

function runsOfBlock(node: Nodes, depth: number): readonly Run[] {
  if (depth > DEEPEST) return [];
  if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell')
    return inlineRuns(node.children);
  if (node.type === 'listItem') {
    const runs = blockRuns(node.children, depth + 1);
    return visible(runs) === '' ? [] : [run('• '), ...runs];
  }
  if (node.type === 'html') return [run(plainText(node.value))];
  if (node.type === 'code') return [run(node.value.replace(/\s+/g, ' '))];
  return 'children' in node ? blockRuns(node.children, depth + 1) : [];
}

function addInline(nodes: readonly PhrasingContent[], outer: Style, runs: Run[], depth: number): void {
  let style = outer;
  if (depth > DEEPEST) return;
  for (const node of nodes) {
    switch (node.type) {
      case 'text':
        addText(node.value, style, runs);
        break;
      case 'inlineCode':
        runs.push({ text: node.value, ...style });
        break;
      case 'break':
        runs.push({ text: '\n', ...style });
        break;
      case 'html':
        style = addTag(node.value, style, outer, runs);
        break;
      case 'strong':
        addInline(node.children, { ...style, strong: true, italic: false }, runs, depth + 1);
        break;
      case 'emphasis':
        addInline(node.children, { ...style, strong: true, italic: style.italic || !style.strong }, runs, depth + 1);
        break;
      case 'link':
        addInline(node.children, { ...style, link: targetOf(node.url, node.children) }, runs, depth + 1);
        if (node.children.length === 0) runs.push({ text: '', ...style, link: targetOf(node.url, []) });
        break;
      case 'image':
        if (style.link) runs.push({ text: '', ...style });
        break;
      case 'delete':
      case 'linkReference':
        addInline(node.children, style, runs, depth + 1);
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
const BARE = /(?:https?:\/\/|(?<![\p{L}\p{N}./@-])www\.(?=[\w-]+\.))[^\s<>|"`“”，。；、！？）】》]+/giu;
const MAY_BE_BARE = /:\/\/|www\./i;

/** Text with its bare addresses as links. */
function addText(value: string, style: Style, runs: Run[]): void {
  const text = value.replace(/\r?\n/g, ' ');
  let at = 0;
  for (const { index, 0: found } of style.link || !MAY_BE_BARE.test(text) ? [] : text.matchAll(BARE)) {
    const url = trimEnd(withoutTail(found), /[?[({]/);
    if (index > at) runs.push({ text: text.slice(at, index), ...style });
    runs.push({ text: url, ...style, link: { url, isBare: true, alt: '' } });
    at = index + url.length;
  }
  if (at < text.length) runs.push({ text: text.slice(at), ...style });
}

function addTag(html: string, style: Style, outer: Style, runs: Run[]): Style {
  const anchor = /^<(\/?)a(?=[\s>])/i.exec(html);
  if (anchor) return { ...style, link: anchor[1] === '/' ? outer.link : anchorOf(html) };
  switch (tagEffect(html)) {
    case 'break':
      runs.push({ text: '\n', ...style });
      return style;
    case 'bold':
      return { ...style, strong: true, italic: false };
    case 'bold end':
      return { ...style, strong: outer.strong, italic: outer.italic };
    case 'content':
      runs.push({ text: html, ...style });
      return style;
    case 'nothing':
      return style;
  }
}

function anchorOf(html: string): Target | undefined {
  const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(html);
  return href ? { url: decodeEntities(href[1] ?? href[2] ?? href[3] ?? ''), isBare: false, alt: '' } : undefined;
}

/** The runs between two places of their text. */
export function sliceRuns(runs: readonly Run[], start: number, end = Infinity): readonly Run[] {
  const kept: Run[] = [];
  let at = 0;
  for (const one of runs) {
    const text = one.text.slice(Math.max(0, start - at), Math.max(0, end - at));
    at += one.text.length;
    if (text !== '') kept.push({ ...one, text });
  }
  return kept;
}
