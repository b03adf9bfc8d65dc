import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'dotenv';
import { describe, expect, it } from 'vitest';
import { namesOf, settingNames } from '../src/config/variables.ts';
import { missingKeys, readConfig, threadSettings, type Config } from '../src/config.ts';
import { networkIds } from '../src/networks/help.ts';

const variableNames = namesOf().all;

type Env = Readonly<Record<string, string>>;

function config(env: Env = {}): Config {
  const read = readConfig(env);
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  return read.config;
}

/** Without the networks, which are not data. */
function settings(env: Env = {}): Omit<Config, 'rooms'> {
  const { rooms, ...others } = config(env);
  expect(rooms.map(({ room }) => room.id)).toEqual(networkIds);
  return others;
}

/** What is said of an environment: that it cannot be used, or that it may not be meant so. */
function told(env: Env): readonly string[] {
  const read = readConfig(env);
  return 'problems' in read ? read.problems : read.warnings;
}

const namesTold = (env: Env): readonly string[] =>
  told(env)
    .map((words) => words.split(' ')[0] ?? '')
    .sort();

const xKeys = { X_APP_KEY: 'ak-1', X_APP_SECRET: 'as-2', X_ACCESS_TOKEN: 'at-3', X_ACCESS_SECRET: 'ac-4' };

it('an environment of empty values is an empty one', () => {
  const empty = Object.fromEntries(variableNames.map((name, index) => [name, ' '.repeat(index % 3)]));
  expect(settings(empty)).toEqual(settings());
  expect(settings()).toMatchObject({ bot: basename(process.cwd()), networks: ['site'], secrets: [] });
});

describe('a whole environment', () => {
  const bluesky = { BLUESKY_HANDLE: '@name.bsky.social', BLUESKY_APP_PASSWORD: 'app-pass' };
  const mastodon = { MASTODON_URL: 'https://mastodon.example/', MASTODON_ACCESS_TOKEN: 'm-token' };
  const all = { ...xKeys, ...bluesky, ...mastodon, X_API_URL: 'http://127.0.0.1:8080/' };

  it('is read into every part of the configuration', () => {
    const read = config({
      ...{ ...all, NETWORKS: ' x, Bluesky ,x,mastodon', LINKS: 'last', LINK_LABELS: 'Paper, Project Page' },
      ...{ HOOK: '{count} papers, {dates}', LANGUAGE: 'pt-BR', MAX_COST_USD: '0.5', CARD: 'off', CARD_ACCENT: '#F00' },
      CARD_FONTS: 'fonts/My Font.ttf, b.ttf',
    });
    expect(read).toMatchObject({
      networks: ['x', 'bluesky', 'mastodon'],
      compose: { links: 'last', linkLabels: ['Paper', 'Project Page'], hook: '{count} papers, {dates}' },
      maxCostUsd: 0.5,
      card: { on: false, fonts: ['fonts/My Font.ttf', 'b.ttf'] },
    });
    expect(read.rooms.map(({ missing, server, account }) => [missing, server, account])).toEqual([
      [[], undefined, undefined],
      [[], 'http://127.0.0.1:8080', undefined],
      [[], 'https://bsky.social', '@name.bsky.social'],
      [[], 'https://mastodon.example', undefined],
    ]);
  });

  it('has its keys, and the credentials inside its addresses, listed for masking', () => {
    const addresses = {
      NOTIFY_URL: 'https://hooks.example.org/T1',
      LIST_SOURCE: 'https://me:p%40ss@h/a https://ghp_1@h/b',
    };
    const secrets = [
      ...Object.values(xKeys),
      'app-pass',
      'm-token',
      addresses.NOTIFY_URL,
      'me:p%40ss',
      'p%40ss',
      'p@ss',
    ];
    expect([...config({ ...all, ...addresses }).secrets].sort()).toEqual([...secrets, 'ghp_1'].sort());
    expect(config().secrets).toEqual([]);
  });
});

describe('what a network has for itself', () => {
  it('goes before what is for all, setting by setting', () => {
    const env = { LINKS: 'each', HOOK: 'All', CARD: 'off', X_LINKS: 'last', BLUESKY_HOOK: 'Blue', SITE_CARD: 'ON' };
    const read = config({ ...env, MASTODON_CLOSER: 'Over', X_LINK_LABELS: 'Code', NETWORKS: 'x,site' });
    expect(threadSettings(read, 'x')).toMatchObject({
      links: 'last',
      linkLabels: ['Code'],
      hook: 'All',
      hasCard: false,
    });
    expect(threadSettings(read, 'bluesky')).toMatchObject({ links: 'each', hook: 'Blue', hasCard: false });
    expect(threadSettings(read, 'mastodon')).toMatchObject({ links: 'each', hook: 'All', closer: 'Over' });
    expect(threadSettings(read, 'site')).toMatchObject({ links: 'each', hook: 'All', hasCard: true });
    expect([read.card.on, config({ ...env, NETWORKS: 'x' }).card.on]).toEqual([true, false]);
  });

  it('is held to the same as what is for all, together with it', () => {
    const env = { X_LINKS: 'all', SITE_CARD: 'maybe', BLUESKY_HOOK: '{week}', LINKS: 'none' };
    expect(namesTold(env)).toEqual(['BLUESKY_HOOK', 'LINKS', 'SITE_CARD', 'X_LINKS']);
    expect(told(env)).toContain('X_LINKS is "all": expected each or last, e.g. X_LINKS=each.');
  });
});

