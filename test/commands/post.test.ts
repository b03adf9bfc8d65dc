import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { deskWith, ten, week } from './world.ts';

const list = `# Papers 2026\n${week('June 14 - June 21', ...ten('Newer'))}${week('June 7 - June 13', ...ten('Older'))}`;

interface PlanPost {
  text: string;
}
interface PlanJson {
  week: string;
  threads: { posts: PlanPost[] }[];
}
interface StatusJson {
  threads: { week: string; posts: { id: string }[] }[];
}
const planOf = (text: string): PlanJson => JSON.parse(text) as PlanJson;

describe('post', () => {
  test('publishes the newest week to the site, once', async () => {
    const desk = await deskWith(list);
    const first = await desk.run('post');
    expect(first).toMatchObject({ code: 0 });
    expect(first.out).toContain('site: posted 12 posts');
    const again = await desk.run('post');
    expect(again.code).toBe(0);
    expect(again.out).toContain('already posted');
    expect(await readFile(path.join(desk.folder, 'site', 'index.html'), 'utf8')).toContain('2026-06-14');
  });

  test('says when a network that lets nobody in may be tried again', async () => {
    const desk = await deskWith(list, { MASTODON_URL: 'http://127.0.0.1:2', MASTODON_ACCESS_TOKEN: 'a-token' });
    const { code, out } = await desk.run('post --to mastodon --yes');
    expect(code).toBe(1);
    expect(out).toMatch(/mastodon: stopped\. Not sent: .* It can be tried again in 1 min\.\n/);
  });

  test('says a dry run on the console and changes nothing', async () => {
    const desk = await deskWith(list);
    const { code, out } = await desk.run('post --dry-run --to x');
    expect(code).toBe(0);
    expect(out).toContain('X · 12 posts · 2.035 USD (0.385 USD with X_LINKS=last)');
    expect(out).toMatch(/2\/12 \d+\/280\n {3}1\/10 Newer a/);
    await expect(readFile(path.join(desk.folder, 'state.json'))).rejects.toThrow('ENOENT');
  });

  test('says in a dry run, and when it posts, that a HOOK has no room', async () => {
    const desk = await deskWith(list, { HOOK: `${'Papers to read. '.repeat(30)}{dates}` });
    const words = 'HOOK is longer than a post on X holds (280), and is cut there: shorten it, or set X_HOOK.';
    const { code, out, err } = await desk.run('post all --dry-run --json --to x,site');
    expect(code).toBe(0);
    expect(err.split(words)).toHaveLength(2);
    expect(out).toContain('June 14–21, 2026');
    expect((await desk.run('post --dry-run --to site')).err).not.toContain('HOOK');
    const server = { MASTODON_URL: 'http://127.0.0.1:2', MASTODON_ACCESS_TOKEN: 'a-token' };
    const posting = await deskWith(list, { HOOK: `${'Papers to read. '.repeat(60)}{dates}`, ...server });
    expect((await posting.run('post --to mastodon --yes')).err).toContain('HOOK is longer than a post on Mastodon');
  });

  test('shows the lint findings of the week below its thread', async () => {
    const desk = await deskWith(list.replace('Newer c is measured', 'Newer c reads AGENTS.md and is measured'));
    expect((await desk.run('post --dry-run')).out).toMatch(/Lint\n.*list\.md:\d+:\d+ {2}warning/);
  });

  test('posts an edited plan to the letter', async () => {
    const desk = await deskWith(list);
    const plan = planOf((await desk.run('post --dry-run --json')).out);
    const entry = plan.threads[0]!.posts[1]!;
    entry.text = entry.text.replace('is measured', 'was weighed');
    const file = path.join(desk.folder, 'plan.json');
    await writeFile(file, JSON.stringify(plan));
    const posted = await desk.run(`post --plan ${file}`);
    const [address = ''] = /file:\S+/.exec(posted.out) ?? [];
    const page = await readFile(new URL(address), 'utf8');
    expect(page).toContain('was weighed');
  });

  test('posts of a plan only what --to names, and refuses a network that it has no thread for', async () => {
    const desk = await deskWith(list);
    const file = path.join(desk.folder, 'plan.json');
    await writeFile(file, (await desk.run('post --dry-run --json --to site,x')).out);
    const { err } = await desk.run(`post --plan ${file}`);
    expect(err).toContain('x needs X_APP_KEY');
    expect(await desk.run(`post --plan ${file} --to bluesky`)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/has no thread for bluesky, only for site and x\.\n$/) as string,
    });
    const { code, out } = await desk.run(`post --plan ${file} --to site`);
    expect([code, out]).toEqual([0, expect.stringMatching(/\nsite: posted 12 posts[^\n]*\n[^\n]*\n$/)]);
  });

  test('says where a plan is for a week that the list does not have', async () => {
    const desk = await deskWith(list);
    const file = path.join(desk.folder, 'plan.json');
    const { out } = await desk.run('post --dry-run --json');
    await writeFile(file, out.replace('2026-06-14/2026-06-21', '2026-06-15/2026-06-21'));
    expect((await desk.run(`post --plan ${file}`)).err).toContain(
      'The list has no week 2026-06-15/2026-06-21: the plan',
    );
  });

  test.each([
    ['a link is lost', (post: PlanPost) => (post.text = post.text.replace(/https:\S+/, '')), /X, post 2 of 12/],
    ['a text is too long', (post: PlanPost) => (post.text += ' word'.repeat(80)), /X, post 2 of 12.*280/],
  ])('refuses a plan in which %s, and says which post', async (_, damage, words) => {
    const desk = await deskWith(list);
    const plan = planOf((await desk.run('post --dry-run --json --to x')).out);
    damage(plan.threads[0]!.posts[1]!);
    const file = path.join(desk.folder, 'plan.json');
    await writeFile(file, JSON.stringify(plan));
    const { code, err } = await desk.run(`post --plan ${file}`);
    expect(code).toBe(2);
    expect(err).toMatch(words);
  });

  test('stops over MAX_COST_USD before anything is sent, and names what is cheaper', async () => {
    const keys = { X_APP_KEY: 'a', X_APP_SECRET: 'b', X_ACCESS_TOKEN: 'c', X_ACCESS_SECRET: 'd' };
    const desk = await deskWith(list, { ...keys, MAX_COST_USD: '1', NETWORKS: 'x' });
    const { code, err } = await desk.run('post');
    expect(code).toBe(1);
    expect(err).toContain('would cost 2.035 USD, more than MAX_COST_USD=1');
    expect(err).toContain('With X_LINKS=last it would cost');
  });

  test('asks where a person sits, and posts nothing when they decline', async () => {
    const keys = { X_APP_KEY: 'a', X_APP_SECRET: 'b', X_ACCESS_TOKEN: 'c', X_ACCESS_SECRET: 'd' };
    const desk = await deskWith(list, { ...keys, NETWORKS: 'x', X_API_URL: 'http://127.0.0.1:9' });
    const questions: string[] = [];
    const confirm = (question: string): Promise<boolean> => {
      questions.push(question);
      return Promise.resolve(false);
    };
    const { code, err } = await desk.run('post', { confirm });
    expect([code, err]).toEqual([1, 'Nothing was posted.\n']);
    expect(questions).toEqual(['Post 2026-06-14/2026-06-21 to X for 2.035 USD?']);
  });

  test('does not post an unfinished week that nobody named, but does when it is named', async () => {
    const desk = await deskWith(list.replace('**Newer j**', '**XXX**'));
    const { code, err } = await desk.run('post');
    expect(code).toBe(1);
    expect(err).toContain('To post it as it is, name it: weekthread post 2026-06-14/2026-06-21');
    expect((await desk.run('post --dry-run')).out).toContain(
      'weekthread post 2026-06-14/2026-06-21 posts it as it is.\n',
    );
    expect((await desk.run('post 2026-06-14 --dry-run')).out).not.toContain('as it is');
    expect(await desk.run('post 2026-06-14')).toMatchObject({ code: 0 });
    const again = await desk.run('post');
    expect(again.code).toBe(0);
    expect(again.out).toContain('already posted');
  });

  test('says of each network how long it took, and not how long the others did', async () => {
    let ms = 0;
    const clock = { now: () => new Date(Date.parse('2026-06-22T17:00:00Z') + ms), sleep: () => Promise.resolve() };
    const confirm = (): Promise<boolean> => {
      ms += 60_000;
      return Promise.resolve(true);
    };
    const desk = await deskWith(list, { MASTODON_URL: 'http://127.0.0.1:2', MASTODON_ACCESS_TOKEN: 'a-token' });
    const { out } = await desk.run('post --to site,mastodon', { clock, confirm });
    expect(out).toContain('site: posted 12 posts in less than a second\n');
  });

  test('says in a dry run with reasons that an entry has no summary', async () => {
    const desk = await deskWith('## Papers (June 14 - June 21) 2026\n\n1. **One** [Paper](https://a.org/1)\n');
    expect((await desk.run('post --dry-run --why')).out).toContain('why: the entry has no summary\n');
  });

  test('says in a dry run with reasons which sentences were chosen, why, what came next and what was left out', async () => {
    const background =
      'Most harbors still plan their cranes by hand, and every late ship idles a whole terminal for hours.';
    const work =
      'This paper introduces CraneNet, a policy that reads the queue of ships, which the master of the harbor writes down by hand each morning at six, when the watch changes.';
    const finding = 'On logs of two ports, CraneNet cuts waiting by 31% over the plans of the dispatchers.';
    const entry = `1. **CraneNet** - ${background} ${work} ${finding} [Paper](https://a.org/1)`;
    const desk = await deskWith(`## Papers (June 14 - June 21) 2026\n\n${entry}\n`);
    const { out } = await desk.run('post --dry-run --why --to x');
    expect(out).toMatch(
      /why, \+\d+: sentence 2, cut before “, which” \(.*says what the work brings \+4.*\); sentence 3 \(.*has a figure \+2/,
    );
    expect(out).toMatch(/runner-up, [+−]\d+: \S/);
    expect(out).toMatch(/left out sentence 1 \(.*says how things usually are −5.*\): Most harbors/);
    const { threads } = planOf((await desk.run('post --dry-run --why --json --to x')).out);
    expect(threads[0]?.posts[1]).toMatchObject({ why: { end: 'sentence', said: [{ sentence: 2 }, { sentence: 3 }] } });
    expect((await desk.run('post --dry-run --to x')).out).not.toContain('why');
  });

  test('leaves a week that was taken back alone until --again', async () => {
    const desk = await deskWith(list);
    await desk.run('post');
    expect((await desk.run('rollback latest')).out).toContain('taken back, 12 posts deleted');
    expect(await desk.run('post')).toMatchObject({ code: 2 });
    expect(await desk.run('post latest --again')).toMatchObject({ code: 0 });
  });

  test('knows a posted week under other dates by its links', async () => {
    const desk = await deskWith(list);
    await desk.run('post');
    await writeFile(desk.list, list.replace('June 14 - June 21', 'June 15 - June 22'));
    expect((await desk.run('post')).out).toContain('already posted');
  });

  test('refuses two weeks under one heading', async () => {
    const desk = await deskWith(
      week('June 14 - June 21, 2026', ...ten('One')) + week('June 14 - June 21, 2026', ...ten('Two')),
    );
    const { code, err } = await desk.run('post 2026-06-14');
    expect(code).toBe(1);
    expect(err).toContain('Two lists stand under the dates 2026-06-14/2026-06-21');
  });
});

