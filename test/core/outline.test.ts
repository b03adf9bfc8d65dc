import { describe, expect, it } from 'vitest';
import { outline } from '../../src/core/list/outline.ts';

const one = (heading: string, file = 'list.md') =>
  outline([{ file, text: `${heading}\n\n| a | b |\n|---|---|\n| 1) **T** - s | [P](https://a.org) |\n` }]);
const weeks = (text: string, file = 'list.md') => outline([{ file, text }]).sections.map(({ week }) => week);
const row = (n: number, url = `https://a.org/${String(n)}`) =>
  `\n| P | L |\n|---|---|\n| 1) **T${String(n)}** - s | [Paper](${url}) |\n\n`;

describe('dates in a heading', () => {
  it.each([
    ['## Top ML Papers of the Week (Jan 1-8) - 2023', '2023-01-01/2023-01-08'],
    ['## Top ML Papers of the Week (Feb 6 - 12) - 2023', '2023-02-06/2023-02-12'],
    ['## Top ML Papers of the Week (Jan 30-Feb 5) - 2023', '2023-01-30/2023-02-05'],
    ['## Top ML Papers of the Week (Mar 27 - April 2) - 2023', '2023-03-27/2023-04-02'],
    ['## Top ML Papers of the Week (June 23 - June 29) - 2025', '2025-06-23/2025-06-29'],
    ['## Top ML Papers of the Week (December 30 - January 5) - 2025', '2024-12-30/2025-01-05'],
    ['## Top AI Papers of the Week (March4 - March 10) - 2024', '2024-03-04/2024-03-10'],
    ['## Papers (December 29 - January 4) - 2025/2026', '2025-12-29/2026-01-04'],
    ["## Papers (May 11th–17th), '26", '2026-05-11/2026-05-17'],
    ['## Papers (May 11 - May 17) - 26', '2026-05-11/2026-05-17'],
    ['## 05/11/26 - 05/17/26', '2026-05-11/2026-05-17'],
    ['## W20, 2026', '2026-05-11/2026-05-17'],
    ['<h2 align="center">Papers (May 11 - May 17) - 2026</h2>', '2026-05-11/2026-05-17'],
    ['## Papers (December 30, 2024 - January 5, 2025)', '2024-12-30/2025-01-05'],
    ['## Papers (December 30, 2024 - January 5)', '2024-12-30/2025-01-05'],
    ['## Papers, 2026: May 11–17', '2026-05-11/2026-05-17'],
    ['## May 11 – May 17, 2026', '2026-05-11/2026-05-17'],
    ['## 11–17 May 2026', '2026-05-11/2026-05-17'],
    ['## 27 April - 3 May 2026', '2026-04-27/2026-05-03'],
    ['## 2026-05-11/2026-05-17', '2026-05-11/2026-05-17'],
    ['## Week 2026-05-11 to 2026-05-17', '2026-05-11/2026-05-17'],
    ['## 2026-05-11 – 05-17', '2026-05-11/2026-05-17'],
    ['## 2026-05-11 – 17', '2026-05-11/2026-05-17'],
    ['## May 11th to 17th, 2026', '2026-05-11/2026-05-17'],
    ['## Mon, May 11 - Sun, May 17 2026', '2026-05-11/2026-05-17'],
    ['## Week 20, 2026', '2026-05-11/2026-05-17'],
    ['## 2026-W20', '2026-05-11/2026-05-17'],
    ['## Die besten Arbeiten der Woche, 11.–17. Mai 2026', '2026-05-11/2026-05-17'],
    ['## Woche vom 11. bis 17. Mai 2026', '2026-05-11/2026-05-17'],
    ['## KW 20, 2026', '2026-05-11/2026-05-17'],
    ['## Semaine du 11 au 17 mai 2026', '2026-05-11/2026-05-17'],
    ['## Semana del 27 de abril al 3 de mayo de 2026', '2026-04-27/2026-05-03'],
    ['## 11.05.2026 - 17.05.2026', '2026-05-11/2026-05-17'],
    ['## Woche vom 11.05. bis zum 17.05.2026', '2026-05-11/2026-05-17'],
    ['## 11 t/m 17 mei 2026', '2026-05-11/2026-05-17'],
    ['## Статьи недели (11 мая - 17 мая 2026)', '2026-05-11/2026-05-17'],
    ['## 2026年5月11日 - 5月17日', '2026-05-11/2026-05-17'],
    ['## 每周论文（2026年4月27日～5月3日）', '2026-04-27/2026-05-03'],
    ['## 2026年第20周', '2026-05-11/2026-05-17'],
    ['## Papers of the Week (\u200bMay\u00ad 11 - \u200eMay\u200d 17\ufeff) - 2026', '2026-05-11/2026-05-17'],
    ['## 11.–17.05.2026', '2026-05-11/2026-05-17'],
    ['## 05/11/2026 - 05/17/2026', '2026-05-11/2026-05-17'],
    ['## 11/05/2026 - 17/05/2026', '2026-05-11/2026-05-17'],
    ['## Papers (Sept. 28 - Oct. 4) 2026', '2026-09-28/2026-10-04'],
    ['## **Papers (Feb 26 - Mar 3) - 2024**', '2024-02-26/2024-03-03'],
    ['## [Papers (Feb 26 - Mar 3) - 2024](https://a.org/list)', '2024-02-26/2024-03-03'],
    ['## Papers (Feb 26 - Mar 3) - 2024 ##', '2024-02-26/2024-03-03'],
    ['# Papers (May 11 - May 17) - 2026', '2026-05-11/2026-05-17'],
    ['#### Papers (May 11 - May 17) - 2026', '2026-05-11/2026-05-17'],
    ['Papers (May 11 - May 17) - 2026\n===', '2026-05-11/2026-05-17'],
    ['Papers (May 11 - May 17) - 2026\n---', '2026-05-11/2026-05-17'],
    ['\ufeff## Papers (May 11 - May 17) - 2026', '2026-05-11/2026-05-17'],
  ])('%s', (heading, week) => {
    expect(one(heading).sections.map((section) => section.week)).toEqual([week]);
  });

  it.each([
    '## 2025',
    '## The best of 2025',
    '## Contents',
    '## Papers of 30 - 35 February 2026',
    '## From 5 to 10 papers a week',
    '## Papers (January 1 - December 31) - 2025',
    '##### Papers (May 11 - May 17) - 2026',
    '## [Papers (May 11 - May 17) - 2026](#papers-may-11---may-17---2026)',
    '## May 2026',
    '## Papers (Feb 24 - Feb 30) - 2026',
    '## Papers of the Week (Mxy 11 - May 17) - 2026',
    '## Papers of the Week (May 11 - Moy 17) - 2026',
    '## Papers of the Week (May 18 - 11) - 2026',
    '## Papers of the Week (2026-05-11 - 2026-13-17)',
    '## June 1, 2026',
    '## Part 1 - 7, 2026',
    '## Juny 1 - Juny 7 2026',
    '## Version 1.2 - 3.4',
  ])('%s names no week', (heading) => {
    expect(one(heading).sections).toEqual([]);
  });
});