describe('a value that cannot be used is named, with what is expected and an example', () => {
  it.each([
    ['NETWORKS', 'x,blusky', /is "x,blusky": expected one or more of site, x, bluesky, mastodon.*e\.g\. NETWORKS=/],
    ['NETWORKS', ',', /expected one or more/],
    ['LIST_URL', 'example.org/list', /starts with http/],
    ['LIST_URL', 'javascript:alert(1)', /starts with http/],
    ['SCHEDULE', '17:00', /five fields/],
    ['TIMEZONE', 'Mars/Base', /an IANA time zone as Region\/City, or UTC, e\.g\. TIMEZONE=Europe\/Berlin/],
    ['MAX_AGE_DAYS', '-1', /a number of days/],
    ['MAX_AGE_DAYS', '3 weeks', /a number of days/],
    ['LINKS', 'all', /each or last/],
    ['LINK_LABELS', ', ,', /one label or more/],
    ['HOOK', 'Week {week}', /\{heading\} \{dates\} \{count\} \{list\}/],
    ['LANGUAGE', 'english', /a language tag/],
    ['MAX_COST_USD', '$3', /US dollars/],
    ['MAX_COST_USD', '1e3', /US dollars/],
    ['X_API_URL', 'api.x.com', /starts with http/],
    ['X_TIMEOUT_MS', '0', /from 1 to/],
    ['X_POST_PAUSE_MS', '99999999999', /milliseconds/],
    ['BLUESKY_SERVICE', 'https://bsky.social/?a=b', /without \? and #/],
    ['MASTODON_URL', 'mastodon.social', /starts with http/],
    ['MASTODON_VISIBILITY', 'everyone', /public, unlisted, private or direct/],
    ['CARD', 'yes', /on or off/],
    ['CARD_ACCENT', 'blue', /hexadecimal/],
    ['LOG_LEVEL', 'loud', /debug, info, warn or error/],
  ])('%s=%s', (name, value, words) => {
    expect(namesTold({ [name]: value })).toEqual([name]);
    expect(told({ [name]: value })[0]).toMatch(words);
  });

  it('together with all the others', () => {
    const env = { LINKS: 'x', TIMEZONE: 'x', CARD: 'x', X_APP_KEY: 'only-one', MASTODON_ACCESS_TOKEN: 't' };
    const missing = ['MASTODON_URL', 'TIMEZONE', 'X_ACCESS_SECRET', 'X_ACCESS_TOKEN', 'X_APP_SECRET'];
    expect(namesTold(env)).toEqual(['CARD', 'LINKS', ...missing]);
  });

  it('even where a name is written in a way that objects know: nothing else is read', () => {
    expect(config({ constructor: 'x', toString: 'z', hasOwnProperty: 'y' }).listSource).toBe('content');
  });
});

describe('a schedule', () => {
  const check = (schedule: string, timezone: string) =>
    schedule === '0 0 30 2 *' ? `a day that is, ${timezone}` : undefined;

  it('is held to more than its form where it is used', () => {
    const SCHEDULE = '0 0 30 2 *';
    expect(told({ SCHEDULE })).toEqual([]);
    expect(readConfig({ SCHEDULE, TIMEZONE: 'Asia/Tokyo' }, { checkSchedule: check })).toEqual({
      problems: ['SCHEDULE is "0 0 30 2 *": expected a day that is, Asia/Tokyo.'],
    });
    for (const other of [{ CARD: 'x' }, { TIMEZONE: 'x' }])
      expect(readConfig({ SCHEDULE, ...other }, { checkSchedule: check })).toHaveProperty('problems.length', 2);
    expect(readConfig({}, { checkSchedule: check })).toHaveProperty('config.schedule', '0 17 * * 1,2');
  });
});

describe('keys', () => {
  it('of Bluesky hold no character that joins others', () => {
    const found = told({ BLUESKY_HANDLE: 'ann\u200d.example.org', BLUESKY_APP_PASSWORD: 'abcd' });
    expect(found).toEqual([expect.stringContaining('expected a full handle')]);
  });

  it.each<[Env, string]>([
    ...Object.keys(xKeys).map((name): [Env, string] => [{ ...xKeys, [name]: '' }, name]),
    [{ BLUESKY_HANDLE: 'a.bsky.social' }, 'BLUESKY_APP_PASSWORD'],
    [{ BLUESKY_APP_PASSWORD: 'abcd' }, 'BLUESKY_HANDLE'],
    [{ MASTODON_ACCESS_TOKEN: 'abcd' }, 'MASTODON_URL'],
  ])('%j lack %s', (env, name) => {
    expect(told(env)).toEqual([expect.stringMatching(`^${name} is not set, but `)]);
  });

  it.each(['did:plc:djls5us7z757zx2npkq55cbx', 'did:web:example.org', 'ann@example.org', '@Ann.example.org'])(
    'of Bluesky may name the account as %s',
    (name) => {
      const { rooms } = config({ BLUESKY_HANDLE: name, BLUESKY_APP_PASSWORD: 'abcd' });
      expect(rooms.map(({ account }) => account)).toContain(name.replace(/^@?/, '@'));
    },
  );

  it('are named where a network lacks them', () => {
    const missing = (env?: Env) => networkIds.map((id) => missingKeys(config(env), id));
    const [bluesky, mastodon] = [
      ['BLUESKY_HANDLE', 'BLUESKY_APP_PASSWORD'],
      ['MASTODON_URL', 'MASTODON_ACCESS_TOKEN'],
    ];
    expect(missing()).toEqual([[], Object.keys(xKeys), bluesky, mastodon]);
    const some = { ...xKeys, MASTODON_URL: 'https://m.example' };
    expect(missing(some)).toEqual([[], [], bluesky, ['MASTODON_ACCESS_TOKEN']]);
  });

  it('are never shown, whatever is wrong with them or wherever they were put', () => {
    const secret = 'hunter2-9f8e7d';
    const shown = told({
      X_APP_KEY: `${secret} `,
      X_APP_SECRET: `"${secret} "x`,
      BLUESKY_APP_PASSWORD: secret,
      MASTODON_VISIBILITY: secret,
      NOTIFY_URL: `hooks/${secret}`,
      MASTODON_URL: `https://me:${secret}@exa mple`,
      TIMEZONE: `Europe/${secret}`,
    }).join('\n');
    expect(shown).toMatch(/X_APP_SECRET cannot be used/);
    expect(shown).toMatch(/NOTIFY_URL cannot be used/);
    expect(shown).toMatch(/MASTODON_VISIBILITY is a secret/);
    expect(shown).not.toContain(secret);
  });
});

describe('a name that is nearly ours', () => {
  it.each([
    ['X_API_KEY', 'X_APP_KEY'],
    ['X_ACCESS_TOKEN_SECRET', 'X_ACCESS_SECRET'],
    ['BLUESKY_PASSWORD', 'BLUESKY_APP_PASSWORD'],
    ['MASTODON_TOKEN', 'MASTODON_ACCESS_TOKEN'],
    ['NETWORK', 'NETWORKS'],
    ['TIME_ZONE', 'TIMEZONE'],
    ['LIST_SORUCE', 'LIST_SOURCE'],
    ['LANGUEGE', 'LANGUAGE'],
    ['list_source', 'LIST_SOURCE'],
    ['X_LINK', 'X_LINKS'],
  ])('%s: did you mean %s?', (name, meant) => {
    expect(told({ [name]: 'x' })).toEqual([`${name} is set but has no effect: did you mean ${meant}?`]);
  });

  it.each<Env>([
    { NETWORK: 'x', NETWORKS: 'site' },
    { NETWORK: '' },
    { PATH: '/bin', HOME: '/', LANG: 'C', TZ: 'UTC', SHELL: 'sh', CARDS: '1', LINK: '2', X_DISPLAY: ':0' },
  ])('is let pass where ours is set, where it is empty, and where it belongs to somebody else: %j', (env) => {
    expect(told(env)).toEqual([]);
  });
});

describe('the LANGUAGE of a desktop', () => {
  it.each(['de_DE:de', 'en_US.UTF-8', 'C'])('%s is not that of the list: a warning, and en', (LANGUAGE) => {
    expect(config({ LANGUAGE }).compose.language).toBe('en');
    expect(told({ LANGUAGE })[0]).toMatch(/^LANGUAGE is .* is not used/);
  });
});

describe('.env.example', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const filled = parse(text.replace(/^#(?=[A-Z])/gm, ''));

  it('documents every variable once, and no other', () => {
    const names = [...text.matchAll(/^#?([A-Z_0-9]+)=/gm)].map(([, name]) => name);
    expect(names.sort()).toEqual([...variableNames].sort());
  });

  it('sets nothing as it stands', () => {
    expect(parse(text)).toEqual({});
  });

  it('shows defaults and examples that can be used as they are', () => {
    const read = settings({ ...filled, BLUESKY_HANDLE: '', MAX_COST_USD_30_DAYS: '' });
    for (const id of networkIds) expect(Object.keys(read.own[id] ?? {})).toHaveLength(settingNames.length);
    expect({ ...read, listUrl: '', card: '' }).toEqual({
      ...settings(),
      compose: { ...config().compose, hook: filled.HOOK, closer: filled.CLOSER },
      own: read.own,
      proxy: read.proxy,
      listUrl: '',
      card: '',
    });
    expect(read.card.accent).toBe(config().card.accent);
  });
});
