import { describe, expect, it } from 'vitest';
import { lint } from '../../src/core/lint/lint-list.ts';
import { formatGithub } from '../../src/render/findings.ts';
import type { Finding } from '../../src/core/list/finding.ts';
import { everyRules } from '../torture/pipeline.ts';
import { HEADING, table } from './edition-of.ts';

const link = (n: number): string => `[Paper](https://a.org/${n})`;
const row = (n: number, words = '**T** - a sentence.', links = link(n)): string => `| ${n}) ${words} | ${links} |`;
const rows = Array.from({ length: 10 }, (_, index) => row(index + 1, `**T${index + 1}** - a sentence about it.`));
/** A sound week whose last row, line 15, is this one. */
const withRow = (last: string): string => `# L\n\n${HEADING}\n\n${table(...rows.slice(0, 9), last)}\n`;
const lintText = (text: string) => lint([{ file: 'l.md', text }], everyRules);
const brief = (findings: readonly Finding[]) => findings.map(({ rule, line, column }) => `${rule} ${line}:${column}`);
const week = (dates: string, list = table(...rows)): string => `## Papers (${dates}) - 2026\n\n${list}\n\n`;
const only = (rule: string, findings: readonly Finding[]) => findings.filter((finding) => finding.rule === rule);

describe('an entry', () => {
  const elsewhere = `https://a.org/${'a'.repeat(5000)}`;
  const endless = 'one long clause that does not end and '.repeat(30);
  const said = (words: string): string => row(10, `**T** - ${words}`);
  const linked = (links: string): string => row(10, undefined, links);

  it.each<[last: string, ...rules: string[]]>([
    [row(10)],
    [row(9, '**T9** - a sentence about it.'), 'link-twice', 'rank-twice'],
    [row(12), 'rank-missing'],
    [row(10).replace('10) ', ''), 'rank-unwritten'],
    [row(10, '- a sentence.'), 'title-empty'],
    [row(10, '**T**'), 'summary-empty'],
    [linked(''), 'link-missing'],
    [linked(`${link(10)}, [Code]()`), 'link-empty'],
    [linked('[Paper](xxx)'), 'link-missing', 'link-placeholder'],
    [linked(`${link(10)}, [Code](./code)`), 'link-not-http'],
    [linked('[Paper](https://https://a.org/10)'), 'link-damaged'],
    [linked('[Paper] (https://a.org/10)'), 'link-damaged'],
    [linked('[Paper)](https://a.org/10)'), 'link-damaged'],
    [linked('[Paper](https://a.org/10))'), 'link-damaged'],
    [row(10, '[T](https://a.org/10. A broken link that goes on.', ''), 'link-damaged'],
    [row(10, '**T** - a sentence (see [this](https://a.org/11)).', `(${link(10)})`)],
    [linked('[Paper (v2)](https://a.org/10)')],
    [linked(`${link(10)}, [Code](${elsewhere})`), 'link-too-long'],
    [linked(`${link(10)}, [Code](https://a.org/10)`), 'link-twice'],
    [linked(link(3)), 'link-twice'],
    [row(10, '**XXX** - a sentence.'), 'placeholder'],
    [said('lorem ipsum'), 'placeholder'],
    [said('reads AGENTS.md and Claude.ai well.'), 'auto-link', 'auto-link'],
    [said('many models.In this one too.')],
    [said('by @someone about #ideas.')],
    [said(`${'It shows that words are counted well. '.repeat(9)}It reads AGENTS.md.`)],
    [row(10, `**${'A title that never ends '.repeat(24)}** - a sentence.`), 'stray-markup', 'title-long'],
    [said('on $TSLA and $NVDA.'), 'cashtags'],
    [said('a **bold word.'), 'stray-markup'],
    [said('see [this](nowhere.'), 'stray-markup'],
    [said('a token, <RET>, for it.'), 'hidden-word'],
    [said('where a <b or c> d holds.'), 'hidden-word'],
    [said('with |r|≈0.88 it holds.'), 'row-split'],
    [said(endless), 'summary-long'],
    [row(10, `Titleless words: ${'a sentence that goes on. '.repeat(8)}`), 'title-guessed'],
    ...['C# and F#', 'price of $5M and $1', 'mail a@b.c', 'Node.js v1.5 e.g. this', 'issue #12'].map(
      (words): [string] => [said(`${words}, it says.`)],
    ),
    [said('x < y > z and 2*3*4, it says.')],
  ])('%s: %s %s', (last, ...rules) => {
    const found = lintText(withRow(last));
    expect(found.map(({ rule }) => rule).sort()).toEqual(rules);
    expect(found.every(({ line, week: of }) => line === 16 && of === '2026-05-11/2026-05-17')).toBe(true);
  });

  it('is pointed at where the words stand', () => {
    const [found] = lintText(withRow('| 10) **T** - reads AGENTS.md well. | [Paper](https://a.org/10) |'));
    expect(found).toEqual({
      rule: 'auto-link',
      severity: 'warning',
      file: 'l.md',
      line: 16,
      column: 21,
      week: '2026-05-11/2026-05-17',
      message: 'X makes a link of “AGENTS.md” by itself.',
      advice: 'It is counted and priced as a link; word it otherwise if that is not meant.',
    });
  });

  it.each([
    ['- a **lead** and a ** word. | [Paper](https://a.org/10) |', 'stray-markup', '** word'],
    ['- a sentence. | [Paper](https://a.org/10), [Code](https://a.org/10) |', 'link-twice', 'https://a.org/10) |'],
    ['- a sentence. | [Paper](https://a.org/10), [Paper](xxx) |', 'link-placeholder', '[Paper](xxx)'],
    ['- a sentence. | [Paper](https://a.org/10), [Paper]() |', 'link-empty', '[Paper]()'],
  ])('is pointed at where it is at fault, not where the same stands before: %s', (words, rule, at) => {
    const line = `| 10) **T** ${words}`;
    const found = lintText(withRow(line));
    expect(brief(only(rule, found))).toEqual([`${rule} 16:${line.indexOf(at) + 1}`]);
  });

  it('that is too long for a post shows where the post would end', () => {
    const [found] = only('summary-long', lintText(withRow(said(`it shows that ${endless}`))));
    expect(found?.message).toMatch(/^In a post on X the summary of entry 10 ends inside a sentence: “… .+”\.$/);
  });

  it('that has a rank of its own twice names both lines', () => {
    const [found] = only('rank-twice', lintText(withRow(row(7))));
    expect(found?.message).toBe('Entry 7 appears twice.');
    expect(found?.advice).toBe('Ranks run from 1 to 10, each once. Renumber this line or line 13.');
  });
});

