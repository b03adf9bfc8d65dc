import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Desk, deskWith, ten, week } from './world.ts';

const list = `# Papers 2026\n${week('June 14 - June 21', ...ten('Newer'))}${week('June 7 - June 13', ...ten('Older'))}`;
const xKeys = { X_APP_KEY: 'a', X_APP_SECRET: 'b', X_ACCESS_TOKEN: 'c', X_ACCESS_SECRET: 'd' };
const deadMastodon = { MASTODON_URL: 'http://127.0.0.1:2', MASTODON_ACCESS_TOKEN: 'a-token' };
const NOTHING_DUE = /^Nothing is due: the newest week, \S+, is posted on site already\.\n$/;

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

/** The plan that a dry run makes, its second post changed, as a file. */
async function planWith(desk: Desk, options: string, change: (post: PlanPost) => unknown): Promise<string> {
  const plan = await desk.json<PlanJson>(`post --dry-run ${options}`);
  change(plan.threads[0]!.posts[1]!);
  const file = path.join(desk.folder, 'plan.json');
  await writeFile(file, JSON.stringify(plan));
  return file;
}

const expectNoState = ({ folder }: Desk): Promise<void> =>
  expect(readFile(path.join(folder, 'state.json'))).rejects.toThrow('ENOENT');

describe('post', () => {
  test('publishes the newest week to the site, once, and knows it under other dates by its links', async () => {
    const desk = await deskWith(list);
    await desk.says('post', 0, 'site: posted 12 posts');
    await desk.says('post', 0, 'already posted');
    expect(await readFile(path.join(desk.folder, 'site', 'index.html'), 'utf8')).toContain('2026-06-14');
    await writeFile(desk.list, list.replace('June 14 - June 21', 'June 15 - June 22'));
    await desk.says('post', 0, 'already posted');
  });

  test('says when a network that lets nobody in may be tried again', async () => {
    const words = /mastodon: stopped\. Not sent: .* It can be tried again at 2026-\S+ \S+ UTC\. Nothing was sent\.\n/;
    await (await deskWith(list, deadMastodon)).says('post --to mastodon --yes', 1, words);
  });

  test('says a dry run on the console and changes nothing', async () => {
    const desk = await deskWith(list);
    const head = 'X · 12 posts · 2.035 USD (0.385 USD with X_LINKS=last)';
    expect((await desk.says('post --dry-run --to x', 0, head)).out).toMatch(/2\/12 \d+\/280\n {3}1\/10 Newer a/);
    await expectNoState(desk);
  });

  test('says in a dry run, once, and when it posts, that words have no room, and whose', async () => {
    const HOOK = `${'Papers to read. '.repeat(60)}{dates}`;
    const desk = await deskWith(list, { HOOK, BLUESKY_HOOK: HOOK, ...deadMastodon });
    const words = 'HOOK is longer than a post on X holds (280), and is cut there: shorten it, or set X_HOOK.';
    const { err } = await desk.says('post all --dry-run --json --to x,bluesky', 0, 'June 14–21, 2026');
    expect(err.split(words)).toHaveLength(2);
    expect(err).toContain('BLUESKY_HOOK is longer than a post on Bluesky holds (300), and is cut there: shorten it.');
    expect((await desk.run('post --dry-run --to site')).err).not.toContain('HOOK');
    await desk.says('post --to mastodon --yes', 1, 'HOOK is longer than a post on Mastodon');
  });

  test('shows the lint findings of the week below its thread, and names a font that is not there', async () => {
    const text = list.replace('Newer c is measured', 'Newer c reads AGENTS.md and is measured');
    const desk = await deskWith(text, { CARD_FONTS: 'no-such.ttf' });
    const { err } = await desk.says('post --dry-run', 0, /Lint\n.*list\.md:\d+:\d+ {2}warning/);
    expect(err).toMatch(/CARD_FONTS names \S*no-such\.ttf, and there is no such file/);
  });

  test('posts an edited plan to the letter', async () => {
    const desk = await deskWith(list);
    const file = await planWith(desk, '', (post) => (post.text = post.text.replace('is measured', 'was weighed')));
    const { out } = await desk.run(`post --plan ${file}`);
    const [address = ''] = /file:\S+/.exec(out) ?? [];
    expect(await readFile(new URL(address), 'utf8')).toContain('was weighed');
  });

  test('posts of a plan only what --to names, and refuses a network that it has no thread for', async () => {
    const desk = await deskWith(list);
    const file = await planWith(desk, '--to site,x', () => undefined);
    await desk.says(`post --plan ${file}`, 2, 'x needs X_APP_KEY');
    await desk.says(`post --plan ${file} --to bluesky`, 2, /has no thread for bluesky, only for site and x\.\n$/);
    await desk.says(`post --plan ${file} --to site`, 0, /\nsite: posted 12 posts[^\n]*\n[^\n]*\nsite: 12/);
  });

  test('says where a plan is for a week that the list does not have', async () => {
    const desk = await deskWith(list);
    const file = await planWith(desk, '', () => undefined);
    await writeFile(file, (await readFile(file, 'utf8')).replace('2026-06-14/2026-06-21', '2026-06-15/2026-06-21'));
    await desk.says(`post --plan ${file}`, 0, 'The list has no week 2026-06-15/2026-06-21: the plan');
  });

  test.each([
    ['a link is lost', (post: PlanPost) => (post.text = post.text.replace(/https:\S+/, '')), /X, post 2 of 12/],
    ['a text is too long', (post: PlanPost) => (post.text += ' word'.repeat(80)), /X, post 2 of 12.*280/],
  ])('refuses a plan in which %s, and says which post', async (_, damage, words) => {
    const desk = await deskWith(list);
    await desk.says(`post --plan ${await planWith(desk, '--to x', damage)}`, 2, words);
  });

  test('asks where a person sits, and posts nothing when they decline', async () => {
    const desk = await deskWith(list, { ...xKeys, NETWORKS: 'x', X_API_URL: 'http://127.0.0.1:9' });
    const questions: string[] = [];
    const confirm = (question: string): Promise<boolean> => Promise.resolve(questions.push(question) > 1);
    await desk.says('post', 1, /^Nothing was posted\.\n$/, { confirm });
    expect(questions).toEqual(['Post 2026-06-14/2026-06-21 to X for 2.035 USD?']);
  });

  test('does not post an unfinished week that nobody named, but does when it is named', async () => {
    const desk = await deskWith(list.replace('**Newer j**', '**XXX**'));
    await desk.says('post', 1, 'To post it all the same, name it: weekthread post 2026-06-14/2026-06-21');
    await desk.says('post --dry-run', 0, 'weekthread post 2026-06-14/2026-06-21 posts it as it is.\n');
    expect((await desk.run('post 2026-06-14 --dry-run')).out).not.toContain('as it is');
    await desk.says('post 2026-06-14', 0, 'posted');
    await desk.says('post', 0, 'already posted');
  });

  test('says of each network how long it took, and not how long the others did', async () => {
    let ms = 0;
    const clock = { now: () => new Date(Date.parse('2026-06-22T17:00:00Z') + ms), sleep: () => Promise.resolve() };
    const confirm = (): Promise<boolean> => Promise.resolve((ms += 60_000) > 0);
    const desk = await deskWith(list, deadMastodon);
    const { out } = await desk.run('post --to site,mastodon', { clock, confirm });
    expect(out).toContain('site: posted 12 posts in less than a second\n');
  });

  test('says in a dry run with reasons that an entry has no summary', async () => {
    const desk = await deskWith('## Papers (June 14 - June 21) 2026\n\n1. **One** [Paper](https://a.org/1)\n');
    await desk.says('post --dry-run --why', 0, 'why: the entry has no summary\n');
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
    const { threads } = await desk.json<PlanJson>('post --dry-run --why --to x');
    expect(threads[0]?.posts[1]).toMatchObject({ why: { end: 'sentence', said: [{ sentence: 2 }, { sentence: 3 }] } });
    expect((await desk.run('post --dry-run --to x')).out).not.toContain('why');
  });

  test('leaves a week that was taken back alone until --again', async () => {
    const desk = await deskWith(list);
    await desk.run('post');
    await desk.says('rollback 2026-06-14 --to x', 2, 'on x. The newest that it has: 2026-06-14/2026-06-21 on site.');
    await desk.says('rollback latest', 0, 'taken back, 12 posts deleted');
    await desk.says('post', 2, 'taken back');
    await desk.says('post latest --again', 0, 'posted');
  });

  test('refuses two weeks under one heading', async () => {
    const dates = 'June 14 - June 21, 2026';
    const desk = await deskWith(week(dates, ...ten('One')) + week(dates, ...ten('Two')));
    await desk.says('post 2026-06-14', 1, 'Two lists stand under the dates 2026-06-14/2026-06-21');
  });
});

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
  ['resolve 2026-06-14 --to x --not-posted', /has no thread of 2026-06-14 on x\.\n$/],
  ['rollback 2026-06-14', /has no thread of 2026-06-14 on site\.\n$/],
])('wrong usage is refused with what to do instead: %s', async (args, words) => {
  expect((await (await deskWith(list)).says(args, 2, words)).out).toBe('');
});

