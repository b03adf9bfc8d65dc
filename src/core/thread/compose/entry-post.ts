import { allLinks, chooseLinks, isTitle, linkLines, type LinkLines } from './link-line.ts';
import { cashtagsIn, postText, withCashtags } from './safe-text.ts';
import { cutAtWords, firstWords, nameOf } from '../cut-title.ts';
import type { Entry, Link } from '../../list.ts';
import type { PostRules, EntryPost } from '../posts.ts';
import { extractsOf, type Extract } from '../shorten/choose-extract.ts';
import { explain } from '../shorten/explain.ts';
import { readSource, type Source } from '../shorten/read-summary.ts';

/** A post without its summary: what stands above and below it, and the points that it costs its looks. */
interface Frame {
  readonly number: string;
  readonly title: string;
  readonly tail: LinkLines;
  readonly cost: number;
  /** How long it is in the network's measure. */
  readonly length: number;
}

/** One entry's post: number, title, summary, links. `links` is empty where they stand at the end of the thread. */
export function composeEntry(
  entry: Entry,
  number: string,
  links: readonly Link[],
  rules: PostRules,
  isExplained = false,
): EntryPost {
  const title = withCashtags(postText(entry.title, rules), 1, rules);
  const summary = withCashtags(postText(entry.summary, rules), cashtagsIn(title).length > 0 ? 0 : 1, rules);
  const source = readSource(summary, { title, name: nameOf(title), longest: longestOf(rules) });
  // Where a label is a link, the title is the link that it names.
  const own = rules.linkStyle === 'label' ? links.find(({ label }) => isTitle(label, title)) : undefined;
  const beside = own ? links.filter((link) => link !== own) : links;
  const { frame, text, extracts } = fill(
    framesOf(number, title, beside, rules),
    title,
    source,
    rules,
    isExplained ? 2 : 1,
  );
  const whole = write(frame, text);
  const offset = whole.length - frame.tail.text.length;
  const tail = frame.tail.links.map((link) => ({ ...link, start: link.start + offset, end: link.end + offset }));
  const start = number.length + 1;
  const placed = own ? [{ label: frame.title, url: own.url, start, end: start + frame.title.length }, ...tail] : tail;
  return {
    kind: 'entry',
    rank: entry.rank,
    title: frame.title,
    summary: text,
    text: whole,
    length: rules.measure(whole),
    links: allLinks(whole, placed, rules),
    ...(isExplained ? { why: explain(source, extracts) } : {}),
  };
}

/** Whether an entry holds words that the network turns into links by itself: its post may hold them too. */
export const hasAutoLinks = ({ title, summary }: Entry, rules: PostRules): boolean =>
  rules.findLinks(`${postText(title, rules)}\n${postText(summary, rules)}`).length > 0;

/** The links of an entry's post, best first. */
export const entryLinks = chooseLinks;

const headOf = ({ number, title }: Pick<Frame, 'number' | 'title'>): string => `${number} ${title}`.trim();

const write = (frame: Pick<Frame, 'number' | 'title' | 'tail'>, summary: string): string =>
  [headOf(frame), summary, frame.tail.text].filter((part) => part !== '').join('\n\n');

/**
 * Ways to write the post, from the best looking to the one with the most room for its summary. The points are what a summary
 * must tell more to be worth it: labels go for a little; a second link for another finding; of the title nothing goes unless
 * the summary tells nothing without.
 */
function framesOf(
  number: string,
  title: string,
  links: readonly Link[],
  rules: PostRules,
): readonly [Frame, ...Frame[]] {
  const name = nameOf(title);
  const lines = (some: readonly Link[], labels: boolean): LinkLines => linkLines(some, rules, labels, { title });
  const [all, bare] = [lines(links, true), lines(links, false)];
  const [one, bareOne] = [lines(links.slice(0, 1), true), lines(links.slice(0, 1), false)];
  const wishes: readonly (readonly [string, LinkLines, number])[] = [
    [title, all, 0],
    [title, bare, links.length > 1 ? 2 : 1],
    [title, one, 3],
    [title, bareOne, 4],
    [name, bareOne, 10],
    [firstWords(name), bareOne, 12],
  ];
  const different = wishes.filter(
    ([wish, tail], index) =>
      !wishes.slice(0, index).some(([other, lines]) => other === wish && lines.text === tail.text),
  );
  const known = new Map<string, number>();
  const measure = (text: string): number => {
    const length = known.get(text) ?? rules.measure(text);
    known.set(text, length);
    return length;
  };
  const frames = different.flatMap(
    ([wish, tail, cost]) => frameWith({ number, title: wish, tail, cost }, rules, measure) ?? [],
  );
  const [first = { number, title: '', tail: { text: '', links: [] }, cost: 0, length: 0 }, ...others] = frames;
  return [first, ...others];
}

/** A frame that fits as long as there is no summary, its title cut if it must be. */
function frameWith(frame: Omit<Frame, 'length'>, rules: PostRules, measure: PostRules['measure']): Frame | undefined {
  // No network counts words together that stand on lines of their own.
  const [head, tail] = [headOf(frame), frame.tail.text];
  const length = measure(head) + (head !== '' && tail !== '' ? GAP : 0) + measure(tail);
  if (rules.limit === null || length <= rules.limit) return { ...frame, length };
  const fits = (title: string): boolean => rules.fits(write({ ...frame, title }, ''));
  const title = cutAtWords(frame.title, fits);
  return fits(title) ? { ...frame, title, length: rules.measure(write({ ...frame, title }, '')) } : undefined;
}

interface Filled {
  readonly frame: Frame;
  readonly text: string;
  /** The text's extract, and the runner-up. */
  readonly extracts: readonly Extract[];
}

// What stands between the parts of a post.
const GAP = 2;

/** The best text in the frame that it is worth; a title that was cut gets what room is left. */
function fill(
  frames: readonly [Frame, ...Frame[]],
  title: string,
  source: Source,
  rules: PostRules,
  offered: number,
): Filled {
  const { limit } = rules;
  const rooms = frames.map((frame) => ({
    most: limit === null ? Infinity : limit - frame.length - GAP,
    cost: frame.cost,
  }));
  const fits = (text: string, room: number): boolean => rules.fits(write(frames[room] ?? frames[0], text));
  const extracts = extractsOf(source, rooms, { measure: rules.measure, fits }, offered);
  const [best] = extracts;
  const [frame, text] = [frames[best?.room ?? 0] ?? frames[0], best?.text ?? ''];
  const isCut = frame.title.endsWith('…') && frame.title !== title;
  const longer = isCut ? cutAtWords(title, (cut) => rules.fits(write({ ...frame, title: cut }, text))) : '';
  return { frame: { ...frame, title: longer || frame.title }, text, extracts };
}

// What is that much longer than its limit is not worth measuring, however it is counted.
const MOST_PER_CHARACTER = 20;

const longestOf = (rules: PostRules): number => (rules.limit ?? Infinity) * MOST_PER_CHARACTER;
