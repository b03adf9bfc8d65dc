import { describe, expect, it } from 'vitest';
import { editionOf, table } from '../edition-of.ts';

const rowWith = (words: string): string => table(`| ${words} | [Paper](https://arxiv.org/abs/2605.00001) |`);
const linksOf = (cell: string) => editionOf(table(`| 1) **Title** - summary | ${cell} |`)).entries[0]?.links;

describe('title and summary in a cell', () => {
  it.each([
    ['1) **Title** -- summary', 'Title', 'summary'],
    ['1) **Title** - summary', 'Title', 'summary'],
    ['1) **Title** -summary', 'Title', 'summary'],
    ['1) **Title**- summary', 'Title', 'summary'],
    ['1) **Title** – summary', 'Title', 'summary'],
    ['1) **Title** — summary', 'Title', 'summary'],
    ['1) **Title**: summary', 'Title', 'summary'],
    ['1) **Title** － summary', 'Title', 'summary'],
    ['1) **Title**. Summary', 'Title', 'Summary'],
    ['1) **标题**：摘要', '标题', '摘要'],
    ['**1**) **Title** - summary', 'Title', 'summary'],
    ['🥇 1) **Title** - summary', 'Title', 'summary'],
    ['1) **Title**<br>**Lead** - summary', 'Title', 'Lead - summary'],
    ['1) **Title:** summary', 'Title', 'summary'],
    ['1) **Title** summary', 'Title', 'summary'],
    ['1) Title  Summary of it.', 'Title', 'Summary of it.'],
    ['1) Title - summary', 'Title', 'summary'],
    ['1) ****Title**** - summary', 'Title', 'summary'],
    ['1) *Title** - summary', 'Title', 'summary'],
    ['1) **Title - summary', 'Title', 'summary'],
    ['1) **Title ** - summary', 'Title', 'summary'],
    ['**1). Title** - summary', 'Title', 'summary'],
    ['**1) Title** - summary', 'Title', 'summary'],
    ['1. **Title** - summary', 'Title', 'summary'],
    ['1) <b>Title</b> - summary', 'Title', 'summary'],
    ['1) [Title](https://example.org/t) - summary', 'Title', 'summary'],
    ['1) **[Title](https://example.org/t)** - summary', 'Title', 'summary'],
    ['1) **Title**', 'Title', ''],
    ['1) - summary', '', 'summary'],
    ['1) **Beyond A*: Planning** - summary', 'Beyond A*: Planning', 'summary'],
    ['1) **Title* - summary<br>● **Lead**: bullet', 'Title', 'summary ● Lead: bullet'],
    ['1) **Title - summary of \\*stars\\*', 'Title', 'summary of *stars*'],
    ['1) **Title**<br>- summary', 'Title', 'summary'],
    ['1) **One** *(ICLR)* - summary', 'One (ICLR)', 'summary'],
    ['1) 🚀 **Title** - summary', '🚀 Title', 'summary'],
    ['1) **** - summary', '', 'summary'],
    ['1) Title alone: an introduction', 'Title alone: an introduction', ''],
    ['1) **1.58-bit** - summary', '1.58-bit', 'summary'],
    ['1) **Title**<br>● **One**: first<br>● Two', 'Title', '● One: first ● Two'],
    ['1) Title<br>Summary - of it', 'Title', 'Summary - of it'],
    ['1)\u00a0**Title**\u00a0-\u00a0summary', 'Title', 'summary'],
    ['1) **Q\\&A for R\\_1** - summary\\*', 'Q&A for R_1', 'summary*'],
    ['1) ReAct - Reason and Act', 'ReAct - Reason and Act', ''],
    ['1) ReAct - Reason and Act  a way to reason - and act.', 'ReAct - Reason and Act', 'a way to reason - and act.'],
    ['1) ReAct - It reasons and acts', 'ReAct', 'It reasons and acts'],
    [
      '1) ReAct - Reasoning and Acting with "Language" Models',
      'ReAct - Reasoning and Acting with "Language" Models',
      '',
    ],
    ['1) **Q&amp;A** - a &lt; b &mdash; c', 'Q&A', 'a < b — c'],
  ])('reads %s', (words, title, summary) => {
    expect(editionOf(rowWith(words)).entries).toMatchObject([{ rank: 1, title, summary }]);
  });

  it.each(['5)**3D-LLM** - summary', '5.**3D-LLM** - summary', '5) 3D-LLM - summary', '5)3D-LLM - summary'])(
    'tells the number from the digits of a title in %s',
    (words) => {
      expect(editionOf(rowWith(words)).entries).toMatchObject([{ rank: 5, title: '3D-LLM', summary: 'summary' }]);
    },
  );

  it('takes two spaces for the separator though a title holds a dash, or the summary', () => {
    const { entries } = editionOf(
      table(
        '| 1) One  Researchers show one. | [Paper](https://a.org/1) |',
        '| 2) Two - a Study  Researchers show two. | [Paper](https://a.org/2) |',
        '| 3) Three  Researchers show - at last - three. | [Paper](https://a.org/3) |',
      ),
    );
    expect(entries.map(({ title }) => title)).toEqual(['One', 'Two - a Study', 'Three']);
  });

  it.each([
    'Two - researchers show two. Insights:   ● First: a point.   ● Second: a point.',
    'Two - researchers show   ● First: a point.   ● Second: a point.',
    'Two - researchers show two. They show  more.',
  ])('takes a dash for it where two spaces come behind a sentence or before a bullet: %s', (words) => {
    const { entries } = editionOf(
      table(
        '| 1) One  Researchers show one. | [Paper](https://a.org/1) |',
        `| 2) ${words} | [Paper](https://a.org/2) |`,
        '| 3) Three - vs. Four  Researchers show three. | [Paper](https://a.org/3) |',
      ),
    );
    expect(entries.map(({ title }) => title)).toEqual(['One', 'Two', 'Three - vs. Four']);
  });
});

