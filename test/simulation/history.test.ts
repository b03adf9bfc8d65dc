import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Markdown } from '../../src/core/list/edition.ts';
import { makeBot } from './bot.ts';
import { document, nextWeek, weekFrom, type Part } from './list.ts';

const DAY_MS = 86_400_000;
const w = Array.from({ length: 60 }, (_, index) => nextWeek(weekFrom('2026-01-05'), index));
const week = (index: number) => w[index]!;
/** The first so many weeks, newest first. */
const upTo = (last: number, change: (part: Part) => Part = (part) => part): Part[] =>
  Array.from({ length: last + 1 }, (_, index) => change({ week: week(last - index) }));

/** A state of the list, and from which day after the end of week 0 it is online. */
type Scene = readonly [day: number, docs: readonly Markdown[]];

/** Plays a list's history to a bot that looks at noon of every day; gives which weeks it posted on which day. */
async function play(
  scenes: readonly Scene[],
  days: number,
  maxAgeDays = 21,
): Promise<{ posts: (readonly [number, string])[]; alarms: string[] }> {
  const start = Date.parse('2026-01-11T12:00:00Z');
  const bot = makeBot({ networks: ['x'], now: new Date(start), maxAgeDays });
  const posts: (readonly [number, string])[] = [];
  for (let day = 0; day <= days; day += 1) {
    bot.now = new Date(start + day * DAY_MS);
    const docs = scenes.findLast(([from]) => from <= day)?.[1] ?? [];
    bot.documents = docs;
    const before = bot.posts.length;
    await bot.look('slot');
    posts.push(...bot.posts.slice(before).map((post) => [day, post.week] as const));
  }
  return { posts, alarms: bot.heard.filter(({ kind }) => kind === 'alarm').map(({ text }) => text) };
}

/** One week after the other, each the day after its end. */
const weekly = (
  last: number,
  docsOf: (parts: Part[], index: number) => readonly Markdown[] = (parts) => [document(parts)],
): Scene[] => Array.from({ length: last + 1 }, (_, index) => [index * 7 + 1, docsOf(upTo(index), index)] as const);

const each = (last: number, first = 0): (readonly [number, string])[] =>
  Array.from({ length: last - first + 1 }, (_, index) => [(first + index) * 7 + 1, week(first + index)] as const);

