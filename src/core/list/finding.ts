import type { Week } from '../week.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Something about a list that a person should know: where, what is wrong, what to do. */
export interface Finding {
  readonly rule: RuleId;
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

export interface Rule {
  readonly severity: Severity;
  /** Told once with its count, at its first place: `always`, or only if most weeks of the list have it. */
  readonly once?: 'always' | 'if most';
}

/** Everything that `lint` looks for, by the id that a finding carries. Errors keep a week from being posted as it is meant. */
export const RULES = {
  'heading-without-dates': { severity: 'error', once: 'if most' },
  'year-unknown': { severity: 'error', once: 'if most' },
  'year-inferred': { severity: 'info', once: 'always' },
  'year-short': { severity: 'warning', once: 'if most' },
  'week-ahead': { severity: 'error' },
  'year-contradicted': { severity: 'error' },
  'days-only': { severity: 'warning' },
  'unclosed-block': { severity: 'error' },
  'date-unreadable': { severity: 'error' },
  'dates-disagree': { severity: 'warning', once: 'if most' },
  'week-again': { severity: 'info', once: 'always' },
  'week-twice': { severity: 'error' },
  'week-inside': { severity: 'error' },
  'weeks-overlap': { severity: 'warning' },
  'weeks-missing': { severity: 'warning', once: 'if most' },
  'days-missing': { severity: 'info', once: 'if most' },
  'too-long': { severity: 'error' },
  'no-weeks': { severity: 'error' },
  'list-twice': { severity: 'error' },
  'list-left-out': { severity: 'warning', once: 'if most' },
  'no-entries': { severity: 'error' },
  'entry-count': { severity: 'warning' },
  'rank-twice': { severity: 'error' },
  'rank-missing': { severity: 'error' },
  'rank-order': { severity: 'warning' },
  'rank-unwritten': { severity: 'warning', once: 'if most' },
  'title-empty': { severity: 'error' },
  'title-guessed': { severity: 'warning', once: 'if most' },
  'title-long': { severity: 'warning' },
  'summary-empty': { severity: 'warning', once: 'if most' },
  'summary-long': { severity: 'warning', once: 'if most' },
  placeholder: { severity: 'error' },
  'stray-markup': { severity: 'warning' },
  'hidden-word': { severity: 'warning' },
  'row-split': { severity: 'warning' },
  'link-missing': { severity: 'warning', once: 'if most' },
  'link-empty': { severity: 'warning' },
  'link-placeholder': { severity: 'error' },
  'link-not-http': { severity: 'warning', once: 'if most' },
  'link-too-long': { severity: 'warning' },
  'link-damaged': { severity: 'warning' },
  'link-undefined': { severity: 'warning', once: 'if most' },
  dialect: { severity: 'warning', once: 'if most' },
  struck: { severity: 'warning' },
  'link-elsewhere': { severity: 'warning' },
  'link-twice': { severity: 'warning', once: 'if most' },
  'paper-repeated': { severity: 'warning', once: 'if most' },
  'auto-link': { severity: 'warning' },
  cashtags: { severity: 'warning' },
  'card-letters': { severity: 'warning', once: 'always' },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof RULES;

/** A place in a file, and what to say of it. */
export type Remark = Pick<Finding, 'file' | 'line' | 'message' | 'advice'> & Partial<Pick<Finding, 'column' | 'week'>>;

/** A finding of a rule, as severe as the rule is. */
export function finding(id: RuleId, { column = 1, ...remark }: Remark): Finding {
  return { rule: id, severity: RULES[id].severity, column, ...remark };
}
