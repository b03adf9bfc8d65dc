import { describe, expect, it } from 'vitest';
import { matterText } from '../src/core/record/memory.ts';
import type { BatchState } from '../src/core/record/thread-record.ts';
import { tryStatus } from '../src/ending.ts';
import type { LookOutcome } from '../src/look.ts';
import { type Answer, makeBot, type Bot } from './simulation/bot.ts';
import { nextWeek, type Part, weekFrom } from './simulation/list.ts';

const w1 = weekFrom('2026-06-01');
const w2 = nextWeek(w1);
const w3 = nextWeek(w1, 2);
const at = (text: string): Date => new Date(`${text}:00Z`);
const upTo = (last: 1 | 2 | 3): Part[] => [w3, w2, w1].slice(3 - last).map((week) => ({ week }));

/** A bot that has made its first look, with the first week posted; then the list shows some weeks at a moment. */
async function settledBot(networks: readonly ('x' | 'site')[] = ['x'], last: 1 | 2 | 3 = 1, now = ''): Promise<Bot> {
  const bot = makeBot({ networks, now: at('2026-06-08T17:00') });
  bot.parts = upTo(1);
  await bot.look('slot');
  bot.parts = upTo(last);
  if (now !== '') bot.now = at(now);
  return bot;
}
const MONDAY_2 = '2026-06-15T17:00';
const MONDAY_3 = '2026-06-22T17:00';

const refused = (words: string, retryAfterMs?: number): Answer => ({
  status: 'refused',
  words,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});
const refusedKeys: Answer = { status: 'keys', words: 'x refuses the keys: 401.' };
const refusedPost: BatchState = { status: 'refused', at: '2026-06-15T17:00:00.000Z', refusal: { words: 'no' } };

const triesOf = ({ tried }: LookOutcome): string[] =>
  tried.map((one) => `${one.week} ${one.network} ${tryStatus(one)}`);
const told = (bot: Bot): string[] => bot.memory().told.map(({ matter }) => matterText(matter));
const heard = (bot: Bot, ...kinds: string[]): string[] =>
  bot.heard.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text);
const troubles = (bot: Bot): string[] => heard(bot, 'failed', 'in-doubt', 'alarm');

describe('a look', () => {
  it('posts the oldest week that is due on all its networks, and one week only; says once what was posted', async () => {
    const bot = await settledBot(['x', 'site'], 3, MONDAY_3);
    const outcome = await bot.look('slot');
    expect(triesOf(outcome)).toEqual([`${w2} x posted`, `${w2} site posted`]);
    expect([outcome.exitCode, bot.memory().lastLook]).toEqual([0, '2026-06-22T17:00:00.000Z']);
    expect(heard(bot, 'posted')[0]).toBe(`Posted ${w1} to x: 12 posts, 2.03 USD. https://example.org/x/${w1}`);
    expect(bot.heard).toHaveLength(4);
  });

  it('goes on with a half-posted thread before anything new, and gives that network no second thread', async () => {
    const bot = await settledBot(['x', 'site'], 3, MONDAY_3);
    bot.begin(w2, 'x', [{ status: 'unsent' }]);
    expect(triesOf(await bot.look('slot'))).toEqual([`${w2} x posted`, `${w2} site posted`]);
  });

  it('leaves a week over MAX_COST_USD to a person, who hears of it once, and posts the next one', async () => {
    const bot = makeBot({ networks: ['x'], now: at('2026-06-08T17:00'), maxCostUsd: 1.5 });
    bot.parts = [{ week: w1, entries: 3 }];
    await bot.look('slot');
    bot.parts = [{ week: w2 }, ...bot.parts];
    bot.now = at(MONDAY_2);
    for (let looks = 0; looks < 2; looks += 1) {
      const outcome = await bot.look('slot');
      expect([triesOf(outcome), outcome.exitCode]).toEqual([[`${w2} x never`], 1]);
    }
    expect(told(bot)).toEqual([`refused x ${w2}`]);
    expect(troubles(bot)).toEqual([expect.stringMatching(/would cost 2\.03 USD, more than MAX_COST_USD=1\.5/)]);
    bot.parts = [{ week: w3, entries: 3 }, ...bot.parts];
    bot.now = at(MONDAY_3);
    expect(triesOf(await bot.look('slot'))).toEqual([`${w2} x never`, `${w3} x posted`]);
  });
});