describe('the year of a heading without one', () => {
  const text = (...headings: readonly string[]) => headings.map((heading, n) => `## ${heading}\n${row(n)}`).join('');
  const yearOf = (list: string, file = 'list.md') =>
    outline([{ file, text: list }]).sections.map(({ week, yearFrom }) => [week, yearFrom]);

  it('comes from the weeks above it where the list goes down in time', () => {
    expect(yearOf(text('Papers (Jan 1 - 7) - 2024', 'Papers (Dec 25 - 31)', 'Papers (Jan 1 - 8)'))).toEqual([
      ['2024-01-01/2024-01-07', 'heading'],
      ['2023-12-25/2023-12-31', 'neighbours'],
      ['2023-01-01/2023-01-08', 'neighbours'],
    ]);
  });

  it('comes from the weeks below it where the list goes up in time', () => {
    expect(
      weeks(text('Papers (Jan 1 - 8)', 'Papers (Dec 25 - 31)', 'Papers (Jan 1 - 7) - 2024', 'Papers (Jan 8 - 14)')),
    ).toEqual(['2024-01-08/2024-01-14', '2024-01-01/2024-01-07', '2023-12-25/2023-12-31', '2023-01-01/2023-01-08']);
  });

  it('comes from a week below it alone', () => {
    expect(weeks(text('Papers (Jan 5 - 11)', 'Papers (Dec 29 - Jan 4)', 'Papers (Dec 22 - 28) - 2025'))).toEqual([
      '2026-01-05/2026-01-11',
      '2025-12-29/2026-01-04',
      '2025-12-22/2025-12-28',
    ]);
  });

  it.each([
    [`# Papers of 2023\n\n${text('Papers (Jan 1 - 8)')}`, 'list.md', 'title'],
    [`---\ntitle: Papers of 2023\n---\n\n${text('Papers (Jan 1 - 8)')}`, 'list.md', 'title'],
    [`# Papers\n\n## 2023\n\n${text('Papers (Jan 1 - 8)').replaceAll('## ', '### ')}`, 'list.md', 'title'],
    [text('Papers (Jan 1 - 8)'), 'years/2023.md', 'file name'],
    [text('Papers (Jan 1 - 8)'), 'https://a.org/lists/2023/january.md?raw=1', 'file name'],
    [text('Papers (Jan 1 - 8)'), 'seed-2023-01.md', 'file name'],
    [`## Papers (Jan 1 - 8)\n${row(1, 'https://arxiv.org/abs/2301.00704v2')}`, 'list.md', 'links'],
    [`## Papers (Jan 1 - 8)\n${row(1, 'https://twitter.com/a/status/1612153095772938241?s=20')}`, 'list.md', 'links'],
  ])('comes from elsewhere: %#', (list, file, from) => {
    expect(yearOf(list, file)).toEqual([['2023-01-01/2023-01-08', from]]);
  });

  it('goes on from a week that is written, whichever way the list runs', () => {
    expect(weeks(text('P (Dec 22 - 28) - 2025', 'P (Dec 29 - Jan 4) - 2026', 'P (Jan 5 - 11)'))[0]).toBe(
      '2026-01-05/2026-01-11',
    );
    expect(weeks(text('P (Jan 1 - 7)', 'P (Dec 25 - 31)', 'P (Jan 2 - 8)', 'P (Dec 26 - Jan 1) - 2023'))).toEqual([
      '2024-01-01/2024-01-07',
      '2023-12-25/2023-12-31',
      '2023-01-02/2023-01-08',
      '2022-12-26/2023-01-01',
    ]);
  });

  it('is that of the end behind two days of two years, unless the weeks beside it say otherwise', () => {
    const turn = 'P (Dec 29 - Jan 4) - 2025';
    expect(yearOf(text(turn))).toEqual([['2024-12-29/2025-01-04', 'heading']]);
    expect(yearOf(text('P (Jan 5 - 11) - 2026', turn, 'P (Dec 22 - 28) - 2025'))[1]).toEqual([
      '2025-12-29/2026-01-04',
      'neighbours',
    ]);
    expect(yearOf(text('P (Jan 6 - 12) - 2025', turn, 'P (Dec 22 - 28) - 2024'))[1]).toEqual([
      '2024-12-29/2025-01-04',
      'heading',
    ]);
  });

  it('is told apart at the turn of the year under a title', () => {
    const list = text(
      'Papers (Dec 25 - Jan 1)',
      'Papers (Dec 18 - 24)',
      'Papers (Jan 2 - 8)',
      'Papers (Dec 26 - Jan 1)',
    );
    expect(weeks(`# Papers of 2023\n\n${list}`)).toEqual([
      '2023-12-25/2024-01-01',
      '2023-12-18/2023-12-24',
      '2023-01-02/2023-01-08',
      '2022-12-26/2023-01-01',
    ]);
  });

  it('comes from the weeks beside it where a lone older paper says otherwise', () => {
    const papers = (n: number, url: string) => row(n, [url, url, url].join(') [Paper]('));
    const list =
      `## Papers (May 15 - 21)\n${papers(1, 'https://arxiv.org/abs/2405.00001')}` +
      `## Papers (May 8 - 14)\n${row(2, 'https://arxiv.org/abs/2205.00001')}` +
      `## Papers (May 1 - 7)\n${row(3, 'https://arxiv.org/abs/2205.00002')}`;
    expect(weeks(list)).toEqual(['2024-05-15/2024-05-21', '2024-05-08/2024-05-14', '2024-05-01/2024-05-07']);
  });

  it('is asked for where nothing tells it', () => {
    const { sections, findings } = one('## Papers (May 11 - May 17)');
    expect(sections).toEqual([]);
    expect(findings()).toMatchObject([{ rule: 'year-unknown', severity: 'error', file: 'list.md', line: 1 }]);
  });
});

