import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { lockJournal } from '../../src/journal/lock.ts';
import { deskWith, ten, week } from './world.ts';

const list = week('June 14 - June 21, 2026', ...ten('Newer')) + week('June 7 - June 13, 2026', ...ten('Older'));
const wrong = list.replace('| 3) **Newer c**', '| 2) **Newer c**');

describe('weeks', () => {
  test('lists the editions, newest first, for people and as JSON', async () => {
    const desk = await deskWith(list);
    await desk.says('weeks', 0, /^2026-06-14\/2026-06-21 {2}10 entries {2}Top Papers of the Week/);
    const weeks = await desk.json<{ week: string; entries: unknown[] }[]>('weeks');
    expect(weeks.map(({ week, entries }) => [week, entries.length])).toEqual([
      ['2026-06-14/2026-06-21', 10],
      ['2026-06-07/2026-06-13', 10],
    ]);
  });

  test('says on stderr that there is none, and what one looks like; as JSON it stays an empty list', async () => {
    const desk = await deskWith('# Notes\n\nNothing here.\n');
    const words = /no week was found\. A week is a heading with dates, such as ## .* 2026\./;
    expect((await desk.says('weeks', 0, words)).out).toBe('');
    expect((await desk.says('weeks --json', 0, words)).out).toBe('[]\n');
  });
});

describe('lint', () => {
  test('exits 1 on an error, with file, line and column, or as an annotation for a code host', async () => {
    const desk = await deskWith(wrong);
    const { err } = await desk.says('lint', 1, /list\.md:6:\d+ {2}error {2}rank-twice/);
    expect(err).toMatch(/^\d+ errors?, \d+ warnings? and \d+ notes? in 1 file\.\n$/);
    await desk.says('lint --format github', 1, /^::error file=.*list\.md,line=6,/m);
  });

  test('fails where there is no week to check, and shows what one looks like', async () => {
    const words = /list\.md:1:1 {2}error {2}no-weeks .* \(May 11 - May 17\) - 2026/;
    await (await deskWith('# Notes\n\nNothing here.\n')).says('lint', 1, words);
  });

  test('names letters that the picture would leave out, unless there is none, and asks no font about Latin ones', async () => {
    const foreign = list.replace('3) **Newer c**', '3) **Newer 言語 🚀**');
    await (await deskWith(foreign)).says('lint', 0, /list\.md:6:\d+ {2}warning {2}card-letters.*言 語 🚀/);
    const latin = list.replace('Newer c**', 'Nëwer “č” — œuvre…**');
    for (const desk of [await deskWith(foreign, { CARD: 'off' }), await deskWith(latin, { CARD_FONTS: 'absent.ttf' })])
      expect((await desk.says('lint', 0, 'in 1 file')).out).not.toContain('card-letters');
    const fontless = await deskWith(foreign, { CARD_FONTS: 'absent.ttf' });
    await fontless.says('lint', 1, /^CARD_FONTS: absent\.ttf is not a font that can be read/);
  });
});

describe('status', () => {
  const changed = 'posted 2026-06-22 17:00 UTC; the list changed since: entry 3';

  test('says what was posted, what the list changed since, and when the next look would be', async () => {
    const desk = await deskWith(list);
    await desk.run('post');
    await writeFile(desk.list, list.replace('Newer c is measured', 'Newer c was measured'));
    const { out } = await desk.says('status', 0, `${changed} (12 posts)`);
    expect(out).toContain('weekthread start looks at once, then 2026-06-23 17:00 UTC, in 1 day\n');
    expect(await desk.json('status')).toMatchObject({
      threads: [{ week: '2026-06-14/2026-06-21', network: 'site', state: 'posted', costUsd: 0 }],
      due: [],
      nextLook: '2026-06-23T17:00:00.000Z',
    });
  });

  test('says what the list changed of a week whose dates it changed as well', async () => {
    const desk = await deskWith(list);
    await desk.run('post');
    const moved = list.replace('June 14 - June 21', 'June 15 - June 21');
    await writeFile(desk.list, moved.replace('Newer c is measured', 'Newer c was measured'));
    await desk.says('status', 0, changed);
    await desk.run('post --due');
    await desk.says('status', 0, changed);
  });

  test('leads to no post that was taken back', async () => {
    const desk = await deskWith(list, { SITE_URL: 'https://example.org/site' });
    await desk.run('post');
    await desk.says('status', 0, 'https://example.org/site');
    await desk.run('rollback latest --yes');
    await desk.says('status', 0, /site +rolled-back, posted 2026-06-22 17:00 UTC \(12 posts\)\n/);
  });
});

describe('doctor and unlock', () => {
  test('find all well on a fresh machine, and name what would fail', async () => {
    await (await deskWith(list)).says('doctor', 0, 'ok       list           2 weeks');
    await (await deskWith('no weeks here')).says('doctor', 1, /FAILED +list/);
  });

  test('name a lock that no run can ever take, and so does status --check', async () => {
    const desk = await deskWith(list);
    await mkdir(path.join(desk.folder, 'state.json.lock'));
    for (const args of ['status --check', 'doctor', 'post --to site', 'unlock'])
      await desk.says(args, 1, 'state.json.lock is a folder');
  });

  test('clear a lock that nobody renews, and none of a run at work', async () => {
    const desk = await deskWith(list);
    const file = path.join(desk.folder, 'state.json');
    const lock = await lockJournal(file);
    const left = await readFile(`${file}.lock`, 'utf8');
    await desk.says('unlock', 1, 'is still running');
    await lock.release();
    await writeFile(`${file}.lock`, left.replace(/"pid":\d+/, '"pid":999999999'));
    await desk.says('unlock', 0, 'is cleared');
    await desk.says('unlock', 0, 'is not locked');
  });
});

test('secrets are masked in whatever is printed', async () => {
  const secret = 'marked-secret-4711';
  const desk = await deskWith(list, { MASTODON_URL: 'http://127.0.0.1:9', MASTODON_ACCESS_TOKEN: secret });
  await writeFile(desk.list, list.replace('Newer a', secret));
  for (const args of ['weeks', 'post --dry-run', 'lint', 'doctor --to mastodon', 'post --to mastodon'])
    expect(JSON.stringify(await desk.run(args))).not.toContain(secret);
});

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
])("a key inside the list's address is not shown by %s, whether the list is there or not", async (command) => {
  const source = 'https://bob:pass-word@example.org/list.md?token=query-key';
  for (const body of [list, 'no weeks']) {
    const answer = (): Response => new Response(body, { headers: { 'content-type': 'text/plain' } });
    const desk = await deskWith('', { LIST_SOURCE: source, CARD: 'off' });
    const stop = new AbortController();
    const running = desk.run(command, { fetch: () => Promise.resolve(answer()), stop: stop.signal });
    if (command === 'start') stop.abort();
    const { out, err } = await running;
    expect(out + err).not.toBe('');
    expect(out + err).not.toMatch(/pass-word|query-key/);
  }
});

test('the program says its version, and helps', async () => {
  const desk = await deskWith(list);
  expect(await desk.run('--version')).toEqual({ code: 0, out: `${packageJson.version}\n`, err: '' });
  for (const [typed, same] of [
    ['help', '--help'],
    ['help post', 'post --help'],
  ] as const)
    expect(await desk.says(typed, 0, 'Examples:')).toEqual(await desk.run(same));
});
