import type { Refusal } from '../../core/record.ts';
import { MINUTE_MS, type Moment } from '../../core/moment.ts';
import type { HttpAnswer } from '../../http.ts';

/** A window of X's rate limit as its headers show it. */
interface Window {
  readonly remaining: number;
  readonly resetMs: number;
}

/** `x-rate-limit-*` for 15 minutes; `x-user-limit-24hour-*`, `x-app-limit-24hour-*` (undocumented) for the day. */
const remainingHeader = /^(x-.+)-remaining$/;

function readWindows(headers: Headers): readonly Window[] {
  return [...headers].flatMap(([name, value]) => {
    const window = remainingHeader.exec(name)?.[1];
    const reset = window && readNumber(headers.get(`${window}-reset`));
    const remaining = readNumber(value);
    return reset && remaining !== undefined ? [{ remaining, resetMs: reset * 1000 }] : [];
  });
}

const readNumber = (text: string | null): number | undefined =>
  text?.trim() && Number.isFinite(Number(text)) ? Number(text) : undefined;

/** How long a 429 asks to wait: until the latest reset of all exhausted windows, by X's own clock, since ours may be wrong.
 *  Undefined: it does not say. */
export function waitAskedFor({ headers }: Pick<HttpAnswer, 'headers'>, now: Date): number | undefined {
  const start = Date.parse(headers.get('date') ?? '') || now.getTime();
  const resets = readWindows(headers).flatMap(({ remaining, resetMs }) => (remaining <= 0 ? [resetMs - start] : []));
  const seconds = readNumber(headers.get('retry-after'));
  const waits = seconds === undefined ? resets : [...resets, seconds * 1000];
  // A second more, as resets are told in whole seconds.
  return waits.length > 0 ? Math.max(0, ...waits) + 1000 : undefined;
}

/** What an account may post in any 15 minutes. https://docs.x.com/x-api/fundamentals/rate-limits */
const window = { posts: 100, ms: 15 * MINUTE_MS };

/** Why so many posts cannot be taken now: by what X said last about its limits, and by what is known to have been posted. */
export function fullness(headers: Headers, posts: number, recent: readonly Moment[], now: Date): Refusal | undefined {
  const ages = recent.map((at) => now.getTime() - Date.parse(at)).filter((age) => age >= 0 && age < window.ms);
  const tooMany = ages.length + posts - window.posts;
  if (tooMany > 0 && ages.length > 0) {
    const oldestFirst = ages.sort((a, b) => b - a);
    return {
      words: `X takes 100 posts in 15 minutes, ${ages.length} were posted lately, and there are ${posts}`,
      retryAfterMs: window.ms - (oldestFirst[Math.min(tooMany, ages.length) - 1] ?? 0),
    };
  }
  const short = readWindows(headers).filter(({ remaining, resetMs }) => remaining < posts && resetMs > now.getTime());
  if (short.length === 0) return undefined;
  const left = Math.min(...short.map(({ remaining }) => Math.max(0, remaining)));
  return {
    words: `X takes ${left} more posts now, and there are ${posts}`,
    retryAfterMs: Math.max(...short.map(({ resetMs }) => resetMs - now.getTime())) + 1000,
  };
}
