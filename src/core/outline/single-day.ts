import { DAY, ISO, MON, normalise, SEP, yearAround } from './date-words.ts';
import type { HeadingDates, MonthDay } from './date-words.ts';
import { monthOf } from './months.ts';
import { addDays, dayFrom, weekEnd, weekOf, weekStart } from '../week.ts';

const isoOne = new RegExp(ISO);
const oneMonthFirst = new RegExp(`${MON}\\s*${DAY}`, 'g');
const oneDayFirst = new RegExp(`(?<!\\d)${DAY}\\.?\\s*${MON}`, 'g');
const weekWord = /\b(?:week|woche|semaine|semana|settimana|kw|w\/[ec])\b/;
const endingWord = /\b(?:ending|ended|ends|w\/e|bis zum|until)\b/;
// What a list calls itself: a version (`v1.2, June 7`) or an event is none.
const LIST_WORD =
  /\b(?:week(?:ly)?|papers?|top|best|issue|digest|edition|round-?up|reading|list|newsletter|picks|links|highlights)\b/;
const numberBefore = new RegExp(`\\d[^\\p{L}\\p{N}]*?${SEP}$`, 'u');
const numberBehind = new RegExp(`^${SEP}(?:${ISO}|(?:\\p{L}+[.,]?\\s*)?\\d{1,2}(?!\\d))`, 'u');
const weekOfBefore =
  /\b(?:week|woche|semaine|semana|of|from|ending|ended|beginning|starting|vom|du|del)\s+(?:the\s+)?$/;

/** `Week of May 11, 2026` begins there, `Week ending May 17, 2026` ends there; both have seven days. */
export function readWeekOf(text: string): HeadingDates | undefined {
  return weekWord.test(text) ? sevenDays(readDay(text), endingWord.test(text) ? 'end' : 'start') : undefined;
}

/** A heading that names one day and hardly more (`June 7, 2026`, `Papers of 2026-06-07`): the week that ends on it. */
export function readSingleDay(heading: string): HeadingDates | undefined {
  const text = normalise(heading.slice(0, 400));
  const found = readDay(text);
  if (found === undefined || /\d\.\d+\.\d/.test(text)) return undefined;
  const rest = text.replace(found.words, ' ').replace(/\b(?:19|20)\d{2}\b/, ' ');
  return /^[^\p{L}\p{N}]*$/u.test(rest) || LIST_WORD.test(rest) ? sevenDays(found, 'end') : undefined;
}

interface NamedDay extends MonthDay {
  readonly year: number | undefined;
  /** As it stands in the text. */
  readonly words: string;
}

function sevenDays(found: NamedDay | undefined, named: 'start' | 'end'): HeadingDates | undefined {
  if (found === undefined) return undefined;
  const anchor = dayFrom(found.year ?? 2024, found.month, found.day);
  if (anchor === undefined) return undefined;
  const week = named === 'end' ? weekOf(addDays(anchor, -6), anchor) : weekOf(anchor, addDays(anchor, 6));
  if (found.year !== undefined) return { kind: 'week', week };
  return { kind: 'no year', start: monthDay(weekStart(week)), end: monthDay(weekEnd(week)) };
}

const monthDay = (day: string): MonthDay => ({ month: Number(day.slice(5, 7)), day: Number(day.slice(8)) });

function readDay(text: string): NamedDay | undefined {
  const iso = isoOne.exec(text);
  if (iso && !isHalfOfTwo(text, iso.index, iso[0])) {
    return { month: Number(iso[2]), day: Number(iso[3]), year: Number(iso[1]), words: iso[0] };
  }
  return readOne(text, oneMonthFirst, [1, 2]) ?? readOne(text, oneDayFirst, [2, 1]);
}

function readOne(text: string, form: RegExp, [month, day]: readonly [number, number]): NamedDay | undefined {
  for (const match of text.matchAll(form)) {
    const named = monthOf(match[month] ?? '');
    if (named === undefined || isHalfOfTwo(text, match.index, match[0])) continue;
    const year = yearAround(text, match.index, match[0].length);
    return { month: named, day: Number(match[day]), year, words: match[0] };
  }
  return undefined;
}

/** Whether another day stands before or behind (`Mxy 11 - May 17`): where that one cannot be read, nobody knows which week is meant. */
function isHalfOfTwo(text: string, at: number, words: string): boolean {
  const before = text.slice(0, at);
  if (weekOfBefore.test(before)) return false;
  return numberBefore.test(before) || numberBehind.test(text.slice(at + words.length));
}