describe('a look that was asked to stop', () => {
  it.each([
    ['a post is sent', 'refused'],
    ['a network is asked', 'down'],
    ['keys are tried', 'keys'],
  ] as const)('while %s tells nobody of a failure, forgets nothing, and is made again', async (_, status) => {
    const bot = await settledBot(['x'], 2, MONDAY_2);
    bot.answer = () => refusedKeys;
    await bot.look('slot');
    const before = bot.memory();
    bot.now = at('2026-06-15T17:05');
    bot.answer = ({ week }) => {
      if (status === 'refused' && week === '') return undefined;
      bot.stop();
      return { status, words: 'given up', ...(status === 'refused' && { retryAfterMs: 60_000 }) };
    };
    const outcome = await bot.look('retry');
    expect([outcome.isInterrupted, outcome.exitCode, outcome.tried.map(tryStatus)]).toEqual([true, 1, ['interrupted']]);
    const { lastLook, told, retry } = before;
    expect(bot.memory()).toMatchObject({ lastLook, told, retry });
    expect(troubles(bot)).toHaveLength(1);
  });

  it('while the list is read is no trouble with the list', async () => {
    const bot = await settledBot();
    bot.stop();
    bot.trouble = 'not read, because the run was stopped';
    expect(await bot.look('slot')).toMatchObject({ isInterrupted: true, alarms: [], exitCode: 1 });
    expect(told(bot)).toEqual([]);
  });
});

describe('a thread that only a person can go on with', () => {
  const seen: BatchState = {
    ...{ status: 'sending', at: '2026-06-15T17:00:00.000Z' },
    seen: { id: '1', url: 'https://example.org/1' },
  };
  it.each([
    ['was refused for good', refusedPost, 0],
    ['waits for a person to say whether a post is its own', seen, 3],
  ])('%s: is left alone, told of once, and does not block the next week', async (_, state, exitCode) => {
    const bot = await settledBot(['x'], 3, MONDAY_3);
    bot.begin(w2, 'x', [state]);
    const outcome = await bot.look('slot');
    expect([triesOf(outcome), outcome.exitCode]).toEqual([[`${w3} x posted`], exitCode]);
    for (let looks = 0; looks < 2; looks += 1) await bot.look('slot');
    expect(troubles(bot)).toEqual([expect.stringContaining(`${w2} on x: Post 1 of 1 `)]);
  });

  it('is one that is older than MAX_AGE_DAYS', async () => {
    const bot = await settledBot(['x'], 1, '2026-07-06T17:00');
    bot.begin(w2, 'x', [{ status: 'unsent' }]);
    expect((await bot.look('slot')).tried).toEqual([]);
    expect(told(bot)).toContain(`too-old x ${w2}`);
  });

  it('is one in doubt, after a person was told and three tries more', async () => {
    const bot = await settledBot(['x'], 2, MONDAY_2);
    bot.answer = ({ week }) => (week === w2 ? { status: 'in-doubt', words: 'x does not say' } : undefined);
    const tries: number[] = [];
    for (const minutes of [0, 5, 15, 60, 360]) {
      bot.now = new Date(bot.now.getTime() + minutes * 60_000);
      tries.push((await bot.look(minutes === 0 ? 'slot' : 'retry')).tried.length);
    }
    expect(tries).toEqual([1, 1, 1, 1, 0]);
    expect(bot.memory().retry).toBeUndefined();
    expect(heard(bot, 'in-doubt')).toHaveLength(1);
    bot.parts = upTo(3);
    bot.now = at(MONDAY_3);
    const next = await bot.look('slot');
    expect([triesOf(next), next.exitCode]).toEqual([[`${w3} x posted`], 3]);
  });

  it('is gone on with as soon as the person has settled the doubt', async () => {
    const bot = await settledBot(['x'], 2, MONDAY_2);
    bot.answer = () => ({ status: 'in-doubt', words: 'x does not say' });
    await bot.look('slot');
    bot.begin(w2, 'x', [{ status: 'unsent', cleared: true }]);
    bot.answer = () => undefined;
    bot.now = at('2026-06-16T17:00');
    expect(triesOf(await bot.look('slot'))).toEqual([`${w2} x posted`]);
    expect(told(bot)).toEqual([]);
  });
});

