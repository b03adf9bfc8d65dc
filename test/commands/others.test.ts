import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { lockJournal } from '../../src/journal/lock.ts';
import { deskWith, ten, week } from './world.ts';

const list = week('June 14 - June 21, 2026', ...ten('Newer')) + week('June 7 - June 13, 2026', ...ten('Older'));

describe('weeks', () => {
  test('lists the editions, newest first', async () => {
    const { out } = await (await deskWith(list)).run('weeks');
    expect(out.split('\n')[0]).toMatch(/^2026-06-14\/2026-06-21 {2}10 entries {2}Top Papers of the Week/);
  });

  test('answers in JSON', async () => {
    const { out } = await (await deskWith(list)).run('weeks --json');
    const weeks = JSON.parse(out) as { week: string; entries: unknown[] }[];
    expect(weeks.map(({ week, entries }) => [week, entries.length])).toEqual([
      ['2026-06-14/2026-06-21', 10],
      ['2026-06-07/2026-06-13', 10],
    ]);
  });
});

test('weeks says on stderr that there is none, and what one looks like; as JSON it stays an empty list', async () => {
  const desk = await deskWith('# Notes\n\nNothing here.\n');
  for (const [typed, answer] of [
    ['weeks', ''],
    ['weeks --json', '[]\n'],
  ] as const) {
    const { code, out, err } = await desk.run(typed);
    expect([code, out]).toEqual([0, answer]);
    expect(err).toMatch(/no week was found\. A week is a heading with dates, such as ## .* 2026\./);
  }
});

describe('lint', () => {
  test('exits 1 on an error, with file, line and column', async () => {
    const desk = await deskWith(list.replace('| 3) **Newer c**', '| 2) **Newer c**'));
    const { code, out, err } = await desk.run('lint');
    expect(code).toBe(1);
    expect(out).toMatch(/list\.md:6:\d+ {2}error {2}rank-twice/);
    expect(err).toMatch(/^\d+ errors?, \d+ warnings? and \d+ notes? in 1 file\.\n$/);
  });

  test('fails where there is no week to check, and shows what one looks like', async () => {
    const { code, out } = await (await deskWith('# Notes\n\nNothing here.\n')).run('lint');
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/list\.md:1:1 {2}error {2}no-weeks .* \(May 11 - May 17\) - 2026/),
    ]);
  });

  test('makes annotations for a code host', async () => {
    const desk = await deskWith(list.replace('| 3) **Newer c**', '| 2) **Newer c**'));
    expect((await desk.run('lint --format github')).out).toMatch(/^::error file=.*list\.md,line=6,/m);
  });
});

describe('lint, of letters that the picture would leave out', () => {
  const foreign = list.replace('3) **Newer c**', '3) **Newer 言語 🚀**');

  test('names them, by file and line, unless there is no picture', async () => {
    const desk = await deskWith(foreign);
    const { code, out } = await desk.run('lint');
    expect(code).toBe(0);
    expect(out).toMatch(/list\.md:6:\d+ {2}warning {2}card-letters/);
    expect(out).toContain('言 語 🚀');
    expect((await (await deskWith(foreign, { CARD: 'off' })).run('lint')).out).not.toContain('card-letters');
  });

  test('says which font of CARD_FONTS cannot be read', async () => {
    const { code, err } = await (await deskWith(foreign, { CARD_FONTS: 'absent.ttf' })).run('lint');
    expect([code, err]).toEqual([1, expect.not.stringContaining('did not foresee')]);
    expect(err).toContain('CARD_FONTS: absent.ttf is not a font that can be read');
  });

  test('does not ask the fonts about Latin letters', async () => {
    const latin = list.replace('Newer c**', 'Nëwer “č” — œuvre…**');
    const { code, out } = await (await deskWith(latin, { CARD_FONTS: 'absent.ttf' })).run('lint');
    expect([code, out]).toEqual([0, expect.not.stringContaining('card-letters')]);
  });
});

describe('status', () => {
  test('says what was posted, what the list changed since, and when the next look would be', async () => {
    const desk = await deskWith(list);
    await desk.run('post');
    await writeFile(desk.list, list.replace('Newer c is measured', 'Newer c was measured'));
    const { code, out } = await desk.run('status');
    expect(code).toBe(0);
    expect(out).toMatch(/site +posted 2026-06-22 17:00 UTC; the list changed since: entry 3 \(12 posts\)/);
    expect(out).toContain('weekthread start looks at once, then 2026-06-23 17:00 UTC, in 1 day 0 h');
  });

  test('says what the list changed of a week whose dates it changed as well', async () => {
    const desk = await deskWith(list);
    await desk.run('post');
    const moved = list.replace('June 14 - June 21', 'June 15 - June 21');
    await writeFile(desk.list, moved.replace('Newer c is measured', 'Newer c was measured'));
    expect((await desk.run('status')).out).toContain('posted 2026-06-22 17:00 UTC; the list changed since: entry 3');
    await desk.run('post --due');
    expect((await desk.run('status')).out).toContain('posted 2026-06-22 17:00 UTC; the list changed since: entry 3');
  });

  test('leads to no post that was taken back', async () => {
    const desk = await deskWith(list, { SITE_URL: 'https://example.org/site' });
    await desk.run('post');
    expect((await desk.run('status')).out).toContain('https://example.org/site');
    await desk.run('rollback latest --yes');
    expect((await desk.run('status')).out).toMatch(/site +rolled-back, posted 2026-06-22 17:00 UTC \(12 posts\)\n/);
  });

  test('answers in JSON', async () => {
    const desk = await deskWith(list);
    await desk.run('post');
    const status = JSON.parse((await desk.run('status --json')).out) as Record<string, unknown>;
    expect(status).toMatchObject({
      threads: [{ week: '2026-06-14/2026-06-21', network: 'site', state: 'posted', costUsd: 0 }],
      due: [],
      nextLook: '2026-06-23T17:00:00.000Z',
    });
  });
});

