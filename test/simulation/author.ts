import type { Markdown } from '../../src/core/list/edition.ts';
import { addDays, weekEnd, weekOf, weekStart, type Week } from '../../src/core/week.ts';
import { document, type Part } from './list.ts';
import { random } from './random.ts';

/** A week as its author means it, whatever the list shows of it just now. */
interface Truth {
  readonly id: string;
  readonly index: number;
  week: Week;
  /** How often all its links were replaced. */
  version: number;
  entries: number;
  placeholder?: number;
  /** Since which day it has been shown as it is meant, with dates that are its own. */
  soundFrom: number;
  /** The day on which something about it is mended. */
  mendOn?: number;
  /** It stands under the dates of the week before. */
  slip?: true;
}

export interface Author {
  /** What the list shows on a day; days are asked for in order. */
  readonly write: (day: number) => readonly Markdown[];
  /** Which week a paper is from. */
  readonly idOf: (link: string) => string;
  readonly truths: () => readonly Readonly<Truth>[];
}

/** Enough for every rule, and quick to read. */
const SHOWN_WEEKS = 10;
/** Of a whole week. */
export const ENTRIES = 4;

/** An author who adds a week most weeks, late or in bursts, and edits, renames, moves, cuts and mends at random. */
export function makeAuthor(seed: number, firstEnd: string): Author {
  const { next } = random(seed);
  const chance = (share: number): boolean => next() < share;
  const truths: Truth[] = [];
  const view = { name: 'ML', file: 'README.md', extra: '', hidden: 0, both: false };
  let silentUntil = -1;

  function add(day: number, index: number): void {
    const end = addDays(firstEnd, index * 7);
    const week = weekOf(addDays(end, chance(0.1) ? -7 : -6), end);
    const truth: Truth = { id: `w${String(index)}`, index, week, version: 1, entries: ENTRIES, soundFrom: day };
    const fault = next();
    const days = 1 + Math.floor(next() * 5);
    if (fault < 0.08) Object.assign(truth, { placeholder: 1 + Math.floor(next() * ENTRIES), mendOn: day + days });
    else if (fault < 0.16) Object.assign(truth, { entries: ENTRIES - 1, mendOn: day + (chance(0.5) ? days : 200) });
    else if (fault < 0.26 && truths.at(-1)?.slip !== true && index > 0)
      Object.assign(truth, { slip: true, mendOn: day + 1 });
    truths.push(truth);
  }

  function mend(day: number): void {
    for (const truth of truths.filter(({ mendOn }) => mendOn === day)) {
      truth.entries = ENTRIES;
      delete truth.placeholder;
      delete truth.slip;
      truth.soundFrom = day;
    }
  }

  /** At most one of these a day. */
  function edit(day: number): void {
    const recent = truths.slice(-3).filter(({ slip, placeholder }) => !slip && placeholder === undefined);
    const one = recent[Math.floor(next() * recent.length)];
    const event = next();
    if (event < 0.01) view.name = view.name === 'ML' ? 'AI' : 'ML';
    else if (event < 0.03) view.extra += ' Edited.';
    else if (event < 0.035) view.file = view.file === 'README.md' ? 'years/list.md' : 'README.md';
    else if (event < 0.045) view.hidden = 1 + Math.floor(next() * 4);
    else if (event < 0.06) view.both = !view.both;
    else if (event < 0.075 && one) one.version += 1;
    // All links of a posted week replaced, and new dates after that: nobody could tell it from another week.
    else if (event < 0.09 && one?.version === 1) {
      one.week = weekOf(addDays(weekStart(one.week), chance(0.5) ? 1 : -1), weekEnd(one.week));
      one.soundFrom = day;
    } else if (event < 0.095) silentUntil = day + 20 + Math.floor(next() * 60);
  }

  const partOf = (truth: Truth): Part => ({
    week: truth.slip ? (truths.find(({ index }) => index === truth.index - 1)?.week ?? truth.week) : truth.week,
    seed: `${truth.id}.${String(truth.version)}`,
    entries: truth.entries,
    ...(truth.placeholder !== undefined && { placeholder: truth.placeholder }),
    name: view.name,
    extra: view.extra,
  });

  return {
    write: (day) => {
      view.hidden = 0;
      mend(day);
      edit(day);
      const ended = Math.floor((day - 1) / 7) + 1;
      if (day >= silentUntil && (day % 7 === 1 || chance(0.3))) {
        for (let index = truths.length; index < ended; index += 1) add(day, index);
      }
      const parts = truths.slice(-SHOWN_WEEKS).map(partOf).reverse();
      const shown = parts.slice(Math.min(view.hidden, Math.max(0, parts.length - 1)));
      const main = document(shown, view.file);
      return view.both ? [document(shown.slice(0, 2), 'index.md'), main] : [main];
    },
    idOf: (link) => /(w\d+)\.\d+/.exec(link)?.[1] ?? link,
    truths: () => truths,
  };
}
