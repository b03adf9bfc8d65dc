import type { Moment } from '../../core/moment.ts';
import type { Headers } from './client.ts';

/** A window of X's rate limit as its headers show it. */
interface Window {
  readonly remaining: number;
  readonly resetMs: number;
}

/** `x-rate-limit-*` for 15 minutes; `x-user-limit-24hour-*`, `x-app-limit-24hour-*` (undocumented) for the day. */
const remainingHeader = /^(x-.+)-remaining$/;

function readWindows(headers: Headers): readonly Window[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const window = remainingHeader.exec(name)?.[1];
    const reset = window && readNumber(headers[`${window}-reset`]);
    const remaining = readNumber(value);
    return reset && remaining !== undefined ? [{ remaining, resetMs: reset * 1000 }] : [];
  });
}

const readNumber = (text: string | undefined): number | undefined =>
  text?.trim() && Number.isFinite(Number(text)) ? Number(text) : undefined;

/** The moment by X's own clock, by which its resets are counted; ours may be wrong. */
const nowByServer = (headers: Headers, now: Date): number => {
  const date = Date.parse(headers.date ?? '');
  return Number.isNaN(date) ? now.getTime() : date;
};

/** How long a 429 asks to wait: until the latest reset of all exhausted windows. Undefined: it does not say. */
export function waitAskedFor(headers: Headers, now: Date): number | undefined {
  const start = nowByServer(headers, now);
  const resets = readWindows(headers).flatMap(({ remaining, resetMs }) => (remaining <= 0 ? [resetMs - start] : []));
  const seconds = readNumber(headers['retry-after']);
  const waits = seconds === undefined ? resets : [...resets, seconds * 1000];
  // A second more, as resets are told in whole seconds.
  return waits.length > 0 ? Math.max(0, ...waits) + 1000 : undefined;
}

/** What an account may post in any 15 minutes. https://docs.x.com/x-api/fundamentals/rate-limits */
const window = { posts: 100, ms: 15 * 60_000 };

/** How long until so many posts have room in the window beside those that are known; undefined: they have it now. */
export function crowdedMs(posts: number, recent: readonly Moment[], now: Date): number | undefined {
  const ages = recent.map((at) => now.getTime() - Date.parse(at)).filter((age) => age >= 0 && age < window.ms);
  const tooMany = ages.length + posts - window.posts;
  if (tooMany <= 0 || ages.length === 0) return undefined;
  const oldestFirst = ages.sort((a, b) => b - a);
  return window.ms - (oldestFirst[Math.min(tooMany, ages.length) - 1] ?? 0);
}

/** When X says that fewer posts than these are left: how many, and for how long. */
export function shortage(headers: Headers, posts: number, now: Date): { left: number; waitMs: number } | undefined {
  const short = readWindows(headers).filter(({ remaining, resetMs }) => remaining < posts && resetMs > now.getTime());
  if (short.length === 0) return undefined;
  const left = Math.min(...short.map(({ remaining }) => Math.max(0, remaining)));
  return { left, waitMs: Math.max(...short.map(({ resetMs }) => resetMs - now.getTime())) + 1000 };
}
