import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { deskWith, ten, week } from '../commands/world.ts';
import { startPeer } from '../peers/peer.ts';
import { wall } from '../fakes/wall/network.ts';

const KEY = 'SECRET-of-the-wall';
const closing: (() => unknown)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

/** A server that keeps what is written on it, and tells everybody with which key they came. */
async function serveWall(): Promise<{ readonly url: string; readonly posts: Map<string, string> }> {
  const posts = new Map<string, string>();
  const { url, close } = await startPeer(({ method, headers, url: { pathname }, body }, response) => {
    const id = String(posts.size + 1);
    const isKnown = headers.authorization === KEY;
    if (isKnown && method === 'POST') posts.set(id, String(JSON.parse(body.toString())));
    if (isKnown && method === 'DELETE') posts.delete(pathname.split('/').at(-1) ?? '');
    response.statusCode = isKnown ? 200 : 401;
    response.end(isKnown ? id : `nobody has the key ${headers.authorization ?? ''}`);
  });
  closing.push(close);
  return { url, posts };
}

const LIST = week('June 14 - June 21, 2026', ...ten('Paper'));

async function deskAt(url: string, env: Readonly<Record<string, string>> = {}) {
  const desk = await deskWith(LIST, { NETWORKS: 'wall', WALL_URL: url, WALL_KEY: KEY, ...env });
  return { ...desk, run: (args: string) => desk.run(args, { networks: [wall] }) };
}

describe('a network that is added', () => {
  it('is posted to, told of, and taken back, under settings of its own', async () => {
    const { url, posts } = await serveWall();
    const { run } = await deskAt(url, { WALL_LINKS: 'last', WALL_HOOK: 'On the wall' });
    const shown = JSON.parse((await run('post --dry-run --json')).out) as { threads: { posts: { text: string }[] }[] };
    const [thread] = shown.threads;
    expect(thread).toMatchObject({ network: 'wall', limit: 240 });
    expect(thread?.posts[0]?.text).toBe('On the wall');
    expect(posts.size).toBe(0);

    expect(await run('post latest --yes')).toMatchObject({ code: 0 });
    expect([...posts.values()]).toEqual(thread?.posts.map(({ text }) => text));
    const status = JSON.parse((await run('status --json')).out) as { threads: unknown[] };
    expect(status.threads).toMatchObject([{ network: 'wall', state: 'posted', costUsd: posts.size * 0.01 }]);

    expect(await run('rollback latest --yes')).toMatchObject({ code: 0 });
    expect(posts.size).toBe(0);
  });

  it.each([
    'status',
    'post latest --to site',
    'post --due',
    'rollback latest',
    'resolve latest --to site --not-posted',
  ])('that is not there any more is named, with its thread and what to do: %s', async (command) => {
    const { run, folder } = await deskAt((await serveWall()).url);
    expect(await run('post latest --yes')).toMatchObject({ code: 0 });
    const bare = await deskWith(LIST, { STATE_FILE: join(folder, 'state.json') });
    const { code, err } = await bare.run(command);
    expect(err).toContain(
      'state.json holds a thread of 2026-06-14/2026-06-21 on wall, and this Weekthread has no such',
    );
    expect(code).toBe(1);
  });

  it('is asked about before anything is posted', async () => {
    const { url, posts } = await serveWall();
    const { run } = await deskWith(LIST, { NETWORKS: 'wall', WALL_URL: url, WALL_KEY: KEY });
    const asked: string[] = [];
    const confirm = (question: string): Promise<boolean> => Promise.resolve(asked.push(question) === 0);
    expect(await run('post latest', { networks: [wall], confirm })).toMatchObject({ code: 1 });
    expect(asked).toEqual([expect.stringMatching(/to Wall for .* USD\?$/)]);
    expect(posts.size).toBe(0);
  });

  it('stands in the help, in what doctor checks, in the preview and in what lint says', async () => {
    const { url } = await serveWall();
    const { run, folder } = await deskAt(url);
    expect((await run('post --help')).out).toMatch(/site, x, bluesky,\s+mastodon,\s+wall/);
    expect((await run('doctor')).out).toMatch(/wall +posts as @papers/);
    const page = join(folder, 'page.html');
    await run(`preview --out ${page}`);
    const html = await readFile(page, 'utf8');
    expect(html).toContain('<section class="panel wall"');
    expect(html).toMatch(/--wall: #\w+;[^]*\.panel\.wall \{ --link: var\(--wall\); \}/);
    expect(html).toMatch(/<a href="https:[^"]*">\[[\w.]+\]<\/a>/);
    const long = await deskWith(week('June 14 - June 21, 2026', 'A long title '.repeat(17)));
    const { out } = await run(`lint --source ${long.list}`);
    expect(out).toContain('The title of entry 1 is cut in its post on Wall: it has');
  });

  it.each([
    [{ WALL_KEY: '' }, 'wall needs WALL_KEY.'],
    [{ WALL_URL: '' }, 'WALL_URL is not set, but WALL_KEY is: set it too, or empty the rest.'],
    [{ WALL_URL: 'wall.example' }, 'e.g. WALL_URL=https://wall.example.'],
    [{ WALL_URL: 'http://wall.example' }, 'WALL_URL would send keys to wall.example over http://'],
    [{ WALL_KEY: '', WALL_PASSWORD: 'x' }, 'did you mean WALL_KEY?'],
    [{ WALL_LINKS: 'all' }, 'WALL_LINKS is "all": expected each or last'],
    [{ NETWORKS: 'walls' }, 'expected one or more of site, x, bluesky, mastodon, wall'],
  ])('has its settings checked: %j', async (env, words) => {
    const { run } = await deskAt('https://wall.example', env);
    const { code, err } = await run('post latest');
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
  });

  it('has its key masked wherever it would be shown', async () => {
    const { url } = await serveWall();
    const wrong = 'SECRET-that-is-wrong';
    const { run } = await deskAt(url, { WALL_KEY: wrong });
    const said = [await run('post latest --yes'), await run('doctor')].map(({ out, err }) => out + err);
    for (const words of said) expect(words).toMatch(/[Nn]obody has the key \[hidden\]/);
    expect(said.join('')).not.toContain(wrong);
  });
});
