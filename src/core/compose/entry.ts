import { allLinks, chooseLinks, linkLines } from './links.ts';
import type { LinkLines } from './links.ts';
import { cashtagsIn, postText, withCashtags } from './text.ts';
import { cutAtWords, firstWords, nameOf } from './title.ts';
import type { Entry, Link } from '../edition.ts';
import type { PostRules } from '../rules.ts';
import { LEVELS, NATURAL_LEVELS } from '../shorten/levels.ts';
import type { Extract } from '../shorten/lead.ts';
import { readSource } from '../shorten/split.ts';
import type { SourceText } from '../shorten/split.ts';
import { SAYS_LITTLE, SHORT } from '../shorten/words.ts';
import type { EntryPost } from '../thread.ts';

/** A post without its summary: what stands above and below it. */
interface Frame {
  readonly number: string;
  readonly title: string;
  readonly tail: LinkLines;
}

/** One entry's post: number, title, summary, links. `links` is empty where they stand at the end of the thread. */
export function composeEntry(entry: Entry, number: string, links: readonly Link[], rules: PostRules): EntryPost {
  const title = withCashtags(postText(entry.title, rules), 1, rules);
  const summary = withCashtags(postText(entry.summary, rules), cashtagsIn(title).length > 0 ? 0 : 1, rules);
  const frames = framesOf(number, title, links, rules);
  const { frame, text } = fill(
    frames,
    title,
    readSource(summary, { name: nameOf(title), longest: longestOf(rules) }),
    rules,
  );
  const whole = write(frame, text);
  const offset = whole.length - frame.tail.text.length;
  const placed = frame.tail.links.map((link) => ({ ...link, start: link.start + offset, end: link.end + offset }));
  const all = allLinks(whole, placed, rules);
  return {
    kind: 'entry',
    rank: entry.rank,
    title: frame.title,
    summary: text,
    text: whole,
    length: rules.measure(whole),
    links: all,
  };
}

/** Whether an entry holds words that the network turns into links by itself: its post may hold them too. */
export const hasAutoLinks = ({ title, summary }: Entry, rules: PostRules): boolean =>
  rules.findLinks(`${postText(title, rules)}\n${postText(summary, rules)}`).length > 0;

/** The links of an entry's post, best first. */
export const entryLinks = chooseLinks;

const write = (frame: Frame, summary: string): string =>
  [`${frame.number} ${frame.title}`.trim(), summary, frame.tail.text].filter((part) => part !== '').join('\n\n');

/** Ways to write the post, from the best looking to the one with the most room for its summary. */
function framesOf(
  number: string,
  title: string,
  links: readonly Link[],
  rules: PostRules,
): readonly [Frame, ...Frame[]] {
  const name = nameOf(title);
  const tails = { all: linkLines(links, rules, true), bare: linkLines(links, rules, false) };
  const one = { labelled: linkLines(links.slice(0, 1), rules, true), bare: linkLines(links.slice(0, 1), rules, false) };
  const wishes: readonly (readonly [string, LinkLines])[] = [
    [title, tails.all],
    [title, tails.bare],
    [name, tails.bare],
    [title, one.labelled],
    [title, one.bare],
    [name, one.bare],
    [firstWords(name), one.bare],
  ];
  const frames = wishes
    .map(([wish, tail]) => frameWith(number, wish, tail, rules))
    .filter((frame) => frame !== undefined)
    .filter((frame, index, all) => !all.slice(0, index).some((other) => isSame(frame, other)));
  const [first = { number, title: '', tail: { text: '', links: [] } }, ...others] = frames;
  return [first, ...others];
}

/** A frame that fits as long as there is no summary, its title cut if it must be. */
function frameWith(number: string, title: string, tail: LinkLines, rules: PostRules): Frame | undefined {
  const fits = (cut: string): boolean => rules.fits(write({ number, title: cut, tail }, ''));
  const cut = cutAtWords(title, fits);
  return fits(cut) ? { number, title: cut, tail } : undefined;
}

const isSame = (one: Frame, other: Frame): boolean => one.title === other.title && one.tail.text === other.tail.text;

interface Filled {
  readonly frame: Frame;
  readonly text: string;
}

/** The best text that fits, in the best looking frame that has room for it; a title that was cut gets what room is left. */
function fill(frames: readonly [Frame, ...Frame[]], title: string, source: SourceText, rules: PostRules): Filled {
  const text = bestText(frames, source, rules);
  const frame = frames.find((each) => rules.fits(write(each, text))) ?? frames[0];
  const isCut = frame.title.endsWith('…') && frame.title !== title;
  const longer = isCut ? cutAtWords(title, (cut) => rules.fits(write({ ...frame, title: cut }, text))) : '';
  return { frame: { ...frame, title: longer || frame.title }, text };
}

/** Space is freed around the summary first; inside its sentences nothing is cut until that does not help. */
function bestText(frames: readonly Frame[], source: SourceText, rules: PostRules): string {
  const first = source.lead[0]?.text ?? source.bullets[0]?.[0]?.text ?? '';
  const longest = longestOf(rules);
  let short: Extract | undefined;
  for (const [index, level] of LEVELS.entries()) {
    const order = index < NATURAL_LEVELS ? frames : [...frames].reverse();
    const cut = (frame: Frame): Extract | undefined =>
      level(source, (candidate) => candidate.length <= longest && rules.fits(write(frame, candidate)));
    for (const [place, frame] of order.entries()) {
      const extract = cut(frame);
      if (!extract) continue;
      if (extract.end === 'whole') return extract.text;
      if (extract.text.length >= SHORT) return more(extract.text, frame, order.slice(place + 1), cut);
      if (extract.text.length > (short?.text.length ?? 0)) short = extract;
    }
    // A little that is whole says more than an ellipsis.
    if (short && (first.length <= SHORT || index === LEVELS.length - 2)) return short.text;
  }
  return short?.text ?? '';
}

// What a label is worth: a clause, no less.
const WORTH_IT = 30;

/** The text, or a longer one for which labels go: those that tell several links apart only where the text says little. */
function more(
  text: string,
  frame: Frame,
  others: readonly Frame[],
  cut: (frame: Frame) => Extract | undefined,
): string {
  const { links } = frame.tail;
  if (links.length > 1 && text.length >= SAYS_LITTLE) return text;
  const bare = others.find(({ title, tail }) => title === frame.title && tail.links.length === links.length);
  const longer = bare && cut(bare)?.text;
  return longer !== undefined && longer.length >= text.length + WORTH_IT ? longer : text;
}

// What is that much longer than its limit is not worth measuring, however it is counted.
const MOST_PER_CHARACTER = 20;

const longestOf = (rules: PostRules): number => (rules.limit ?? Infinity) * MOST_PER_CHARACTER;
