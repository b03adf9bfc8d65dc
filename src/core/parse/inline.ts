import type { PhrasingContent } from 'mdast';
import { tagEffect } from '../plain-text.ts';

/** A stretch of visible text, white space not folded yet. */
export interface Run {
  readonly text: string;
  /** Bold or italic: what a hand-made list marks a title with. */
  readonly strong: boolean;
  /** Italic and not bold. */
  readonly italic: boolean;
  /** The address, where the text is a link. */
  readonly url: string | undefined;
}

interface Style {
  readonly strong: boolean;
  readonly italic: boolean;
  readonly url: string | undefined;
}

/** The visible text of parsed markdown in stretches: a line break is `\n`, pictures and HTML tags are gone. */
export function toRuns(nodes: readonly PhrasingContent[]): readonly Run[] {
  const runs: Run[] = [];
  addRuns(nodes, { strong: false, italic: false, url: undefined }, runs, 0);
  return runs;
}

export const runsText = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('');

/** Marks inside marks: more than any hand writes. */
const DEEPEST = 100;

function addRuns(nodes: readonly PhrasingContent[], outer: Style, runs: Run[], depth: number): void {
  let style = outer;
  if (depth > DEEPEST) return;
  for (const node of nodes) {
    switch (node.type) {
      case 'text':
      case 'inlineCode':
        runs.push({ text: node.value, ...style });
        break;
      case 'break':
        runs.push({ text: '\n', ...style });
        break;
      case 'html':
        style = addHtml(node.value, style, outer, runs);
        break;
      case 'strong':
        addRuns(node.children, { ...style, strong: true, italic: false }, runs, depth + 1);
        break;
      case 'emphasis':
        addRuns(node.children, { ...style, strong: true, italic: style.italic || !style.strong }, runs, depth + 1);
        break;
      case 'link':
        addRuns(node.children, { ...style, url: node.url }, runs, depth + 1);
        break;
      case 'delete':
      case 'linkReference':
        addRuns(node.children, style, runs, depth + 1);
        break;
      case 'image':
      case 'imageReference':
      case 'footnoteReference':
        break;
    }
  }
}

function addHtml(html: string, style: Style, outer: Style, runs: Run[]): Style {
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
