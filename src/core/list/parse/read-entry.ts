import type { Nodes } from 'mdast';
import { mainsIn, soundLinks, takeLinks, withTitleFirst } from './cell-links.ts';
import { rangeOf } from './markdown.ts';
import type { Draft } from './section.ts';
import { splitTitle, takeRank } from './entry-title.ts';
import { sliceRuns, textOf, type Run } from './inline.ts';

/** What a section was parsed from: its own lines, as they stand in the list. */
export interface Source {
  readonly lines: readonly string[];
}

/** Where an entry stands: the nodes it is made of, from the first to the last. */
export function placeOf(
  nodes: readonly Nodes[],
  { lines }: Source,
): Pick<Draft, 'line' | 'lastLine' | 'column' | 'source'> {
  const [first] = nodes;
  const last = nodes.at(-1);
  if (!first || !last) return { line: 0, lastLine: 0, column: 1, source: '' };
  const { line, column } = rangeOf(first);
  const { lastLine } = rangeOf(last);
  const source = lines
    .slice(line, lastLine + 1)
    .join('\n')
    .slice(column - 1);
  return { line, lastLine, column, source: source.trimEnd() };
}

/** Reads words as an entry: rank, title, summary, links. Undefined where they hold none of them. */
export function readWords(
  all: readonly Run[],
  number: number | undefined,
  place: Pick<Draft, 'line' | 'lastLine' | 'column' | 'source'>,
): Draft | undefined {
  const box = /^\s*\[[ xX]\]\s/.exec(textOf(all))?.[0].length ?? 0;
  const { runs, links } = takeLinks(box === 0 ? all : sliceRuns(all, box));
  const ranked = takeRank(runs);
  const rank = ranked.rank ?? number;
  const titled = splitTitle(ranked.runs, false);
  const written = withTitleFirst(links, ranked.runs, titled.title);
  if (titled.title === '' && written.length === 0 && rank === undefined) return undefined;
  const { title, summary, by } = titled;
  const mains = mainsIn(all) > 1 && all.find((one) => /[\p{L}]/u.test(one.text))?.link ? 1 : mainsIn(all);
  return { ...place, rank, title, summary, splitBy: by, links: soundLinks(written), written, split: false, mains };
}