describe('a week', () => {
  it.each([
    [table(...rows.slice(0, 2)), []],
    [table(...[2, 1, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => row(n))), ['rank-order 8:1']],
    [table(...[1, 2, 3, 4, 6, 7, 8, 9, 10, 11].map((n) => row(n))), ['rank-missing 11:1']],
    ['Nothing yet.', ['no-entries 3:1']],
  ])('%#: %j', (body, expected) => {
    expect(brief(lintText(`# L\n\n${HEADING}\n\n${body}\n`))).toEqual(expected);
  });

  it.each([
    ['1. **A** - it holds. [Paper](https://a.org/1)\n2. **B** - it holds. [Paper](https://a.org/2)', 'list-twice'],
    ['- **A** - it holds. [Paper](https://a.org/1)', 'list-left-out'],
    ['1) **A** - it holds. [Paper](https://a.org/1)\n\nA word.\n\n', 'list-twice'],
    ['- words without a link', undefined],
  ])('with a second list in another form says which lines were left out: %#', (second, rule) => {
    const [found, ...others] = lintText(`# L\n\n${HEADING}\n\n${second}\n\n${table(...rows)}\n`);
    expect([found?.rule, found?.line, others.length]).toEqual(
      rule === undefined ? [undefined, undefined, 0] : [rule, 5, 0],
    );
    if (found) expect(found.message).toMatch(/^Lines? 5 (?:to 6 were|was) left out: .* from line \d+ on\.$/);
  });

  const at = (n: number): string =>
    table(...Array.from({ length: 10 }, (_, i) => row(i + 1, undefined, link(n * 100 + i))));

  it.each([
    ['May 11 - May 17', 'May 4 - May 10', []],
    ['May 10 - May 17', 'May 4 - May 10', []],
    ['May 9 - May 17', 'May 4 - May 10', ['weeks-overlap']],
    ['May 12 - May 18', 'May 4 - May 10', ['days-missing']],
    ['May 18 - May 24', 'May 4 - May 10', ['weeks-missing']],
    ['May 4 - May 10', 'May 4 - May 10', ['week-twice']],
  ])('of %s beside one of %s: %j', (newer, older, rules) => {
    const found = lintText(`# L\n\n${week(newer, at(1))}${week(older, at(2))}`);
    expect(found.map(({ rule, line }) => [rule, line])).toEqual(rules.map((rule) => [rule, 3]));
  });

  it.each([
    ['2026-05-11', []],
    ['2026-05-14', []],
    ['2026-05-19', ['weeks-missing']],
  ])('that appeared on 2026-05-04 is followed by one of %s: %j', (day, rules) => {
    const issue = (date: string, n: number) => ({
      file: `_posts/${date}-issue.md`,
      text: `# Issue\n\n- [One](https://a.org/${date}/1) - it holds ${n}.\n- [Two](https://a.org/${date}/2) - it holds.\n`,
    });
    expect(lint([issue('2026-05-04', 1), issue(day, 2)], everyRules).map(({ rule }) => rule)).toEqual(rules);
  });

  it('that has a paper of an earlier one says which', () => {
    const again = at(1).replace('https://a.org/100', 'https://arxiv.org/abs/2605.00001v2');
    const first = at(2).replace('https://a.org/205', 'http://www.arxiv.org/pdf/2605.00001');
    const [found] = lintText(`# L\n\n${week('May 11 - May 17', again)}${week('May 4 - May 10', first)}`);
    expect(found).toMatchObject({
      rule: 'paper-repeated',
      line: 7,
      message: 'Entry 1 has the paper of entry 6 in 2026-05-04/2026-05-10 (l.md:27).',
    });
  });

  it('that has a paper of an earlier one says so where the title is the link, and once', () => {
    const list = '1. [One](https://a.org/1) - it holds.\n2. [Two](https://arxiv.org/abs/2605.00002) - it holds.\n';
    const again = `${list.replaceAll('org/', 'org/n')}3. [One](https://www.a.org/1/) - it holds.\n`;
    const text = `# L\n\n${week('May 11 - May 17', again)}${week('May 4 - May 10', list)}`;
    expect(brief(only('paper-repeated', lintText(text)))).toEqual(['paper-repeated 7:1']);
  });

  it('whose entry has a paper under two addresses is well, and under one address twice is not', () => {
    const two = (other: string) =>
      `[Paper](https://arxiv.org/abs/2605.00001), [PDF](https://arxiv.org/${other}/2605.00001)`;
    const found = ['pdf', 'abs'].map((other) => lintText(withRow(`| 10) **T** - a sentence. | ${two(other)} |`)));
    expect(found.map(([first]) => first?.message)).toEqual([
      undefined,
      'Entry 10 has https://arxiv.org/abs/2605.00001 twice.',
    ]);
  });

  it.each([
    ['# 2026\n\n## Papers (May 11 - 17)\n\n', 'l.md'],
    ['## Papers (May 11 - 17)\n\n', '2026.md'],
  ])('whose year stands above it or in the file name needs no other: %#', (head, file) => {
    expect(lint([{ file, text: head + at(1) }], everyRules)).toEqual([]);
  });

  it('whose year was taken from its neighbours is told once for all of them', () => {
    const yearless = ['May 4 - May 10', 'April 27 - May 3'].map(
      (dates, n) => `## Papers (${dates})\n\n${at(n + 2)}\n\n`,
    );
    const found = lintText(`# L\n\n${week('May 11 - May 17', at(1))}${yearless.join('')}`);
    expect(brief(found)).toEqual(['year-inferred 18:1']);
    expect(found[0]?.message).toMatch(/from the weeks beside it .* The same holds 1 more time \(line 33\)\.$/);
  });

  it.each([
    ['## Papers (April 27 - May 3) - 26', 'year-short', /has two digits: the week was read as 2026-04-27/],
    ['## Papers (April 27 - May 3) - 2062', 'week-ahead', /ends 1\d{4} days from now/],
    ['### Papers (April 27 - May 3) - 2026', 'week-inside', /A second week begins here: “Papers \(April 27/],
  ])('headed %s is told once, and says what is wrong', (heading, rule, words) => {
    const text = `# L\n\n${week('May 4 - May 10', at(1))}${heading}\n\n${at(2)}\n\n${week('April 20 - April 26', at(3))}`;
    const found = lint([{ file: 'l.md', text }], everyRules, '2026-05-12').filter(
      (one) => one.rule !== 'weeks-missing',
    );
    expect(found.map((one) => one.rule)).toEqual([rule]);
    expect(found[0]?.message).toMatch(words);
  });

  it('with fewer entries than the others of its list is told', () => {
    const short = table(...rows.slice(0, 9));
    const text = `# L\n\n${week('May 11 - May 17', short)}${week('May 4 - May 10', at(1))}${week('April 27 - May 3', at(2))}`;
    expect(brief(lintText(text))).toEqual(['entry-count 3:1']);
  });

  const dated = (month: string): string =>
    table(
      ...Array.from({ length: 10 }, (_, i) =>
        row(i + 1, undefined, `[Paper](https://arxiv.org/abs/${month}.0000${i})`),
      ),
    );

  it.each([
    ['## Papers (May 11 - 17) - 2025', 'l.md', ['year-contradicted error']],
    ['# 2025\n## Papers (May 11 - 17)', 'l.md', ['year-contradicted error']],
    ['## Papers (May 11 - 17)', '2025.md', ['year-contradicted error']],
    ['## Papers (May 11 - 17) - 2026', 'l.md', []],
    ['## Papers (Sep 11 - 17) - 2027', 'l.md', []],
  ])('headed %j in %s, with links of May 2026: %j', (head, file, rules) => {
    const found = lint([{ file, text: `${head}\n\n${dated('2605')}` }], everyRules);
    expect(found.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(rules);
  });

  it('headed with the year of its first day is read by the week beside it, and told', () => {
    const beside = `## Papers (Jan 5 - 11) - 2026\n\n${dated('2601')}\n\n`;
    const text = `${beside}## Papers (Dec 29 - Jan 4) - 2025\n\n${dated('2512')}`;
    const found = lint([{ file: 'l.md', text }], everyRules).find(({ rule }) => rule === 'year-inferred');
    expect(found).toMatchObject({ rule: 'year-inferred', week: '2025-12-29/2026-01-04' });
    expect(found?.message).toMatch(/that of the first day/);
  });
});

describe('a list', () => {
  it('without any week is at fault', () => {
    expect(lintText('# Hello\n\n- [2025](years/2025.md)\n')).toMatchObject([
      { rule: 'no-weeks', severity: 'error', file: 'l.md', line: 1, column: 1 },
    ]);
  });
});

describe('findings', () => {
  it('are in the order of the files and their lines', () => {
    const text = `# L\n\n${HEADING}\n\n${table(...rows.slice(0, 8), '| 9) **XXX** - s. | [Paper](xxx) |')}\n\n## Papers of the week\n\n${table(...rows)}`;
    const found = lint(
      [
        { file: 'z.md', text },
        { file: 'a.md', text: '~~~' },
      ],
      everyRules,
    );
    expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'z.md:15',
      'z.md:15',
      'z.md:15',
      'z.md:17',
      'a.md:1',
    ]);
  });

  it('are workflow commands for GitHub, escaped as it asks for', () => {
    const place = { file: 'a,b:c.md', line: 3, column: 7, advice: 'Do\nthis.' };
    const text = formatGithub([
      { ...place, rule: 'rank-twice', severity: 'error', message: '100% wrong.' },
      { ...place, rule: 'days-missing', severity: 'info', message: 'One: two.' },
    ]);
    expect(text.split('\n')).toEqual([
      '::error file=a%2Cb%3Ac.md,line=3,col=7,title=rank-twice::100%25 wrong. Do%0Athis.',
      '::notice file=a%2Cb%3Ac.md,line=3,col=7,title=days-missing::One: two. Do%0Athis.',
    ]);
  });
});

