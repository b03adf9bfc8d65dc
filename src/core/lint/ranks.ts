import { USUAL_ENTRIES } from '../edition-check.ts';
import type { Finding } from '../finding.ts';
import { finding } from './rules.ts';
import type { RuleId } from './rules.ts';
import type { ReadEntry, ReadSection } from '../parse/section.ts';

/** What is wrong with the ranks of a week, and with how many entries it has. */
export function checkRanks({ section, entries, cutAt }: ReadSection): readonly Finding[] {
  const { file, line, week } = section;
  if (cutAt !== undefined) {
    const message = 'This week is longer than any list needs: from here on it was not read.';
    return [finding('too-long', { file, line: cutAt, week, message, advice: 'Look for what was pasted by mistake.' })];
  }
  if (entries.length === 0) {
    const message = 'Nothing below this heading can be read as an entry.';
    const advice = 'Write a table, a numbered list or bullets, one entry each, below it.';
    return [finding('no-entries', { file, line, week, message, advice })];
  }
  const say = (id: RuleId, entry: ReadEntry, message: string, advice: string): Finding =>
    finding(id, { file, line: entry.line, column: entry.column, week, message, advice });
  return [
    ...checkCount(section, entries),
    ...checkMissing(section, entries),
    ...entries.flatMap((entry, index) => checkRank(entry, index, entries, say)),
  ];
}

type Say = (id: RuleId, entry: ReadEntry, message: string, advice: string) => Finding;

function checkRank(entry: ReadEntry, index: number, entries: readonly ReadEntry[], say: Say): readonly Finding[] {
  const rank = String(entry.rank);
  const first = entries.findIndex((other) => other.rank === entry.rank);
  if (first !== index) {
    const advice = `Ranks run from 1 to ${String(entries.length)}, each once. Renumber this line or line ${String(entries[first]?.line)}.`;
    return [say('rank-twice', entry, `Entry ${rank} appears twice.`, advice)];
  }
  if (!entry.rankWritten && entries.some(({ rankWritten }) => rankWritten)) {
    return [
      say(
        'rank-unwritten',
        entry,
        `This entry has no number; it was read as ${rank}.`,
        `Write “${rank})” in front of it.`,
      ),
    ];
  }
  const before = entries[index - 1];
  if (before && entry.rank < before.rank) {
    const message = `Entry ${rank} stands below entry ${String(before.rank)}.`;
    return [say('rank-order', entry, message, 'Put the entries in order, or renumber them.')];
  }
  return [];
}

function checkCount(
  { file, line, week }: ReadSection['section'],
  { length }: readonly ReadEntry[],
): readonly Finding[] {
  if (length === USUAL_ENTRIES) return [];
  const message = `The week has ${String(length)} ${length === 1 ? 'entry' : 'entries'}, not ${String(USUAL_ENTRIES)}.`;
  const advice = length < USUAL_ENTRIES ? 'Check whether an entry is missing.' : 'Check whether an entry is too many.';
  return [finding('entry-count', { file, line, week, message, advice })];
}

/** Ranks without an entry, told at the first entry behind the gap. */
function checkMissing({ file, line, week }: ReadSection['section'], entries: readonly ReadEntry[]): readonly Finding[] {
  const ranks = new Set(entries.map(({ rank }) => rank));
  const last = Math.min(Math.max(...ranks), 100);
  const missing = Array.from({ length: last }, (_, index) => index + 1).filter((rank) => !ranks.has(rank));
  if (missing.length === 0) return [];
  const after = entries.find(({ rank }) => rank > (missing[0] ?? 0));
  const message = `${missing.length === 1 ? 'Rank' : 'Ranks'} ${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} no entry.`;
  const advice = 'Add what is missing, or renumber the entries.';
  return [
    finding('rank-missing', { file, line: after?.line ?? line, column: after?.column ?? 1, week, message, advice }),
  ];
}
