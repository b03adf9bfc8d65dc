import { describe, expect, test } from 'vitest';
import { deskWith, ten, week } from './world.ts';

/** Twelve entries under each of two headings, the second one in nested bullets. */
const item = (topic: string, index: number): string =>
  `- [${topic} ${'abcdefghijkl'.charAt(index)}](https://example.org/${topic}/${index}) - It is measured on three tasks.`;
const items = (topic: string): readonly string[] => Array.from({ length: 12 }, (_, index) => item(topic, index));
const long = [
  '# Maker Weekly',
  '## June 14 - June 21, 2026',
  '### 📄 Papers',
  ...items('Paper'),
  '### Tools',
  '- Editors',
  ...items('Tool').map((line) => `  ${line}`),
].join('\n');

interface Plan {
  readonly threads: readonly { readonly posts: readonly { kind: string; text: string; links: unknown[] }[] }[];
}

const titles = ({ threads: [thread] }: Plan): readonly string[] =>
  thread?.posts
    .filter(({ kind }) => kind === 'entry')
    .map(({ text }) => /(?:Paper|Tool) [a-l]/.exec(text)?.[0] ?? '') ?? [];

describe('a part of a list', () => {
  test('a thread of more than 25 posts is told, with the headings it could be taken from', async () => {
    const { err } = await (await deskWith(long)).run('post --dry-run');
    expect(err).toContain('2026-06-14/2026-06-21 makes a thread of about 26 posts.');
    expect(err).toContain('SECTIONS takes those under some headings: 📄 Papers (12), Tools (12).');
    expect((await (await deskWith(long, { MAX_ENTRIES: '20' })).run('post --dry-run')).err).not.toContain('SECTIONS');
  });

  test.each([
    [{ SECTIONS: 'papers' }, 12, 'Paper a', 'Paper l'],
    [{ SECTIONS: 'Tools', MAX_ENTRIES: '3' }, 3, 'Tool a', 'Tool c'],
    [{ SECTIONS: 'editors' }, 12, 'Tool a', 'Tool l'],
    [{ MAX_ENTRIES: '13' }, 13, 'Paper a', 'Tool a'],
  ])('%j takes %i of them', async (env, count, first, last) => {
    const desk = await deskWith(long, env);
    const found = titles(await desk.json('post --dry-run'));
    expect([found.length, found[0], found.at(-1)]).toEqual([count, first, last]);
    expect((await desk.run('weeks')).out).toContain(`  ${count} entries  `);
  });

  test('a heading that is not there is told with what to do', async () => {
    await (await deskWith(long, { SECTIONS: 'Poems' })).says('post --dry-run', 1, 'no entry under Poems');
  });
});

describe('links of lists whose titles are links', () => {
  const list = [
    '## June 14 - June 21, 2026',
    '1. [A model of rain](https://example.org/rain) - It predicts rain a day ahead.',
    '2. A model of snow - It predicts snow a day ahead. ([译](https://arxiv.org/abs/2606.00001), [Slides](https://example.org/slides))',
  ].join('\n');
  const postsOn = async (network: string): Promise<Plan['threads'][number]['posts']> => {
    const plan = await (await deskWith(list)).json<Plan>(`post --dry-run --to ${network}`);
    return plan.threads[0]?.posts ?? [];
  };

  test('on Bluesky the title is the link; on X its address stands alone', async () => {
    const [, rain] = await postsOn('bluesky');
    expect(rain?.links).toMatchObject([{ label: 'A model of rain', url: 'https://example.org/rain' }]);
    expect(rain?.text.match(/A model of rain/g)).toHaveLength(1);
    const [, onX] = await postsOn('x');
    expect(onX?.text).toMatch(/\nhttps:\/\/example\.org\/rain$/);
    expect(onX?.text).not.toContain('A model of rain: ');
  });

  test('the paper is known by its host, whatever its label', async () => {
    const [, , snow] = await postsOn('x');
    expect(snow?.text).toContain('https://arxiv.org/abs/2606.00001');
    expect(snow?.text).not.toContain('slides');
  });
});

test('a week with an error of lint waits until its week is named', async () => {
  const wrong = week('June 14 - June 21, 2026', ...ten('Newer')).replace('| 3) **Newer c**', '| 2) **Newer c**');
  const desk = await deskWith(wrong);
  await desk.says('post --to site', 1, /has an error: .*list\.md:6/);
  await desk.says('post 2026-06-14 --to site', 0, 'posted');
});