describe('a look that failed', () => {
  it('is made again for the networks that failed, and the others are left alone', async () => {
    const bot = await settledBot(['x', 'site'], 3, MONDAY_3);
    bot.answer = ({ network }) => (network === 'x' ? { status: 'down', words: 'x is down.' } : undefined);
    expect((await bot.look('slot')).exitCode).toBe(1);
    const retry = { failures: 1, at: '2026-06-22T17:05:00.000Z', networks: ['x'], words: `${w2} on x: x is down.` };
    expect(bot.memory().retry).toEqual(retry);
    bot.now = at('2026-06-22T17:05');
    await bot.look('retry');
    expect(bot.posts.map(({ week, network }) => `${week} ${network}`)).toEqual([`${w1} x`, `${w1} site`, `${w2} site`]);
    expect(bot.memory().retry?.at).toBe('2026-06-22T17:20:00.000Z');
    bot.answer = () => undefined;
    bot.now = at('2026-06-22T17:20');
    await bot.look('retry');
    expect(bot.posts.at(-1)).toEqual({ week: w2, network: 'x', at: bot.now });
    expect(bot.memory().retry).toBeUndefined();
    expect(heard(bot, 'failed')).toEqual([`${w2} on x: x is down. It is tried again by itself.`]);
  });

  it('gives the next week its chance where this one is refused', async () => {
    const bot = await settledBot(['x', 'site'], 3, MONDAY_3);
    bot.answer = ({ week }) => (week === w2 ? refused('Too long.') : undefined);
    expect(triesOf(await bot.look('slot'))).toEqual([
      ...[`${w2} x never`, `${w2} site never`],
      ...[`${w3} x posted`, `${w3} site posted`],
    ]);
  });

  it('raises an alarm for keys that are refused, once, and posts when they are mended', async () => {
    const bot = await settledBot(['x'], 2, MONDAY_2);
    bot.answer = () => refusedKeys;
    for (const reason of ['slot', 'retry'] as const) await bot.look(reason);
    expect(heard(bot, 'alarm')).toEqual([
      'x: x refuses the keys: 401. Nothing is posted to it until its login works; then it goes on by itself.',
    ]);
    bot.answer = () => undefined;
    await bot.look('retry');
    expect(bot.posts.at(-1)?.week).toBe(w2);
    expect(told(bot)).toEqual([]);
  });
});

describe('a list', () => {
  it('that cannot be read is an alarm each time that it comes, is tried again, and forgets nothing', async () => {
    const bot = await settledBot();
    bot.begin(w2, 'x', [refusedPost]);
    await bot.look('slot');
    bot.trouble = 'https://example.org/README.md answers HTTP 404.';
    const outcome = await bot.look('slot');
    expect([outcome.exitCode, outcome.due]).toEqual([1, undefined]);
    expect(bot.memory().retry).toMatchObject({ failures: 1, networks: [] });
    expect(told(bot)).toEqual([`refused x ${w2}`, 'list unreadable']);
    bot.trouble = undefined;
    await bot.look('retry');
    expect(told(bot)).toEqual([`refused x ${w2}`]);
    bot.trouble = 'https://example.org/README.md answers HTTP 404.';
    for (let looks = 0; looks < 2; looks += 1) await bot.look('slot');
    expect(troubles(bot).filter((text) => text.includes('404'))).toHaveLength(2);
  });

  it('that had weeks and now has none is an alarm, and not nothing to do', async () => {
    const bot = await settledBot();
    bot.parts = [];
    expect((await bot.look('slot')).exitCode).toBe(1);
    expect(heard(bot, 'alarm')).toEqual([expect.stringContaining(`its newest was ${w1}`)]);
    expect(bot.memory().sources[0]?.newest?.week).toBe(w1);
  });

  it('that is cut short is an alarm, once, and its newest week stays what it was', async () => {
    const bot = await settledBot(['x'], 2, MONDAY_2);
    await bot.look('slot');
    bot.parts = upTo(1);
    for (let looks = 0; looks < 2; looks += 1) await bot.look('slot');
    expect(heard(bot, 'alarm')).toEqual([
      `The list no longer shows ${w2}: its newest week is now ${w1}. If the newer ones live elsewhere, add that to LIST_SOURCE.`,
    ]);
    expect(bot.memory().sources[0]?.newest).toEqual({ week: w2, since: '2026-06-15T17:00:00.000Z' });
    bot.parts = upTo(2);
    await bot.look('slot');
    expect(told(bot)).toEqual([]);
  });

  it('is not cut short where its newest week was given earlier dates', async () => {
    const bot = await settledBot(['x'], 2, MONDAY_2);
    await bot.look('slot');
    bot.parts = [{ week: '2026-06-07/2026-06-13', seed: w2 }, { week: w1 }];
    for (let looks = 0; looks < 2; looks += 1) await bot.look('slot');
    expect([heard(bot, 'alarm'), bot.posts.length]).toEqual([[], 2]);
  });
});

