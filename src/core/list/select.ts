import type { Section } from './edition.ts';
import {
  compareNewestFirst,
  coversDay,
  dayNumber,
  daysBetween,
  isoWeek,
  weekEnd,
  weekOf,
  weekStart,
  type Day,
  type Week,
} from '../week.ts';

/** Which week a person means. */
export type WeekQuery =
  | { readonly kind: 'latest' }
  /** A day inside the week. */
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'interval'; readonly week: Week }
  /** `2026-W25`; `week` is its Monday to Sunday. */
  | { readonly kind: 'iso week'; readonly name: string; readonly week: Week };

/** What is wrong with a person's words for a week, and what to write instead. */
export interface QueryProblem {
  readonly kind: 'problem';
  readonly words: string;
}

export type Selection =
  | { readonly status: 'found'; readonly section: Section }
  /** Two lists stand under this week's dates: nobody knows which is meant. */
  | { readonly status: 'ambiguous'; readonly sections: readonly Section[]; readonly words: string }
  | { readonly status: 'missing'; readonly words: string };

const FORMS = 'Write a day inside the week (2026-06-14), its dates (2026-06-14/2026-06-21), 2026-W25, or latest.';

/** Reads what a person wrote for a week. `all` is for the caller to handle. Never throws. */
export function parseWeekQuery(text: string): WeekQuery | QueryProblem {
  const query = text.trim();
  if (query === '' || query.toLowerCase() === 'latest') return { kind: 'latest' };
  const iso = /^(\d{4})-?w(\d{1,2})$/i.exec(query);
  if (iso) return parseIsoWeek(Number(iso[1]), Number(iso[2]));
  const both = /^(\d{4}-\d{2}-\d{2})\s*(?:\/|\.\.|--)\s*(\d{4}-\d{2}-\d{2})$/.exec(query);
  if (both) return parseInterval(both[1] ?? '', both[2] ?? '');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(query)) return problem(`“${shown(query)}” is not a week. ${FORMS}`);
  if (dayNumber(query) === undefined) return problem(`There is no ${query} in the calendar. ${FORMS}`);
  return { kind: 'day', day: query };
}

/** The week that a query means among those of a list or of the journal, newest first; undefined where there is none. */
export function findWeek(weeks: readonly Week[], query: WeekQuery): Week | undefined {
  switch (query.kind) {
    case 'latest':
      return weeks[0];
    case 'interval':
      return weeks.find((week) => week === query.week);
    case 'day':
      return onDay(weeks, query.day);
    case 'iso week':
      return mostDays(weeks, query.week);
  }
}

/** Finds the section that a query means; `sections` are newest first, as `outline` gives them. Never throws. */
export function selectSection(sections: readonly Section[], query: WeekQuery): Selection {
  const [newest] = sections;
  if (!newest) return { status: 'missing', words: 'The list has no week at all.' };
  const weeks = sections.map(({ week }) => week);
  return selectionOf(sections, findWeek(weeks, query), () => missing(query, newest.week, sections));
}

function parseIsoWeek(year: number, number: number): WeekQuery | QueryProblem {
  const week = isoWeek(year, number);
  const name = `${String(year)}-W${String(number).padStart(2, '0')}`;
  return week ? { kind: 'iso week', name, week } : problem(`${year} has no week ${number}. ${FORMS}`);
}

function parseInterval(start: Day, end: Day): WeekQuery | QueryProblem {
  for (const day of [start, end]) {
    if (dayNumber(day) === undefined) return problem(`There is no ${day} in the calendar. ${FORMS}`);
  }
  if (end < start) return problem(`${start}/${end} ends before it begins. Did you mean ${end}/${start}?`);
  return { kind: 'interval', week: weekOf(start, end) };
}

const problem = (words: string): QueryProblem => ({ kind: 'problem', words });

const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function selectionOf(sections: readonly Section[], week: Week | undefined, words: () => string): Selection {
  const [section, ...others] = sections.filter((candidate) => candidate.week === week);
  if (!section) return { status: 'missing', words: words() };
  if (others.length === 0) return { status: 'found', section };
  const where = [section, ...others.slice(0, 2)].map(({ file, line }) => `${file}:${line}`).join(' and ');
  return {
    status: 'ambiguous',
    sections: [section, ...others],
    words: `Two lists stand under the dates ${section.week} (${where}): one of them is another week, or another list. Correct its dates, or name one file as the source.`,
  };
}

/** Where two weeks share a day: the one that starts on it, else the one that started last. */
function onDay(weeks: readonly Week[], day: Day): Week | undefined {
  const covering = weeks.filter((week) => coversDay(week, day));
  return covering.sort((a, b) => (weekStart(a) < weekStart(b) ? 1 : weekStart(a) > weekStart(b) ? -1 : 0))[0];
}

/** The week with most of its days inside; where two have as many, the one that starts later. */
function mostDays(all: readonly Week[], iso: Week): Week | undefined {
  const days = (week: Week): number => {
    const start = weekStart(week) > weekStart(iso) ? weekStart(week) : weekStart(iso);
    const end = weekEnd(week) < weekEnd(iso) ? weekEnd(week) : weekEnd(iso);
    return daysBetween(start, end) + 1;
  };
  const weeks = all.filter((week) => days(week) > 0);
  return weeks.sort((a, b) => days(b) - days(a) || compareNewestFirst(a, b))[0];
}

function missing(query: WeekQuery, newest: Week, sections: readonly Section[]): string {
  const week = query.kind === 'latest' ? newest : query.kind === 'day' ? weekOf(query.day, query.day) : query.week;
  const wanted = query.kind === 'iso week' ? query.name : query.kind === 'day' ? query.day : week;
  const weeks = [...new Set(sections.map((section) => section.week))];
  const distance = (other: Week): number =>
    Math.max(0, daysBetween(weekEnd(other), weekStart(week)), daysBetween(weekStart(week), weekStart(other)));
  const nearest = weeks
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, 2)
    .sort();
  return `The list has no week ${wanted}. The nearest ${nearest.length > 1 ? 'are' : 'is'} ${nearest.join(' and ')}.`;
}
