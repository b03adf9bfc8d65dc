import {
  type Markdown,
  type Section,
  type Finding,
  finding,
  frontMatter,
  isDraft,
  onlyLists,
  outline,
  readSection,
  type ReadSection,
} from '../list.ts';
import { checkLinks } from './lint-links.ts';
import { tellOnce } from './once.ts';
import { checkCounts, checkRanks } from './ranks.ts';
import { checkRepeated, checkWeeks } from './lint-weeks.ts';
import { checkWords } from './lint-words.ts';
import type { PostRules } from '../thread.ts';
import type { Day } from '../week.ts';

/** Everything about a list that a person should know before it is posted, by file and line. `networks`: the rules of those
 *  that it may be posted to; `today`: to tell which weeks lie too far ahead. */
export function lint(documents: readonly Markdown[], networks: readonly PostRules[], today?: Day): readonly Finding[] {
  const { sections: all, findings } = outline(documents);
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
  const files = `${String(documents.length)} ${documents.length === 1 ? 'file' : 'files'}`;
  const drafts = documents.filter(({ text }) => isDraft(frontMatter(text.slice(0, 25_000).replaceAll('\r\n', '\n'))));
  const message = first
    ? `Of ${files}, ${String(dated.length)} with a date of their own hold no list: fewer than two entries with links each.`
    : drafts.length > 0
      ? `Of ${files}, ${String(drafts.length)} ${drafts.length === 1 ? 'is a draft' : 'are drafts'} by their front matter, and no other has dates of a week.`
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