describe('an older copy of the list', () => {
  it('is posted from, and read again soon; a person hears of it once, from slot to slot', async () => {
    const bot = await settledBot(['x'], 2, MONDAY_2);
    bot.isStale = true;
    expect((await bot.look('slot')).exitCode).toBe(0);
    expect(bot.posts.at(-1)?.week).toBe(w2);
    expect(bot.memory().retry?.at).toBe('2026-06-15T17:05:00.000Z');
    expect(heard(bot, 'failed')).toEqual([]);
    for (const reason of ['retry', 'retry', 'retry', 'slot', 'retry', 'retry', 'retry'] as const)
      await bot.look(reason);
    expect(heard(bot, 'failed')).toHaveLength(1);
  });

  it('is told of at once where no retry follows', async () => {
    const bot = await settledBot();
    bot.isStale = true;
    for (let times = 0; times < 3; times += 1) await bot.look('asked');
    expect(heard(bot, 'failed')).toHaveLength(1);
  });

  it('does not make a short week ready by standing still', async () => {
    const bot = await settledBot(['x'], 1, MONDAY_2);
    bot.parts = [{ week: w2, entries: 9 }, { week: w1 }];
    await bot.look('slot');
    bot.isStale = true;
    bot.now = at('2026-06-18T18:00');
    expect((await bot.look('retry')).tried).toEqual([]);
    bot.isStale = false;
    bot.now = at('2026-06-18T19:00');
    expect(triesOf(await bot.look('retry'))).toEqual([`${w2} x posted`]);
  });

  it('says nothing of whether the list moves, and forgets nothing that was told of it', async () => {
    const bot = await settledBot(['x'], 1, '2026-07-06T17:00');
    const stalled = () => bot.heard.filter(({ text }) => text.includes('has not moved'));
    bot.isStale = true;
    await bot.look('slot');
    expect(stalled()).toEqual([]);
    for (const isStale of [false, true, false]) {
      bot.isStale = isStale;
      await bot.look('slot');
    }
    expect(stalled()).toHaveLength(1);
  });

  it('is no list to make the first look at', async () => {
    const bot = makeBot({ networks: ['x'], now: at('2026-06-08T17:00') });
    bot.parts = upTo(1);
    bot.isStale = true;
    expect((await bot.look('slot')).tried).toEqual([]);
    bot.isStale = false;
    expect(triesOf(await bot.look('retry'))).toEqual([`${w1} x posted`]);
  });
});

it('a notice that does not arrive is kept for the next look', async () => {
  const bot = makeBot({ networks: ['x'], now: at('2026-06-08T17:00') });
  bot.parts = upTo(1);
  bot.isDeaf = true;
  await bot.look('slot');
  expect([bot.heard.length, bot.memory().outbox.length]).toEqual([0, 1]);
  bot.isDeaf = false;
  await bot.look('slot');
  expect([bot.heard.length, bot.memory().outbox.length]).toEqual([1, 0]);
});