describe('a history in which', () => {
  it('every heading changes from "ML" to "AI" and every summary is edited: each week is posted once', async () => {
    const scenes = weekly(5, (parts, index) => [
      document(parts.map((part) => (index < 3 ? { ...part, name: 'ML' } : { ...part, extra: ' Edited.' }))),
    ]);
    expect((await play(scenes, 50)).posts).toEqual(each(5));
  });

  it('the list moves to years/, with an index left behind: each week is posted once, and nothing old', async () => {
    const index: Markdown = { file: 'README.md', text: '# Papers\n\n- [2026](years/2026.md)\n' };
    const scenes = weekly(6, (parts, last) =>
      last < 3 ? [document(parts)] : [index, document(parts, 'years/2026.md')],
    );
    expect((await play(scenes, 50)).posts).toEqual(each(6));
  });

  it('nothing comes for nine months and then forty weeks at once: the recent ones, oldest first, one a look', async () => {
    const day = 41 * 7 + 1;
    const { posts, alarms } = await play(
      [
        [1, [document(upTo(1))]],
        [day, [document(upTo(41))]],
      ],
      day + 10,
    );
    expect(posts).toEqual([
      [1, week(1)],
      [day, week(39)],
      [day + 1, week(40)],
      [day + 2, week(41)],
    ]);
    expect(alarms.filter((text) => text.includes('has not moved'))).toHaveLength(1);
    expect(alarms.filter((text) => text.includes('came too late'))).toHaveLength(2);
  });

  it('a week with nine entries gets its tenth before three days are over: it is posted whole', async () => {
    const scenes: Scene[] = [
      ...weekly(2),
      [22, [document([{ week: week(3), entries: 9 }, ...upTo(2)])]],
      [24, [document(upTo(3))]],
    ];
    expect((await play(scenes, 30)).posts).toEqual([...each(2), [24, week(3)]]);
  });

  it('a week holds placeholders: it is posted when they are gone, and a person hears of it', async () => {
    const scenes: Scene[] = [
      ...weekly(2),
      [22, [document([{ week: week(3), placeholder: 6 }, ...upTo(2)])]],
      [27, [document(upTo(3))]],
    ];
    const { posts, alarms } = await play(scenes, 30);
    expect(posts).toEqual([...each(2), [27, week(3)]]);
    expect(alarms.filter((text) => text.includes('entry 6 says "XXX"'))).toHaveLength(1);
  });

  it.each([0, 1, 2, 3])(
    'a new week stands under the heading of the last for a look (%i weeks before): each once',
    async (last) => {
      const slip = document([{ week: week(last), seed: week(last + 1) }, ...upTo(last)]);
      const scenes: Scene[] = [
        ...weekly(last).filter(([day]) => day > 1 || last > 0),
        [last * 7 + 8, [slip]],
        [last * 7 + 9, [document(upTo(last + 1))]],
      ];
      const { posts } = await play(scenes, last * 7 + 20);
      expect(posts.filter(([, name]) => name === week(last + 1))).toEqual([[last * 7 + 9, week(last + 1)]]);
      expect(new Set(posts.map(([, name]) => name)).size).toBe(posts.length);
    },
  );

  it('all ten paper links of a week are replaced after six days: it is posted once', async () => {
    const wrong: Part = { week: week(3), seed: 'wrong' };
    const scenes: Scene[] = [
      ...weekly(2),
      [22, [document([wrong, ...upTo(2)])]],
      [28, [document(upTo(3))]],
      ...weekly(5).slice(4),
    ];
    expect((await play(scenes, 45)).posts).toEqual(each(5));
  });

  it('weeks overlap by a day, one is missing and one has eight days: each once', async () => {
    const odd = [
      '2026-01-05/2026-01-12',
      '2026-01-12/2026-01-19',
      '2026-01-26/2026-02-01',
      '2026-02-01/2026-02-08',
    ] as const;
    const scenes: Scene[] = odd.map((_, index) => [
      index * 7 + 2,
      [
        document(
          odd
            .slice(0, index + 1)
            .toReversed()
            .map((name) => ({ week: name })),
        ),
      ],
    ]);
    expect((await play(scenes, 40)).posts.map(([, name]) => name)).toEqual(odd);
  });

  it('two weeks share some papers, and two papers have one title: each once', async () => {
    const shared = (text: string): string =>
      text
        .replace(/example\.org\/2026-01-19[^)]*-([123])\)/g, 'example.org/shared-$1)')
        .replace(/example\.org\/2026-01-26[^)]*-([123])\)/g, 'example.org/shared-$1)');
    const scenes = weekly(4, (parts) => [{ file: 'README.md', text: shared(document(parts).text) }]);
    expect((await play(scenes, 40)).posts).toEqual(each(4));
  });

  it('a week stands in two files at once: it is posted once', async () => {
    const scenes = weekly(4, (parts) => [document(parts.slice(0, 2)), document(parts, 'years/2026.md')]);
    expect((await play(scenes, 40)).posts).toEqual(each(4));
  });

  it('a list is cut short for a look and comes back: nothing twice, nothing old', async () => {
    const scenes: Scene[] = [
      ...weekly(4),
      [31, [document(upTo(1))]],
      [32, [document(upTo(4))]],
      [33, [document([{ week: week(4) }])]],
      [34, [document(upTo(4))]],
    ];
    expect((await play(scenes, 40)).posts).toEqual(each(4));
  });
});

const drafts = new URL('../../../shared/lists/drafts/', import.meta.url);
const read = (name: string): Markdown => ({ file: 'README.md', text: readFileSync(new URL(name, drafts), 'utf8') });

/** A copy of a draft with something replaced, as its author did later. */
const mended = (draft: Markdown, from: string | RegExp, to: string): Markdown => ({
  ...draft,
  text: draft.text.replace(from, to),
});

describe.skipIf(!existsSync(drafts))('the drafts that stood online (skipped where the samples are absent)', () => {
  async function look(docs: readonly Markdown[], day: string) {
    const bot = makeBot({ networks: ['x'], now: new Date(`${day}T12:00:00Z`) });
    for (const [index, doc] of docs.entries()) {
      bot.documents = [doc];
      bot.now = new Date(Date.parse(`${day}T12:00:00Z`) + index * 60_000);
      await bot.look('slot');
    }
    return bot.posts.map((post) => post.week);
  }

  it('two weeks under one heading: nothing is posted until the heading is corrected, then the new week', async () => {
    const draft = read('two-weeks-one-heading.md');
    expect(await look([draft], '2023-06-12')).toEqual([]);
    const corrected = mended(draft, '(May 29-June 4)', '(June 5-11)');
    expect(await look([draft, corrected, corrected], '2023-06-12')).toEqual(['2023-06-05/2023-06-11']);
  });

  it('nine entries and placeholders: nothing is posted', async () => {
    expect(await look([read('nine-entries-and-placeholders.md')], '2023-02-20')).toEqual([]);
  });

  it.each([
    ['missing-closing-pipe.md', '2023-02-27', ['2023-02-20/2023-02-26']],
    ['escaped-and-padded.md', '2023-10-02', ['2023-09-25/2023-10-01']],
  ])('%s: the newest week is posted once', async (name, day, posts) => {
    expect(await look([read(name), read(name)], day)).toEqual(posts);
  });
});
