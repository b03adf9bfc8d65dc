import { placeholderIn } from '../edition-check.ts';
import type { Finding } from '../finding.ts';
import { findXLinks, measureX } from '../length.ts';
import { nameOf } from '../compose/title.ts';
import { columnIn, columnOf } from './place.ts';
import { finding } from './rules.ts';
import type { RuleId } from './rules.ts';
import type { ReadEntry, ReadSection } from '../parse/section.ts';
import { tagEffect } from '../plain-text.ts';
import { shorten } from '../shorten.ts';

/** X's limit, what its short links weigh, and what number, line breaks and spaces take of an entry's post. */
const ROOM = { limit: 280, link: 23, frame: 12, title: 80 };

const INCOMPLETE: ReadonlySet<string> = new Set(['inner', 'ellipsis', 'none']);

// Twitter's handles and cashtags as its documentation gives them; a hashtag needs a letter.
const MENTION = /(?<![\p{L}\p{N}_@/.])[@＠][A-Za-z0-9_]{2,}(?:@[\w.-]+\w)?/gu;
const HASHTAG = /(?<![\p{L}\p{N}_&/#])[#＃][\p{N}_]{0,30}\p{L}[\p{L}\p{N}_]*/gu;
const CASHTAG = /(?<![\p{L}\p{N}_$])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?![\p{L}\p{N}_$])/gu;
const STRAY =
  /\*\*+|\]\(|\[[^\]]*\]\(|<\/?(?:br|b|i|em|strong|a|p|div|span|sup|sub|img)\b[^>]{0,80}>?|&(?:amp|lt|gt|quot|nbsp|#\d{2,5});|``+|~~/i;

/** What is wrong with the words of a week. */
export function checkWords({ section, entries }: ReadSection): readonly Finding[] {
  return entries.flatMap((entry) => {
    const { file, week } = section;
    const say: Say = (id, words, message, advice, column = columnOf(entry, words)) =>
      finding(id, { file, line: entry.line, column, week, message, advice });
    return [...checkParts(entry, say), ...checkMarkup(entry, say), ...checkNetworks(entry, say)];
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
  return [...findings, ...checkLength(entry, say)];
}

function checkLength({ title, summary, rank }: ReadEntry, say: Say): readonly Finding[] {
  const room = ROOM.limit - ROOM.link - ROOM.frame - Math.min(measureX(title), ROOM.title);
  const { text, end } = shorten(summary, room, measureX, { title, name: nameOf(title) });
  if (summary === '' || !INCOMPLETE.has(end)) return [];
  const message = `In a post the summary of entry ${String(rank)} ends inside a sentence: “… ${text.slice(-30)}”.`;
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

function checkNetworks({ title, summary }: ReadEntry, say: Say): readonly Finding[] {
  const text = `${title}\n${summary}`;
  const links = findXLinks(text).map(({ start, end }) => text.slice(start, end));
  const tags = [...text.matchAll(MENTION), ...text.matchAll(HASHTAG)].map(([tag]) => tag);
  const cashtags = new Set([...text.matchAll(CASHTAG)].map(([tag]) => tag));
  return [
    ...[...new Set(links)].map((word) =>
      say('auto-link', word, `X makes a link of “${word}” by itself.`, autoLinkAdvice(word)),
    ),
    ...[...new Set(tags)].map((tag) =>
      say(
        'mention',
        tag,
        `“${tag}” would ${/^[@＠]/u.test(tag) ? 'mention somebody' : 'tag the post'}.`,
        'Nothing needs doing: it is posted in a form that does not. To be sure, leave out the sign.',
      ),
    ),
    ...(cashtags.size > 1
      ? [
          say(
            'cashtags',
            [...cashtags][1] ?? '',
            `The entry has ${String(cashtags.size)} cashtags (${[...cashtags].join(', ')}); X takes one a post.`,
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