describe('visible text', () => {
  it.each([
    ['a token, <RET>, when unsure', 'a token, <RET>, when unsure'],
    ['between <think> and </think> tags', 'between <think> and </think> tags'],
    ['where a <b and c> d', 'where a <b and c> d'],
    ['the <img> and <video> tokens', 'the <img> and <video> tokens'],
    ['less than <1% of it', 'less than <1% of it'],
    ['tags (<think, <answer) are rewarded', 'tags (<think, <answer) are rewarded'],
    ['H<sub>2</sub>O and <i>this</i> <a href="https://a.org">link</a>', 'H2O and this link'],
    ['a picture ![alt](pic.png) here', 'a picture here'],
    ['the `<pause>` token', 'the <pause> token'],
    ['from ~10x to ~5x', 'from ~10x to ~5x'],
    ['see [the code](https://a.org/c) for more', 'see the code for more'],
    ['one<br/>two<br />three</br>four', 'one two three four'],
    ['steps<br><br> 1. First <br> ● deeper 1. Second', 'steps 1. First ● deeper 1. Second'],
    ['x_i and y_i, a*b, 2 * 3 * 4', 'x_i and y_i, a*b, 2 * 3 * 4'],
    ['zero\u200bwidth', 'zerowidth'],
    ['a comment <!-- hidden --> here', 'a comment here'],
    ['an [unlinked] word', 'an [unlinked] word'],
  ])('of %s', (words, summary) => {
    expect(editionOf(rowWith(`1) **T** - ${words}`)).entries).toMatchObject([{ title: 'T', summary }]);
  });
});

