import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { spentSince } from '../../src/core/record/spent.ts';
import { xRules } from '../../src/networks/x/rules.ts';
import { deskWith, ten, week, type Desk } from '../commands/world.ts';
import { withBot } from '../e2e/bench.ts';
import { isBuilt } from '../e2e/bot.ts';
import { list as listOnX } from '../e2e/list.ts';
import { begunOf, postedOf } from '../simulation/records.ts';
import { inventedWeek as edition } from '../core/golden/invented.ts';

const now = (day: string) => ({
  clock: { now: () => new Date(`${day}T17:00:00Z`), sleep: () => Promise.resolve() },
});
const many = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `Title ${index + 1} of it`);
const threads = async (desk: Desk): Promise<readonly string[]> => {
  const state: unknown = JSON.parse(await readFile(path.join(desk.folder, 'state.json'), 'utf8').catch(() => '{}'));
  const found = (state as { threads?: readonly { week: string }[] }).threads ?? [];
  return found.map((thread) => thread.week);
};

describe('a list of many rows', () => {
  const long = week('June 14 - June 21, 2026', ...many(240));

  it('is not begun by itself, on a network that costs nothing, and waits for a person who names it', async () => {
    const desk = await deskWith(week('June 14 - June 21, 2026', ...many(41)));
    const look = await desk.run('post --due');
    expect([look.code, await threads(desk)]).toEqual([0, []]);
    expect(look.out).toContain(
      '43 posts, more than MAX_POSTS=40. weekthread post 2026-06-14/2026-06-21 --to site posts it.',
    );
    const status = await desk.run('status --json');
    expect(JSON.parse(status.out)).toMatchObject({
      due: [],
      blocked: [
        { week: '2026-06-14/2026-06-21', network: 'site', reason: expect.stringContaining('MAX_POSTS') as string },
      ],
    });
    const unnamed = await desk.run('post');
    expect([unnamed.code, await threads(desk)]).toEqual([1, []]);
    expect(unnamed.err).toContain('name it: weekthread post 2026-06-14/2026-06-21');
    expect((await desk.run('post 2026-06-14')).code).toBe(0);
    expect(await threads(desk)).toEqual(['2026-06-14/2026-06-21']);
  });

  it('is told once, in a look and in its JSON; mending the list helps', async () => {
    const desk = await deskWith(long);
    const { out } = await desk.run('post --due --json');
    expect(JSON.parse(out)).toMatchObject({ tried: [], blocked: [{ week: '2026-06-14/2026-06-21', network: 'site' }] });
    await writeFile(desk.list, week('June 14 - June 21, 2026', ...ten('Paper')));
    expect((await desk.run('post --due')).code).toBe(0);
    expect(await threads(desk)).toEqual(['2026-06-14/2026-06-21']);
  });

  it('holds also where closers make a thread long', async () => {
    const desk = await deskWith(week('June 14 - June 21, 2026', ...ten('Paper')), { MAX_POSTS: '11' });
    expect((await desk.run('post')).err).toContain('MAX_POSTS=11');
  });
});

describe('weeks that are due in numbers', () => {
  const days = (month: string, from: number, count: number): string =>
    Array.from({ length: count }, (_, index) =>
      week(
        `${month} ${from + 2 * index} - ${month} ${from + 2 * index + 1}, 2026`,
        ...ten(`${month} ${from + 2 * index}`),
      ),
    )
      .reverse()
      .join('\n');

  it('wait for a person', async () => {
    const desk = await deskWith(week('May 31 - June 6, 2026', ...ten('First')));
    expect((await desk.run('post --due', now('2026-06-07'))).code).toBe(0);
    await writeFile(desk.list, `${days('June', 8, 6)}\n${week('May 31 - June 6, 2026', ...ten('First'))}`);
    const look = await desk.run('post --due', now('2026-06-20'));
    expect(look.out).toContain('is one of 6 weeks that are due at once, more than 4');
    expect(await threads(desk)).toEqual(['2026-05-31/2026-06-06']);
    expect((await desk.run('post 2026-06-08', now('2026-06-20'))).code).toBe(0);
  });

  it('a week that overlaps a posted one waits, and one that shares a day with it does not', async () => {
    const desk = await deskWith(week('May 31 - June 6, 2026', ...ten('First')));
    await desk.run('post --due', now('2026-06-07'));
    const first = week('May 31 - June 6, 2026', ...ten('First'));
    await writeFile(desk.list, `${week('June 2 - June 8, 2026', ...ten('Second'))}\n${first}`);
    const look = await desk.run('post --due', now('2026-06-09'));
    expect(look.out).toContain('it overlaps 2026-05-31/2026-06-06, which is posted');
    expect((await desk.run('post', now('2026-06-09'))).code).toBe(1);
    expect(await threads(desk)).toHaveLength(1);
    for (const day of ['June 3 - June 3, 2026', 'June 6, 2026']) {
      await writeFile(desk.list, `${week(day, ...ten('Inside'))}\n${first}`);
      expect((await desk.run('post --due', now('2026-06-09'))).out).toContain('it overlaps 2026-05-31/2026-06-06');
    }
    expect(await threads(desk)).toHaveLength(1);
    await writeFile(desk.list, `${week('June 6 - June 13, 2026', ...ten('Third'))}\n${first}`);
    expect((await desk.run('post --due', now('2026-06-14'))).code).toBe(0);
    expect(await threads(desk)).toHaveLength(2);
  });
});

