import { placeholderIn, type Finding, type RuleId, type ReadEntry, type ReadSection } from '../list.ts';
import { firstSentence, nameOf, type PostRules, shorten, type Shortened, withSpaces } from '../thread.ts';
import { columnIn, columnOf, sayIn } from './place.ts';
import { tagEffect } from '../text.ts';

/** What number, line breaks and spaces take of an entry's post; how much of a title is reckoned with; and a link. */
const FRAME = { length: 12, title: 80, link: 'https://example.org/' };

/** A text that ends with a clause reads complete. */
const INCOMPLETE: ReadonlySet<Shortened['end']> = new Set(['ellipsis', 'none']);

// Cashtags as Twitter's documentation gives them.
const cashtag = (): RegExp => /(?<![\p{L}\p{N}_$])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?![\p{L}\p{N}_$])/gu;
const STRAY =
  /\*\*+|\]\(|\[[^\]]*\]\(|<\/?(?:br|b|i|em|strong|a|p|div|span|sup|sub|img)\b[^>]{0,80}>?|&(?:amp|lt|gt|quot|nbsp|#\d{2,5});|``+|~~/i;

/** What is wrong with the words of a week. `networks`: the rules of those that posts are thought of for. */
export function checkWords({ section, entries }: ReadSection, networks: readonly PostRules[]): readonly Finding[] {
  const strictest = networks.toSorted((one, other) => (one.limit ?? Infinity) - (other.limit ?? Infinity))[0];
  return entries.flatMap((entry) => {
    const say: SayOfWords = (id, words, message, advice, column = columnOf(entry, words)) =>
      sayIn(section)(id, { line: entry.line, column }, message, advice);
    const found = [...checkParts(entry, say), ...checkTitle(entry, networks, say), ...checkMarkup(entry, say)];
    return strictest?.limit == null ? found : [...found, ...checkPost(entry, strictest, strictest.limit, say)];
  });
}

type SayOfWords = (id: RuleId, words: string, message: string, advice: string, column?: number) => readonly Finding[];

function checkParts({ title, summary, splitBy, split, rank }: ReadEntry, say: SayOfWords): readonly Finding[] {
  const entry = `Entry ${rank}`;
  const markdown = '**Title** - summary.';
  const isGuessed = ['colon', 'sentence'].includes(splitBy) || (splitBy === 'nothing' && title.length > 120);
  const guess = `Nothing clear stands between title and summary; the title was read as “${title}”.`;
  const empty = `${entry} has a title and no summary.`;
  const pipe = 'A pipe inside the words splits this row into too many cells.';
  const found: (readonly Finding[])[] = [];
  if (title === '')
    found.push(say('title-empty', '', `${entry} has no title.`, 'Write it in bold after the number: **Title**.'));
  for (const words of [title, summary].flatMap((text) => placeholderIn(text) ?? []))
    found.push(say('placeholder', words, `${entry} still holds “${words}”.`, 'Write the real words.'));
  if (summary === '' && title !== '')
    found.push(say('summary-empty', title, empty, `Write a sentence after the title: ${markdown}`));
  if (isGuessed) found.push(say('title-guessed', title, guess, `Write the title in bold: ${markdown}`));
  if (split) found.push(say('row-split', '', pipe, 'Write \\| for the pipe.'));
  return found.flat();
}

/** What a post has for title and summary, beside its number and one link. */
const roomOn = ({ linkStyle, measure }: PostRules, limit: number): number =>
  limit - FRAME.length - measure(linkStyle === 'label' ? 'Paper' : FRAME.link);

function checkTitle({ title, rank }: ReadEntry, networks: readonly PostRules[], say: SayOfWords): readonly Finding[] {
  const name = nameOf(title);
  const cutting = networks.filter((rules) => rules.limit !== null && rules.measure(name) > roomOn(rules, rules.limit));
  if (cutting.length === 0) return [];
  const message = `The title of entry ${rank} is cut in its post on ${cutting.map((rules) => rules.name).join(', ')}: it has ${title.length} characters.`;
  return say('title-long', title.slice(0, 30), message, 'Write a shorter title, and the rest as the summary.');
}

/** What becomes of the words in a post on the network with the shortest posts. */
function checkPost(entry: ReadEntry, rules: PostRules, limit: number, say: SayOfWords): readonly Finding[] {
  const { title, summary } = entry;
  const { findLinks, measure } = rules;
  const room = roomOn(rules, limit) - Math.min(measure(title), FRAME.title);
  const words = withSpaces(`${title}\n${summary}`);
  const isWhole = summary === '' || measure(firstSentence(summary)) <= room;
  const hasLinks = findLinks(words).length > 0;
  if (isWhole && !hasLinks) return checkCashtags(words, rules, say);
  const shortened = shorten(withSpaces(summary), room, measure, { title, name: nameOf(title) });
  const held = hasLinks ? `${title}\n${shortened.text}` : '';
  const links = new Set(findLinks(held).map(({ start, end }) => held.slice(start, end)));
  return [
    ...(isWhole ? [] : checkLength(entry, shortened, room, rules, say)),
    ...[...links].flatMap((word) =>
      say('auto-link', word, `${rules.name} makes a link of “${word}” by itself.`, autoLinkAdvice(word)),
    ),
    ...checkCashtags(words, rules, say),
  ];
}

function checkLength(
  { summary, rank }: ReadEntry,
  { text, end }: Shortened,
  room: number,
  { name }: PostRules,
  say: SayOfWords,
): readonly Finding[] {
  if (!INCOMPLETE.has(end)) return [];
  const message = `In a post on ${name} the summary of entry ${rank} ends inside a sentence: “… ${text.slice(-30)}”.`;
  const advice = `Begin it with a sentence of at most ${room} characters.`;
  return say('summary-long', summary.slice(0, 30), message, advice);
}

function checkMarkup(entry: ReadEntry, say: SayOfWords): readonly Finding[] {
  const { title, summary, source } = entry;
  const tags = Array.from(source.matchAll(/(?<![\\`])<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/gi), ([tag]) => tag);
  const hidden = [...new Set(tags.filter((one) => tagEffect(one) === 'content'))].flatMap((tag) =>
    say('hidden-word', tag, `${tag} looks like an HTML tag: code hosts do not show it.`, `Write \\${tag}.`),
  );
  const stray = STRAY.exec(title) ?? STRAY.exec(summary);
  const [marks = ''] = stray ?? [];
  if (!stray || (marks.startsWith('<') && tagEffect(marks) === 'content')) return hidden;
  const column = columnIn(entry, stray.input, stray.index, marks);
  const message = `“${marks}” stands in the visible text.`;
  return [...say('stray-markup', marks, message, 'Close the mark, or take it out.', column), ...hidden];
}

function checkCashtags(words: string, { name, oneCashtag }: PostRules, say: SayOfWords): readonly Finding[] {
  const cashtags = /\$[A-Za-z]/.test(words) ? [...new Set(Array.from(words.matchAll(cashtag()), ([tag]) => tag))] : [];
  const [, second] = cashtags;
  if (!oneCashtag || second === undefined) return [];
  const message = `The entry has ${cashtags.length} cashtags (${cashtags.join(', ')}); ${name} takes one a post.`;
  return say('cashtags', second, message, 'Write all but one without the $ sign.');
}

const autoLinkAdvice = (word: string): string =>
  /\.[A-Z][a-z]+$/.test(word)
    ? 'Write a space after the full stop if a sentence ends there.'
    : 'It is counted and priced as a link; word it otherwise if that is not meant.';
