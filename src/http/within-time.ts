import { uptime } from 'node:os';

/** How long one wait on a network may last. */
export interface WaitLimits {
  readonly timeoutMs: number;
  /** Aborts when the wait must end at once. */
  readonly abort?: AbortSignal | undefined;
}

export interface Wait {
  /** Aborts when the time is up, or with `abort`; for the request and for all that is read of its answer. */
  readonly signal: AbortSignal;
  /** Starts the time anew: for another request of the same act. */
  readonly renew: () => void;
  /** Whether the time is up, though no timer may have said so yet: a process that was frozen asks before it goes on. */
  readonly isOver: () => boolean;
}

/**
 * Does something that waits on a network, and ends for certain: rejects with a `TimeoutError` once the time is up, or with the
 * reason of `abort`, even if nobody heeds the signal. The one time-out of this program: on Node 20 a signal made with
 * `AbortSignal.any` may be collected as garbage before it fires (https://github.com/nodejs/node/issues/57736), and a request
 * that it should end then waits for good. Here the timer holds the controller, and the controller its listeners.
 */
export async function withinTime<T>({ timeoutMs, abort }: WaitLimits, act: (wait: Wait) => Promise<T>): Promise<T> {
  abort?.throwIfAborted();
  const controller = new AbortController();
  const { signal } = controller;
  let sinceStart = startStopwatch();
  const renew = (): void => {
    sinceStart = startStopwatch();
    timer.refresh();
  };
  const isOver = (): boolean => sinceStart() >= timeoutMs;
  const words = `no answer within ${timeoutMs / 1000} s`;
  const timer = setTimeout(() => controller.abort(new DOMException(words, 'TimeoutError')), timeoutMs);
  const stop = (): void => controller.abort(abort?.reason);
  abort?.addEventListener('abort', stop);
  const end = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(asError(signal.reason)));
  });
  try {
    return await Promise.race([end, act({ signal, renew, isOver })]);
  } finally {
    clearTimeout(timer);
    abort?.removeEventListener('abort', stop);
  }
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

/** Whether the time was up, and nothing else was wrong. */
export const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError';

/** Starts to measure; gives the milliseconds since then, whatever is done to the clock on the wall. The time in which the machine
 *  was suspended counts: Node's own clock stands still meanwhile (Linux: CLOCK_MONOTONIC), the uptime of the machine does not. */
export function startStopwatch(): () => number {
  const startMs = performance.now();
  const startS = uptime();
  return () => Math.max(performance.now() - startMs, (uptime() - startS) * 1000);
}
