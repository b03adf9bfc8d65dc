import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeThread, defaultWords } from '../src/core/thread/compose.ts';
import { listName } from '../src/core/list/list-name.ts';
import { onlyLists } from '../src/core/list/kept-weeks.ts';
import { lint } from '../src/core/lint/lint-list.ts';
import type { Section } from '../src/core/list/edition.ts';
import { outline } from '../src/core/list/outline.ts';
import { filesNear } from '../src/core/list/outline/issue.ts';
import { addDays } from '../src/core/week.ts';
import { parseSection, readSection } from '../src/core/list/parse.ts';
import { countEntries } from '../src/core/list/parse/entry-count.ts';
import { partSizes, WHOLE } from '../src/core/list/parse/parts.ts';
import { blueskyRules as rules } from '../src/networks/bluesky/rules.ts';

const filesIn = (name: string): readonly string[] =>
  statSync(name).isDirectory()
    ? readdirSync(name)
        .sort()
        .flatMap((entry) => filesIn(path.join(name, entry)))
    : [name];

/** Lists as other keepers write them, each in a file or folder of `test/lists`. */
const documents = (name: string) =>
  filesIn(path.join('test/lists', name)).map((file) => ({ file, text: readFileSync(file, 'utf8') }));
const editions = (name: string) => onlyLists(outline(documents(name)).sections).map((section) => parseSection(section));

const LISTS: readonly (readonly [string, readonly string[]])[] = [
  ['posts', ['2026-06-21/2026-06-21 3', '2026-06-14/2026-06-14 3', '2026-06-07/2026-06-07 3']],
  ['week-names', ['2026-08-17/2026-08-23 3', '2026-08-10/2026-08-16 3', '2026-08-03/2026-08-09 3']],
  [
    'odd-names',
    [
      '2026-08-17/2026-08-17 2',
      '2026-07-17/2026-07-17 2',
      '2026-04-27/2026-04-27 2',
      '2024-10-21/2024-10-27 2',
      '2018-06-03/2018-06-03 2',
    ],
  ],
  ['span-names', ['2026-06-22/2026-06-26 2', '2026-06-15/2026-06-19 2', '2025-12-29/2026-01-02 2']],
  ['week-folders', ['2026-05-11/2026-05-17 2', '2026-05-04/2026-05-10 2']],
  [
    'front',
    ['2026-08-16/2026-08-16 2', '2026-08-12/2026-08-12 3', '2026-07-27/2026-08-03 2', '2026-06-14/2026-06-14 2'],
  ],
  [
    'years',
    ['2026-08-17/2026-08-23 3', '2026-08-10/2026-08-16 3', '2025-01-06/2025-01-12 2', '2024-12-30/2025-01-05 2'],
  ],
  [
    'numbers.md',
    ['2026-06-29/2026-06-29 2', '2026-06-22/2026-06-22 2', '2026-06-15/2026-06-15 2', '2026-06-08/2026-06-08 2'],
  ],
  [
    'days.md',
    ['2026-08-22/2026-08-22 2', '2026-07-22/2026-07-22 2', '2026-06-14/2026-06-14 2', '2026-05-03/2026-05-03 2'],
  ],
  ['korean.md', ['2026-06-29/2026-07-05 2', '2026-06-22/2026-06-28 2']],
  ['chinese', ['2026-06-26/2026-06-26 4']],
  ['unindented.md', ['2026-08-24/2026-08-30 3']],
  ['sections.md', ['2026-06-14/2026-06-14 3']],
  ['fields.md', ['2026-06-08/2026-06-14 2', '2026-06-01/2026-06-07 2']],
  ['links.md', ['2026-05-04/2026-05-10 4']],
  ['dialects', ['2026-06-14/2026-06-14 3']],
  ['month-folders', ['2024-08-12/2024-08-12 3', '2024-08-05/2024-08-05 3']],
  ['issue-lines', ['2025-03-10/2025-03-10 2', '2025-03-03/2025-03-03 2']],
  ['field-lines.md', ['2026-08-17/2026-08-23 2']],
  ['mixed.md', ['2025-04-14/2025-04-20 4']],
  ['folded.md', ['2026-06-15/2026-06-15 3']],
  ['named-year.md', ['2025-03-17/2025-03-23 2', '2025-03-10/2025-03-16 2']],
  ['translated', ['2026-06-22/2026-06-26 2']],
  ['labelled', ['2026-06-28/2026-06-28 2', '2026-06-21/2026-06-21 4', '2026-06-14/2026-06-14 2']],
  ['nameless', ['2026-07-19/2026-07-19 2', '2026-06-29/2026-07-05 2', '2026-06-22/2026-06-22 2']],
  ['people', ['2026-06-14/2026-06-14 2', '2026-06-07/2026-06-07 2']],
  ['covered', ['2026-07-06/2026-07-12 3']],
  ['lines.md', ['2026-06-14/2026-06-14 2', '2026-06-07/2026-06-07 2']],
  [
    'labelled-days',
    ['2026-06-29/2026-07-05 2', '2026-06-22/2026-06-28 2', '2026-06-15/2026-06-21 2', '2026-06-08/2026-06-14 2'],
  ],
];

