import { describe, expect, it } from 'vitest';
import { matterText } from '../src/core/record/matter.ts';
import { tryStatus } from '../src/look/look-words.ts';
import { nextWeek, weekFrom } from './simulation/list.ts';

import { type Answer, makeBot, type Bot } from './simulation/bot.ts';

const w1 = weekFrom('2026-06-01');
const w2 = nextWeek(w1);
const w3 = nextWeek(w1, 2);
const at = (text: string): Date => new Date(`${text}:00Z`);

/** A bot that has made its first look, with the first week posted. */
async function settledBot(networks: readonly ('x' | 'site')[] = ['x']): Promise<Bot> {
  const bot = makeBot({ networks, now: at('2026-06-08T17:00') });
  bot.parts = [{ week: w1 }];
  await bot.look('slot');
  return bot;
}

const stopped = (words: string, retryAfterMs?: number): Answer => ({
  status: 'refused',
  words,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

describe('a look', () => {
  it('posts the oldest week that is due on all its networks, and one week only', async () => {
    const bot = await settledBot(['x', 'site']);
    bot.parts = [{ week: w3 }, { week: w2 }, { week: w1 }];
    bot.now = at('2026-06-22T17:00');
    const outcome = await bot.look('slot');
    expect(outcome.tried.map((one) => [one.week, one.network, tryStatus(one)])).toEqual([
      [w2, 'x', 'posted'],
      [w2, 'site', 'posted'],
    ]);
    expect([outcome.exitCode, bot.memory().lastLook]).toEqual([0, '2026-06-22T17:00:00.000Z']);
  });

  it('says once what was posted, with address and price', async () => {
    const bot = await settledBot();
    expect(bot.heard.map(({ kind, text }) => [kind, text])).toEqual([
      ['posted', `Posted ${w1} to x: 12 posts, 2.03 USD. https://example.org/x/${w1}`],
    ]);
    await bot.look('slot');
    expect(bot.heard).toHaveLength(1);
  });

  it('goes on with a half-posted thread before anything new, and gives that network no second thread', async () => {
    const bot = await settledBot(['x', 'site']);
    bot.parts = [{ week: w3 }, { week: w2 }, { week: w1 }];
    bot.now = at('2026-06-22T17:00');
    bot.begin(w2, 'x', [{ status: 'unsent' }]);
    const outcome = await bot.look('slot');
    expect(outcome.tried.map((one) => [one.week, one.network, tryStatus(one)])).toEqual([
      [w2, 'x', 'posted'],
      [w2, 'site', 'posted'],
    ]);
  });

  it('is interrupted by a stop, and is made again at the next start', async () => {
    const bot = await settledBot();
    bot.parts = [{ week: w2 }, { week: w1 }];
    bot.now = at('2026-06-15T17:00');
    bot.answer = () => {
      bot.stop();
      return undefined;
    };
    expect(await bot.look('slot')).toMatchObject({ isInterrupted: true, exitCode: 1 });
    expect(bot.memory().lastLook).toBe('2026-06-08T17:00:00.000Z');
  });
});

describe('a look that was asked to stop', () => {
  it.each([
    ['a network is asked', 'down'],
    ['keys are tried', 'keys'],
  ] as const)('while %s tells nobody of a failure, and forgets nothing', async (_, status) => {
    const bot = await settledBot();
    bot.parts = [{ week: w2 }, { week: w1 }];
    bot.answer = () => ({ status: 'keys', words: 'x refuses the keys: 401.' });
    bot.now = at('2026-06-15T17:00');
    await bot.look('slot');
    const { told } = bot.memory();
    bot.answer = () => {
      bot.stop();
      return { status, words: 'given up' };
    };
    const { tried, isInterrupted } = await bot.look('retry');
    expect([isInterrupted, tried.map(tryStatus)]).toEqual([true, ['interrupted']]);
    expect(bot.memory()).toMatchObject({ told, retry: { failures: 1 } });
    expect(bot.heard.filter(({ kind }) => kind !== 'posted')).toHaveLength(1);
  });

  it('while the list is read is no trouble with the list', async () => {
    const bot = await settledBot();
    bot.stop();
    bot.trouble = 'not read, because the run was stopped';
    expect(await bot.look('slot')).toMatchObject({ isInterrupted: true, alarms: [], exitCode: 1 });
    expect(bot.memory().told).toEqual([]);
  });
});

describe('a thread that only a person can go on with', () => {
  const stuck: readonly [string, Parameters<Bot['begin']>[2], string][] = [
    [
      'was refused for good',
      [{ status: 'refused', at: '2026-06-15T17:00:00.000Z', refusal: { words: 'no' } }],
      'refused',
    ],
    [
      'waits for a person to say whether a post is its own',
      [
        {
          status: 'sending',
          at: '2026-06-15T17:00:00.000Z',
          seen: { id: '1', url: 'https://example.org/1' },
        },
      ],
      'in-doubt',
    ],
  ];

  it.each(stuck)('%s: is left alone, told of once, and does not block the next week', async (_, states, matter) => {
    const bot = await settledBot();
    bot.parts = [{ week: w3 }, { week: w2 }, { week: w1 }];
    bot.now = at('2026-06-22T17:00');
    bot.begin(w2, 'x', states);
    const outcome = await bot.look('slot');
    expect(outcome.tried.map((one) => [one.week, tryStatus(one)])).toEqual([[w3, 'posted']]);
    expect(outcome.exitCode).toBe(matter === 'in-doubt' ? 3 : 0);
    await bot.look('slot');
    await bot.look('slot');
    const told = bot.heard.filter(({ kind }) => kind !== 'posted');
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain(`The thread of ${w2} on x`);
  });

  it('is one that is older than MAX_AGE_DAYS', async () => {
    const bot = await settledBot();
    bot.begin(w2, 'x', [{ status: 'unsent' }]);
    bot.now = at('2026-07-06T17:00');
    expect((await bot.look('slot')).tried).toEqual([]);
    expect(bot.memory().told.map(({ matter }) => matterText(matter))).toContain(`too-old x ${w2}`);
  });

  it('is one in doubt, after a person was told and three tries more', async () => {
    const bot = await settledBot();
    bot.parts = [{ week: w2 }, { week: w1 }];
    bot.now = at('2026-06-15T17:00');
    bot.answer = ({ week }) => (week === w2 ? { status: 'in-doubt', words: 'x does not say' } : undefined);
    const tries: number[] = [];
    for (const [minutes, reason] of [
      [0, 'slot'],
      [5, 'retry'],
      [15, 'retry'],
      [60, 'retry'],
      [360, 'retry'],
    ] as const) {
      bot.now = new Date(bot.now.getTime() + minutes * 60_000);
      tries.push((await bot.look(reason)).tried.length);
    }
    expect(tries).toEqual([1, 1, 1, 1, 0]);
    expect(bot.memory().retry).toBeUndefined();
    expect(bot.heard.filter(({ kind }) => kind === 'in-doubt')).toHaveLength(1);
    bot.parts = [{ week: w3 }, { week: w2 }, { week: w1 }];
    bot.now = at('2026-06-22T17:00');
    const next = await bot.look('slot');
    expect(next.tried.map((one) => [one.week, tryStatus(one)])).toEqual([[w3, 'posted']]);
    expect(next.exitCode).toBe(3);
  });

  it('is gone on with as soon as the person has settled the doubt', async () => {
    const bot = await settledBot();
    bot.parts = [{ week: w2 }, { week: w1 }];
    bot.now = at('2026-06-15T17:00');
    bot.answer = () => ({ status: 'in-doubt', words: 'x does not say' });
    await bot.look('slot');
    bot.begin(w2, 'x', [{ status: 'unsent', cleared: true }]);
    bot.answer = () => undefined;
    bot.now = at('2026-06-16T17:00');
    expect((await bot.look('slot')).tried.map(tryStatus)).toEqual(['posted']);
    expect(bot.memory().told).toEqual([]);
  });
});

describe('a look that failed', () => {
  it('is made again for the networks that failed, and the others are left alone', async () => {
    const bot = await settledBot(['x', 'site']);
    bot.parts = [{ week: w3 }, { week: w2 }, { week: w1 }];
    bot.now = at('2026-06-22T17:00');
    bot.answer = ({ network }) => (network === 'x' ? { status: 'down', words: 'x is down.' } : undefined);
    const outcome = await bot.look('slot');
    expect(outcome.exitCode).toBe(1);
    expect(bot.memory().retry).toEqual({
      failures: 1,
      at: '2026-06-22T17:05:00.000Z',
      networks: ['x'],
      words: 'x is down.',
    });
    bot.now = at('2026-06-22T17:05');
    await bot.look('retry');
    expect(bot.posts.map(({ week, network }) => `${week} ${network}`)).toEqual([`${w1} x`, `${w1} site`, `${w2} site`]);
    expect(bot.memory().retry?.at).toBe('2026-06-22T17:20:00.000Z');
    bot.answer = () => undefined;
    bot.now = at('2026-06-22T17:20');
    await bot.look('retry');
    expect(bot.posts.at(-1)).toEqual({ week: w2, network: 'x', at: bot.now });
    expect(bot.memory().retry).toBeUndefined();
    expect(bot.heard.filter(({ kind }) => kind === 'failed').map(({ text }) => text)).toEqual([
      'x is down. It is tried again by itself.',
    ]);
  });

  it('gives the next week its chance where this one is refused, and other networks theirs where one is down', async () => {
    const bot = await settledBot(['x', 'site']);
    bot.parts = [{ week: w3 }, { week: w2 }, { week: w1 }];
    bot.now = at('2026-06-22T17:00');
    bot.answer = ({ week }) => (week === w2 ? stopped('Too dear.') : undefined);
    const outcome = await bot.look('slot');
    expect(outcome.tried.map((one) => [one.week, one.network, tryStatus(one)])).toEqual([
      [w2, 'x', 'never'],
      [w2, 'site', 'never'],
      [w3, 'x', 'posted'],
      [w3, 'site', 'posted'],
    ]);
  });

  it('does not block a network that works while another is down for weeks', async () => {
    const bot = await settledBot(['x', 'site']);
    bot.answer = ({ network }) => (network === 'x' ? stopped('down', 60_000) : undefined);
    for (const [week, date] of [
      [w2, '2026-06-15T17:00'],
      [w3, '2026-06-22T17:00'],
    ] as const) {
      bot.parts = [{ week }, ...bot.parts];
      bot.now = at(date);
      await bot.look('slot');
    }
    expect(bot.posts.filter(({ network }) => network === 'site').map(({ week }) => week)).toEqual([w1, w2, w3]);
  });

  it('raises an alarm for keys that are refused, once, and posts when they are mended', async () => {
    const bot = await settledBot();
    bot.parts = [{ week: w2 }, { week: w1 }];
    bot.now = at('2026-06-15T17:00');
    bot.answer = () => ({ status: 'keys', words: 'x refuses the keys: 401.' });
    await bot.look('slot');
    await bot.look('retry');
    expect(bot.heard.filter(({ kind }) => kind === 'alarm').map(({ text }) => text)).toEqual([
      'x refuses the keys: 401. Nothing is posted to x until its login works; then it goes on by itself.',
    ]);
    bot.answer = () => undefined;
    await bot.look('retry');
    expect(bot.posts.at(-1)?.week).toBe(w2);
    expect(bot.memory().told).toEqual([]);
  });
});

describe('a list', () => {
  it('that cannot be read is an alarm, is tried again, and forgets nothing', async () => {
    const bot = await settledBot();
    bot.begin(w2, 'x', [{ status: 'refused', at: '2026-06-08T17:00:00.000Z', refusal: { words: 'no' } }]);
    await bot.look('slot');
    bot.trouble = 'https://example.org/README.md answers HTTP 404.';
    const outcome = await bot.look('slot');
    expect([outcome.exitCode, outcome.due]).toEqual([1, undefined]);
    expect(bot.memory().retry).toMatchObject({ failures: 1, networks: [] });
    expect(bot.memory().told.map(({ matter }) => matterText(matter))).toEqual([`refused x ${w2}`, 'list unreadable']);
    bot.trouble = undefined;
    await bot.look('retry');
    expect(bot.memory().told.map(({ matter }) => matterText(matter))).toEqual([`refused x ${w2}`]);
    expect(bot.heard.filter(({ text }) => text.includes('404'))).toHaveLength(1);
  });

  it('that had weeks and now has none is an alarm, and not nothing to do', async () => {
    const bot = await settledBot();
    bot.parts = [];
    const outcome = await bot.look('slot');
    expect(outcome.exitCode).toBe(1);
    expect(bot.heard.at(-1)).toMatchObject({
      kind: 'alarm',
      text: expect.stringContaining(`its newest was ${w1}`) as string,
    });
    expect(bot.memory().sources[0]?.newest?.week).toBe(w1);
  });

  it('that is an older copy is posted from, and read again soon', async () => {
    const bot = await settledBot();
    bot.parts = [{ week: w2 }, { week: w1 }];
    bot.isStale = true;
    bot.now = at('2026-06-15T17:00');
    expect((await bot.look('slot')).exitCode).toBe(0);
    expect(bot.posts.at(-1)?.week).toBe(w2);
    expect(bot.memory().retry?.at).toBe('2026-06-15T17:05:00.000Z');
    expect(bot.heard.filter(({ kind }) => kind === 'failed')).toEqual([]);
    for (let failures = 2; failures <= 4; failures++) await bot.look('retry');
    expect(bot.heard.filter(({ kind }) => kind === 'failed')).toHaveLength(1);
  });
});

describe('an older copy of the list', () => {
  const nine = [{ week: w2, entries: 9 }, { week: w1 }];

  it('does not make a short week ready by standing still', async () => {
    const bot = await settledBot();
    bot.parts = nine;
    bot.now = at('2026-06-15T17:00');
    await bot.look('slot');
    bot.isStale = true;
    bot.now = at('2026-06-18T18:00');
    expect((await bot.look('retry')).tried).toEqual([]);
    bot.isStale = false;
    bot.now = at('2026-06-18T19:00');
    expect((await bot.look('retry')).tried.map(({ week }) => week)).toEqual([w2]);
  });

  it('says nothing of whether the list moves, and forgets nothing that was told of it', async () => {
    const bot = await settledBot();
    bot.isStale = true;
    bot.now = at('2026-07-06T17:00');
    await bot.look('slot');
    expect(bot.heard.filter(({ text }) => text.includes('has not moved'))).toEqual([]);
    for (const isStale of [false, true, false]) {
      bot.isStale = isStale;
      await bot.look('slot');
    }
    expect(bot.heard.filter(({ text }) => text.includes('has not moved'))).toHaveLength(1);
  });

  it('is told of once while it lasts, from slot to slot, and at once where no retry follows', async () => {
    const bot = await settledBot();
    bot.isStale = true;
    const reasons = ['slot', 'retry', 'retry', 'retry', 'slot', 'retry', 'retry', 'retry', 'retry'] as const;
    for (const reason of reasons) await bot.look(reason);
    expect(bot.heard.filter(({ kind }) => kind === 'failed')).toHaveLength(1);
    const timer = await settledBot();
    timer.isStale = true;
    for (let times = 0; times < 3; times += 1) await timer.look('asked');
    expect(timer.heard.filter(({ kind }) => kind === 'failed')).toHaveLength(1);
  });

  it('is no list to make the first look at', async () => {
    const bot = makeBot({ networks: ['x'], now: at('2026-06-08T17:00') });
    bot.parts = [{ week: w1 }];
    bot.isStale = true;
    expect((await bot.look('slot')).tried).toEqual([]);
    bot.isStale = false;
    expect((await bot.look('retry')).tried.map(({ week }) => week)).toEqual([w1]);
  });
});

describe('a list that is cut short', () => {
  it('is an alarm, once, and its newest week stays what it was', async () => {
    const bot = await settledBot();
    bot.parts = [{ week: w2 }, { week: w1 }];
    bot.now = at('2026-06-15T17:00');
    await bot.look('slot');
    bot.parts = [{ week: w1 }];
    await bot.look('slot');
    await bot.look('slot');
    expect(bot.heard.filter(({ kind }) => kind === 'alarm').map(({ text }) => text)).toEqual([
      `The list no longer shows ${w2}: its newest week is now ${w1}. If the newer ones live elsewhere, add that to LIST_SOURCE.`,
    ]);
    expect(bot.memory().sources[0]?.newest).toEqual({ week: w2, since: '2026-06-15T17:00:00.000Z' });
    bot.parts = [{ week: w2 }, { week: w1 }];
    await bot.look('slot');
    expect(bot.memory().told).toEqual([]);
  });

  it('is none where the newest week was given earlier dates', async () => {
    const bot = await settledBot();
    bot.parts = [{ week: w2 }, { week: w1 }];
    bot.now = at('2026-06-15T17:00');
    await bot.look('slot');
    bot.parts = [{ week: '2026-06-07/2026-06-13', seed: w2 }, { week: w1 }];
    await bot.look('slot');
    await bot.look('slot');
    expect(bot.heard.filter(({ kind }) => kind === 'alarm')).toEqual([]);
    expect(bot.posts).toHaveLength(2);
  });
});

describe('a notice', () => {
  it('that does not arrive is kept for the next look', async () => {
    const bot = makeBot({ networks: ['x'], now: at('2026-06-08T17:00') });
    bot.parts = [{ week: w1 }];
    bot.isDeaf = true;
    await bot.look('slot');
    expect([bot.heard.length, bot.memory().outbox.length]).toEqual([0, 1]);
    bot.isDeaf = false;
    await bot.look('slot');
    expect([bot.heard.length, bot.memory().outbox.length]).toEqual([1, 0]);
  });

  it('of something that came back is told again', async () => {
    const bot = await settledBot();
    for (const trouble of ['gone', undefined, 'gone', 'gone']) {
      bot.trouble = trouble;
      await bot.look('slot');
    }
    expect(bot.heard.filter(({ text }) => text === 'gone')).toHaveLength(2);
  });
});