describe('links in a cell', () => {
  const paper = { label: 'Paper', url: 'https://a.org/1' };
  it.each([
    ['[Paper](https://a.org/1)', [paper]],
    ['[Paper](https://a.org/1) [Code](https://a.org/2),', [paper, { label: 'Code', url: 'https://a.org/2' }]],
    ['[Paper](https://a.org/1)_', [paper]],
    ['[Paper] (https://a.org/1) , [Tweet]()', [paper]],
    ['[Paper][https://a.org/1]', [paper]],
    ['[Paper]((https://a.org/1)', [paper]],
    ['[Paper](https://a.org/1, [Code](https://a.org/2)', [paper, { label: 'Code', url: 'https://a.org/2' }]],
    ['[Paper](https://a.org/1', [paper]],
    ['[Paper](https://a.org/1 · [Code](https://a.org/2)', [paper, { label: 'Code', url: 'https://a.org/2' }]],
    [
      '[Paper](https://a.org/1 · <a href="https://a.org/2">Code</a>',
      [paper, { label: 'Code', url: 'https://a.org/2' }],
    ],
    ['[Paper]https://a.org/1', [paper]],
    ['[Paper]: https://a.org/1', [paper]],
    ['[Paper(https://a.org/1)', [paper]],
    ['Paper](https://a.org/1)', [paper]],
    ['Paper(https://a.org/1)', [paper]],
    ['Paper: https://a.org/1', [paper]],
    ['[Paper)](https://a.org/1)', [paper]],
    ['[[Paper](https://a.org/1)]', [paper]],
    ['[Paper](<https://a.org/1>)', [paper]],
    ['[Paper](https://a.org/1 "A title")', [paper]],
    ['[Paper](https://https://a.org/1)', [paper]],
    ['<a href="https://a.org/1">Paper</a>', [paper]],
    ['[Paper](https://a.org/x\\_1)', [{ label: 'Paper', url: 'https://a.org/x_1' }]],
    ['[Paper](https://a.org/1?a=b&amp;c=d)', [{ label: 'Paper', url: 'https://a.org/1?a=b&c=d' }]],
    ['[Paper/Book](https://a.org/1)', [{ label: 'Paper/Book', url: 'https://a.org/1' }]],
    ['[](https://a.org/1)', [{ label: 'a.org', url: 'https://a.org/1' }]],
    ['[Paper](https://a.org/1) | [Code](https://a.org/2)', [paper, { label: 'Code', url: 'https://a.org/2' }]],
    ['https://a.org/1', [{ label: 'a.org', url: 'https://a.org/1' }]],
    ['<https://a.org/1>', [{ label: 'a.org', url: 'https://a.org/1' }]],
    ['[Paper](https://a.org/1?s=20&t=Ab-c_d)', [{ label: 'Paper', url: 'https://a.org/1?s=20&t=Ab-c_d' }]],
    [
      '[Paper](https://a.org/1)  ,  [Tweet](https://x.com/\\_a/status/1?s=20)',
      [paper, { label: 'Tweet', url: 'https://x.com/_a/status/1?s=20' }],
    ],
    ['[Paper](https://a.org/1[Code](https://a.org/2)', [paper, { label: 'Code', url: 'https://a.org/2' }]],
    ['[Paper](https://a.org/1 (a title))', [paper]],
    ['[![Paper](https://b.org/badge.svg)](https://a.org/1)', [paper]],
    ['<A HREF="https://a.org/1"><b>Paper</b></A>', [paper]],
    [
      '[Paper](https://web.archive.org/https://a.org/1)',
      [{ label: 'Paper', url: 'https://web.archive.org/https://a.org/1' }],
    ],
    [
      '[Paper](https://arxiv.org/abs/xxxx.xxxxx), [Code](https://github.com/xxx), [Tweet](https://), [Talk](your-link-here)',
      [],
    ],
    ['[Paper](xxx), [Code](#), [Talk](./talk.md), [Mail](mailto:a@b.org)', []],
    ['', []],
  ])('reads %s', (cell, links) => {
    expect(linksOf(cell)).toEqual(links);
  });

  it.each([
    '[Paper(https://a.org/1), [Code](https://a.org/2)',
    '[Paper](https://a.org/1, Code](https://a.org/2)',
    '[Paper](https://a.org/1; Code](https://a.org/2)',
    '[Paper]((https://a.org/1) · [Code)](https://a.org/2)',
    'Paper](https://a.org/1),**[Code](https://a.org/2)**',
    '[Paper]((https://a.org/1) [Code)](https://a.org/2)',
  ])('tells two links apart in %s', (cell) => {
    expect(linksOf(cell)).toEqual([paper, { label: 'Code', url: 'https://a.org/2' }]);
  });

  it('keeps a long address whole and leaves out one that no browser takes', () => {
    const long = `https://a.org/${'a'.repeat(3000)}`;
    const endless = `https://a.org/${'a'.repeat(5000)}`;
    const cell = `[Paper](${long}), [Code](${endless}), ${endless} [Talk](https://a.org/3)`;
    expect(linksOf(cell)).toEqual([
      { label: 'Paper', url: long },
      { label: 'Talk', url: 'https://a.org/3' },
    ]);
  });

  it('follows reference links whose addresses stand at the end of the file', () => {
    const body = `${table('| 1) **T** - s | [Paper][p1], [Code] |')}\n\n## Later\n\n[p1]: https://a.org/1\n[code]: <https://a.org/2> "Code"\n`;
    expect(editionOf(body).entries[0]?.links).toEqual([
      { label: 'Paper', url: 'https://a.org/1' },
      { label: 'Code', url: 'https://a.org/2' },
    ]);
  });
});

