import { describe, expect, it } from 'vitest';
import { editionOf } from '../edition-of.ts';

interface Item {
  readonly n: number;
  readonly title: string;
  readonly words: string;
  readonly label: string;
  readonly url: string;
  readonly link: string;
}

const item = (n: number, title: string, words: string, label: string): Item => {
  const url = `https://a.org/${String(n)}`;
  return { n, title, words, label, url, link: `[${label}](${url})` };
};
const items = [item(1, 'One', 'the first.', 'Paper'), item(2, 'Two', 'the second.', 'Code')];
/** Both entries in one form, on lines that follow each other or with something between, before and after. */
const both = (form: (one: Item) => string, between = '\n', before = '', after = ''): string =>
  before + items.map(form).join(between) + after;

describe('lists that are no table', () => {
  it.each([
    ['numbered with points', both(({ n, title, words, link }) => `${n}. **${title}** - ${words} ${link}`)],
    ['numbered with brackets', both(({ n, title, words, link }) => `${n}) **${title}** - ${words} ${link}`)],
    ['numbered 1. 1.', both(({ title, words, link }) => `1. **${title}** - ${words} ${link}`)],
    ['empty lines between', both(({ n, title, words, link }) => `${n}. **${title}** - ${words} ${link}`, '\n\n')],
    ['text between', both(({ n, title, words, link }) => `${n}. **${title}** - ${words} ${link}`, '\n\nA word.\n\n')],
    ['bullets', both(({ title, words, link }) => `- **${title}** - ${words} ${link}`)],
    ['links in brackets', both(({ title, words, link }) => `* **${title}**: ${words} (${link})`)],
    ['bullets with numbers', both(({ n, title, words, link }) => `- ${n}) **${title}** - ${words} | ${link}`)],
    ['links below', both(({ n, title, words, link }) => `${n}. **${title}**\n   ${words}\n   ${link}`)],
    ['bullets below', both(({ n, title, words, link }) => `${n}. **${title}** - ${words}\n   - ${link}`)],
    ['paragraphs', both(({ n, title, words, link }) => `${n}. **${title}**\n\n   ${words}\n\n   ${link}`, '\n\n')],
    ['damaged links', both(({ n, title, words, label, url }) => `${n}. **${title}** - ${words} [${label}] (${url})`)],
    ['headings', both(({ n, title, words, link }) => `### ${n}. ${title}\n\n${words}\n\n${link}`, '\n\n')],
    ['bold headings', both(({ n, title, words, link }) => `### ${n}) **${title}**\n${words} ${link}`)],
    ['headings without numbers', both(({ title, words, link }) => `### ${title}\n\n${words} ${link}`, '\n\n')],
    ['bold numbers', both(({ n, title, words, link }) => `**${n}. ${title}** - ${words} ${link}`, '\n\n')],
    ['escaped numbers', both(({ n, title, words, link }) => `${n}\\. **${title}** - ${words} ${link}`, '\n\n')],
    [
      'a heading above',
      both(({ n, title, words, link }) => `${n}. **${title}** - ${words} ${link}`, '\n', '### A\n\n'),
    ],
    [
      'reference links',
      '1. **One** - the first. [Paper][a]\n2. **Two** - the second. [Code][]\n\n[a]: https://a.org/1\n[Code]: https://a.org/2',
    ],
    ['HTML breaks', both(({ n, title, words, link }) => `${n}. **${title}** - ${words}<br>${link}`)],
    [
      'a picture above and a newsletter below',
      both(
        ({ n, title, words, link }) => `${n}. **${title}** - ${words} ${link}`,
        '\n',
        '![p](a.png)\n\n',
        '\n\n---\n[Subscribe](https://n.org)',
      ),
    ],
    ['carriage returns', both(({ n, title, words, link }) => `${n}. **${title}** - ${words} ${link}`, '\r\n')],
    ['links after the title', both(({ n, title, words, link }) => `${n}. **${title}** (${link}) - ${words}`)],
    ['links in front', both(({ n, title, words, link }) => `${n}. ${link} **${title}** - ${words}`)],
    ['paragraphs in bold', both(({ title, words, link }) => `**${title}**: ${words} ${link}`, '\n\n')],
    ['plain words and a colon', both(({ n, title, words, link }) => `${n}. ${title}: ${words} ${link}`)],
    [
      'pictures for labels',
      both(
        ({ n, title, words, label, url }) => `${n}. **${title}** - ${words} [![${label}](https://b.org/b.svg)](${url})`,
      ),
    ],
    [
      'bare addresses',
      both(({ n, title, words, label, url }) => `${n}. **${title}** - ${words}\n   - ${label}: ${url}`),
    ],
    ['medals', both(({ n, title, words, link }) => `### 🥇 ${n}. ${title}\n${words}\n\n**Links:** ${link}`, '\n\n')],
    [
      "headings of the week's level",
      both(({ n, title, words, link }) => `## ${n}. ${title}\n\n${words}\n\n${link}`, '\n\n'),
    ],
    [
      'contents above headings',
      both(({ title, words, link }) => `### ${title}\n${words} ${link}`, '\n\n', '- [One](#one)\n- [Two](#two)\n\n'),
    ],
    [
      'numbers that begin again',
      both(({ title, words, link }) => `### ${title}s\n1. **${title}** - ${words} ${link}`, '\n\n'),
    ],
    ['hard line breaks', both(({ n, title, words, link }) => `${n}. **${title}**  \n   ${words}\\\n   ${link}`)],
  ])('are read: %s', (_, body) => {
    expect(editionOf(body).entries).toMatchObject(
      items.map(({ n, title, words, label, url }) => ({ rank: n, title, summary: words, links: [{ label, url }] })),
    );
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
    ['One: a Study - First words. More.', 'One: a Study', 'First words. More.'],
    ['**One**  \n   *A. Author*  \n   First words.', 'One', 'A. Author First words.'],
    ['**[One](https://a.org/1)** *A. Author* (2026) First words.', 'One', 'A. Author (2026) First words.'],
    ['**One**, *A. Author et al.* — First words. [Paper](https://a.org/1)', 'One', 'A. Author et al. — First words.'],
    ['*One*, **two** — First words. [Paper](https://a.org/1)', 'One, two', 'First words.'],
    ['One by A. Author: https://a.org/1', 'One by A. Author', ''],
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
