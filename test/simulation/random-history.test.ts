import { describe, expect, it } from 'vitest';
import { addDays, weekEnd } from '../../src/core/week.ts';
import { ENTRIES, makeAuthor } from './author.ts';
import { makeBot } from './bot.ts';

const FIRST_END = '2024-01-07';
const DAYS = 364;
const MAX_AGE_DAYS = 21;
/** Looks, one a day, after which a week that was sound all the time must have been posted. */
const PATIENCE = 8;

interface Life {
  readonly posted: ReadonlyMap<string, readonly string[]>;
  readonly wrong: readonly string[];
}

/** A year of one author's list, looked at every day. */
async function live(seed: number): Promise<Life> {
  const author = makeAuthor(seed, FIRST_END);
  const bot = makeBot({ networks: ['x'], now: new Date(`${FIRST_END}T12:00:00Z`), maxAgeDays: MAX_AGE_DAYS });
  const posted = new Map<string, string[]>();
  const wrong: string[] = [];
  let looks = 0;
  /** What the first look found; but for its newest week it is never posted by itself. */
  let archive: readonly string[] | undefined;
  for (let day = 1; day <= DAYS; day += 1) {
    const docs = author.write(day);
    looks += 1;
    const today = addDays(FIRST_END, day);
    bot.now = new Date(`${today}T12:00:00Z`);
    bot.documents = docs;
    archive ??= docs.some(({ text }) => text.includes('##')) ? author.truths().map(({ id }) => id) : undefined;
    const before = bot.posts.length;
    await bot.look('slot');
    for (const { week } of bot.posts.slice(before)) {
      const record = bot.journal.state().threads.find((thread) => thread.week === week);
      const id = author.idOf(record?.links[0] ?? '');
      const truth = author.truths().find((one) => one.id === id);
      posted.set(id, [...(posted.get(id) ?? []), today]);
      if (truth?.placeholder !== undefined) wrong.push(`${today}: ${id} was posted with a placeholder`);
      if (truth?.slip) wrong.push(`${today}: ${id} was posted under the dates of another week`);
      if (today > addDays(weekEnd(week), MAX_AGE_DAYS)) wrong.push(`${today}: ${id} was posted too late`);
    }
    for (const truth of author.truths()) {
      const isPatient = day - truth.soundFrom >= PATIENCE && looks > PATIENCE && truth.entries === ENTRIES;
      const came = truth.soundFrom <= MAX_AGE_DAYS - PATIENCE + truth.index * 7;
      if (isPatient && came && archive?.includes(truth.id) === false && !posted.has(truth.id))
        wrong.push(`${today}: ${truth.id} was forgotten`);
    }
  }
  for (const [id, days] of posted) if (days.length > 1) wrong.push(`${id} was posted on ${days.join(' and ')}`);
  return { posted, wrong: wrong.slice(0, 5) };
}

const seeds = Array.from({ length: process.env.WHOLE ? 60 : 6 }, (_, index) => index + 1);

describe('a year of a list whose author edits, moves, cuts and mends it at random', () => {
  it.each(seeds)('is posted each week once, none incomplete, none old, none forgotten (%i)', async (seed) => {
    const { posted, wrong } = await live(seed);
    expect(wrong).toEqual([]);
    expect(posted.size).toBeGreaterThan(10);
  });
});