describe('wrong usage is refused with what to do instead', () => {
  test.each([
    ['post --dryrun', /unknown option '--dryrun'\n\(Did you mean --dry-run\?\)/],
    ['pst', /unknown command 'pst'\n\(Did you mean post\?\)/],
    ['post 2030-01-01', /The nearest are/],
    ['post soon', /is not a week/],
    ['post all', /all is for --dry-run/],
    ['post latest --due', /Leave the week out/],
    ['post --at 2026-06-22T17:00:00Z', /--at rehearses another moment/],
    ['post --dry-run --at noon', /expected a time with its offset/],
    ['post --to twitter', /Choose among site, x, bluesky, mastodon/],
    ['post --to X', /x needs X_APP_KEY/],
    ['post --to ,', /--to ,: no network is named. Choose among/],
    ['post --plan nowhere.json', /nowhere.json does not exist/],
    ['preview latest --plan plan.json', /Leave the week out/],
    ['lint --format gitlab', /text or github/],
    ['resolve 2026-06-14 --to x', /Say what you found/],
    ['resolve 2026-06-14 --to x --not-posted', /has no thread on x\.\n$/],
    ['rollback 2026-06-14', /has no thread on site\.\n$/],
  ])('%s', async (args, words) => {
    const { code, err, out } = await (await deskWith(list)).run(args);
    expect(err).toMatch(words);
    expect([code, out]).toEqual([2, '']);
  });
});

