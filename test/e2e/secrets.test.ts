import { afterAll, describe, expect, it } from 'vitest';
import { xKeys, type How, type Route } from '../peers/x-server.ts';
import { tell } from '../fakes/tally.ts';
import { withBot } from './bench.ts';
import { isBuilt, type Bot, type Run } from './bot.ts';
import { week } from './list.ts';

const post = ['post', '--to', 'x', '--yes'];
const rollback = ['rollback', week, '--to', 'x', '--yes'];
const answer = (status: number, body: unknown, headers?: Record<string, string>): How => ({
  kind: 'answer',
  status,
  body,
  ...(headers && { headers }),
});

describe.runIf(isBuilt)('no secret is ever read anywhere', { concurrent: true, timeout: 300_000 }, () => {
  const outputs: string[] = [];
  afterAll(() => {
    expect(outputs.length).toBeGreaterThan(20);
    tell('runs with marked keys, none of which is in any output or file', { runs: outputs.length });
  });

  /** Every form in which a key could slip out. */
  const secrets = Object.values(xKeys).flatMap((key) => [
    key,
    encodeURIComponent(key),
    Buffer.from(key).toString('base64').slice(0, 20),
  ]);
  const expectClean = async (bot: Bot, run: Run): Promise<string> => {
    const everything = [run.out, run.err, ...(await bot.files())].join('\n');
    outputs.push(everything);
    for (const secret of [...secrets, 'oauth_signature', 'oauth_nonce']) expect(everything).not.toContain(secret);
    return everything;
  };
  const echo = { title: 'Forbidden', type: 'about:blank', detail: `You sent ${Object.values(xKeys).join(' and ')}` };
  const page = `<html>OAuth oauth_consumer_key="${xKeys.appKey}", oauth_nonce="abc", oauth_signature="${encodeURIComponent(xKeys.appSecret)}"</html>`;
  const routes: readonly Route[] = ['me', 'timeline', 'create', 'delete'];
  const commands = [post, rollback, ['doctor'], ['status'], ['status', '--json'], [...post, '--json']];

  it.each(routes.flatMap((route) => [401, 403, 429, 503].map((status) => [route, status] as const)))(
    'when X echoes them on %s with %i',
    (on, status) =>
      withBot(async (server, bot) => {
        if (on === 'delete') await bot.run(post);
        const how = answer(status, status === 503 ? page : echo, { 'retry-after': '7200' });
        server.fail({ on, applied: false, how }, { on: 'create', whileShown: 2, applied: false, how });
        const command = { me: ['doctor'], delete: rollback }[on as string] ?? post;
        const debug = { LOG_LEVEL: 'debug' };
        const running = bot.run(command, debug);
        // What is asked again for half a minute has been heard by then.
        const patience = setTimeout(() => bot.signal('SIGTERM'), 6000);
        const said = await expectClean(bot, await running);
        clearTimeout(patience);
        // The words were there, and were masked: an error that says nothing at all would prove nothing.
        if (on !== 'timeline') expect(said).toContain('[hidden]');
        await expectClean(bot, await bot.run(['status', '--json'], debug));
        if (status !== 503) await expectClean(bot, await bot.run([...command, '--json'], debug));
      }),
  );

  it('when the network is gone, or the address is wrong', () =>
    withBot(async (server, bot) => {
      for (const url of ['http://127.0.0.1:1', 'https://weekthread.invalid', server.url.replace('http:', 'https:')])
        for (const command of commands)
          await expectClean(bot, await bot.run(command, { X_API_URL: url, LOG_LEVEL: 'debug' }));
    }));

  it('when the keys are half set, or of the wrong kind', () =>
    withBot(async (_, bot) => {
      for (const name of ['X_APP_KEY', 'X_ACCESS_SECRET'])
        for (const value of ['', `${xKeys.appSecret}\n${xKeys.accessSecret}`])
          await expectClean(bot, await bot.run(post, { [name]: value, LOG_LEVEL: 'debug' }));
    }));
});
