import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { at, deskWith, ten, week } from './world.ts';

const list = week('June 14 - June 21, 2026', ...ten('Newer')) + week('June 7 - June 13, 2026', ...ten('Older'));

describe('a schedule that is wrong', () => {
  const env = { SCHEDULE: '61 17 * * 1', TIMEZONE: 'Europe/Bonn', CARD: 'perhaps' };

  const told = [
    /SCHEDULE is "61 17 \* \* 1": expected five fields .*"0 17 \* \* 1,2"; minute cannot be 61/,
    /TIMEZONE is "Europe\/Bonn": expected an IANA time zone as Region\/City, or UTC, e\.g\. TIMEZONE=Europe\/Berlin/,
    /CARD is "perhaps": expected on or off/,
  ];

  test.each(['start', 'status', 'status --json', 'doctor', 'post --due', 'post --due --dry-run'])(
    'is told by %s, together with all else that is wrong',
    async (args) => {
      const desk = await deskWith(list, env);
      for (const words of told) await desk.says(args, 2, words);
    },
  );

  test.each(['weeks', 'lint', 'post --dry-run', 'post --yes'])('does not keep %s from its work', async (args) => {
    expect((await (await deskWith(list, { SCHEDULE: env.SCHEDULE })).run(args)).code).toBe(0);
  });
});

describe('status', () => {
  test('does not ask for a person where one posts by hand, but --check does', async () => {
    const desk = await deskWith(list);
    await desk.run('post --yes');
    const plain = await desk.says('status', 0, 'the scheduler has not run yet');
    expect(plain.out).not.toContain('A person is needed');
    expect((await desk.run('status --check', at('2026-06-23T17:30'))).code).toBe(0);
    await desk.says('status --check', 1, 'A person is needed: A look was due at', at('2026-06-23T18:30'));
  });

  test('shows the next try of a look that failed, not only the next slot', async () => {
    const server = createServer((_, response) => response.writeHead(503).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/list.md`;
    const desk = await deskWith(list, { LIST_SOURCE: address });
    const look = await desk.run('post --due', at('2026-06-22T17:00'));
    expect(look.code).toBe(1);
    expect(`${look.out}${look.err}`.match(/503/g), 'what is wrong is said once').toHaveLength(1);
    const nextLook = async (now: string): Promise<unknown> =>
      (await desk.json<{ nextLook: unknown }>('status', at(now))).nextLook;
    const next =
      'Next look  2026-06-22 17:05 UTC, in 4 min, because the last one failed, if weekthread start runs; a timer that runs weekthread post --due keeps to its own times\n';
    await desk.says('status', 0, next, at('2026-06-22T17:01'));
    expect(await nextLook('2026-06-22T17:01')).toBe('2026-06-22T17:05:00.000Z');
    expect(await nextLook('2026-06-22T17:30')).toBe('2026-06-22T17:30:00.000Z');
    server.close();
  });

  test('says why a week is not posted yet', async () => {
    const desk = await deskWith(list);
    await desk.run('post --due');
    await writeFile(desk.list, week('June 21 - June 27, 2026', ...ten('Short').slice(0, 9)) + list);
    const then = at('2026-06-29T17:00');
    await desk.says('status', 0, 'Waiting    2026-06-21/2026-06-27: it has 9 of 10 entries', then);
    expect(await desk.json('status', then)).toMatchObject({
      due: [],
      waiting: [{ week: '2026-06-21/2026-06-27', words: 'has 9 of 10 entries' }],
    });
  });

  test('shows the next slot after a look that went well', async () => {
    const desk = await deskWith(list);
    await desk.run('post --due', at('2026-06-22T17:00'));
    const next = 'Next look  2026-06-23 17:00 UTC, in 22 h 30 min';
    await desk.says('status --check', 0, next, at('2026-06-22T18:30'));
  });
});

describe('doctor', () => {
  test('says when the scheduler looked, and wonders at a look in the future', async () => {
    const desk = await deskWith(list);
    await desk.says('doctor', 0, 'has not looked yet; weekthread start does');
    await desk.run('post --due', at('2026-06-22T17:00'));
    await desk.says('doctor', 0, /ok +scheduler +last looked at 2026-06-22 17:00 UTC/, at('2026-06-22T17:30'));
    const future = /warning +scheduler .* 2026-06-22 17:00 UTC, which is in the future/;
    await desk.says('doctor', 0, future, at('2026-06-16T18:30'));
  });

  test('tells that the picture cannot be drawn, which stops nothing', async () => {
    await (await deskWith(list)).says('doctor', 0, /ok +picture +can be drawn, light/);
    const words = /warning +picture +cannot be drawn, and threads go out without it\. CARD_FONTS: absent\.ttf/;
    await (await deskWith(list, { CARD_FONTS: 'absent.ttf' })).says('doctor', 0, words);
  });

  test('leaves a server that does not answer to the check that is about it', async () => {
    const desk = await deskWith(list, { MASTODON_URL: 'http://127.0.0.1:1', MASTODON_ACCESS_TOKEN: 'a-token' });
    const words = /ok +clock .*127\.0\.0\.1:1 did not say what time it has[^]*FAILED +mastodon/;
    await desk.says('doctor --to mastodon', 1, words);
  });
});
