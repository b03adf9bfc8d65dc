import { expect, it } from 'vitest';
import { type Matter, matterText, readMatter } from '../../src/core/record/memory.ts';

const week = '2026-06-14/2026-06-21';
it.each<[string, Matter]>([
  [`in-doubt x ${week}`, { kind: 'in-doubt', network: 'x', week }],
  [`too-old site ${week}`, { kind: 'too-old', network: 'site', week }],
  ['keys bluesky', { kind: 'keys', network: 'bluesky' }],
  [`waiting ${week}`, { kind: 'waiting', week }],
  [`stalled ${week} a list/with spaces`, { kind: 'stalled', week, source: 'a list/with spaces' }],
  ['list unreadable', { kind: 'list', trouble: 'unreadable' }],
])('the matter "%s" is read from a state file, and written as it stood', (text, matter) => {
  expect(readMatter(text)).toEqual(matter);
  expect(matterText(matter)).toBe(text);
});

it.each(['', 'keys', 'list', 'list lost', 'waiting soon', 'refused x', 'another x 1'])(
  'no matter is read from "%s"',
  (text) => {
    expect(readMatter(text)).toBeUndefined();
  },
);