describe('a plan', () => {
  it.each(['9999-99-99/9999-99-99', '2026-06-31/2026-07-04', '2026-06-21/2026-06-14'])(
    'for the week %s is refused',
    async (dates) => {
      const desk = await deskWith(week('June 14 - June 21, 2026', ...ten('Paper')));
      const { out } = await desk.run('post --dry-run --json');
      const plan = path.join(desk.folder, 'plan.json');
      await writeFile(plan, out.replace('2026-06-14/2026-06-21', dates));
      const { code, err } = await desk.run(`post --plan ${plan}`);
      expect([code, err]).toEqual([2, expect.stringContaining('week')]);
    },
  );
});

describe('what was spent', () => {
  const at = new Date('2026-06-22T17:00:00Z');
  const spent = (since: string, ...records: Parameters<typeof spentSince>[0]['threads']): number =>
    spentSince({ threads: records }, since, (id) => (id === 'x' ? xRules : undefined));

  it('is what the journal holds from a moment on', () => {
    const posted = { ...postedOf(edition, 'x', at), costUsd: 2 };
    expect(spent('2026-06-22T00:00:00.000Z', posted)).toBe(2);
    expect(spent('2026-06-23T00:00:00.000Z', posted)).toBe(0);
    expect(spent('2026-06-22T00:00:00.000Z', { ...posted, network: 'site' })).toBe(0);
    const removal = { at: at.toISOString(), costUsd: 0.12 };
    expect(spent('2026-06-22T00:00:00.000Z', { ...posted, status: 'rolled-back', spent: [removal] })).toBe(2.12);
    const moment = at.toISOString();
    expect(spent(moment, begunOf(edition, 'x', at, [{ status: 'sending', at: moment }]))).toBeGreaterThan(0);
    expect(spent(moment, begunOf(edition, 'x', at, [{ status: 'unsent' }]))).toBe(0);
  });
});

describe.runIf(isBuilt)('MAX_COST_USD_30_DAYS', { timeout: 120_000 }, () => {
  it('counts what earlier runs spent', () =>
    withBot(async (server, bot) => {
      const post = ['post', '--to', 'x', '--yes', '--json'];
      expect((await bot.run(post, { MAX_COST_USD_30_DAYS: '3' })).code).toBe(0);
      const posts = server.posts().length;
      await bot.writeList(
        listOnX
          .replaceAll(/June (14|21)/g, (_, day) => `July ${String(day)}`)
          .replaceAll('** - ', ' II** - ')
          .replaceAll('2606.', '2607.'),
      );
      const second = await bot.run(post, { MAX_COST_USD_30_DAYS: '3' });
      expect([second.code, second.err]).toEqual([
        1,
        expect.stringMatching(
          /were spent in the last 30 days, and this run would cost \S+ USD: together \S+ USD, more than MAX_COST_USD_30_DAYS=3\. Nothing was posted.* Or set MAX_COST_USD_30_DAYS=\d/,
        ),
      ]);
      expect(server.posts()).toHaveLength(posts);
      const third = await bot.run(post, { MAX_COST_USD_30_DAYS: '6' });
      expect([third.code, third.err]).toEqual([0, expect.any(String)]);
    }));
});
