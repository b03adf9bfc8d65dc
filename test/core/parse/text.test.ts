import { describe, expect, it } from 'vitest';
import { editionOf } from '../edition-of.ts';

const entries = [
  { rank: 1, title: 'One', summary: 'the first.', links: [{ label: 'Paper', url: 'https://a.org/1' }] },
  { rank: 2, title: 'Two', summary: 'the second.', links: [{ label: 'Code', url: 'https://a.org/2' }] },
];

describe('lists that are no table', () => {
  it.each([
    [
      'numbered with points',
      '1. **One** - the first. [Paper](https://a.org/1)\n2. **Two** - the second. [Code](https://a.org/2)',
    ],
    [
      'numbered with brackets',
      '1) **One** - the first. [Paper](https://a.org/1)\n2) **Two** - the second. [Code](https://a.org/2)',
    ],
    [
      'numbered 1. 1.',
      '1. **One** - the first. [Paper](https://a.org/1)\n1. **Two** - the second. [Code](https://a.org/2)',
    ],
    [
      'with empty lines between',
      '1. **One** - the first. [Paper](https://a.org/1)\n\n2. **Two** - the second. [Code](https://a.org/2)',
    ],
    [
      'with text between the items',
      '1. **One** - the first. [Paper](https://a.org/1)\n\nA word.\n\n2. **Two** - the second. [Code](https://a.org/2)',
    ],
    ['bullets', '- **One** - the first. [Paper](https://a.org/1)\n- **Two** - the second. [Code](https://a.org/2)'],
    ['stars', '* **One**: the first. ([Paper](https://a.org/1))\n* **Two**: the second. ([Code](https://a.org/2))'],
    [
      'bullets with numbers',
      '- 1) **One** - the first. | [Paper](https://a.org/1)\n- 2) **Two** - the second. | [Code](https://a.org/2)',
    ],
    [
      'links below',
      '1. **One**\n   the first.\n   [Paper](https://a.org/1)\n2. **Two**\n   the second.\n   [Code](https://a.org/2)',
    ],
    [
      'links as bullets below',
      '1. **One** - the first.\n   - [Paper](https://a.org/1)\n2. **Two** - the second.\n   - [Code](https://a.org/2)',
    ],
    [
      'paragraphs below',
      '1. **One**\n\n   the first.\n\n   [Paper](https://a.org/1)\n\n2. **Two**\n\n   the second.\n\n   Links: [Code](https://a.org/2)',
    ],
    [
      'damaged links',
      '1. **One** - the first. [Paper] (https://a.org/1)\n2. **Two** - the second. Code(https://a.org/2)',
    ],
    [
      'headings',
      '### 1. One\n\nthe first.\n\n[Paper](https://a.org/1)\n\n### 2. Two\n\nthe second.\n\n[Code](https://a.org/2)',
    ],
    [
      'headings of its own level below a deeper week',
      '### 1) **One**\nthe first. [Paper](https://a.org/1)\n### 2) **Two**\nthe second. [Code](https://a.org/2)',
    ],
    [
      'headings without numbers',
      '### One\n\nthe first. [Paper](https://a.org/1)\n\n### Two\n\nthe second. [Code](https://a.org/2)',
    ],
    [
      'paragraphs with bold numbers',
      '**1. One** - the first. [Paper](https://a.org/1)\n\n**2. Two** - the second. [Code](https://a.org/2)',
    ],
    [
      'paragraphs with escaped numbers',
      '1\\. **One** - the first. [Paper](https://a.org/1)\n\n2\\. **Two** - the second. [Code](https://a.org/2)',
    ],
    [
      'a heading in between',
      '### Papers\n\n1. **One** - the first. [Paper](https://a.org/1)\n2. **Two** - the second. [Code](https://a.org/2)',
    ],
    [
      'reference links',
      '1. **One** - the first. [Paper][a]\n2. **Two** - the second. [Code][]\n\n[a]: https://a.org/1\n[Code]: https://a.org/2',
    ],
    [
      'HTML breaks',
      '1. **One** - the first.<br>[Paper](https://a.org/1)\n2. **Two** - the second.<br>[Code](https://a.org/2)',
    ],
    [
      'a picture first',
      '![pic](a.png)\n\n1. **One** - the first. [Paper](https://a.org/1)\n2. **Two** - the second. [Code](https://a.org/2)',
    ],
    [
      'a newsletter link behind',
      '1. **One** - the first. [Paper](https://a.org/1)\n2. **Two** - the second. [Code](https://a.org/2)\n\n---\n[Subscribe](https://n.org)',
    ],
    [
      'carriage returns',
      '1. **One** - the first. [Paper](https://a.org/1)\r\n2. **Two** - the second. [Code](https://a.org/2)\r\n',
    ],
    [
      'boxes to tick',
      '- [ ] **One** - the first. [Paper](https://a.org/1)\n- [x] **Two** - the second. [Code](https://a.org/2)',
    ],
    [
      'links behind the title',
      '1. **One** ([Paper](https://a.org/1)) - the first.\n2. **Two** [[Code](https://a.org/2)]\n\n   the second.',
    ],
    [
      'links in front',
      '1. [Paper](https://a.org/1) **One** - the first.\n2. [Code](https://a.org/2) **Two** - the second.',
    ],
    [
      'paragraphs in bold',
      '**One**\n\nthe first.\n\n[Paper](https://a.org/1)\n\n**Two**\n\nthe second.\n\n[Code](https://a.org/2)',
    ],
    [
      'bold words and a colon',
      '**One**: the first. [Paper](https://a.org/1)\n\n**Two**: the second. [Code](https://a.org/2)',
    ],
    [
      'plain words and a colon',
      '1. One: the first. [Paper](https://a.org/1)\n2. Two: the second. [Code](https://a.org/2)',
    ],
    [
      'pictures for labels',
      '1. **One** - the first. [![Paper](https://b.org/b.svg)](https://a.org/1)\n2. **Two** - the second. [![Code](https://b.org/b.svg)](https://a.org/2)',
    ],
    [
      'names before addresses',
      '1. **One** - the first.\n   - Paper: https://a.org/1\n2. **Two** - the second.\n   - **Code:** https://a.org/2',
    ],
    [
      'medals in the headings',
      '### 🥇 1. One\nthe first. [Paper](https://a.org/1)\n\n### 🥈 2. Two\nthe second.\n\n**Links:** [Code](https://a.org/2)',
    ],
    [
      'headings of the level of the week',
      '## 1. One\n\nthe first.\n\n[Paper](https://a.org/1)\n\n## 2. Two\n\nthe second.\n\n[Code](https://a.org/2)',
    ],
    [
      'contents above headings',
      '- [One](#one)\n- [Two](#two)\n\n### One\nthe first. [Paper](https://a.org/1)\n\n### Two\nthe second. [Code](https://a.org/2)',
    ],
    [
      'numbers that begin again below each heading',
      '### A\n1. **One** - the first. [Paper](https://a.org/1)\n\n### B\n1. **Two** - the second. [Code](https://a.org/2)',
    ],
    [
      'hard line breaks',
      '1. **One**  \n   the first.  \n   [Paper](https://a.org/1)\n2. Two\\\n   the second.\\\n   [Code](https://a.org/2)',
    ],
    [
      'names before addresses on a line of their own',
      '1. **One**  \n   the first.  \n   Paper: https://a.org/1\n2. **Two**  \n   the second.  \n   Code: https://a.org/2',
    ],
    [
      'a mixed order of numbers',
      '1. **One** - the first. [Paper](https://a.org/1)\n\n\n2) **Two** - the second. [Code](https://a.org/2)',
    ],
  ])('are read: %s', (_, body) => {
    expect(editionOf(body).entries).toMatchObject(entries);
  });

  it('take a linked title for the entry and for its link', () => {
    const body = '- [One](https://a.org/1): the first.\n- [Two](https://a.org/2) - the second.';
    expect(editionOf(body).entries).toMatchObject([
      { rank: 1, title: 'One', summary: 'the first.', links: [{ label: 'One', url: 'https://a.org/1' }] },
      { rank: 2, title: 'Two', summary: 'the second.', links: [{ label: 'Two', url: 'https://a.org/2' }] },
    ]);
  });

  it.each([
    ['[One](https://a.org/1) by A. B. et al.', 'One', 'by A. B. et al.'],
    ['[One](https://a.org/1). First words.', 'One', 'First words.'],
    ['[One](https://a.org/1) First words.', 'One', 'First words.'],
    ['One: First words of it. More words - and more.', 'One', 'First words of it. More words - and more.'],
    ['One: Cuts -3% of it. More – of it.', 'One', 'Cuts -3% of it. More – of it.'],
    ['One: a Study - First words. More.', 'One: a Study', 'First words. More.'],
    ['**One**  \n   *A. Author*  \n   First words.', 'One', 'A. Author First words.'],
    ['**[One](https://a.org/1)** *A. Author* (2026) First words.', 'One', 'A. Author (2026) First words.'],
    ['**One**, *A. Author et al.* — First words. [Paper](https://a.org/1)', 'One', 'A. Author et al. — First words.'],
    ['*One*, **two** — First words. [Paper](https://a.org/1)', 'One, two', 'First words.'],
    ['One by A. Author: https://a.org/1', 'One by A. Author', ''],
    [
      '**One**, *A. Author et al.* ([P](https://a.org/1), [C](https://a.org/2)). It holds.',
      'One',
      'A. Author et al. It holds.',
    ],
    ['**One** (see [P](https://a.org/1); [C](https://a.org/2)): it holds.', 'One', 'it holds.'],
    ['**一**：第一。[论文](https://a.org/1)', '一', '第一。'],
  ])('tell title and words apart in %j', (item, title, summary) => {
    expect(editionOf(`1. ${item}\n2. ${item}`).entries[1]).toMatchObject({ title, summary });
  });

  it.each([
    ['paragraphs', (words: string, url: string) => `\n   ${words}\n\n   [Paper](${url})\n`, 'words'],
    ['bullets', (words: string, url: string) => `   - ${words}\n   - [Paper](${url})`, '• words'],
  ])('go on with %s that stand in too little for a number of two digits', (_, below, summary) => {
    const item = (n: number) => `${String(n)}. **T${String(n)}**\n${below('words', `https://a.org/${String(n)}`)}`;
    const { entries } = editionOf([8, 9, 10, 11].map(item).join('\n'));
    expect(entries).toMatchObject(
      [8, 9, 10, 11].map((rank) => ({
        rank,
        title: `T${String(rank)}`,
        summary,
        links: [{ label: 'Paper', url: `https://a.org/${String(rank)}` }],
      })),
    );
  });

  it('keep the words of a link inside a sentence', () => {
    const body =
      '1. **One** - builds on [earlier work](https://a.org/0) a lot. [Paper](https://a.org/1)\n2. **Two** - see [their talk](https://a.org/2) for it.';
    expect(editionOf(body).entries).toMatchObject([
      { summary: 'builds on earlier work a lot.', links: [{ label: 'Paper' }, { label: 'earlier work' }] },
      { summary: 'see their talk for it.', links: [{ label: 'their talk' }] },
    ]);
  });

  it('may have headings with bullets, and links below them', () => {
    const item = (title: string, url: string) =>
      `### ${title}\n\n- the first.\n- the second.\n\n**Links:** [Paper](${url})\n\n`;
    expect(editionOf(item('One', 'https://a.org/1') + item('Two', 'https://a.org/2')).entries).toMatchObject([
      { title: 'One', summary: '• the first. • the second.', links: [{ label: 'Paper', url: 'https://a.org/1' }] },
      { title: 'Two', summary: '• the first. • the second.', links: [{ label: 'Paper', url: 'https://a.org/2' }] },
    ]);
  });

  it.each([
    ['### One\n- **Paper:** [arXiv](https://a.org/1)\n- **Code:** [GitHub](https://a.org/2)\n- It holds.'],
    ['### One\n- [Paper](https://a.org/1)\n- [Code](https://a.org/2), [Demo](https://a.org/3)\n\nIt holds.'],
    ['### One\n**Paper:** [arXiv](https://a.org/1) | **Code:** [GitHub](https://a.org/2)\n\nIt holds.'],
    ['1. **One**\n   - Paper: [arXiv](https://a.org/1)\n   - It holds.\n   - Code: https://a.org/2'],
  ])('take a line of labels and links for links, not for words: %j', (list) => {
    const [entry] = editionOf(list).entries;
    expect([entry?.title, entry?.summary.replace('• ', '')]).toEqual(['One', 'It holds.']);
    expect(entry?.links.map(({ url }) => url).slice(0, 2)).toEqual(['https://a.org/1', 'https://a.org/2']);
  });

  it.each([
    '1. **One** - It is [fast](https://a.org/1).\n   - [A second thing](https://a.org/2)\n   - It holds.',
    '### One\nAuthors: [Ada](https://a.org/1)\n\nIt holds [well](https://a.org/2) in all cases.',
  ])('keep a line of other words: %j', (list) => {
    expect(editionOf(list).entries[0]?.summary).toMatch(
      /^It is fast\. • A second thing • It holds\.$|^Authors: Ada It holds well/,
    );
  });

  it('may have the kind of a link before the title that is one', () => {
    const item = (title: string): string => `- **Paper**: [${title}](https://a.org/${title}) - it holds.`;
    const { entries: read } = editionOf([item('One'), item('Two')].join('\n'));
    expect(read.map(({ title, summary }) => [title, summary])).toEqual([
      ['One', 'it holds.'],
      ['Two', 'it holds.'],
    ]);
  });

  it('show nested bullets as bullets', () => {
    const body =
      '1. **One** - the first.\n   - it is new\n   - it is small\n\n   [Paper](https://a.org/1)\n2. **Two** - the second. [Code](https://a.org/2)';
    expect(editionOf(body).entries[0]?.summary).toBe('the first. • it is new • it is small');
  });

  it('keep the numbers that are written, gaps included', () => {
    const body =
      '1. **A** - a. [P](https://a.org/1)\n2. **B** - b. [P](https://a.org/2)\n\ntext\n\n4. **D** - d. [P](https://a.org/4)';
    expect(editionOf(body).entries.map(({ rank }) => rank)).toEqual([1, 2, 4]);
  });

  it('name the line of each entry in the file', () => {
    const body =
      '\n1. **One** - the first. [Paper](https://a.org/1)\n\n2. **Two** - the second. [Code](https://a.org/2)';
    expect(editionOf(body).entries.map(({ line }) => line)).toEqual([5, 7]);
  });

  it('may have three entries or thirty', () => {
    const list = (count: number) =>
      Array.from(
        { length: count },
        (_, i) => `${String(i + 1)}. **T${String(i)}** - s. [P](https://a.org/${String(i)})`,
      ).join('\n');
    expect(editionOf(list(3)).entries).toHaveLength(3);
    expect(editionOf(list(30)).entries.at(-1)?.rank).toBe(30);
  });

  it('are empty where nothing stands below the heading', () => {
    expect(editionOf('\nComing soon.\n').entries).toEqual([]);
  });
});

describe('a list with HTML in it', () => {
  const inMarkdown = '[Paper](https://a.org/1), [Tweet](https://x.com/a/1)';

  it('is read as the markdown that it is, with folded words below its items', () => {
    const item = (title: string) =>
      `1. **${title}** - A summary. ${inMarkdown}\n   <details><summary>More</summary>\n\n   More of it.\n   </details>\n`;
    const { entries } = editionOf(`<p align="center">Hello</p>\n\n${item('One')}${item('Two')}`);
    expect(entries.map(({ title, links }) => [title, links.length])).toEqual([
      ['One', 2],
      ['Two', 2],
    ]);
  });
});
