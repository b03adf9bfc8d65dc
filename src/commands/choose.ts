import type { Edition, Section } from '../core/edition.ts';
import { parseWeekQuery, selectSection } from '../core/select.ts';
import { FailedError, UsageError } from '../errors.ts';
import { readEditions } from '../pipeline.ts';

/**
 * The section of the week that a person typed.
 * @throws UsageError if there is no such week; FailedError if the list has no week at all, or two lists under these dates
 */
export function chooseSection(sections: readonly Section[], typed: string, source: string): Section {
  const query = parseWeekQuery(typed);
  if (query.kind === 'problem') throw new UsageError(query.words);
  if (sections.length === 0) throw new FailedError(`${noWeek(source)} weekthread lint may say more.`);
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

/** The edition of the week that a person typed. Throws as `chooseSection` does. */
export async function chooseEdition(sections: readonly Section[], typed: string, source: string): Promise<Edition> {
  const [edition] = await readEditions([chooseSection(sections, typed, source)]);
  if (!edition) throw new FailedError(`${source}: the week could not be read.`);
  return edition;
}