describe('a folder of one file a week', () => {
  const list = (date: string, title = 'A'): string =>
    `---\n${date}\n---\n\n1. **${title}** - it holds. [Paper](https://a.org/1)\n2. **B** - it holds. [Paper](https://a.org/2)\n`;
  const good = { file: 'good.md', text: list('date: 2026-11-15').replaceAll('a.org', 'b.org') };

  it.each([
    ['x.md', list('date: 2026-13-08'), 'date-unreadable 2:1', /“2026-13-08” is no date/],
    ['2026-W60.md', list('title: T'), 'date-unreadable 1:1', /“2026-W60” is no date/],
    [
      '2026-W47.md',
      list('date: 2026-11-29'),
      'dates-disagree 1:1',
      /file name says 2026-11-16\/2026-11-22, the front matter 2026-11-29/,
    ],
  ])('tells of a date that cannot be meant: %s', (file, text, at, words) => {
    const found = lint([good, { file, text }], []).filter((one) => one.file === file);
    expect(brief(found)).toEqual([at]);
    expect(found[0]?.message).toMatch(words);
  });

  it('tells of a list that another file has too, and of two that stand under the same dates', () => {
    const one = { file: 'one.md', text: list('date: 2026-11-22', 'A longer title') };
    const two = { file: 'two.md', text: list('date: 2026-11-22') };
    const [again] = lint([one, two], []);
    expect(again).toMatchObject({ rule: 'week-again', severity: 'info', file: 'two.md', line: 1 });
    expect(again?.message).toContain('one.md:1');
    const [twice] = lint([one, { ...good, text: good.text.replace('15', '22') }], []);
    expect(twice?.message).toContain(`the one of ${twice?.file === 'one.md' ? 'good.md' : 'one.md'}:1`);
  });

  it('that are all drafts says so', () => {
    const [found] = lint([{ file: 'd.md', text: list('date: 2026-11-22\ndraft: true') }], []);
    expect(found?.message).toMatch(/^Of 1 file, 1 is a draft/);
  });
});
