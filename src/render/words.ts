import type { Post, PostLink } from '../core/thread.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../core/moment.ts';

/** `1 post`, `12 posts`; `1 entry`, `10 entries`; `1 day`, `5 days`. */
export const count = (n: number, noun: string): string =>
  `${n} ${n === 1 ? noun : /[^aeou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;

/** `2.03 USD`; half cents are shown: `0.365 USD`. */
export const dollars = (usd: number): string => {
  const exact = Math.round(usd * 1000) / 1000;
  return `${Number.isInteger(Math.round(exact * 1000) / 10) ? exact.toFixed(2) : exact.toFixed(3)} USD`;
};

/** `a, b and c`, or with another word before the last. */
export const listed = (words: readonly string[], last: 'and' | 'or' = 'and'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;

const UNITS = [
  { ms: DAY_MS, say: (n: number) => count(n, 'day') },
  { ms: HOUR_MS, say: (n: number) => `${n} h` },
  { ms: MINUTE_MS, say: (n: number) => `${n} min` },
  { ms: SECOND_MS, say: (n: number) => `${n} s` },
];

/** `3 days 16 h`, `22 h 30 min`, `3 min 5 s`, `41 s`, `less than a second`. */
export const duration = (ms: number): string => {
  const whole = Math.round(ms / SECOND_MS) * SECOND_MS;
  const at = UNITS.findIndex((unit) => ms >= SECOND_MS && unit.ms <= whole);
  if (at < 0) return 'less than a second';
  const amounts = UNITS.map((unit, index) => Math.floor((whole % (UNITS[index - 1]?.ms ?? Infinity)) / unit.ms));
  const said = UNITS.map(({ say }, index) => (amounts[index] ? say(amounts[index]) : ''));
  return said
    .slice(at, at + 2)
    .filter((words) => words !== '')
    .join(' ');
};

/** Whether a person who edits a post has next to no room left; what the composer fills is fuller than what people write. */
export const isNearlyFull = (length: number, limit: number): boolean => length > limit * 0.98;

/** A post's text, drawn piece by piece: its links with their words, where `link` gives something, and all else by `plain`. */
export const withLinks = (
  { text, links }: Pick<Post, 'text' | 'links'>,
  plain: (text: string) => string,
  link: (words: string, link: PostLink) => string | undefined,
): string => {
  let drawn = '';
  let at = 0;
  for (const each of links.toSorted((one, other) => one.start - other.start)) {
    const words = text.slice(each.start, each.end);
    const shown = each.start < at || words === '' ? undefined : link(words, each);
    if (shown === undefined) continue;
    drawn += plain(text.slice(at, each.start)) + shown;
    at = each.end;
  }
  return drawn + plain(text.slice(at));
};
