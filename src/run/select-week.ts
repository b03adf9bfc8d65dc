import type { Config } from '../config.ts';
import { command } from '../core/command.ts';
import { type Edition, findWeek, parseWeekQuery, type Section, selectSection } from '../core/list.ts';
import type { AnyRecord, JournalState } from '../core/record.ts';
import type { NetworkId } from '../core/thread.ts';
import { compareNewestFirst } from '../core/week.ts';
import { FailedError, UsageError } from '../errors.ts';
import { listed } from '../render/words.ts';
import { readEditions } from './read-list.ts';

/**
 * The section of the week that a person typed.
 * @throws UsageError if there is no such week; FailedError if the list has no week at all, or two lists under these dates
 */
export function selectWeek(sections: readonly Section[], typed: string, listName: string): Section {
  const query = parseWeekQuery(typed);
  if (query.kind === 'problem') throw new UsageError(query.words);
  if (sections.length === 0) throw new FailedError(`${noWeek(listName)} ${command('lint')} may say more.`);
  const selection = selectSection(sections, query);
  switch (selection.status) {
    case 'found':
      return selection.section;
    case 'missing':
      throw new UsageError(selection.words);
    case 'ambiguous':
      throw new FailedError(selection.words);
  }
}

/** Says that a list has no week, and what one looks like. */
export const noWeek = (source: string): string =>
  `${source}: no week was found. A week is a heading with dates, such as ## Top AI Papers of the Week (June 14 - June 21) - 2026.`;

/** The edition of the week that a person typed. Throws as `selectWeek` does, and if the edition has no entry. */
export function selectEdition(sections: readonly Section[], typed: string, config: Config): Edition {
  const section = selectWeek(sections, typed, config.listName);
  const [edition] = readEditions([section], config);
  if (!edition || edition.entries.length === 0) throw new FailedError(noEntries(section, config));
  return edition;
}

/** Says that a week has no entry to post, and what to do. */
export const noEntries = ({ week, file, line }: Section, { part }: Pick<Config, 'part'>): string =>
  part.sections.length > 0
    ? `${week} has no entry under ${part.sections.join(', ')} (${file}:${line}). Correct SECTIONS: ${command('post', { week }, '--dry-run')} without it names the headings of a long list.`
    : `${week} has no entry that can be read (${file}:${line}). ${command('lint')} says more.`;

/**
 * The threads of one week that the state file holds for these networks. Does not need the list.
 * @throws UsageError if the words name no week, or there is no thread of it
 */
export function findRecords(state: JournalState, typed: string, networks: readonly NetworkId[]): readonly AnyRecord[] {
  const query = parseWeekQuery(typed);
  if (query.kind === 'problem') throw new UsageError(query.words);
  const records = state.threads.filter(({ network }) => networks.includes(network));
  const weeks = [...new Set(records.map(({ week }) => week))].sort(compareNewestFirst);
  const week = findWeek(weeks, query);
  const found = records.filter(
    (record) => record.week === week || (query.kind === 'interval' && record.aliases.includes(query.week)),
  );
  if (found.length > 0) return found;
  const newest = state.threads.toSorted((one, other) => compareNewestFirst(one.week, other.week)).slice(0, 3);
  const others = newest.map((record) => `${record.week} on ${record.network}`);
  const held = others.length > 0 ? ` The newest that it has: ${others.join(', ')}.` : '';
  throw new UsageError(`The state file has no thread of ${typed} on ${listed(networks, 'or')}.${held}`);
}
