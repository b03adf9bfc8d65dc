import type { Week } from '../week.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Something about a list that a person should know: where, what is wrong, what to do. */
export interface Finding {
  /** A stable id in kebab case; RULES lists them. */
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units as editors count. */
  readonly column: number;
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** What to do, as a sentence. */
  readonly advice: string;
  readonly week?: Week;
}

interface Rule {
  readonly severity: Severity;
  /** What the rule finds, in one line. */
  readonly doc: string;
  /** Told once with its count, at its first place: `always`, or only if most weeks of the list have it. */
  readonly once: 'always' | 'if most' | undefined;
}

const rule = (severity: Severity, doc: string, once?: Rule['once']): Rule => ({ severity, doc, once });

/** Everything that `lint` looks for, by the id that a finding carries. Errors keep a week from being posted as it is meant. */
export const RULES = {
  'heading-without-dates': rule('error', 'A heading has a list below it, but no dates that make a week.', 'if most'),
  'year-unknown': rule('error', 'Nothing tells the year of a week.', 'if most'),
  'year-inferred': rule('info', 'A heading says no year: it was taken from weeks beside it or from links.', 'always'),
  'year-short': rule('warning', 'A heading writes its year in two digits.', 'if most'),
  'week-ahead': rule('error', 'A week lies so far ahead that it cannot be meant.'),
  'year-contradicted': rule('error', 'Most of the links of a week are from another year.'),
  'days-only': rule('warning', 'Headings or files follow each other day by day: they are no weeks.'),
  'unclosed-block': rule('error', 'A code block or comment is never closed and hides what follows.'),
  'date-unreadable': rule('error', "The date in a file's front matter or name is none, so that its list is not found."),
  'dates-disagree': rule('warning', 'A file says two different weeks.', 'if most'),
  'week-again': rule('info', 'A week stands in two files with other words, and the fuller list is read.', 'always'),
  'week-twice': rule('error', 'Two lists stand under the same dates.'),
  'week-inside': rule('error', 'A heading inside a week has the dates of another one.'),
  'weeks-overlap': rule('warning', 'Two weeks have more than one day in common.'),
  'weeks-missing': rule('warning', 'There is room for a week or more between two weeks.', 'if most'),
  'days-missing': rule('info', 'A few days lie between two weeks.', 'if most'),
  'too-long': rule('error', 'A line is longer than any list needs, and was not read to its end.'),
  'no-weeks': rule('error', 'Nothing in the list names the dates of a week.'),
  'list-twice': rule('error', 'Two lists with ranks stand below one heading in two forms, and one was not read.'),
  'list-left-out': rule(
    'warning',
    'A table or list is in another form than the entries of its week, and was not read.',
    'if most',
  ),
  'no-entries': rule('error', 'Nothing below a heading can be read as an entry.'),
  'entry-count': rule('warning', 'A week has fewer or more entries than the others of its list.'),
  'rank-twice': rule('error', 'Two entries have the same rank.'),
  'rank-missing': rule('error', 'A rank between the first and the last has no entry.'),
  'rank-order': rule('warning', 'Ranks do not go up by one.'),
  'rank-unwritten': rule('warning', 'An entry has no number while others have one.', 'if most'),
  'title-empty': rule('error', 'An entry has no title.'),
  'title-guessed': rule('warning', 'Nothing clear stands between title and summary.', 'if most'),
  'title-long': rule('warning', 'A title is longer than a post holds.'),
  'summary-empty': rule('warning', 'An entry has a title alone.', 'if most'),
  'summary-long': rule(
    'warning',
    'A summary cannot be shortened to a complete text for the network with the shortest posts.',
    'if most',
  ),
  placeholder: rule('error', 'Words stand for others that are not written yet.'),
  'stray-markup': rule('warning', 'Markdown or HTML marks stand in the visible text.'),
  'hidden-word': rule('warning', 'A word looks like an HTML tag, so that code hosts do not show it.'),
  'row-split': rule('warning', 'A pipe inside the words splits a table row.'),
  'link-missing': rule('warning', 'An entry has no link.', 'if most'),
  'link-empty': rule('warning', 'A link has no address.'),
  'link-placeholder': rule('error', 'Words stand for an address that is not written yet.'),
  'link-not-http': rule('warning', 'A link has no http or https address.', 'if most'),
  'link-too-long': rule('warning', 'An address is longer than any browser takes, and was left out.'),
  'link-damaged': rule('warning', 'A link is written in a way that markdown does not read.'),
  'link-undefined': rule('warning', 'A reference link leads nowhere: its target is not defined.', 'if most'),
  dialect: rule('warning', 'Marks of another dialect of markdown stand in the text.', 'if most'),
  struck: rule('warning', 'Words are struck out, and were left out.'),
  'link-elsewhere': rule('warning', 'A link shows one place and leads to another.'),
  'link-twice': rule('warning', 'The same link stands twice in a week.', 'if most'),
  'paper-repeated': rule('warning', 'An earlier week had the same paper.', 'if most'),
  'auto-link': rule('warning', 'A network makes a link of a word that its post holds, and asks the price of one.'),
  cashtags: rule('warning', 'An entry has more than one cashtag, and a network takes one a post.'),
  'card-letters': rule('warning', "Titles have letters that the picture's fonts lack.", 'always'),
} satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof RULES;

export const isRule = (id: string): id is RuleId => id in RULES;

/** A place in a file, and what to say of it. */
export type Remark = Pick<Finding, 'file' | 'line' | 'message' | 'advice'> & Partial<Pick<Finding, 'column' | 'week'>>;

/** A finding of a rule, as severe as the rule is. */
export function finding(id: RuleId, { column = 1, ...remark }: Remark): Finding {
  return { rule: id, severity: RULES[id].severity, column, ...remark };
}