describe('one week of many files', () => {
  const files = [
    ...Array.from({ length: 40 }, (_, n) => `_posts/${addDays('2025-06-01', n * 7)}-links.md`),
    'README.md',
  ];
  it.each([
    [undefined, 13, 'README.md'],
    ['2025-08-03', 8, '_posts/2025-08-03-links.md'],
  ])('%s needs few of them', (day, count, needed) => {
    expect(filesNear(files, day)).toHaveLength(count);
    expect(filesNear(files, day)).toContain(needed);
  });
});

describe('a list of another keeper', () => {
  it.each(LISTS)('%s has its weeks, each entry with a link', (name, expected) => {
    const found = editions(name);
    expect(found.map(({ week, entries }) => `${week} ${String(entries.length)}`)).toEqual(expected);
    for (const { entries } of found)
      for (const { links, title } of entries) expect([title, links.length > 0]).toEqual([title, true]);
  });

  it.each(LISTS)('%s has no error', (name) => {
    expect(lint(documents(name), []).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each(LISTS)('%s makes threads that says its dates once', (name) => {
    for (const edition of editions(name)) {
      const { posts } = composeThread(edition, rules, {
        ...defaultWords(rules),
        links: 'each',
        linkLabels: ['Paper', 'Code'],
        listUrl: '',
        language: 'en',
      });
      const [hook] = posts;
      expect(hook?.text.match(/20\d\d/g) ?? []).toHaveLength(
        edition.week.slice(0, 4) === edition.week.slice(11, 15) ? 1 : 2,
      );
      expect(posts.every(({ text }) => !/[{}]|~~|==|\]\(|\[\[|%%/.test(text))).toBe(true);
    }
  });

  it.each([
    ['field-lines.md', 'Finding a ship by its shore | A coast seen from a ship says where the ship is. | Paper'],
    ['mixed.md', 'A study of rivers | Rivers carry more sand than before. | Read more →'],
    ['translated', 'Alpha: A Framework | 它把长期与短期分开。 | Alpha：框架, 代码'],
    ['lines.md', 'Alpha | It sorts letters. | Alpha'],
    [
      'labelled/2026-06-14.md',
      'A river that turns back | Says why a river may run up its bed for an hour. The authors sailed up one river with a float for a month, and read its height at each bridge. | rivers.example.org',
    ],
    ['people', 'A map of dunes | It was drawn from a kite, and took one day. | Paper'],
    ['people/2026-06-07.md', 'A dune that sings | It hums when the wind is from the sea. | #12, @ash'],
    ['fields.md', 'The first title | It shows the first thing. | 译, The first title, Code'],
  ])('%s has its words in their places', (name, expected) => {
    const [entry] = editions(name)[0]?.entries ?? [];
    expect([entry?.title, entry?.summary, entry?.links.map(({ label }) => label).join(', ')].join(' | ')).toBe(
      expected,
    );
  });

  it('is named by its README if its files say their days alone', () => {
    const names = editions('nameless').map(({ heading }) => listName(heading));
    expect(names).toEqual(['Notes of the marsh, issue 30', 'Notes of the marsh', 'Notes of the marsh']);
  });

  it('says the lines of bold words and summaries that its entries stand under', () => {
    const [section] = onlyLists(outline(documents('folded.md')).sections);
    expect(section && partSizes(readSection(section).entries)).toEqual([
      { name: 'Papers', entries: 2 },
      { name: 'Tools', entries: 1 },
    ]);
  });

  it.each([
    'none/prose',
    'none/daily',
    'none/words.md',
    'none/changes.md',
    'none/months.md',
    'none/day-titles',
    'none/reports',
  ])('%s has no week', (name) => {
    expect(editions(name)).toEqual([]);
  });

  it('says what it saw instead of weeks', () => {
    expect(lint(documents('none/daily'), []).map(({ rule }) => rule)).toContain('days-only');
  });
});

describe('entries counted by lines are as many as are read', () => {
  const names = readdirSync('test/lists').filter((name) => name !== 'none');
  const rows = [
    '| 1) **A** - It is [new](https://a.org/0). | [Paper](https://a.org/1) |',
    '- [B](https://a.org/2) - words',
  ];
  const sections = [
    ...names.flatMap((name) => outline(documents(name)).sections),
    ...outline([{ file: 'content/2023.md', text: readFileSync('content/2023.md', 'utf8') }]).sections,
  ];
  const agree = (section: Section): void => {
    expect([section.body, countEntries(section, WHOLE)]).toEqual([section.body, readSection(section).entries.length]);
  };

  it('of every list here', () => {
    sections.forEach(agree);
  });

  it('whatever a keeper does to its lines', () => {
    const line = fc.constantFrom(
      ...rows,
      '',
      '---',
      'Words.',
      '### More',
      '1. **C** [Code](https://a.org/3)',
      '   - more',
    );
    const edit = fc.tuple(fc.nat(), fc.nat(3), fc.option(line));
    fc.assert(
      fc.property(fc.constantFrom(...sections), fc.array(edit, { minLength: 1, maxLength: 4 }), (section, edits) => {
        const lines = section.body.split('\n');
        for (const [at, cut, added] of edits) lines.splice(at % lines.length, cut, ...(added === null ? [] : [added]));
        agree({ ...section, body: lines.join('\n') });
      }),
      { numRuns: 400 },
    );
  });
});
