import { inYear, type MonthDay } from './date-forms.ts';
import { dayFromNumber, daysBetween, weekEnd, weekStart, type Week } from '../../week.ts';

/** The first and the last day of a week whose year is in question. */
export interface YearlessWeek {
  readonly start: MonthDay;
  readonly end: MonthDay;
}

/** What the dates inside a week's links say: for each day (from 1970-01-01) how many links are of it, and their weight. */
type LinkDays = ReadonlyMap<number, { readonly links: number; readonly weight: number }>;

// arXiv ids begin with two digits of the year and two of the month since April 2007 (info.arxiv.org/help/arxiv_identifier);
// X status ids hold the milliseconds since 2010-11-04T01:42:54.657Z above their lowest 22 bits.
const DATED_LINK =
  /arxiv\.org\/[a-z]{2,6}\/(\d{2})(0[1-9]|1[0-2])\.\d{4,5}|(?:twitter|x)\.com\/\w{1,30}\/status\/(\d{15,20})/gi;

/** Links further from a week than this tell nothing of its year: lists have older papers, too. In days. */
const NEAR_DAYS = 100;
const FEWEST_WITNESSES = 3;

/** A year that links tell. */
export interface LinkYear {
  readonly year: number;
  /** Whether several of the links are from about the time of the week: lists have older papers, too. */
  readonly isSure: boolean;
}

/** The year that most of the dates inside the links stand nearest to; undefined where none or few are dated. */
export function linkYear(week: YearlessWeek, body: string): LinkYear | undefined {
  const votes = new Map<number, { readonly weight: number; readonly near: number }>();
  let all = 0;
  for (const [day, { links, weight }] of linkDays(body)) {
    all += weight;
    const nearest = nearestYear(week, day);
    if (!nearest) continue;
    const vote = votes.get(nearest.year) ?? { weight: 0, near: 0 };
    const near = vote.near + (nearest.distance <= NEAR_DAYS ? links : 0);
    votes.set(nearest.year, { weight: vote.weight + weight, near });
  }
  const [best] = [...votes].sort((a, b) => b[1].weight - a[1].weight);
  if (!best || best[1].weight * 2 <= all) return undefined;
  return { year: best[0], isSure: best[1].near >= FEWEST_WITNESSES };
}

/** The other year that a week's links are from, where at least three and most of the dated ones agree on it. */
export function contradictingYear(week: Week, body: string): number | undefined {
  const days = { start: monthDay(weekStart(week)), end: monthDay(weekEnd(week)) };
  const votes = new Map<number, number>();
  let all = 0;
  for (const [day, { links }] of linkDays(body)) {
    const nearest = nearestYear(days, day);
    all += links;
    if (nearest && nearest.distance <= NEAR_DAYS) votes.set(nearest.year, (votes.get(nearest.year) ?? 0) + links);
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1]);
  const [year, count] = best ?? [0, 0];
  return count >= FEWEST_WITNESSES && count * 2 > all && year !== Number(weekEnd(week).slice(0, 4)) ? year : undefined;
}

/** Month and day of a date. */
export const monthDay = (day: string): MonthDay => ({ month: Number(day.slice(5, 7)), day: Number(day.slice(8)) });

function nearestYear({ start, end }: YearlessWeek, days: number) {
  const day = dayFromNumber(days);
  const year = Number(day.slice(0, 4));
  const candidates = [year - 1, year, year + 1].map((candidate) => {
    const week = inYear(start, end, candidate);
    return { year: candidate, distance: week ? Math.abs(daysBetween(day, weekEnd(week))) : Infinity };
  });
  return candidates.sort((a, b) => a.distance - b.distance)[0];
}

/** The papers are what a week is about: theirs counts twice. */
function linkDays(body: string): LinkDays {
  const days = new Map<number, { links: number; weight: number }>();
  for (const match of body.replaceAll('\\_', '_').matchAll(DATED_LINK)) {
    const ms =
      match[3] === undefined
        ? Date.UTC(2000 + Number(match[1]), Number(match[2]) - 1, 15)
        : Number(BigInt(match[3]) >> 22n) + 1_288_834_974_657;
    const day = Math.floor(ms / 86_400_000);
    if (day > 40_000) continue;
    const { links, weight } = days.get(day) ?? { links: 0, weight: 0 };
    days.set(day, { links: links + 1, weight: weight + (match[3] === undefined ? 2 : 1) });
  }
  return days;
}
