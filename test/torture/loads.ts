/** Heavy loads: each asks whether something takes longer the more there is of it, beyond measure. */
export const loads: Readonly<Record<string, (size: number) => string>> = {
  'one word': (size) => 'a'.repeat(size),
  'short words': (size) => 'a '.repeat(size / 2),
  sentences: (size) => 'It works well. '.repeat(size / 15),
  clauses: (size) => 'it works; '.repeat(size / 10),
  commas: (size) => ','.repeat(size),
  'full stops': (size) => '.'.repeat(size),
  'dashes with spaces': (size) => ' - '.repeat(size / 3),
  numbers: (size) => '1) 2. '.repeat(size / 6),
  'white space': (size) => `x${' '.repeat(size)}x`,
  'no-break spaces': (size) => `x${'\u00a0'.repeat(size)}x`,
  pipes: (size) => '|'.repeat(size),
  'escaped pipes': (size) => '\\|'.repeat(size / 2),
  backslashes: (size) => '\\'.repeat(size),
  stars: (size) => '*'.repeat(size),
  'bold beginnings': (size) => '**a '.repeat(size / 4),
  'emphasis, open and close': (size) => '*a_b'.repeat(size / 4),
  underlines: (size) => '_a'.repeat(size / 2),
  tildes: (size) => '~~a '.repeat(size / 4),
  'back-ticks': (size) => '`a``b'.repeat(size / 5),
  'opening brackets': (size) => '['.repeat(size),
  'closing brackets': (size) => ']'.repeat(size),
  'links without an end': (size) => '[a](b '.repeat(size / 6),
  'links in links': (size) => '[a'.repeat(size / 4) + '](b)'.repeat(size / 8),
  'images without an end': (size) => '![a]('.repeat(size / 5),
  'brackets, nested': (size) => '('.repeat(size / 2) + ')'.repeat(size / 2),
  'quotation marks': (size) => '"a '.repeat(size / 3),
  'opening tags': (size) => '<a '.repeat(size / 3),
  tags: (size) => '<b>'.repeat(size / 3),
  'less-than signs': (size) => '<'.repeat(size),
  'comments without an end': (size) => '<!--'.repeat(size / 4),
  entities: (size) => '&amp;'.repeat(size / 5),
  ampersands: (size) => '&'.repeat(size),
  'line breaks in tags': (size) => '<br>● a '.repeat(size / 8),
  addresses: (size) => 'https://a.com/b '.repeat(size / 16),
  'addresses without spaces': (size) => 'https://a.com/'.repeat(size / 14),
  'one long address': (size) => `https://a.com/${'a('.repeat(size / 2)}`,
  domains: (size) => 'a.com '.repeat(size / 6),
  'labels of a domain': (size) => 'a.'.repeat(size / 2),
  'labels with dashes': (size) => 'a-.'.repeat(size / 3),
  links: (size) => '[Paper](https://a.com/1) '.repeat(size / 25),
  'link labels alone': (size) => '[Paper], '.repeat(size / 9),
  cashtags: (size) => '$ABC '.repeat(size / 5),
  mentions: (size) => '@a@b '.repeat(size / 5),
  hashtags: (size) => '#a #1 '.repeat(size / 6),
  'combining marks': (size) => `a${'\u0301'.repeat(size)}`,
  'joined emoji': (size) => '👩‍'.repeat(size / 3),
  flags: (size) => '🇦'.repeat(size / 2),
  'halves of surrogate pairs': (size) => '\ud800'.repeat(size),
  'null characters': (size) => '\0'.repeat(size),
  Chinese: (size) => '论文。'.repeat(size / 3),
  dates: (size) => 'Jan 1-8 2023 '.repeat(size / 13),
  months: (size) => 'Jan '.repeat(size / 4),
  digits: (size) => '1'.repeat(size),
};

