import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addDays,
  compareNewestFirst,
  coversDay,
  dayFrom,
  dayFromNumber,
  dayNumber,
  daysBetween,
  isoWeek,
} from '../../src/core/week.ts';

it('counts days over months, years and leap days', () => {
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  expect(addDays('2025-12-30', 6)).toBe('2026-01-05');
  expect(addDays('nonsense', 6)).toBe('nonsense');
});

it.each(['2026-02-30', '2026-13-01', '2026-6-1', '26-06-01', '2026-06-01T00:00', ''])(
  'knows that %j is no day',
  (day) => {
    expect(dayNumber(day)).toBeUndefined();
  },
);

it('gives back the day that a number was made of', () => {
  fc.assert(fc.property(fc.integer({ min: -10_000, max: 60_000 }), (days) => dayNumber(dayFromNumber(days)) === days));
});

it('knows no February 30', () => {
  expect([dayFrom(2026, 2, 30), dayFrom(2024, 2, 29), dayFrom(2025, 2, 29)]).toEqual([
    undefined,
    '2024-02-29',
    undefined,
  ]);
});

// Long years by the rule of ISO 8601: those that begin on a Thursday, or on a Wednesday in leap years.
it.each([
  [2020, 53, '2020-12-28/2021-01-03'],
  [2021, 53, undefined],
  [2026, 1, '2025-12-29/2026-01-04'],
  [2026, 53, '2026-12-28/2027-01-03'],
  [2025, 1, '2024-12-30/2025-01-05'],
  [2026, 0, undefined],
])('gives ISO week %i-W%i', (year, number, week) => {
  expect(isoWeek(year, number)).toBe(week);
});

it('covers both its first and its last day', () => {
  const days = ['2026-06-13', '2026-06-14', '2026-06-21', '2026-06-22'];
  expect(days.map((day) => coversDay('2026-06-14/2026-06-21', day))).toEqual([false, true, true, false]);
});

it('sorts the newest first, by end and then by start', () => {
  const weeks = ['2026-01-01/2026-01-08', '2026-01-08/2026-01-15', '2026-01-09/2026-01-15'] as const;
  expect([...weeks].sort(compareNewestFirst)).toEqual([weeks[2], weeks[1], weeks[0]]);
});