describe('preview', () => {
  test('writes one page with every network', async () => {
    const desk = await deskWith(list, { CARD: 'off' });
    const { code, out } = await desk.run('preview --out -');
    expect(code).toBe(0);
    for (const name of ['X', 'Bluesky', 'Mastodon', 'Site']) expect(out).toContain(name);
    expect(out).not.toMatch(/<script/);
  });
});

describe('doctor and unlock', () => {
  test('finds all well on a fresh machine', async () => {
    const { code, out } = await (await deskWith(list)).run('doctor');
    expect(code).toBe(0);
    expect(out).toContain('ok       list           2 weeks');
  });

  test('names what would fail', async () => {
    const desk = await deskWith('no weeks here');
    const { code, out } = await desk.run('doctor');
    expect(code).toBe(1);
    expect(out).toMatch(/FAILED +list/);
  });

  test('names a lock that no run can ever take, and so does status --check', async () => {
    const desk = await deskWith(list);
    await mkdir(path.join(desk.folder, 'state.json.lock'));
    for (const args of ['status --check', 'doctor', 'post --to site', 'unlock']) {
      const { code, out, err } = await desk.run(args);
      expect([code, out + err]).toEqual([1, expect.stringContaining('state.json.lock is a folder')]);
    }
  });

  test('clears a lock that nobody renews, and none of a run at work', async () => {
    const desk = await deskWith(list);
    const file = path.join(desk.folder, 'state.json');
    const lock = await lockJournal(file);
    const left = await readFile(`${file}.lock`, 'utf8');
    const refused = await desk.run('unlock');
    expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('is still running')]);
    await lock.release();
    await writeFile(`${file}.lock`, left.replace(/"pid":\d+/, '"pid":999999999'));
    const cleared = await desk.run('unlock');
    expect([cleared.code, cleared.out]).toEqual([0, expect.stringContaining('is cleared')]);
    expect((await desk.run('unlock')).out).toContain('is not locked');
  });

  test('says that nothing is locked', async () => {
    expect((await (await deskWith(list)).run('unlock')).out).toMatch(/is not locked/);
  });
});

describe('secrets', () => {
  test('are masked in whatever is printed', async () => {
    const secret = 'marked-secret-4711';
    const desk = await deskWith(list, { MASTODON_URL: 'http://127.0.0.1:9', MASTODON_ACCESS_TOKEN: secret });
    await writeFile(desk.list, list.replace('Newer a', secret));
    for (const args of ['weeks', 'post --dry-run', 'lint', 'doctor --to mastodon', 'post --to mastodon'])
      expect(JSON.stringify(await desk.run(args))).not.toContain(secret);
    expect(path.isAbsolute(desk.folder)).toBe(true);
  });
});

describe("a key inside the list's address", () => {
  test.each([
    'weeks',
    'lint',
    'post --dry-run',
    'post 1999-01-01 --dry-run',
    'post 1999-01-01',
    'post --due',
    'status',
    'doctor',
    'preview --out -',
    'start',
  ])('is not shown by %s, whether the list is there or not', async (command) => {
    const source = 'https://bob:pass-word@example.org/list.md?token=query-key';
    for (const body of [list, 'no weeks']) {
      const fetchList: typeof fetch = () =>
        Promise.resolve(new Response(body, { headers: { 'content-type': 'text/plain' } }));
      const desk = await deskWith('', { LIST_SOURCE: source, CARD: 'off' });
      const stop = new AbortController();
      const running = desk.run(command, { fetch: fetchList, stop: stop.signal });
      if (command === 'start') stop.abort();
      const { out, err } = await running;
      expect(out + err).not.toBe('');
      expect(out + err).not.toMatch(/pass-word|query-key/);
    }
  });
});

describe('the program', () => {
  test('says its version', async () => {
    expect(await (await deskWith(list)).run('--version')).toEqual({
      code: 0,
      out: `${packageJson.version}\n`,
      err: '',
    });
  });

  test.each([
    ['help', '--help'],
    ['help post', 'post --help'],
  ])('helps where %s is typed', async (typed, same) => {
    const desk = await deskWith(list);
    const said = await desk.run(typed);
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining('Examples:') as string });
    expect(said).toEqual(await desk.run(same));
  });
});
