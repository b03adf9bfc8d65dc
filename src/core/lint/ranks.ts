import {
  type Finding,
  findDates,
  groupBy,
  isListWord,
  type ReadEntry,
  type ReadSection,
  withoutDates,
} from '../list.ts';
import { type Say, sayIn } from './place.ts';

/** What is wrong with the ranks of a week, and with how many entries it has. */
export function checkRanks({ section, entries, leftOut, cutAt }: ReadSection): readonly Finding[] {
  const say = sayIn(section);
  if (cutAt !== undefined) {
    const message = 'This week is longer than any list needs: from here on it was not read.';
    return say('too-long', { line: cutAt }, message, 'Look for what was pasted by mistake.');
  }
  if (entries.length === 0) {
    const message = 'Nothing below this heading can be read as an entry.';
    return say('no-entries', section, message, 'Write a table, a numbered list or bullets, one entry each, below it.');
  }
  const second = secondWeek(section);
  const own = second ? entries.filter((entry) => entry.line < second.line) : entries;
  const inside = `A second week begins here: “${second?.text ?? ''}” stands below the heading of ${section.week}, and its entries are read as that week's.`;
  return [
    ...(second ? say('week-inside', second, inside, 'Give it as many # as the other weeks have.') : []),
    ...leftOut.flatMap((lines) => listLeftOut(section, lines, own, say)),
    ...checkMissing(own, say),
    ...own.flatMap((entry, index) => checkRank(entry, index, own, say)),
  ];
}

/** `1) Title`, `| **1.** Title`, `| 1 | Title` */
const RANKED = /^ {0,3}\|? {0,3}[*_]{0,3}\d{1,3} {0,3}[.)|]/;

function listLeftOut(
  { body, bodyLine }: ReadSection['section'],
  { line, lastLine }: ReadSection['leftOut'][number],
  entries: readonly ReadEntry[],
  say: Say,
): readonly Finding[] {
  const own = body.split('\n').slice(line - bodyLine, lastLine - bodyLine + 1);
  const isSecond = entries.some(({ rankWritten }) => rankWritten) && own.some((each) => RANKED.test(each));
  const lines = line === lastLine ? `Line ${line} was` : `Lines ${line} to ${lastLine} were`;
  const message = `${lines} left out: the entries of this week are in another form, from line ${entries[0]?.line} on.`;
  const advice = 'Write all entries in one form, or give this list a heading with dates of its own.';
  return say(isSecond ? 'list-twice' : 'list-left-out', { line }, message, advice);
}

/** A heading with the dates of a week below a week's heading, of a lower level, so that its entries are read as that week's. */
function secondWeek({ body, bodyLine, datesFrom }: ReadSection['section']) {
  if (datesFrom !== 'heading') return undefined;
  const headings = [...body.matchAll(/^ {0,3}#{2,6}[ \t]+(\S.*)$/gm)];
  const second = headings.find(([, text = '']) => isWeekly(text));
  return (
    second && { line: bodyLine + body.slice(0, second.index).split('\n').length - 1, text: second[1]?.trim() ?? '' }
  );
}

/** Dates of several days and the words of a list, or dates alone: an event inside a week is none. */
function isWeekly(text: string): boolean {
  const found = findDates(text);
  return found?.dates.kind === 'week' && !found.isDay && (isListWord(text) || withoutDates(text) === '');
}

function checkRank(entry: ReadEntry, index: number, entries: readonly ReadEntry[], say: Say): readonly Finding[] {
  const rank = String(entry.rank);
  const first = entries.findIndex((other) => other.rank === entry.rank);
  if (first !== index) {
    const advice = `Ranks run from 1 to ${entries.length}, each once. Renumber this line or line ${entries[first]?.line}.`;
    return say('rank-twice', entry, `Entry ${rank} appears twice.`, advice);
  }
  if (!entry.rankWritten && entries.some(({ rankWritten }) => rankWritten)) {
    const message = `This entry has no number; it was read as ${rank}.`;
    return say('rank-unwritten', entry, message, `Write “${rank})” in front of it.`);
  }
  const before = entries[index - 1];
  if (before && entry.rank < before.rank) {
    const message = `Entry ${rank} stands below entry ${before.rank}.`;
    return say('rank-order', entry, message, 'Put the entries in order, or renumber them.');
  }
  return [];
}

/** Weeks that have fewer or more entries than most of the list's. */
export function checkCounts(weeks: readonly ReadSection[]): readonly Finding[] {
  const usual = usualCount(weeks.map(({ entries }) => entries.length));
  return usual === undefined ? [] : weeks.flatMap((week) => checkCount(week, usual));
}

/** How many entries most weeks have; undefined if there is no such number. */
const usualCount = (counts: readonly number[]): number | undefined =>
  [...groupBy(counts, (count) => count)].find(([count, weeks]) => count > 0 && weeks.length * 2 > counts.length)?.[0];

function checkCount({ section, entries, cutAt }: ReadSection, usual: number): readonly Finding[] {
  const { length } = entries;
  if (length === usual || length === 0 || cutAt !== undefined || secondWeek(section)) return [];
  const message = `The week has ${length} ${length === 1 ? 'entry' : 'entries'}, and most weeks of the list have ${usual}.`;
  const advice = length < usual ? 'Check whether an entry is missing.' : 'Check whether an entry is too many.';
  return sayIn(section)('entry-count', section, message, advice);
}

/** Ranks without an entry, told at the first entry after the gap. */
function checkMissing(entries: readonly ReadEntry[], say: Say): readonly Finding[] {
  const ranks = new Set(entries.map(({ rank }) => rank));
  const last = Math.min(Math.max(...ranks), 100);
  const missing = Array.from({ length: last }, (_, index) => index + 1).filter((rank) => !ranks.has(rank));
  const after = entries.find(({ rank }) => rank > (missing[0] ?? Infinity));
  if (!after) return [];
  const message =
    missing.length === 1 ? `Rank ${missing[0]} has no entry.` : `Ranks ${missing.join(', ')} have no entry.`;
  return say('rank-missing', after, message, 'Add what is missing, or renumber the entries.');
}