describe('post --due', () => {
  test('posts a week under dates that the last one had by mistake, once those are corrected', async () => {
    const [a, b, c] = [ten('A'), ten('B'), ten('C')];
    const [first, second, third] = ['June 1 - June 7, 2026', 'June 8 - June 14, 2026', 'June 15 - June 21, 2026'];
    const desk = await deskWith(week(first, ...a));
    const look = async (at: string, ...weeks: readonly string[]): Promise<string> => {
      await writeFile(desk.list, weeks.join('\n'));
      return (await desk.run(`post --due --to site --at ${at}`)).out;
    };
    await look('2026-06-08T17:00:00Z', week(first, ...a));
    expect(await look('2026-06-15T17:00:00Z', week(third, ...b), week(first, ...a))).toContain('posted');
    const corrected = [week(second, ...b), week(first, ...a)];
    expect(await look('2026-06-16T17:00:00Z', ...corrected)).toMatch(
      /^Nothing is due: the newest week, \S+, is posted on site already\.\n$/,
    );
    const next = [week(third, ...c), ...corrected];
    expect(await look('2026-06-22T17:00:00Z', ...next)).toBe('site: 2026-06-15/2026-06-21 posted\n');
    expect(await look('2026-06-23T17:00:00Z', ...next)).toMatch(
      /^Nothing is due: the newest week, \S+, is posted on site already\.\n$/,
    );
    const { threads } = JSON.parse((await desk.run('status --json')).out) as StatusJson;
    expect(threads.map(({ week: dates, posts }) => [dates, posts[0]?.id])).toEqual([
      ['2026-06-15/2026-06-21', '2026-06-15_2/'],
      ['2026-06-08/2026-06-14', '2026-06-15/'],
      ['2026-06-01/2026-06-07', '2026-06-01/'],
    ]);
  });

  test('names the command that posts a week which it takes for another by its dates', async () => {
    const desk = await deskWith(week('June 1 - June 7, 2026', ...ten('A')));
    const look = async (at: string, text: string): Promise<string> => {
      await writeFile(desk.list, text);
      return (await desk.run(`post --due --to site --at ${at}`)).out;
    };
    await look('2026-06-08T17:00:00Z', week('June 1 - June 7, 2026', ...ten('A')));
    await look('2026-06-09T17:00:00Z', week('June 2 - June 8, 2026', ...ten('A')));
    const said = await look('2026-06-10T17:00:00Z', week('June 2 - June 8, 2026', ...ten('B')));
    const command = /weekthread (post \S+ --to site --again)\./.exec(said)?.[1] ?? '';
    expect((await desk.run(command)).out).toContain('site: posted 12 posts');
    expect((await desk.run(command.replace(' --again', ''))).out).toContain('already posted');
    const { threads } = JSON.parse((await desk.run('status --json')).out) as StatusJson;
    expect(threads.map(({ week: dates }) => dates)).toEqual(['2026-06-02/2026-06-08', '2026-06-01/2026-06-07']);
    expect((await desk.run('post --due --to site')).out).toMatch(
      /^Nothing is due: the newest week, \S+, is posted on site already\.\n$/,
    );
  });

  test('keeps no key of the list in the state file, and knows the list again when the key is another', async () => {
    const served = { text: list };
    const fetchList: typeof fetch = () =>
      Promise.resolve(new Response(served.text, { headers: { 'content-type': 'text/plain' } }));
    const desk = await deskWith('', { LIST_SOURCE: 'https://bob:first-word@example.org/list.md?token=first-key' });
    await desk.run('post --due', { fetch: fetchList });
    const state = path.join(desk.folder, 'state.json');
    expect(await readFile(state, 'utf8')).not.toMatch(/first-word|first-key/);
    const next = week('June 22 - June 28, 2026', ...ten('Next')) + week('June 29 - July 5, 2026', ...ten('Last'));
    served.text = `# Papers 2026\n${next}${list.replace('# Papers 2026', '')}`;
    const source = 'https://bob:other-word@example.org/list.md?token=other-key';
    const said = await desk.run(`post --due --at 2026-07-06T17:00:00Z --to site --source ${source}`, {
      fetch: fetchList,
    });
    expect(said.out).toBe('site: 2026-06-22/2026-06-28 posted\n');
  });

  test('posts nothing of the archive at the first look but the newest week', async () => {
    const desk = await deskWith(list);
    expect((await desk.run('post --due')).out).toContain('site: 2026-06-14/2026-06-21 posted');
    expect((await desk.run('post --due')).out).toMatch(
      /^Nothing is due: the newest week, \S+, is posted on site already\.\n$/,
    );
  });

  test('shows what is due without a trace', async () => {
    const desk = await deskWith(list);
    const { out } = await desk.run('post --due --dry-run');
    expect(out).toContain('2026-06-14/2026-06-21');
    await expect(readFile(path.join(desk.folder, 'state.json'))).rejects.toThrow('ENOENT');
  });

  test('rehearses another moment on the site alone', async () => {
    const desk = await deskWith(list);
    const late = await desk.run('post --due --at 2026-09-01T17:00:00Z --to site');
    expect(late.out).not.toContain('posted');
  });
});
