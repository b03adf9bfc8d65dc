import {
  type Markdown,
  type Section,
  type Finding,
  finding,
  frontMatter,
  groupBy,
  isDraft,
  type Rule,
  type RuleId,
  onlyLists,
  outline,
  RULES,
  readSection,
  type ReadSection,
} from '../list.ts';
import { checkLinks } from './lint-links.ts';
import { checkCounts, checkRanks } from './ranks.ts';
import { checkRepeated, checkWeeks } from './lint-weeks.ts';
import { checkWords } from './lint-words.ts';
import type { PostRules } from '../thread.ts';
import type { Day } from '../week.ts';

/** Everything about a list that a person should know before it is posted, by file and line. `networks`: the rules of those
 *  that it may be posted to; `today`: to tell which weeks lie too far ahead. */
export function lint(documents: readonly Markdown[], networks: readonly PostRules[], today?: Day): readonly Finding[] {
  const { sections: all, findings: find } = outline(documents);
  const findings = find();
  const sections = onlyLists(all);
  const weeks = sections.map(readSection);
  const isSilent = weeks.length === 0 && !findings.some(({ severity }) => severity === 'error');
  const missing = isSilent ? noWeeks(documents, all) : [];
  const found = [
    ...missing,
    ...findings,
    ...checkWeeks(sections, today),
    ...checkCounts(weeks),
    ...weeks.flatMap((week) => checkEntries(week, networks)),
    ...checkRepeated(weeks),
  ];
  return tellOnce(inOrder(found, documents), weeks.length);
}

/** Findings in the order of files, lines and columns. */
export function inOrder(findings: readonly Finding[], documents: readonly Markdown[]): readonly Finding[] {
  const order = new Map(documents.map(({ file }, index) => [file, index]));
  const place = (file: string): number => order.get(file) ?? 0;
  return findings.toSorted((a, b) => place(a.file) - place(b.file) || a.line - b.line || a.column - b.column);
}

/** What is to be known of one week by itself, in the order of its lines; without networks nothing of what they make of it. */
export const lintWeek = (week: ReadSection, networks: readonly PostRules[] = []): readonly Finding[] =>
  checkEntries(week, networks).sort((a, b) => a.line - b.line || a.column - b.column);

/** Says what was seen instead of weeks: files with dates that hold no list, or no dates at all. */
function noWeeks(documents: readonly Markdown[], dated: readonly Section[]): readonly Finding[] {
  const [first] = dated;
  const file = first?.file ?? documents[0]?.file;
  if (file === undefined) return [];
  const files = `${documents.length} ${documents.length === 1 ? 'file' : 'files'}`;
  const drafts = documents.filter(({ text }) => isDraft(frontMatter(text.slice(0, 25_000).replaceAll('\r\n', '\n'))));
  const message = first
    ? `Of ${files}, ${dated.length} with a date of their own hold no list: fewer than two entries with links each.`
    : drafts.length > 0
      ? `Of ${files}, ${drafts.length} ${drafts.length === 1 ? 'is a draft' : 'are drafts'} by their front matter, and no other has dates of a week.`
      : `In ${files}, no heading, title, front matter or file name has dates of a week.`;
  const advice =
    drafts.length > 0
      ? 'Take draft: true out of what is to be posted, or name another source.'
      : 'Write them above each list, e.g. ## Top AI Papers of the Week (May 11 - May 17) - 2026, or one day: ## Issue 42, May 17, 2026, or into the name of its file (2026-05-17-links.md), or name another source.';
  return [finding('no-weeks', { file, line: first?.line ?? 1, message, advice })];
}

const checkEntries = (week: ReadSection, networks: readonly PostRules[]): Finding[] => [
  ...week.mended,
  ...checkRanks(week),
  ...checkWords(week, networks),
  ...checkLinks(week),
];

/** So many places are named. */
const SHOWN = 4;
/** From so many weeks on, what most of them have is how the list is kept. */
const MANY = 3;

/** Findings in their order, but what holds for the whole list is told once, at its first place, with its count. */
export function tellOnce(findings: readonly Finding[], weeks: number): readonly Finding[] {
  const groups = groupBy(findings, ({ rule }) => rule);
  const spread = new Map([...groups].filter(([rule, group]) => isSpread(rule, group, weeks)));
  return findings.flatMap((found) => {
    const group = spread.get(found.rule);
    if (!group) return [found];
    return group[0] === found ? [together(found, group.slice(1))] : [];
  });
}

function isSpread(rule: RuleId, group: readonly Finding[], weeks: number): boolean {
  const { once }: Rule = RULES[rule];
  if (once === undefined || group.length < 2) return false;
  if (once === 'always') return true;
  const within = new Set(group.map(({ week, file, line }) => week ?? `${file}:${line}`)).size;
  return within >= MANY && within * 2 > weeks;
}

function together(first: Finding, others: readonly Finding[]): Finding {
  const places = others.slice(0, SHOWN).map(({ file, line }) => `${file === first.file ? 'line ' : `${file}:`}${line}`);
  const more = others.length > SHOWN ? ' …' : '';
  return {
    ...first,
    message: `${first.message} The same holds ${others.length} more ${others.length === 1 ? 'time' : 'times'} (${places.join(', ')}${more}).`,
  };
}
