import { type Edition, groupBy, type Section, markEdition, type EditionMark } from '../../list.ts';
import { ageDays, compareNewestFirst, type Week } from '../../week.ts';

/** The weeks of a list, newest first. A week is parsed when it is first asked for. */
export interface ListView {
  readonly weeks: readonly Week[];
  /** Whether two lists stand under these dates: one of them is another week, or another list. */
  readonly isAmbiguous: (week: Week) => boolean;
  /** What stands under these dates: one edition, more where it is ambiguous, none where the week is not listed. */
  readonly editions: (week: Week) => readonly Edition[];
  /** How many entries the first of them has. */
  readonly count: (week: Week) => number;
  readonly marks: (week: Week) => readonly Mark[];
  /** What lint calls an error of the week, in words; undefined if there is none. */
  readonly error: (week: Week) => string | undefined;
}

type Mark = Omit<EditionMark, 'aliases'>;

/** How sections are parsed, and how an entry's words are made into a short text that tells whether they changed. */
export interface ListTools {
  readonly parse: (section: Section) => Edition;
  readonly hash: (text: string) => string;
  /** How many entries a section has, where that is quicker than to parse it. */
  readonly count?: (section: Section) => number;
  /** The first error that lint finds in a section. */
  readonly check?: (section: Section) => string | undefined;
}

/** Two lists under the same dates say that one is wrong: of thousands no more need be read. */
const MOST_TWINS = 4;

export function viewList(sections: readonly Section[], tools: ListTools): ListView {
  const { parse, hash, check = () => undefined } = tools;
  const byWeek = groupBy(sections, (section) => section.week);
  const weeks = [...byWeek.keys()].sort(compareNewestFirst);
  const under = (week: Week): readonly Section[] => (byWeek.get(week) ?? []).slice(0, MOST_TWINS);
  const entriesOf = (section: Section): number => parse(section).entries.length;
  const editions = remember((week) => under(week).map((section) => parse(section)));
  return {
    weeks,
    isAmbiguous: (week) => under(week).length > 1,
    editions,
    count: (week) =>
      under(week)
        .slice(0, 1)
        .reduce((sum, section) => sum + (tools.count ?? entriesOf)(section), 0),
    error: (week) =>
      under(week)
        .map((section) => check(section))
        .find((words) => words !== undefined),
    marks: remember((week) => editions(week).map((edition) => markEdition(edition, hash))),
  };
}

function remember<T>(make: (week: Week) => T): (week: Week) => T {
  const made = new Map<Week, T>();
  return (week) => {
    const known = made.get(week);
    if (known !== undefined) return known;
    const value = make(week);
    made.set(week, value);
    return value;
  };
}

/** A week that ends later than this has the wrong dates. */
const AHEAD_DAYS = 7;

export const isAhead = (week: Week, now: Date): boolean => ageDays(week, now) < -AHEAD_DAYS;
