import type { HttpAnswer } from '../http-client.ts';
import { waitOf } from '../http-words.ts';
import type { Account } from '../network.ts';

const fiveMinutesMs = 5 * 60_000;

/** Whether a thread still fits in the limit that the answer to the login told; most servers tell one. */
export function createCapacity(login: HttpAnswer, now: () => Date): Account['capacity'] {
  const told = login.headers.get('x-ratelimit-remaining') ?? '';
  const until = now().getTime() + waitOf(login, now(), fiveMinutesMs, fiveMinutesMs);
  return (posts) => {
    const left = /^\d+$/.test(told) ? Number(told) : Infinity;
    const retryAfterMs = until - now().getTime();
    if (left >= posts || retryAfterMs <= 0) return Promise.resolve(undefined);
    const words = `the server takes ${String(left)} more requests for now, and the thread needs ${String(posts)}`;
    return Promise.resolve({ words, retryAfterMs });
  };
}
