import { placeholderIn, type Finding, finding, type RuleId, type ReadEntry, type ReadSection } from '../list.ts';
import { findXLinks, firstSentence, measureX, nameOf, shorten, type Shortened, withSpaces } from '../thread.ts';
import { columnIn, columnOf } from './place.ts';
import { tagEffect } from '../text.ts';

/** X's limit, what its short links weigh, and what number, line breaks and spaces take of an entry's post. */
const ROOM = { limit: 280, link: 23, frame: 12, title: 80 };

/** A text that ends with a clause reads complete. */
const INCOMPLETE: ReadonlySet<Shortened['end']> = new Set(['ellipsis', 'none']);

// Cashtags as Twitter's documentation gives them.
const CASHTAG = /(?<![\p{L}\p{N}_$])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?![\p{L}\p{N}_$])/gu;
const STRAY =
  /\*\*+|\]\(|\[[^\]]*\]\(|<\/?(?:br|b|i|em|strong|a|p|div|span|sup|sub|img)\b[^>]{0,80}>?|&(?:amp|lt|gt|quot|nbsp|#\d{2,5});|``+|~~/i;

/** What is wrong with the words of a week. */
export function checkWords({ section, entries }: ReadSection): readonly Finding[] {
  return entries.flatMap((entry) => {
    const { file, week } = section;
    const say: Say = (id, words, message, advice, column = columnOf(entry, words)) =>
      finding(id, { file, line: entry.line, column, week, message, advice });
    return [
      ...checkParts(entry, say),
      ...checkLength(entry, say),
      ...checkMarkup(entry, say),
      ...checkNetworks(entry, say),
    ];
  });
}

type Say = (id: RuleId, words: string, message: string, advice: string, column?: number) => Finding;

function checkParts(entry: ReadEntry, say: Say): readonly Finding[] {
  const { title, summary, splitBy } = entry;
  const rank = `Entry ${String(entry.rank)}`;
  const findings: Finding[] = [];
  if (title === '')
    findings.push(say('title-empty', '', `${rank} has no title.`, 'Write it in bold behind the number: **Title**.'));
  for (const words of [title, summary].flatMap((text) => placeholderIn(text) ?? [])) {
    findings.push(say('placeholder', words, `${rank} still holds “${words}”.`, 'Write the real words.'));
  }
  if (summary === '' && title !== '') {
    findings.push(
      say(
        'summary-empty',
        title,
        `${rank} has a title and no summary.`,
        'Write a sentence behind the title: **Title** - summary.',
      ),
    );
  }
  if (['colon', 'sentence'].includes(splitBy) || (splitBy === 'nothing' && title.length > 120)) {
    const message = `Nothing clear stands between title and summary; the title was read as “${title}”.`;
    findings.push(say('title-guessed', title, message, 'Write the title in bold: **Title** - summary.'));
  }
  if (entry.split) {
    findings.push(
      say('row-split', '', 'A pipe inside the words splits this row into too many cells.', 'Write \\| for the pipe.'),
    );
  }
  return [...findings, ...checkTitle(entry, say)];
}

/** What a title, its number and one link may take of a post: on X with its short links, on Bluesky with the link's label, on
 *  Mastodon with its usual limit. */
const TITLE_ROOM: readonly (readonly [network: string, room: number])[] = [
  ['X', ROOM.limit - ROOM.link - ROOM.frame],
  ['Bluesky', 280],
  ['Mastodon', 460],
];

function checkTitle({ title, rank }: ReadEntry, say: Say): readonly Finding[] {
  const length = measureX(nameOf(title));
  const cutting = TITLE_ROOM.filter(([, room]) => length > room).map(([network]) => network);
  if (cutting.length === 0) return [];
  const message = `The title of entry ${String(rank)} is cut in its post on ${cutting.join(', ')}: it has ${String(title.length)} characters.`;
  return [say('title-long', title.slice(0, 30), message, 'Write a shorter title, and the rest as the summary.')];
}

const roomForX = ({ title }: ReadEntry): number =>
  ROOM.limit - ROOM.link - ROOM.frame - Math.min(measureX(title), ROOM.title);

const shortenForX = (entry: ReadEntry): Shortened =>
  shorten(withSpaces(entry.summary), roomForX(entry), measureX, { title: entry.title, name: nameOf(entry.title) });

function checkLength(entry: ReadEntry, say: Say): readonly Finding[] {
  const { summary, rank } = entry;
  const room = roomForX(entry);
  if (summary === '' || measureX(firstSentence(summary)) <= room) return [];
  const { text, end } = shortenForX(entry);
  if (!INCOMPLETE.has(end)) return [];
  const message = `In a post on X the summary of entry ${String(rank)} ends inside a sentence: “… ${text.slice(-30)}”.`;
  return [
    say(
      'summary-long',
      summary.slice(0, 30),
      message,
      `Begin it with a sentence of at most ${String(room)} characters.`,
    ),
  ];
}

function checkMarkup(entry: ReadEntry, say: Say): readonly Finding[] {
  const { title, summary, source } = entry;
  const stray = STRAY.exec(title) ?? STRAY.exec(summary);
  const findings: Finding[] = [];
  // A word in angle brackets is told below.
  if (stray && (!stray[0].startsWith('<') || tagEffect(stray[0]) !== 'content')) {
    const [marks] = stray;
    const message = `“${marks}” stands in the visible text.`;
    const column = columnIn(entry, stray.input, stray.index, marks);
    findings.push(say('stray-markup', marks, message, 'Close the mark, or take it out.', column));
  }
  const tags = [...source.matchAll(/(?<![\\`])<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/gi)].map(([tag]) => tag);
  for (const tag of new Set(tags.filter((one) => tagEffect(one) === 'content'))) {
    const message = `${tag} looks like an HTML tag: code hosts do not show it.`;
    findings.push(say('hidden-word', tag, message, `Write \\${tag}.`));
  }
  return findings;
}

function checkNetworks(entry: ReadEntry, say: Say): readonly Finding[] {
  const { title, summary } = entry;
  const words = withSpaces(`${title}\n${summary}`);
  const held = findXLinks(words).length > 0 ? `${title}\n${shortenForX(entry).text}` : '';
  const links = new Set(findXLinks(held).map(({ start, end }) => held.slice(start, end)));
  const cashtags = words.includes('$') ? [...new Set(Array.from(words.matchAll(CASHTAG), ([tag]) => tag))] : [];
  return [
    ...[...links].map((word) => say('auto-link', word, `X makes a link of “${word}” by itself.`, autoLinkAdvice(word))),
    ...(cashtags.length > 1
      ? [
          say(
            'cashtags',
            cashtags[1] ?? '',
            `The entry has ${String(cashtags.length)} cashtags (${cashtags.join(', ')}); X takes one a post.`,
            'Write all but one without the $ sign.',
          ),
        ]
      : []),
  ];
}

const autoLinkAdvice = (word: string): string =>
  /\.[A-Z][a-z]+$/.test(word)
    ? 'Write a space behind the full stop if a sentence ends there.'
    : 'It is counted and priced as a link; word it otherwise if that is not meant.';