describe('links that are still to be written', () => {
  it.each([
    ['[Paper](xxx)', '[Paper](xxx)'],
    ['[Paper]()', '[Paper]()'],
    ['[Paper](paper_link)', '[Paper](paper_link)'],
    ['[Paper](https://arxiv.org/abs/26xx.xxxxx)', '[Paper](https://arxiv.org/abs/26xx.xxxxx)'],
    ['[Paper](https://arxiv.org/abs/)', '[Paper](https://arxiv.org/abs/)'],
  ])('are found in a row: %s', (cell, unwritten) => {
    const [entry] = editionOf(table(`| 1) **Title** - summary | ${cell} |`)).entries;
    expect(entry).toMatchObject({ title: 'Title', summary: 'summary', links: [], unwritten: [unwritten] });
  });

  it.each(['[Paper](xxx)'])('are found at the end of a list’s entry: %s', (link) => {
    const [entry] = editionOf(`1. **Title** - summary ${link}\n2. **Two** - more [Paper](https://a.org/2)`).entries;
    expect(entry).toMatchObject({ title: 'Title', summary: 'summary', links: [] });
    expect(entry?.unwritten).toHaveLength(1);
  });

  it.each(['', '-', '—', 'N/A', '[Paper](https://a.org/1), [Code]()'])('are not seen in %j', (cell) => {
    const [entry] = editionOf(table(`| 1) **Title** - a summary (paper) of [words] | ${cell} |`)).entries;
    expect(entry?.unwritten).toBeUndefined();
  });
});

it.each(['   ', '\t'])('reads a padded table the same with blanks behind its lines: %j', (blanks) => {
  const padded = [
    `| **Paper**${' '.repeat(60)}| **Links**${' '.repeat(60)}|`,
    `| ${'-'.repeat(70)} | ${'-'.repeat(70)} |`,
    `| 1) **One** - a summary | [Paper](https://a.org/1)${' '.repeat(60)}|`,
    `| 2) **Two** - a summary | [Paper](https://a.org/2)${' '.repeat(60)}|`,
  ];
  const bare = editionOf(padded.join('\n'));
  expect(bare.entries.map(({ title }) => title)).toEqual(['One', 'Two']);
  expect(editionOf(padded.map((line) => line + blanks).join('\n'))).toEqual(bare);
});

describe('damaged rows', () => {
  const both = [
    { rank: 1, title: 'One', summary: 'first' },
    { rank: 2, title: 'Two', summary: 'second' },
  ];
  const link = '[Paper](https://a.org/1)';
  it.each([
    ['no closing pipe', table(`| 1) **One** - first | ${link}`, `| 2) **Two** - second | ${link}`)],
    ['no opening pipe', table(`1) **One** - first | ${link} |`, `2) **Two** - second | ${link} |`)],
    ['an empty line between rows', table(`| 1) **One** - first | ${link} |`, '', `| 2) **Two** - second | ${link} |`)],
    ['no header', `| 1) **One** - first | ${link} |\n| --- | --- |\n| 2) **Two** - second | ${link} |`],
    ['a missing middle pipe', table(`| 1) **One** - first ${link} |`, `| 2) **Two** - second ${link} |`)],
    [
      'a row of the page below',
      table(`| 1) **One** - first | ${link} |`, `| 2) **Two** - second | ${link} |`, '| | [Top](#top) |'),
    ],
    [
      'another table above',
      `| Views | 12 |\n| --- | --- |\n| Likes | 7 |\n\n${table(`| 1) **One** - first | ${link} |`, `| 2) **Two** - second | ${link} |`)}`,
    ],
    [
      'addresses for links',
      table(`| 1) **One** - first | https://a.org/1 | https://a.org/2 |`, `| 2) **Two** - second | https://a.org/3 |`),
    ],
    [
      'carriage returns',
      table(`| 1) **One** - first | ${link} |`, `| 2) **Two** - second | ${link} |`).replaceAll('\n', '\r\n'),
    ],
    ['tabs', table(`|\t1)\t**One**\t-\tfirst\t|\t${link}\t|`, `| 2) **Two** - second | ${link} |`)],
    [
      'text right below the table',
      `${table(`| 1) **One** - first | ${link} |`, `| 2) **Two** - second | ${link} |`)}\nSubscribe to our newsletter`,
    ],
    ['an empty row', table(`| 1) **One** - first | ${link} |`, '| | |', `| 2) **Two** - second | ${link} |`)],
    ['empty columns behind', table(`| 1) **One** - first | ${link} | | |`, `| 2) **Two** - second | ${link} | |`)],
    [
      'a table of sponsors below',
      `${table(`| 1) **One** - first | ${link} |`, `| 2) **Two** - second | ${link} |`)}\n\n| Sponsor | Link |\n|---|---|\n| S | [S](https://s.org) |`,
    ],
    [
      'a link torn in two',
      table(`| 1) **One** - first | [Paper](https://a.or`, `g/1) |`, `| 2) **Two** - second | ${link} |`),
    ],
    [
      'a picture above',
      `![week](pics/1.png)\n\n${table(`| 1) **One** - first | ${link} |`, `| 2) **Two** - second | ${link} |`)}`,
    ],
  ])('with %s are read', (_, body) => {
    expect(editionOf(body).entries).toMatchObject(both);
  });

  it('joins the cells that pipes inside the words made', () => {
    const { entries } = editionOf(
      table(`| 1) **One** - with |r|≈0.88 it holds | ${link} |`, `| 2) **a|b** - c | ${link}`),
    );
    expect(entries).toMatchObject([
      { title: 'One', summary: 'with |r|≈0.88 it holds', links: [{ label: 'Paper' }] },
      { title: 'a|b', summary: 'c', links: [{ label: 'Paper' }] },
    ]);
  });

  it('keep pipes in code as they are shown', () => {
    const { entries } = editionOf(table(`| 1) **One** - the \`a\\|b\` and |c| | ${link} |`));
    expect(entries[0]?.summary).toBe('the a|b and |c|');
  });

  it('counts an entry without a number after the one before it', () => {
    const { entries } = editionOf(
      table(`| 1) **One** - first | ${link} |`, `| **Two** - second | ${link} |`, `| 4) **Four** - x | ${link} |`),
    );
    expect(entries.map(({ rank }) => rank)).toEqual([1, 2, 4]);
  });
});

