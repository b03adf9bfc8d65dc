import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Section } from '../../src/core/list/edition.ts';
import { parseWeekQuery, selectSection } from '../../src/core/list/select.ts';
import type { Week } from '../../src/core/week.ts';

const section = (week: Week, line = 1): Section => ({
  week,
  line,
  heading: week,
  file: 'l.md',
  yearFrom: 'heading',
  datesFrom: 'heading',
  isDay: false,
  bodyLine: 2,
  definitions: new Map(),
  body: '',
});
const sections = [
  section('2026-06-21/2026-06-28'),
  section('2026-06-14/2026-06-21'),
  section('2026-06-08/2026-06-14'),
  section('2025-12-29/2026-01-04'),
];

function select(text: string, from: readonly Section[] = sections): string {
  const query = parseWeekQuery(text);
  if (query.kind === 'problem') return query.words;
  const selection = selectSection(from, query);
  return selection.status === 'found' ? selection.section.week : `${selection.status}: ${selection.words}`;
}

describe('a week', () => {
  it.each([
    ['latest', '2026-06-21/2026-06-28'],
    ['', '2026-06-21/2026-06-28'],
    ['2026-06-25', '2026-06-21/2026-06-28'],
    ['2026-06-21', '2026-06-21/2026-06-28'],
    ['2026-06-14', '2026-06-14/2026-06-21'],
    ['2026-06-28', '2026-06-21/2026-06-28'],
    ['2026-06-13', '2026-06-08/2026-06-14'],
    ['2026-01-01', '2025-12-29/2026-01-04'],
    ['2026-06-14/2026-06-21', '2026-06-14/2026-06-21'],
    [' 2026-06-14 / 2026-06-21 ', '2026-06-14/2026-06-21'],
    ['2026-W25', '2026-06-14/2026-06-21'],
    ['2026-w26', '2026-06-21/2026-06-28'],
    ['2026W24', '2026-06-08/2026-06-14'],
    ['2026-W1', '2025-12-29/2026-01-04'],
  ])('is found by %j', (text, week) => {
    expect(select(text)).toBe(week);
  });

  it.each([
    ['2026-03-01', /missing: .*no week 2026-03-01.*2025-12-29\/2026-01-04 and 2026-06-08\/2026-06-14/],
    ['2026-06-14/2026-06-20', /missing: .*2026-06-14\/2026-06-21/],
    ['2026-W40', /missing: .*2026-W40.*2026-06-21\/2026-06-28/],
    ['2026-02-30', /no 2026-02-30 in the calendar/],
    ['2026-06-21/2026-06-14', /ends before it begins.*2026-06-14\/2026-06-21/],
    ['2025-W53', /2025 has no week 53\. Write a day/],
    ['2026-W99', /2026 has no week 99/],
    ['last week', /“last week” is not a week\. Write a day/],
    ['14.6.2026', /is not a week/],
  ])('is not found by %j, and the words say what would be', (text, words) => {
    expect(select(text)).toMatch(words);
  });

  it('is not chosen where two lists stand under its dates', () => {
    const twice = [section('2026-06-14/2026-06-21', 3), section('2026-06-14/2026-06-21', 20)];
    expect(select('latest', twice)).toMatch(/^ambiguous: .*l\.md:3 and l\.md:20/);
  });

  it('is missing from an empty list', () => {
    expect(select('latest', [])).toBe('missing: The list has no week at all.');
  });

  it('never makes an exception of nonsense', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^\d{0,5}-?W?\d{0,3}[-/]\d{0,4}$/)),
        (text) => select(text).length > 0,
      ),
    );
  });
});