describe('post --due', () => {
  /** A look at some weeks, at a moment. */
  async function looks(): Promise<{ desk: Desk; look: (moment: string, ...weeks: string[]) => Promise<string> }> {
    const desk = await deskWith('');
    const look = async (moment: string, ...weeks: readonly string[]): Promise<string> => {
      await writeFile(desk.list, weeks.join('\n'));
      return (await desk.run(`post --due --to site --at ${moment}T17:00:00Z`)).out;
    };
    return { desk, look };
  }

  test('posts a week under dates that the last one had by mistake, once those are corrected', async () => {
    const [a, b, c] = [ten('A'), ten('B'), ten('C')];
    const [first, second, third] = ['June 1 - June 7, 2026', 'June 8 - June 14, 2026', 'June 15 - June 21, 2026'];
    const { desk, look } = await looks();
    await look('2026-06-08', week(first, ...a));
    expect(await look('2026-06-15', week(third, ...b), week(first, ...a))).toContain('posted');
    const corrected = [week(second, ...b), week(first, ...a)];
    expect(await look('2026-06-16', ...corrected)).toMatch(NOTHING_DUE);
    const next = [week(third, ...c), ...corrected];
    expect(await look('2026-06-22', ...next)).toBe('site: 2026-06-15/2026-06-21 posted\n');
    expect(await look('2026-06-23', ...next)).toMatch(NOTHING_DUE);
    const { threads } = await desk.json<StatusJson>('status');
    expect(threads.map(({ week: dates, posts }) => [dates, posts[0]?.id])).toEqual([
      ['2026-06-15/2026-06-21', '2026-06-15_2/'],
      ['2026-06-08/2026-06-14', '2026-06-15/'],
      ['2026-06-01/2026-06-07', '2026-06-01/'],
    ]);
  });

  test('names the command that posts a week which it takes for another by its dates', async () => {
    const { desk, look } = await looks();
    await look('2026-06-08', week('June 1 - June 7, 2026', ...ten('A')));
    await look('2026-06-09', week('June 2 - June 8, 2026', ...ten('A')));
    const said = await look('2026-06-10', week('June 2 - June 8, 2026', ...ten('B')));
    const command = /weekthread (post \S+ --to site --again)\./.exec(said)?.[1] ?? '';
    await desk.says(command, 0, 'site: posted 12 posts');
    await desk.says(command.replace(' --again', ''), 0, 'already posted');
    const { threads } = await desk.json<StatusJson>('status');
    expect(threads.map(({ week: dates }) => dates)).toEqual(['2026-06-02/2026-06-08', '2026-06-01/2026-06-07']);
    expect((await desk.run('post --due --to site')).out).toMatch(NOTHING_DUE);
  });

  test('keeps no key of the list in the state file, and knows the list again when the key is another', async () => {
    const served = { text: list };
    const answer = (): Response => new Response(served.text, { headers: { 'content-type': 'text/plain' } });
    const world = { fetch: () => Promise.resolve(answer()) };
    const desk = await deskWith('', { LIST_SOURCE: 'https://bob:first-word@example.org/list.md?token=first-key' });
    await desk.run('post --due', world);
    expect(await readFile(path.join(desk.folder, 'state.json'), 'utf8')).not.toMatch(/first-word|first-key/);
    const next = week('June 22 - June 28, 2026', ...ten('Next')) + week('June 29 - July 5, 2026', ...ten('Last'));
    served.text = `# Papers 2026\n${next}${list.replace('# Papers 2026', '')}`;
    const source = 'https://bob:other-word@example.org/list.md?token=other-key';
    const said = await desk.run(`post --due --at 2026-07-06T17:00:00Z --to site --source ${source}`, world);
    expect(said.out).toBe('site: 2026-06-22/2026-06-28 posted\n');
  });

  test('shows what is due without a trace, posts only the newest week of an archive, and rehearses on the site alone', async () => {
    const desk = await deskWith(list);
    await desk.says('post --due --dry-run', 0, '2026-06-14/2026-06-21');
    await expectNoState(desk);
    expect((await desk.run('post --due --at 2026-09-01T17:00:00Z --to site')).out).not.toContain('posted');
    const fresh = await deskWith(list);
    await fresh.says('post --due', 0, 'site: 2026-06-14/2026-06-21 posted');
    expect((await fresh.run('post --due')).out).toMatch(NOTHING_DUE);
  });
});
