import { describe, expect, it } from 'vitest';
import { mastodonToken, startMastodonServer, type Deviations } from '../peers/mastodon-server.ts';
import { expectOnceWhole, makeBot, onMastodon } from './bot.ts';
import { startProxy, type Loss } from './proxy.ts';

const publish = 'POST /api/v1/statuses';

async function open(deviations: Deviations = {}) {
  const server = await startMastodonServer(deviations);
  const proxy = await startProxy(() => server.url);
  const bot = await makeBot(onMastodon(proxy.url, mastodonToken));
  const start = () => bot.start('post', '--to', 'mastodon', '--yes');
  return {
    server,
    proxy,
    bot,
    start,
    untilDone: () => bot.untilDone('post', '--to', 'mastodon', '--yes'),
    close: async () => {
      proxy.close();
      await server.close();
      await bot.remove();
    },
  };
}

// Most of their time is waiting: a second between two statuses, and longer when one is in doubt.
describe.concurrent('The bot against a server that speaks the API of Mastodon', () => {
  it('posts a week once, with its card, and takes it back last first', async () => {
    const world = await open({ mediaLooks: 2 });
    await world.untilDone();
    expectOnceWhole(world.server.statuses());
    expect(world.server.statuses().map(({ media }) => media.length)).toEqual([
      1,
      ...Array.from({ length: 11 }, () => 0),
    ]);
    expect(
      world.server
        .statuses()
        .map(({ visibility }) => visibility)
        .slice(0, 2),
    ).toEqual(['public', 'unlisted']);
    await world.untilDone();
    expectOnceWhole(world.server.statuses());
    const ids = world.server.statuses().map(({ id }) => id);
    expect((await world.bot.run('rollback', 'latest', '--to', 'mastodon', '--yes')).code).toBe(0);
    expect(world.server.statuses()).toEqual([]);
    const deleted = world.proxy.requests.filter((name) => name.startsWith('DELETE'));
    expect(deleted).toEqual(ids.toReversed().map((id) => `DELETE /api/v1/statuses/${id}`));
    await world.close();
  });

  it.each<[Loss, number, Deviations]>([
    ['request', 0, {}],
    ['answer', 0, { ignoresKey: true, otherAccountIds: true }],
    ['half', 5, { ignoresKey: true, wordIds: true, shortensLinks: true }],
    ['answer', 11, { answers500ToRepeats: true, htmlErrors: true, linksBareNames: true }],
  ])('posts the thread once and whole where the %s of status %i is lost', async (lose, skip, deviations) => {
    const world = await open(deviations);
    world.proxy.order({ on: publish, skip, lose });
    await world.untilDone();
    expectOnceWhole(world.server.statuses());
    await world.close();
  });

  it.each<['before' | 'meanwhile' | 'after', number]>([
    ['before', 0],
    ['after', 0],
    ['meanwhile', 3],
    ['after', 6],
    ['before', 11],
    ['after', 11],
  ])('is killed %s status %i, and the next run makes the thread whole', async (when, skip) => {
    const world = await open({ ignoresKey: true });
    const running = world.start();
    world.proxy.order({ on: publish, skip, [when]: () => running.kill() });
    expect(await running.ended).toMatchObject({ code: null });
    await world.untilDone();
    expectOnceWhole(world.server.statuses());
    await world.close();
  });
});
