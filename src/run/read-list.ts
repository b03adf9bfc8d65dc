import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import {
  countEntries,
  type Edition,
  filesNear,
  onlyLists,
  outline,
  type Outline,
  parseSection,
  parseWeekQuery,
  readSection,
  type Section,
  selectSection,
} from '../core/list.ts';
import type { ListTools } from '../core/schedule.ts';
import { weekEnd } from '../core/week.ts';
import { shortHash } from '../hash.ts';
import type { SourceReading } from '../source/source.ts';

/** A list as it was read, and the sections of its weeks, newest first. */
export type List = SourceReading & Outline;

/** Reads all of the list and cuts it at its headings. */
export const readList = (app: App): Promise<List> => readFrom(app, (files) => files);

/** As much of the list as one week needs: of many files with dates in their names those near it; all if it is not among them. */
export async function readListFor(typed: string, app: App): Promise<List> {
  const query = parseWeekQuery(typed);
  if (query.kind === 'problem' || typed === 'all') return await readList(app);
  const day = query.kind === 'latest' ? undefined : query.kind === 'day' ? query.day : weekEnd(query.week);
  const part = await readFrom(app, (files) => filesNear(files, day));
  return selectSection(part.sections, query).status === 'found' ? part : await readList(app);
}

async function readFrom(app: App, pick: Parameters<App['readDocuments']>[0]): Promise<List> {
  const reading = await app.readDocuments(pick);
  const found = outline(reading.documents);
  return { ...reading, ...found, sections: onlyLists(found.sections) };
}

/** How a section is parsed and checked, and the hash that tells whether an entry was edited. */
export async function listTools({ part }: Pick<Config, 'part'>): Promise<ListTools> {
  const { lintWeek } = await import('../core/lint.ts');
  const check = (section: Section): string | undefined => {
    const error = lintWeek(readSection(section)).find(({ severity }) => severity === 'error');
    return error && `${error.file}:${error.line} ${error.message}`;
  };
  return {
    parse: (section) => parseSection(section, part),
    hash: shortHash,
    count: (section) => countEntries(section, part),
    check,
  };
}

/** Parses the weeks that are needed. */
export const readEditions = (sections: readonly Section[], { part }: Pick<Config, 'part'>): readonly Edition[] =>
  sections.map((section) => parseSection(section, part));