describe('tables with other columns', () => {
  const entries = [
    { rank: 1, title: 'One', summary: 'the first of two', links: [{ label: 'Paper', url: 'https://a.org/1' }] },
  ];
  it.each([
    [
      'rank first',
      '| # | Paper | Links |\n|---|---|---|\n| 1 | **One** - the first of two | [Paper](https://a.org/1) |',
    ],
    [
      'a summary',
      '| Rank | Title | Summary | Links |\n|---|---|---|---|\n| 1. | One | the first of two | [Paper](https://a.org/1) |',
    ],
    ['links first', '| Links | Paper |\n|---|---|\n| [Paper](https://a.org/1) | 1) **One** - the first of two |'],
    [
      'summary before title',
      '| No. | Summary | Title | URL |\n|---|---|---|---|\n| 1 | the first of two | **One** | [Paper](https://a.org/1) |',
    ],
    [
      'a link for a name',
      '| # | Title | TL;DR | Link |\n|---|---|---|---|\n| 1 | One | the first of two | [Paper](https://a.org/1) |',
    ],
  ])('reads %s', (_, body) => {
    expect(editionOf(body).entries).toMatchObject(entries);
  });

  it('names links that say nothing of themselves by their column', () => {
    const body =
      '| # | Title | PDF | Code |\n|---|---|---|---|\n| 1 | **One** - s | [link](https://a.org/1) | [link](https://a.org/2) |\n| 2 | **Two** - s | [link](https://a.org/3) | |';
    expect(editionOf(body).entries.map(({ links }) => links.map(({ label }) => label))).toEqual([
      ['PDF', 'Code'],
      ['PDF'],
    ]);
  });

  it('names bare addresses by their column', () => {
    const body =
      '| Paper | Paper link | Tweet |\n|---|---|---|\n| 1) **One** - s. | https://a.org/1 | https://x.com/a/status/1 |';
    expect(editionOf(body).entries[0]?.links.map(({ label }) => label)).toEqual(['Paper', 'Tweet']);
  });

  it('takes the link of a title for the paper where no other link is one', () => {
    const body =
      '| # | Title | Summary | Links |\n|---|---|---|---|\n| 1 | [One](https://a.org/1) | the first of them all, it says | [Code](https://a.org/2) |';
    expect(editionOf(body).entries[0]).toMatchObject({
      title: 'One',
      links: [{ label: 'One', url: 'https://a.org/1' }, { label: 'Code' }],
    });
  });
});
