import { expect, test } from 'vitest';
import type { Refusal } from '../../src/core/record/thread-record.ts';
import type { ConnectOutcome } from '../../src/networks/network.ts';
import { connectPatiently } from '../../src/publish/publish-run.ts';

const noAccount = { status: 'refused', refusal: { words: 'end of the test' } } as const;

/** A network that answers each login as it is told, and how long was waited between them. */
async function logIn(answers: readonly Refusal[], stop = new AbortController(), whileWaiting = (): void => undefined) {
  const left = [...answers];
  const waits: number[] = [];
  const connect = (): Promise<ConnectOutcome> => {
    const refusal = left.shift();
    return Promise.resolve(refusal ? { status: 'refused', refusal } : noAccount);
  };
  const sleep = (ms: number): Promise<void> => {
    waits.push(ms);
    whileWaiting();
    return Promise.resolve();
  };
  const clock = { now: () => new Date('2026-06-22T15:00:00Z'), sleep };
  const outcome = await connectPatiently({ connect }, { clock, stop: stop.signal, report: () => undefined });
  return { outcome, waits, left };
}

test('a network that stumbles at the login is asked again', async () => {
  const { outcome, waits } = await logIn([{ words: '503: Over capacity', retryAfterMs: 5000 }]);
  expect(outcome).toEqual(noAccount);
  expect(waits).toEqual([5000]);
});

test('a limit that passes in seconds is waited for', async () => {
  expect((await logIn([{ words: '429', retryAfterMs: 12_000 }])).waits).toEqual([12_000]);
});

test.each([
  ['wrong keys', [{ words: '401: Unauthorized' }]],
  ['a limit that passes in a minute', [{ words: '429', retryAfterMs: 60_000 }]],
])('%s are told at once', async (_, answers) => {
  const { outcome, waits } = await logIn(answers);
  expect(outcome).toMatchObject({ refusal: { words: answers[0]?.words } });
  expect(waits).toEqual([]);
});

test('a network that is down is not asked for ever', async () => {
  const { outcome, left } = await logIn(Array<Refusal>(9).fill({ words: 'not sent: refused', retryAfterMs: 5000 }));
  expect(outcome).toMatchObject({ refusal: { words: 'not sent: refused' } });
  expect(left).toHaveLength(6);
});

test('a stop ends it', async () => {
  const stop = new AbortController();
  const { outcome, left } = await logIn(Array<Refusal>(3).fill({ words: '503', retryAfterMs: 5000 }), stop, () => {
    stop.abort();
  });
  expect(outcome).toEqual({ status: 'interrupted' });
  expect(left).toHaveLength(2);
});
