import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isBuilt } from '../e2e/bot.ts';
import { folderWith } from '../e2e/command.ts';

const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
const bigEndian = (text: string): Buffer => utf16(text).swap16();
const dry = 'post --dry-run --to x';

describe.runIf(isBuilt)('the .env of a folder', { timeout: 60_000 }, () => {
  it.each([
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffLINKS=last\n')],
    ['UTF-16, as PowerShell writes it', utf16('# my settings\r\nLINKS=last\r\n')],
    ['UTF-16, big end first', bigEndian('LINKS=last\n')],
  ])('is read in %s', async (_, env) => {
    const { says, path: folder } = await folderWith({ '.env': env });
    await says(dry, 0, 'X · 13 posts');
    await says('doctor', 0, `from ${path.join(folder, '.env')}.`);
  });

  it.each<[string, (file: string) => Promise<unknown>, RegExp]>([
    ['a folder', (file) => mkdir(file), /is a folder.*Put the settings into a file/],
    ['a link to nothing', (file) => symlink('gone', file), /is a link to a file that does not exist/],
    ['a link to itself', (file) => symlink(file, file), /cannot be read \(ELOOP/],
    ['UTF-16 without its mark', (file) => writeFile(file, utf16('A=b').subarray(2)), /neither UTF-8 nor UTF-16/],
    ['Latin-1', (file) => writeFile(file, Buffer.from('HOOK=für', 'latin1')), /neither.*Save it as UTF-8/],
  ])('is refused as %s, and nothing is read or posted', async (_, make, words) => {
    const { run, path: folder } = await folderWith();
    await make(path.join(folder, '.env'));
    for (const command of ['weeks', 'post --yes', 'doctor']) {
      const { code, out, err } = await run(command);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain(path.join(folder, '.env'));
      expect(err).toMatch(words);
    }
  });

  it('is told of by its full path, or where none was found, by doctor and by errors', async () => {
    const none = await folderWith();
    const lack = `there is no .env in ${none.path}.`;
    await none.says('doctor', 0, lack);
    await none.says('post --to x', 2, lack);
    await none.says('weeks', 2, lack, { LINKS: 'both' });
    await none.says('weeks --source elsewhere', 1, lack);
    const some = await folderWith({ '.env': 'LINKS=both\n' });
    await some.says('weeks', 2, `from ${path.join(some.path, '.env')}.`);
  });

  it.each([
    ['HOOK=This week in #ML, {dates}', '1: HOOK ends before its #: "#ML, {dates}" is taken for a comment'],
    ['CLOSER=All of it # {list}', '1: CLOSER ends before its #: "# {list}"'],
    ['CARD_ACCENT=#3b6ef6', '1: CARD_ACCENT is read as empty: "#3b6ef6"'],
    ['\n\nLINK_LABELS=Paper, #1', '3: LINK_LABELS ends before its #: "#1"'],
    ['HOOK="The week\nand more"\nLINKS=last#cheap', '3: LINKS ends before its #'],
    [
      'BLUESKY_HANDLE=a.example.org\nBLUESKY_APP_PASSWORD=abcd#secret',
      '2: BLUESKY_APP_PASSWORD ends before its #: what',
    ],
    ['LIST_SOURCE=http://127.0.0.1:1/l.md#secret@x', '1: LIST_SOURCE ends before its #: what follows'],
    ['HOOK="The week', '1: HOOK begins with a quotation mark that nothing closes'],
    ["HOOK='The week' of {dates}", '1: HOOK begins with a quotation mark'],
    ['LINKS=last\nLINKS=each', '2: LINKS is set here again; what line 1 says has no effect'],
    ['LIST_SOURCE content', '1: this line is not NAME=value'],
  ])('is held against what was read of it: %s', async (env, words) => {
    const { run, path: folder } = await folderWith({ '.env': `${env}\n` });
    const { err } = await run('weeks');
    expect(err).toContain(`${path.join(folder, '.env')}:${words}`);
    expect(err).not.toContain('secret');
  });

  it('may hold comments, quotes, line breaks in a post, and whatever belongs to others', async () => {
    const lines = [
      '# a comment with HOOK=#',
      'export LINKS=last # cheap',
      'LINKS_OF_OTHERS=a#b',
      'HOOK="Week #1\\n{dates}" # two lines',
      "CLOSER='It\\'s\nover #now'",
      'STATE_FILE="state.json"#',
      'CARD: off',
    ];
    const { run } = await folderWith({ '.env': lines.join('\r\n') });
    expect(await run('weeks')).toMatchObject({ code: 0, err: '1 week in content\n' });
    expect((await run(dry)).out).toContain('Week #1\n');
  });

  it.each([
    ['STATE_FILE="C:\\new\\robots.json"', 'STATE_FILE is "C:⏎ew⏎obots.json": expected a value on one line'],
    ['SITE_FOLDER="D:\\readers"', 'SITE_FOLDER'],
    ['LIST_SOURCE="lists\\new.md"', 'LIST_SOURCE'],
    ['CARD_FONTS="C:\\regular.ttf"', 'CARD_FONTS'],
  ])('may not break a path in two: %s', async (env, words) => {
    const { says } = await folderWith({ '.env': env });
    expect((await says('post --yes', 2, words)).err).toContain('use single quotes');
  });
});

describe.runIf(isBuilt)('values from elsewhere', { timeout: 60_000 }, () => {
  it('lose the quotation marks that docker run --env-file and lists in compose pass on, and say so', async () => {
    const { run } = await folderWith();
    const { out, err } = await run(`${dry} --json`, { HOOK: '"The week, {dates}"', LINK_LABELS: "'Code,Paper'" });
    const [thread] = (JSON.parse(out) as { threads: { posts: { text: string; links: unknown[] }[] }[] }).threads;
    expect(thread?.posts[0]?.text).toBe('The week, June 14–21, 2026');
    expect(err).toContain('HOOK came with quotation marks');
    expect(err).toContain('LINK_LABELS came with quotation marks');
    expect((await run(dry, { HOOK: '"Old" and "new"' })).out).toContain('"Old" and "new"');
  });

  const xKeys = { X_APP_KEY: 'k', X_APP_SECRET: 'k', X_ACCESS_TOKEN: 'k', X_ACCESS_SECRET: 'k' };
  const keys = { ...xKeys, BLUESKY_HANDLE: 'ann.example.org', BLUESKY_APP_PASSWORD: 'k' };
  it.each([
    ['BLUESKY_HANDLE', '\u202aann.example.org\u202c', 'U+202A, U+202C'],
    ['MASTODON_URL', 'https://m.example\u200b', 'U+200B'],
    ['X_APP_KEY', '\u2066key\u2069', 'U+2066, U+2069'],
    ['LINK_LABELS', 'Paper,Project\u00a0Page', 'U+00A0'],
    ['NETWORKS', 'si\ufeffte', 'U+FEFF'],
  ])('lose what nobody sees, and say so: %s', async (name, value, marks) => {
    const { says } = await folderWith();
    const words = `${name} holds characters that nobody sees (${marks})`;
    await says('weeks', 0, words, { ...keys, [name]: value });
  });

  it('have no time zone that means several', async () => {
    const { says } = await folderWith();
    const words = 'expected an IANA time zone as Region/City, or UTC';
    for (const zone of ['BST', 'IST', 'PST', 'EST', 'CET', 'GMT', '+02:00', 'Nowhere/City'])
      await says('weeks', 2, `TIMEZONE is "${zone}": ${words}`, { TIMEZONE: zone });
    for (const TIMEZONE of ['UTC', 'Etc/UTC', 'America/Argentina/Ushuaia']) await says('weeks', 0, '', { TIMEZONE });
  });

  it('say once that TZ is not TIMEZONE', async () => {
    const { run } = await folderWith();
    const told = (env: Readonly<Record<string, string>>) =>
      run('status', env).then(({ err }) => err.split('\n').filter((line) => line.startsWith('TZ ')).length);
    expect(await told({ TZ: 'Europe/Berlin' })).toBe(1);
    expect(await told({ TZ: 'Europe/Berlin', TIMEZONE: 'Europe/Berlin' })).toBe(0);
    expect(await told({ TZ: 'Etc/UTC' })).toBe(0);
  });
});

describe.runIf(isBuilt)('LOG_LEVEL', { timeout: 60_000 }, () => {
  it.each([
    ['debug', true, true],
    ['info', true, true],
    ['warn', false, true],
    ['error', false, false],
  ])('%s prints what is as grave, wherever it is set', async (level, hasProgress, hasWarning) => {
    const { says } = await folderWith({ '.env': `LOG_LEVEL=${level}\nNETWROKS=x\n` });
    const { err } = await says('post --yes', 0, 'posted');
    expect([err.includes('site: 12/12 posted'), err.includes('NETWROKS is set')]).toEqual([hasProgress, hasWarning]);
    await says('weeks', 2, 'CARD is "perhaps"', { CARD: 'perhaps' });
  });

  it('debug shows where an unforeseen error came from', async () => {
    const broken = 'JSON.stringify = () => { throw new TypeError("out of order"); };';
    const { run, path: folder } = await folderWith({ '.env': 'LOG_LEVEL=debug\n', 'broken.cjs': broken });
    const env = { NODE_OPTIONS: `--require ${path.join(folder, 'broken.cjs')}` };
    expect((await run('weeks --json', env)).err).toMatch(/out of order\n {4}at /);
    const quiet = await run('weeks --json', { ...env, LOG_LEVEL: 'info' });
    expect(quiet.err).toMatch(/out of order\nLOG_LEVEL=debug shows where\.\n$/);
  });
});

it.runIf(isBuilt)(
  'files that an editor or a shell has marked are read: a plan, the state file',
  async () => {
    const { run, says, path: folder } = await folderWith();
    const { out } = await run('post --dry-run --json');
    await writeFile(path.join(folder, 'plan.json'), utf16(out));
    await says('post --plan plan.json --yes', 0, 'site: posted');
    const file = path.join(folder, 'state.json');
    await writeFile(file, `\ufeff${await readFile(file, 'utf8')}`);
    await says('post --yes', 0, 'already posted');
  },
  60_000,
);
