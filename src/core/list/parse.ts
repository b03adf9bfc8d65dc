import type { RootContent } from 'mdast';
import type { Edition, Entry, Section } from './edition.ts';
import { hasLetter } from '../text.ts';
import { bound } from './parse/bounds.ts';
import { fieldsOf } from './parse/fields.ts';
import { isKind } from './parse/cell-links.ts';
import { isContainer, leftOutOf, withoutBeside, type Kept } from './parse/left-out.ts';
import { parseMarkdown, positionOf } from './parse/markdown.ts';
import { findingsOf, mend } from './parse/mend.ts';
import { takePart, WHOLE, withParts, type Part } from './parse/parts.ts';
import { resolveReferences } from './parse/references.ts';
import { unwrittenLinks, type Draft, type Placed, type ReadEntry, type ReadSection } from './parse/section.ts';
import { waysFor, type Blocks } from './parse/ways.ts';

/** Reads one week's list, whatever its layout; all of it, or the part that is wanted. */
export const parseSection = (section: Section, part?: Part): Edition => editionOf(readSection(section), part);

/** What a thread needs of a section that was read. */
export function editionOf({ section, entries: read }: ReadSection, part: Part = WHOLE): Edition {
  const { week, heading, file, line } = section;
  const entries = takePart(read, part).map(({ rank, title, summary, links, line, written }): Entry => {
    const unwritten = unwrittenLinks(written);
    return { rank, title, summary, links, line, ...(unwritten.length > 0 && { unwritten }) };
  });
  return { week, heading, file, line, entries };
}

const read = new WeakMap<Section, ReadSection>();

/** Reads one week's list, keeping everything that `lint` checks; a section that was read is not read again. */
export function readSection(section: Section): ReadSection {
  const known = read.get(section) ?? readNew(section);
  read.set(section, known);
  return known;
}

function readNew(section: Section): ReadSection {
  const { text: own, cutAt } = bound(section.body);
  const mended = mend(resolveReferences(own, section.definitions));
  const nodes = parseMarkdown(mended.text).children.filter((node) => !leadsBack(node));
  const { drafts, beside } = bestOf(nodes, own.split('\n'));
  const taken = [...drafts, ...beside].sort((a, b) => a.line - b.line);
  const firstLine = section.bodyLine;
  const { line: tooMany = cutAt } = drafts[MOST_ENTRIES] ?? {};
  const cut = tooMany === undefined ? {} : { cutAt: firstLine + tooMany };
  return {
    section,
    entries: counted(drafts.slice(0, MOST_ENTRIES), firstLine),
    mended: findingsOf(mended, section, own),
    beside: beside.map((one) => ({ ...one, line: firstLine + one.line })),
    leftOut: leftOutOf(nodes, taken).map(({ line, lastLine }) => ({
      line: firstLine + line,
      lastLine: firstLine + lastLine,
    })),
    ...cut,
  };
}

/** Three times as many as the longest week of any list. */
const MOST_ENTRIES = 500;

/** `[back to top](#contents)` */
const leadsBack = (node: RootContent): boolean =>
  node.type === 'paragraph' && node.children.every((child) => child.type === 'link' && /^#./.test(child.url));

/** Reads in every way and takes the one with most entries that have one main link and words of their own. */
function bestOf(nodes: readonly RootContent[], lines: readonly string[]): Kept {
  const blocks = { nodes, lines, fields: fieldsOf(nodes) };
  const whole = bestWay(blocks);
  const parts = cutAtHeadings(nodes).map((part) => ({ ...blocks, nodes: part }));
  const most = parts.reduce((all, part) => all + mostIn(part), 0);
  const inParts = most > goodIn(whole) ? parts.flatMap((part) => bestOfPart(part, whole)) : [];
  const best = goodIn(inParts) > goodIn(whole) ? inParts : whole;
  const placed = withParts(best, nodes);
  return goodIn(best) > 0 ? withoutBeside(placed) : { drafts: placed, beside: [] };
}

/** Reads a part by itself, unless that gives nothing but the pieces of entries that the whole reading has there. */
function bestOfPart(part: Blocks, whole: readonly Draft[]): readonly Draft[] {
  if (part.nodes.length === 0) return [];
  const { line: first, lastLine: last } = positionOf(part.nodes, part);
  const own = whole.filter(({ line }) => first <= line && line <= last);
  const best = bestWay(part);
  const isPiece = ({ line }: Draft): boolean =>
    own.some((one) => isGood(one) && one.line < line && line <= one.lastLine);
  return best.every(isPiece) ? own : best;
}

function bestWay(blocks: Blocks): readonly Draft[] {
  let best: readonly Draft[] = [];
  for (const way of waysFor(blocks.nodes, blocks.fields)) {
    if (best.length > 0 && way.most(blocks) <= goodIn(best)) continue;
    const drafts = way.read(blocks);
    if (goodIn(drafts) > goodIn(best) || (goodIn(best) === 0 && best.length === 0)) best = drafts;
  }
  return best;
}

const mostIn = (blocks: Blocks): number =>
  Math.max(0, ...waysFor(blocks.nodes, blocks.fields).map((way) => way.most(blocks)));

/** The parts of a section under headings of its highest level: some lists write one part in headings and another in bullets. */
function cutAtHeadings(nodes: readonly RootContent[]): readonly (readonly RootContent[])[] {
  const depths = nodes.flatMap((node) => (node.type === 'heading' ? node.depth : []));
  const highest = Math.min(...depths);
  if (!depths.some((depth) => depth > highest)) return [];
  const parts: RootContent[][] = [];
  for (const node of nodes) {
    if (node.type === 'heading' && node.depth === highest) parts.push([]);
    else parts.at(-1)?.push(node);
  }
  return parts.map((part) => (part.some(({ type }) => type === 'heading') ? part : part.filter(isContainer)));
}

/** How many are good entries; one whose only link stands in another one before it is that one again. */
function goodIn(drafts: readonly Draft[]): number {
  const seen = new Set<string>();
  return drafts.filter((draft) => {
    const isAgain = draft.links.length === 1 && draft.links.every(({ url }) => seen.has(url));
    for (const { url } of draft.links) seen.add(url);
    return !isAgain && isGood(draft);
  }).length;
}

const isGood = ({ links, title, mains }: Draft): boolean =>
  mains <= 1 &&
  links.length > 0 &&
  hasLetter(title) &&
  !/^https?:\S+$/.test(title) &&
  !title.split(/ ?[,|·] ?/).every(isKind);

/** Gives each entry without a number the one after the entry before it. */
function counted(drafts: readonly Placed[], firstLine: number): readonly ReadEntry[] {
  let last = 0;
  return drafts.map((draft) => {
    const rank = draft.rank ?? last + 1;
    last = rank;
    return { ...draft, rank, rankWritten: draft.rank !== undefined, line: firstLine + draft.line };
  });
}