describe('sections', () => {
  const head = '## Papers (May 11 - May 17) - 2026';

  it('hold what stands below their heading, to the next one of its level or higher', () => {
    const text = `# L\n\n${head}\n\nfirst\n\n### 1. Entry (May 12-13)\n\nsecond\n\n## About\n\nlast`;
    const [section, ...more] = outline([{ file: 'l.md', text }]).sections;
    expect(more).toEqual([]);
    expect(section).toMatchObject({
      line: 3,
      heading: 'Papers (May 11 - May 17) - 2026',
      file: 'l.md',
      body: '\nfirst\n\n### 1. Entry (May 12-13)\n\nsecond\n\n',
      bodyLine: 4,
    });
  });

  it('hold headings of their own level that begin with a number', () => {
    const text = `${head}\n\n## 1. One\n\nfirst\n\n## 2. Two\n\nsecond\n\n## About\n\nlast`;
    const [section] = outline([{ file: 'l.md', text }]).sections;
    expect(section?.body).toBe('\n## 1. One\n\nfirst\n\n## 2. Two\n\nsecond\n\n');
  });

  it.each([
    ['## June 7, 2026', 'a [x](https://a.org)', ['2026-06-07/2026-06-07']],
    ['## Weekly papers: 2026-06-07', 'a [x](https://a.org)', ['2026-06-07/2026-06-07']],
    ['## June 7, 2026', 'a word', []],
    ['## [1.2.0] - 2026-06-07', 'a [x](https://a.org)', []],
    ['## Conference of June 7, 2026', 'a [x](https://a.org)', []],
  ])('of one day, %j, stand above a list with links alone: %j', (heading, item, expected) => {
    expect(weeks(`${heading}\n\n- ${item}\n- ${item}\n- ${item}\n`)).toEqual(expected);
  });

  it('keep their line numbers below an underlined heading', () => {
    const [section] = outline([{ file: 'l.md', text: `Papers (May 11 - May 17) - 2026\n---\nbody` }]).sections;
    expect(section).toMatchObject({ line: 1, body: 'body', bodyLine: 3 });
  });

  it('are newest first whatever their order, by end and then by start', () => {
    const text = ['May 1 - 7', 'May 14 - 21', 'May 21 - 27', 'May 15 - 21', 'May 7 - 14']
      .map((d) => `## P (${d}) - 2026\n${row(1)}`)
      .join('');
    expect(weeks(text).map((week) => week.slice(8, 10))).toEqual(['21', '15', '14', '07', '01']);
  });

  it('are not cut at headings in code, in comments, or at table rows above a rule', () => {
    const text = `${head}\n\n\`\`\`\n## P (May 4 - 10) - 2026\n\`\`\`\n\n<!--\n## P (May 5 - 11) - 2026\n-->\n\n| P (May 6 - 12) - 2026 |\n---\n`;
    expect(weeks(text)).toEqual(['2026-05-11/2026-05-17']);
  });

  it('say where a code block hides the rest', () => {
    const { findings } = outline([{ file: 'l.md', text: `${head}\n${row(1)}\n~~~\n## P (May 4 - 10) - 2026\n` }]);
    expect(findings()).toMatchObject([{ rule: 'unclosed-block', line: 8 }]);
  });

  it('are the fuller one of the same week in two files', () => {
    const { sections } = outline([
      { file: 'README.md', text: `${head}\n${row(1)}` },
      { file: 'years/2026.md', text: `${head}\n${row(1)}${row(2)}` },
      { file: 'old.md', text: `${head}\n${row(1)}` },
    ]);
    expect(sections.map(({ file }) => file)).toEqual(['years/2026.md']);
  });

  it('are ambiguous where two lists stand under the same dates in one file', () => {
    const { sections } = outline([{ file: 'l.md', text: `${head}\n${row(1)}${head}\n${row(2)}` }]);
    expect(sections.map(({ line }) => line)).toEqual([1, 7]);
    expect(sections.filter(({ week }) => week === '2026-05-11/2026-05-17')).toHaveLength(2);
  });

  it.each([[0, 1] as const, [1, 0] as const])('stay ambiguous whatever another file shows (%i, %i)', (...order) => {
    const files = [
      { file: 'index.md', text: `${head}\n${row(1)}${row(2)}${row(3)}` },
      { file: 'l.md', text: `${head}\n${row(1)}${head}\n${row(2)}` },
    ];
    const { sections } = outline(order.flatMap((index) => files[index] ?? []));
    expect(sections.length).toBeGreaterThan(1);
  });

  it('are missing, with a finding, where a heading has a list but no dates', () => {
    const { sections, findings } = outline([
      { file: 'l.md', text: `# Papers\n\n## Papers of the Week (My 11 - 17)\n${row(1)}` },
    ]);
    expect(sections).toEqual([]);
    expect(findings()).toMatchObject([{ rule: 'heading-without-dates', line: 3 }]);
  });

  it('do not come from contents lists', () => {
    const text =
      '# L\n\n## 2026\n\n- [P (May 11 - May 17)](#p)\n- [P (May 4 - May 10)](#p)\n\n## 2025\n\n* [P (May 4 - May 10)](https://a.org/l#p)\n';
    const { sections, findings } = outline([{ file: 'l.md', text }]);
    expect([sections, findings()]).toEqual([[], []]);
  });
});