/** The places of a list that a load can stand in. */
export const places: Readonly<Record<string, (load: string) => string>> = {
  'the summary': (load) => list(`1) **Title** - ${load} | [Paper](https://example.org/1)`),
  'the title': (load) => list(`1) **${load}** - Summary. | [Paper](https://example.org/1)`),
  'an entry without separators': (load) => list(`1) ${load} | [Paper](https://example.org/1)`),
  'the links': (load) => list(`1) **Title** - Summary. | ${load}`),
  'the label of a link': (load) => list(`1) **Title** - Summary. | [${load}](https://example.org/1)`),
  'the address of a link': (load) => list(`1) **Title** - Summary. | [Paper](https://example.org/${load})`),
  'the heading': (load) =>
    `## Top Papers ${load} (Jan 1 - Jan 8) - 2023\n\n${table('1) **T** - S. | [P](https://e.org/1)')}`,
  'the dates of the heading': (load) => `## Top Papers (${load})\n\n${table('1) **T** - S. | [P](https://e.org/1)')}`,
  'the text before the table': (load) =>
    `## Top Papers (Jan 1 - Jan 8) - 2023\n\n${load}\n\n${table('1) **T** - S. | [P](https://e.org/1)')}`,
  'an ordered list': (load) =>
    `## Top Papers (Jan 1 - Jan 8) - 2023\n\n1. **Title** - ${load} [Paper](https://example.org/1)\n`,
  'the text before the first week': (load) => `${load}\n\n${list('1) **T** - S. | [P](https://e.org/1)')}`,
};

const list = (row: string): string => `## Top Papers (Jan 1 - Jan 8) - 2023\n\n${table(row)}`;
const table = (row: string): string => `| **Paper** | **Links** |\n| --- | --- |\n| ${row} |\n`;

const week = (index: number, body: string): string => {
  const day = (offset: number) => new Date(Date.UTC(2026, 5, 15 - index * 7 + offset)).toISOString().slice(0, 10);
  return `## Papers (${day(0)} - ${day(6)})\n\n${body}\n`;
};
const rows = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) => `| ${index + 1}) **T${index}** - S. | [P](https://e.org/${index}) |`,
  ).join('\n');

/** Lists that are heavy as a whole. */
export const heavyLists: Readonly<Record<string, () => string>> = {
  '10,000 quotation levels': () => `${'>'.repeat(10_000)} ${list('1) **T** - S. | [P](https://e.org/1)')}`,
  '10,000 quotation levels under a heading': () => `## Papers (Jan 1 - 8) 2023\n\n${'>'.repeat(10_000)} 1. T\n`,
  '60 lists, each deeper by an indent': () =>
    `## Papers (Jan 1 - 8) 2023\n\n${Array.from({ length: 60 }, (_, depth) => `${'  '.repeat(depth)}- T`).join('\n')}\n`,
  '3,000 lists in one line': () => `## Papers (Jan 1 - 8) 2023\n\n${'- '.repeat(3000)}T\n`,
  '10,000 emphases in one another': () =>
    list(`1) ${'*'.repeat(10_000)}x${'*'.repeat(10_000)} - S. | [P](https://e.org/1)`),
  '3,000 headings of one week': () => '## Papers (Jan 1 - 8) 2023\n\n1. T\n'.repeat(3000),
  '10,000 headings without dates': () => '## Papers\n\ntext\n'.repeat(10_000),
  '10,000 headings without years': () => '## Papers (Jan 1 - 8)\n\n1. T\n'.repeat(10_000),
  '2,000 weeks without anything': () => Array.from({ length: 2000 }, (_, index) => week(index, '')).join('\n'),
  '1,000 entries in a week': () => week(0, `| Paper | Links |\n| --- | --- |\n${rows(1000)}`),
  '1,000 columns': () => week(0, `|${' a |'.repeat(1000)}\n|${' - |'.repeat(1000)}\n|${' 1) T |'.repeat(1000)}`),
  '4,000 empty rows': () => week(0, `| Paper | Links |\n| --- | --- |\n${'| | |\n'.repeat(4000)}`),
  '2,000 link definitions': () => week(0, `1. T [a][b]\n\n${'[b]: https://e.org/1\n'.repeat(2000)}`),
  'a fence that never closes': () => `\`\`\`\n${week(0, rows(10))}`,
  'a comment that never closes': () => `<!--\n${week(0, rows(10))}`,
  '1 MB of line ends': () => '\n'.repeat(1_000_000),
  '1 MB of carriage returns': () => '\r'.repeat(1_000_000),
  '1 MB of underlines of headings': () => 'Jan 1-8\n===\n'.repeat(80_000),
  'an address that is cut inside an emoji': () => list(`1) T - S. | [P](https://e.org/${'🇦'.repeat(1200)})`),
};
