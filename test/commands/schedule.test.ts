import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { deskWith, ten, week } from './world.ts';

const list = week('June 14 - June 21, 2026', ...ten('Newer')) + week('June 7 - June 13, 2026', ...ten('Older'));
const clock = (text: string) => ({
  clock: { now: () => new Date(`${text}Z`), sleep: () => Promise.resolve() },
});

describe('a schedule that is wrong', () => {
  const env = { SCHEDULE: '61 17 * * 1', TIMEZONE: 'Europe/Bonn', CARD: 'perhaps' };

  test.each(['start', 'status', 'status --json', 'doctor', 'post --due', 'post --due --dry-run'])(
    'is told by %s, together with all else that is wrong',
    async (args) => {
      const { code, err } = await (await deskWith(list, env)).run(args);
      expect(code).toBe(2);
      expect(err).toMatch(/SCHEDULE is "61 17 \* \* 1": expected five fields .*"0 17 \* \* 1,2"; minute cannot be 61/);
      expect(err).toMatch(
        /TIMEZONE is "Europe\/Bonn": expected an IANA time zone as Region\/City, or UTC, e\.g\. TIMEZONE=Europe\/Berlin/,
      );
      expect(err).toMatch(/CARD is "perhaps": expected on or off/);
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
    const plain = await desk.run('status');
    expect(plain.code).toBe(0);
    expect(plain.out).toContain('the scheduler has not run yet');
    expect(plain.out).not.toContain('A person is needed');
    expect((await desk.run('status --check', clock('2026-06-23T17:30'))).code).toBe(0);
    const check = await desk.run('status --check', clock('2026-06-23T18:30'));
    expect(check.code).toBe(1);
    expect(check.out).toContain('A person is needed: A look was due at');
  });

  test('shows the next try of a look that failed, not only the next slot', async () => {
    const server = createServer((_, response) => response.writeHead(503).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/list.md`;
    const desk = await deskWith(list, { LIST_SOURCE: address });
    const look = await desk.run('post --due', clock('2026-06-22T17:00'));
    expect(look.code).toBe(1);
    expect(`${look.out}${look.err}`.match(/503/g), 'what is wrong is said once').toHaveLength(1);
    const nextLook = async (now: string): Promise<unknown> =>
      (JSON.parse((await desk.run('status --json', clock(now))).out) as { nextLook: unknown }).nextLook;
    expect((await desk.run('status', clock('2026-06-22T17:01'))).out).toContain(
      'Next look  2026-06-22 17:05 UTC, in 4 min, because the last one failed, if weekthread start runs; a timer that runs weekthread post --due keeps to its own times\n',
    );
    expect(await nextLook('2026-06-22T17:01')).toBe('2026-06-22T17:05:00.000Z');
    expect(await nextLook('2026-06-22T17:30')).toBe('2026-06-22T17:30:00.000Z');
    server.close();
  });

  test('says why a week is not posted yet', async () => {
    const desk = await deskWith(list);
    await desk.run('post --due');
    await writeFile(desk.list, week('June 21 - June 27, 2026', ...ten('Short').slice(0, 9)) + list);
    const at = clock('2026-06-29T17:00');
    expect((await desk.run('status', at)).out).toContain('Waiting    2026-06-21/2026-06-27: it has 9 of 10 entries');
    expect(JSON.parse((await desk.run('status --json', at)).out)).toMatchObject({
      due: [],
      waiting: [{ week: '2026-06-21/2026-06-27', words: 'has 9 of 10 entries' }],
    });
  });

  test('shows the next slot after a look that went well', async () => {
    const desk = await deskWith(list);
    await desk.run('post --due', clock('2026-06-22T17:00'));
    const { out } = await desk.run('status', clock('2026-06-22T18:30'));
    expect(out).toContain('Next look  2026-06-23 17:00 UTC, in 22 h 30 min');
    expect((await desk.run('status --check', clock('2026-06-22T18:30'))).code).toBe(0);
  });
});

describe('doctor', () => {
  test('says when the scheduler looked, and wonders at a look in the future', async () => {
    const desk = await deskWith(list);
    expect((await desk.run('doctor')).out).toContain('has not looked yet; weekthread start does');
    await desk.run('post --due', clock('2026-06-22T17:00'));
    expect((await desk.run('doctor', clock('2026-06-22T17:30'))).out).toMatch(
      /ok +scheduler +last looked at 2026-06-22 17:00 UTC/,
    );
    const { code, out } = await desk.run('doctor', clock('2026-06-16T18:30'));
    expect(code).toBe(0);
    expect(out).toMatch(/warning +scheduler .* 2026-06-22 17:00 UTC, which is in the future/);
  });

  test('tells that the picture cannot be drawn, which stops nothing', async () => {
    expect((await (await deskWith(list)).run('doctor')).out).toMatch(/ok +picture +can be drawn, light/);
    const { code, out } = await (await deskWith(list, { CARD_FONTS: 'absent.ttf' })).run('doctor');
    expect(code).toBe(0);
    expect(out).toMatch(/warning +picture +cannot be drawn, and threads go out without it\. CARD_FONTS: absent\.ttf/);
  });

  test('leaves a server that does not answer to the check that is about it', async () => {
    const desk = await deskWith(list, { MASTODON_URL: 'http://127.0.0.1:1', MASTODON_ACCESS_TOKEN: 'a-token' });
    const { out } = await desk.run('doctor --to mastodon');
    expect(out).toMatch(/ok +clock .*127\.0\.0\.1:1 did not say what time it has/);
    expect(out).toMatch(/FAILED +mastodon/);
  });
});
