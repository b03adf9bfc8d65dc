import { describe, expect, it } from 'vitest';
import { editionOf } from '../edition-of.ts';

/** What is read of a list, an entry a line: `title | summary | first address`. */
const read = (body: string): readonly string[] =>
  editionOf(body).entries.map(({ title, summary, links }) => `${title} | ${summary} | ${links[0]?.url ?? ''}`);

const LISTS: readonly (readonly [kind: string, body: string, entries: readonly string[]])[] = [
  [
    'a linked title with a dash or a colon inside, before a full stop or words',
    '1. [Error 418 - No Coffee](https://a.org/1).\n2. [茶壶：新的工具](https://a.org/2)：它很快。',
    ['Error 418 - No Coffee |  | https://a.org/1', '茶壶：新的工具 | 它很快。 | https://a.org/2'],
  ],
  [
    'a full stop on both sides of the end of a link',
    '1. [One](https://a.org/1) - It reads [the guide.](https://a.org/2). It waits... and goes on.',
    ['One | It reads the guide. It waits... and goes on. | https://a.org/1'],
  ],
  [
    'a picture for a bullet',
    '🔹[One](https://a.org/1)：第一。\n\n🔹[Two](https://a.org/2)：第二。',
    ['One | 第一。 | https://a.org/1', 'Two | 第二。 | https://a.org/2'],
  ],
  [
    'tags in brackets before a linked title',
    '* [video] [series] [One](https://a.org/1)\n* **[Forum]** [Two](https://a.org/2) (6 messages)',
    ['[video] [series] One |  | https://a.org/1', '[Forum] Two | (6 messages) | https://a.org/2'],
  ],
  [
    'lists of people below the entries',
    '* [One](https://a.org/1) - First.\n* [Two](https://a.org/2) - Second.\n\n**Thanks to:**\n* [@ada](https://p.org/1) (4), [@bob](https://p.org/2)\n* [@eve](https://p.org/3)',
    ['One | First. | https://a.org/1', 'Two | Second. | https://a.org/2'],
  ],
  [
    'a bare address at the end of a line',
    '* A fine page: [https://a.org/1](https://a.org/1)  \nIt is quick.\n* Another: https://a.org/2  \nIt is slow.',
    ['A fine page | It is quick. | https://a.org/1', 'Another | It is slow. | https://a.org/2'],
  ],
  [
    'a word for links at the end of a title',
    '* An annotated source : <https://a.org/1>\n* A tale of code : <https://a.org/2>',
    ['An annotated source |  | https://a.org/1', 'A tale of code |  | https://a.org/2'],
  ],
  [
    'a heading whose title is linked once more in a bullet',
    '### One\n\n- [One](https://a.org/1)\n- https://b.org/1\n\nIt is quick.\n\n### Two\n\n- https://a.org/2\n\nIt is slow.',
    ['One | It is quick. | https://a.org/1', 'Two | It is slow. | https://a.org/2'],
  ],
  [
    'authors on a line of their own',
    '- [One](https://a.org/1) by Ada Byron\n  > It is quick.\n- [Two](https://a.org/2) by Bob\n  > It is slow.',
    ['One | It is quick. | https://a.org/1', 'Two | It is slow. | https://a.org/2'],
  ],
  [
    'headings in HTML over several lines, with ids',
    '### [New](#new) {#new}\n\n<h4 id="one">\n  <a href="#one">\n    <span>One</span>\n  </a>\n</h4>\n\nIt is quick.\n\n- [Reddit](https://r.org/1)\n- [Gist](https://a.org/1)\n\n<h4>Two</h4>\n\nIt is slow.\n\n- [Reddit](https://r.org/2)\n- [PR](https://a.org/2)',
    ['One | It is quick. | https://a.org/1', 'Two | It is slow. | https://a.org/2'],
  ],
  [
    'tables with the same rows below each heading',
    ['One', 'Two', 'Three']
      .map(
        (title, at) =>
          `### [${String(at + 1)}] ${title}\n\n| Field | Value |\n| --- | --- |\n| **Source** | A paper |\n| **URL** | [a.org/${String(at)}](https://a.org/${String(at)}) |\n\n**Summary:** It is ${title}.\n\n**Methods:**\n\n| ID | Name |\n| --- | --- |\n| [T1](https://t.org/1) | First way |\n| [T2](https://t.org/2) | Second way |\n`,
      )
      .join('\n'),
    [
      'One | It is One. | https://a.org/0',
      'Two | It is Two. | https://a.org/1',
      'Three | It is Three. | https://a.org/2',
    ],
  ],
  [
    'a numbered list without links among bullets with links',
    'How it goes:\n\n1. Look at them\n2. Tell us\n\n* [One](https://a.org/1) - First.\n* [Two](https://a.org/2) - Second.\n* [Three](https://a.org/3) - Third.',
    ['One | First. | https://a.org/1', 'Two | Second. | https://a.org/2', 'Three | Third. | https://a.org/3'],
  ],
  [
    'bullets of links below one of several linked headings',
    '### Tools\n\n#### [One](https://a.org/1)\n\nIt is quick.\n\n#### [Two](https://a.org/2)\n\nIt is slow.\n\n#### [Three](https://a.org/3)\n\nIt is new.\n\n### Texts\n\n#### [Four](https://a.org/4)\n\nIt is long.\n\n- [Its code](https://a.org/5)\n- [Its guide](https://a.org/6)\n\n### More\n\n- [Seven](https://a.org/7) - It is last.',
    [
      'One | It is quick. | https://a.org/1',
      'Two | It is slow. | https://a.org/2',
      'Three | It is new. | https://a.org/3',
      'Four | It is long. | https://a.org/4',
      'Seven | It is last. | https://a.org/7',
    ],
  ],
  [
    'a link above parts, two of which are empty',
    '1. [One](https://a.org/1)\n\n### Empty\n\n### Empty too\n\n### Tools\n\n#### [Two](https://a.org/2)\n\nIt is slow.\n\n#### [Three](https://a.org/3)\n\nIt is new.\n\n### Texts\n\n- [Four](https://a.org/4) - It is long.\n- [Five](https://a.org/5) - It is last.',
    [
      'Two | It is slow. | https://a.org/2',
      'Three | It is new. | https://a.org/3',
      'Four | It is long. | https://a.org/4',
      'Five | It is last. | https://a.org/5',
    ],
  ],
  [
    'a last sentence that only leads to a link',
    '### One\n[一](https://a.org/1)\n\n它很快。代码开源地址：https://b.org/1\n\n### Two\n[二](https://a.org/2)\n\n它很慢。',
    ['One | 它很快。 | https://a.org/1', 'Two | 它很慢。 | https://a.org/2'],
  ],
  [
    'labels before linked titles, and the same labels above lists',
    '- wallet: [One](https://a.org/1)\n- core: [Two](https://a.org/2)\n\nMerged:\n\n- core:\n  - [Three](https://a.org/3)\n  - [Four](https://a.org/4)\n- wallet:\n  - [Five](https://a.org/5)',
    [
      'wallet: One |  | https://a.org/1',
      'core: Two |  | https://a.org/2',
      'Three |  | https://a.org/3',
      'Four |  | https://a.org/4',
      'Five |  | https://a.org/5',
    ],
  ],
  [
    'tables of repositories, first all and then by subject',
    '### Top\n\n| # | Name | What | Language |\n| - | - | - | - |\n| 1 | [ada/one](https://a.org/1) | It is quick | Go |\n| 2 | [bob/two](https://a.org/2) | It is slow | C |\n| 3 | [bob/three](https://a.org/3) | It is new | C |\n\n### By subject\n\n#### Sand\n\n| # | Name | What |\n| - | - | - |\n| 1 | [ada/one](https://a.org/1) | It is quick |\n\n#### Waves\n\n| # | Name | What |\n| - | - | - |\n| 1 | [bob/two](https://a.org/2) | It is slow |',
    [
      'ada/one | It is quick | https://a.org/1',
      'bob/two | It is slow | https://a.org/2',
      'bob/three | It is new | https://a.org/3',
    ],
  ],
];

describe("a keeper's list", () => {
  it.each(LISTS)('with %s is read as a person reads it', (_, body, entries) => {
    expect(read(body)).toEqual(entries);
  });
});
