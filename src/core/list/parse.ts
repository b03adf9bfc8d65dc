import type { RootContent } from 'mdast';
import type { Edition, Entry, Section } from './edition.ts';
import { bound } from './parse/bounds.ts';
import { fieldsOf } from './parse/fields.ts';
import { isKind } from './parse/cell-links.ts';
import { isContainer, leftOutOf } from './parse/left-out.ts';
import { parseMarkdown, rangeOf, type Range } from './parse/markdown.ts';
import { findingsOf, mend } from './parse/mend.ts';
import { takePart, WHOLE, type Part } from './parse/part.ts';
import { resolveReferences } from './parse/references.ts';
import { unwrittenLinks, type Draft, type ReadEntry, type ReadSection } from './parse/section.ts';
import { waysFor, type Blocks } from './parse/ways.ts';
import { blockRuns, visible } from './parse/inline.ts';

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
  const { drafts, leftOut } = readBest(mended.text, own.split('\n'));
  const firstLine = section.bodyLine;
  const { line: tooMany = cutAt } = drafts[MOST_ENTRIES] ?? {};
  const cut = tooMany === undefined ? {} : { cutAt: firstLine + tooMany };
  return {
    section,
    entries: counted(drafts.slice(0, MOST_ENTRIES), firstLine),
    mended: findingsOf(mended, section, own),
    leftOut: leftOut.map(({ line, lastLine }) => ({ line: firstLine + line, lastLine: firstLine + lastLine })),
    ...cut,
  };
}

/** Three times as many as the longest week of any list. */
const MOST_ENTRIES = 500;

/** What was read of a section, and which of its tables and lists were not. */
interface Reading {
  readonly drafts: readonly Placed[];
  readonly leftOut: readonly Range[];
}

type Placed = Draft & Pick<ReadEntry, 'parts'>;

/** Reads in every way and takes the one with most entries that have one main link and words of their own. */
function readBest(text: string, lines: readonly string[]): Reading {
  const nodes = parseMarkdown(text).children.filter((node) => !leadsBack(node));
  const drafts = bestOf(nodes, lines);
  return { drafts, leftOut: leftOutOf(nodes, drafts) };
}

/** `[back to top](#contents)` */
const leadsBack = (node: RootContent): boolean =>
  node.type === 'paragraph' && node.children.every((child) => child.type === 'link' && /^#./.test(child.url));

function bestOf(nodes: readonly RootContent[], lines: readonly string[]): readonly Placed[] {
  const fields = fieldsOf(nodes);
  const whole = bestWay(nodes, { lines, fields });
  const parts = cutAtHeadings(nodes);
  const most = parts.reduce((all, part) => all + mostIn({ nodes: part, lines, fields }), 0);
  const inParts = most > goodIn(whole) ? parts.flatMap((part) => bestWay(part, { lines, fields })) : [];
  const best = goodIn(inParts) > goodIn(whole) ? inParts : whole;
  return withParts(goodIn(best) > 0 ? withoutBystanders(best) : best, nodes);
}

function bestWay(nodes: readonly RootContent[], blocks: Omit<Blocks, 'nodes'>): readonly Draft[] {
  let best: readonly Draft[] = [];
  for (const way of waysFor(nodes)) {
    if (best.length > 0 && way.most({ ...blocks, nodes }) <= goodIn(best)) continue;
    const drafts = way.read({ ...blocks, nodes });
    if (goodIn(drafts) > goodIn(best) || (goodIn(best) === 0 && best.length === 0)) best = drafts;
  }
  return best;
}

const mostIn = (blocks: Blocks): number => Math.max(0, ...waysFor(blocks.nodes).map((way) => way.most(blocks)));

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

const goodIn = (drafts: readonly Draft[]): number => drafts.filter(isGood).length;

const isGood = ({ links, title, mains }: Draft): boolean =>
  links.length > 0 && mains <= 1 && /\p{L}/u.test(title) && !title.split(/ ?[,|·] ?/).every(isKind);

/** Items without number and link stand for themselves, unless most of those around them have one. */
function withoutBystanders(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.filter((draft, index) => {
    if (draft.rank !== undefined || draft.links.length > 0) return true;
    const beside = [drafts[index - 1], drafts[index + 1]].filter((one) => one !== undefined);
    return beside.length > 0 && beside.every((one) => one.links.length > 0 && Math.abs(one.line - draft.line) < 9);
  });
}

/** Gives each entry the headings that it stands under; ranks that begin anew under each heading count on. */
function withParts(drafts: readonly Draft[], nodes: readonly RootContent[]): readonly Placed[] {
  const names = namesAround(drafts, nodes);
  let next = 0;
  let open: readonly Name[] = [];
  const placed = drafts.map((draft): Placed => {
    for (let name = names[next]; name && name.line < draft.line; name = names[++next]) {
      const { depth } = name;
      open = [...open.filter((above) => above.depth < depth), name];
    }
    return { ...draft, parts: [...open.map(({ words }) => words), ...(draft.parts ?? [])] };
  });
  const restarts = placed.flatMap(({ rank }, index) => (rank === 1 && index > 0 ? [index] : []));
  const partOf = (index: number): string => placed[index]?.parts.join('\n') ?? '';
  const areParts = restarts.every((index) => partOf(index - 1) !== partOf(index));
  return restarts.length > 0 && areParts ? placed.map((draft) => ({ ...draft, rank: undefined })) : placed;
}

/** What names a part of a section: a heading, or a line in bold or in `<summary>` that stands alone. */
interface Name {
  readonly depth: number;
  readonly line: number;
  readonly words: string;
}

/** Deeper than every heading. */
const LINE_DEPTH = 7;

function namesAround(drafts: readonly Draft[], nodes: readonly RootContent[]): readonly Name[] {
  const own = new Set(drafts.map(({ line }) => line));
  let next = 0;
  return nodes.flatMap((node): readonly Name[] => {
    const { line } = rangeOf(node);
    while ((drafts[next]?.lastLine ?? Infinity) < line) next += 1;
    if (node.type === 'heading' && !own.has(line))
      return [{ depth: node.depth, line, words: visible(blockRuns([node])) }];
    const isLine =
      node.type === 'paragraph'
        ? node.children.length === 1 && node.children[0]?.type === 'strong'
        : node.type === 'html' && /<summary[\s>]/i.test(node.value);
    if (!isLine || line >= (drafts[next]?.line ?? Infinity)) return [];
    const words = visible(blockRuns([node]));
    return words === '' ? [] : [{ depth: LINE_DEPTH, line, words }];
  });
}

/** Gives each entry without a number the one after the entry before it. */
function counted(drafts: readonly Placed[], firstLine: number): readonly ReadEntry[] {
  let last = 0;
  return drafts.map((draft) => {
    const rank = draft.rank ?? last + 1;
    last = rank;
    return { ...draft, rank, rankWritten: draft.rank !== undefined, line: firstLine + draft.line };
  });
}
