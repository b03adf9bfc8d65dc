import { inYear, type MonthDay } from './date-forms.ts';
import { dayFromNumber, daysBetween, weekEnd, weekStart, type Week } from '../../week.ts';
import { DAY_MS } from '../../moment.ts';

/** The first and the last day of a week whose year is in question. */
interface YearlessWeek {
  readonly start: MonthDay;
  readonly end: MonthDay;
}

// arXiv ids begin with two digits of the year and two of the month since April 2007 (info.arxiv.org/help/arxiv_identifier);
// X status ids hold the milliseconds since 2010-11-04T01:42:54.657Z above their lowest 22 bits.
const DATED_LINK =
  /arxiv\.org\/[a-z]{2,6}\/(\d{2})(0[1-9]|1[0-2])\.\d{4,5}|(?:twitter|x)\.com\/\w{1,30}\/status\/(\d{15,20})/gi;

/** Links further from a week than this tell nothing of its year: lists have older papers, too. In days. */
const NEAR_DAYS = 100;
const FEWEST_WITNESSES = 3;

/** A year that links tell. */
interface LinkYear {
  readonly year: number;
  /** Whether several, and most of all that are dated, agree on it. */
  readonly isSure: boolean;
}

/** The year that most of the links tell which are from about the time of the week; undefined if none is. */
export function yearOfLinks(week: YearlessWeek, body: string): LinkYear | undefined {
  const days = Array.from(body.replaceAll('\\_', '_').matchAll(DATED_LINK), dayOf);
  const votes = new Map<number, number>();
  for (const day of days) {
    const year = nearestYear(week, day);
    if (year !== undefined) votes.set(year, (votes.get(year) ?? 0) + 1);
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1]);
  return best && { year: best[0], isSure: best[1] >= FEWEST_WITNESSES && best[1] * 2 > days.length };
}

/** The other year that a week's links are from, where at least three and most of the dated ones agree on it. */
export function contradictingYear(week: Week, body: string): number | undefined {
  const told = yearOfLinks({ start: monthDay(weekStart(week)), end: monthDay(weekEnd(week)) }, body);
  return told?.isSure === true && told.year !== Number(weekEnd(week).slice(0, 4)) ? told.year : undefined;
}

const monthDay = (day: string): MonthDay => ({ month: Number(day.slice(5, 7)), day: Number(day.slice(8)) });

const dayOf = ([, year, month, status]: RegExpExecArray): string => {
  const ms =
    status === undefined
      ? Date.UTC(2000 + Number(year), Number(month) - 1, 15)
      : Number(BigInt(status) >> 22n) + 1_288_834_974_657;
  return dayFromNumber(Math.min(Math.floor(ms / DAY_MS), 100_000));
};

/** The year in which the week ends near a day. */
function nearestYear({ start, end }: YearlessWeek, day: string): number | undefined {
  const year = Number(day.slice(0, 4));
  return [year - 1, year, year + 1].find((one) => {
    const week = inYear(start, end, one);
    return week !== undefined && Math.abs(daysBetween(day, weekEnd(week))) <= NEAR_DAYS;
  });
}
