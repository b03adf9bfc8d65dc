import { createTask } from 'node-cron';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkSchedule,
  firstSlot,
  longGap,
  nextSlot,
  readSchedule,
  type Schedule,
} from '../../src/core/schedule/slots.ts';

function schedule(expression: string, timezone: string): Schedule {
  const read = readSchedule(expression, timezone);
  if (typeof read === 'string') throw new Error(read);
  return read;
}

function slotsOf(expression: string, timezone: string, from: string, to: string): string[] {
  const found: string[] = [];
  const read = schedule(expression, timezone);
  let at = firstSlot(read, new Date(from), new Date(to));
  while (at) {
    found.push(at.toISOString().slice(0, 16));
    at = firstSlot(read, at, new Date(to));
  }
  return found;
}

describe('the slots of a schedule', () => {
  it.each`
    what                                                      | expression          | zone                     | from                  | to                    | slots
    ${'in UTC'}                                               | ${'0 17 * * 1,2'}   | ${'Etc/UTC'}             | ${'2026-06-21'}       | ${'2026-06-30'}       | ${'06-22T17:00 06-23T17:00 06-29T17:00'}
    ${'in a zone of half hours'}                              | ${'30 9 * * mon'}   | ${'Asia/Kolkata'}        | ${'2026-06-21'}       | ${'2026-06-30'}       | ${'06-22T04:00 06-29T04:00'}
    ${'skipped in spring: at the next minute that exists'}    | ${'30 2 * * *'}     | ${'Europe/Berlin'}       | ${'2026-03-28'}       | ${'2026-03-31'}       | ${'03-28T01:30 03-29T01:00 03-30T00:30'}
    ${'shown twice in autumn: the first time'}                | ${'30 2 * * *'}     | ${'Europe/Berlin'}       | ${'2026-10-24'}       | ${'2026-10-27'}       | ${'10-24T00:30 10-25T00:30 10-26T01:30'}
    ${'skipped and regular in one minute: once'}              | ${'0,30 2,3 * * 0'} | ${'Europe/Berlin'}       | ${'2026-03-28'}       | ${'2026-03-30'}       | ${'03-29T01:00 03-29T01:30'}
    ${'in New York in spring'}                                | ${'30 2 * * 0'}     | ${'America/New_York'}    | ${'2027-03-13'}       | ${'2027-03-15'}       | ${'03-14T07:00'}
    ${'where the clocks change by half an hour'}              | ${'10 2 * * 0'}     | ${'Australia/Lord_Howe'} | ${'2026-10-03'}       | ${'2026-10-05'}       | ${'10-03T15:30'}
    ${'on a day that was skipped whole'}                      | ${'0 17 * * 5'}     | ${'Pacific/Apia'}        | ${'2011-12-28'}       | ${'2012-01-07'}       | ${'12-30T10:00 01-06T03:00'}
    ${'on February 29'}                                       | ${'0 0 29 2 *'}     | ${'Etc/UTC'}             | ${'2026-01-01'}       | ${'2033-01-01'}       | ${'02-29T00:00 02-29T00:00'}
    ${'up to and with the end, without the beginning'}        | ${'0 0 * * *'}      | ${'Etc/UTC'}             | ${'2026-01-01'}       | ${'2026-01-02'}       | ${'01-02T00:00'}
    ${'shown twice: once, also where the question is inside'} | ${'30 2 * * *'}     | ${'Europe/Berlin'}       | ${'2026-10-25T01:10'} | ${'2026-10-25T02:00'} | ${''}
  `('$what', ({ expression, zone, from, to, slots }: Record<string, string>) => {
    const moment = (text = ''): string => `${text}${text.includes('T') ? '' : 'T00:00'}Z`;
    const found = slotsOf(expression ?? '', zone ?? '', moment(from), moment(to));
    expect(found.map((slot) => slot.slice(5)).join(' ')).toBe(slots);
  });

  it('are the minutes that node-cron would match, clock changes aside', () => {
    const field = (low: number, high: number) =>
      fc.oneof(
        fc.constant('*'),
        fc.integer({ min: low, max: high }).map(String),
        fc
          .tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high }))
          .map((pair) => pair.sort((a, b) => a - b).join('-')),
        fc.integer({ min: 2, max: 9 }).map((step) => `*/${String(step)}`),
      );
    const expression = fc
      .tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 7))
      .map((fields) => fields.join(' '));
    const zone = fc.constantFrom('Etc/UTC', 'Asia/Kolkata', 'Pacific/Apia', 'America/Phoenix');
    const minute = fc.integer({ min: 28_000_000, max: 32_000_000 });
    fc.assert(
      fc.property(expression, zone, minute, (text, timezone, from) => {
        const task = createTask(text, () => undefined, { timezone });
        const read = schedule(text, timezone);
        for (let at = from; at < from + 90; at++) {
          const moment = new Date(at * 60_000);
          const isSlot = firstSlot(read, new Date(moment.getTime() - 60_000), moment) !== undefined;
          expect(isSlot, `${text} ${timezone} ${moment.toISOString()}`).toBe(task.match(moment));
        }
        void task.destroy();
      }),
      { numRuns: 40 },
    );
  });
});

describe('checking a schedule', () => {
  it.each(['0 17 * * 1,2', '*/5 * * * *', '@weekly', '0 9 * jan-jun mon-fri', '0 0 9 * * 1'])(
    'takes %s',
    (expression) => {
      expect(checkSchedule(expression, 'Europe/Berlin')).toBeUndefined();
    },
  );

  it.each([
    ['61 * * * *', /minute cannot be 61/],
    ['every monday', /cannot be every monday/],
    ['0 0 31 2 *', /dayOfMonth cannot be 31/],
    ['0 0 L * *', /L, W and # cannot be used/],
    ['', /five fields/],
  ])('says what is wrong with «%s»', (expression, words) => {
    expect(checkSchedule(expression, 'Etc/UTC')).toMatch(words);
  });

  it('finds looks that are further apart than a week and two hours', () => {
    const now = new Date('2026-06-22T12:00:00Z');
    expect(longGap(schedule('0 17 * * 1', 'Europe/Berlin'), now)).toBeUndefined();
    expect(longGap(schedule('* * * * *', 'Europe/Berlin'), now)).toBeUndefined();
    expect(longGap(schedule('0 17 1,15 * *', 'Etc/UTC'), now)).toEqual([
      new Date('2026-07-01T17:00:00Z'),
      new Date('2026-07-15T17:00:00Z'),
    ]);
    expect(longGap(schedule('*/5 * 1-20 * *', 'Etc/UTC'), now)).toEqual([
      new Date('2026-07-20T23:55:00Z'),
      new Date('2026-08-01T00:00:00Z'),
    ]);
  });

  it('finds the next look years away', () => {
    expect(nextSlot(schedule('0 0 29 2 *', 'Etc/UTC'), new Date('2096-03-01T00:00:00Z'))).toEqual(
      new Date('2104-02-29T00:00:00Z'),
    );
  });
});
