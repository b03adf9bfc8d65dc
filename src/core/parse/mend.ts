import { finding } from '../lint/rules.ts';
import type { RuleId } from '../lint/rules.ts';
import type { Section } from '../edition.ts';
import type { Finding } from '../finding.ts';

/** What is written otherwise than markdown reads it, and how it is meant. Lines keep their numbers. */
export interface Repair {
  readonly name: string;
  readonly rule: RuleId;
  /** A part of every text that it may fire on, so that others cost nothing. */
  readonly hint: string;
  readonly form: RegExp;
  readonly mend: string;
  readonly example: readonly [damaged: string, mended: string];
  /** Where it was seen. */
  readonly seen: string;
}

const ARCHIVE = 'the archive of the public list';
const OTHERS = 'lists of other keepers';

// In the order in which they are applied. No form may take longer than its text: bounded repeats, no two that can share.
export const REPAIRS: readonly Repair[] = [
  {
    name: 'address apart',
    rule: 'link-damaged',
    hint: '(http',
    form: /\](?:[.:]|\\?[ \u200b]{1,3}|:[ ]{1,2})\((?=https?:)/g,
    mend: '](',
    example: ['[P] (https://a.org)', '[P](https://a.org)'],
    seen: ARCHIVE,
  },
  {
    name: 'scheme twice',
    rule: 'link-damaged',
    hint: 'http',
    form: /https?:\/{1,2}(?=https?:\/\/)/g,
    mend: '',
    example: ['[P](https://https://a.org)', '[P](https://a.org)'],
    seen: ARCHIVE,
  },
  {
    name: 'parenthesis twice',
    rule: 'link-damaged',
    hint: ']((',
    form: /\]\(\((https?:[^\s()|]{1,2000})\)?\)?/g,
    mend: ']($1)',
    example: ['[P]((https://a.org)', '[P](https://a.org)'],
    seen: ARCHIVE,
  },
  {
    name: 'link in an address',
    rule: 'link-damaged',
    hint: ']([',
    form: /\]\(\[[^[\]|\n]{0,200}\]\((https?:[^\s()|]{1,2000})\)\)?/g,
    mend: ']($1)',
    example: ['[P]([X](https://a.org))', '[P](https://a.org)'],
    seen: ARCHIVE,
  },
  {
    name: 'address in brackets',
    rule: 'link-damaged',
    hint: '][http',
    form: /\]\[(https?:[^\s[\]|]{1,2000})\]/g,
    mend: ']($1)',
    example: ['[P][https://a.org]', '[P](https://a.org)'],
    seen: ARCHIVE,
  },
  {
    name: 'address not closed',
    rule: 'link-damaged',
    hint: '](http',
    form: /\]\((https?:\/\/[^\s()|[\]]{1,2000}?),?(?=\s{0,3}(?:\[|\||$))/gm,
    mend: ']($1)',
    example: ['[P](https://a.org, [T](https://b.org)', '[P](https://a.org) [T](https://b.org)'],
    seen: ARCHIVE,
  },
  {
    name: 'address twice',
    rule: 'link-damaged',
    hint: ')(http',
    form: /(\]\(https?:[^\s()|]{1,2000}\))\(https?:[^\s()|]{1,2000}\)+/g,
    mend: '$1',
    example: ['[P](https://a.org)(https://a.org))', '[P](https://a.org)'],
    seen: ARCHIVE,
  },
  {
    name: 'label not closed',
    rule: 'link-damaged',
    hint: '(http',
    form: /(^|[\s,;|])(\p{Lu}[\p{L}]{1,20})\((https?:\/\/[^\s()|]{1,2000})\)/gmu,
    mend: '$1[$2]($3)',
    example: ['Github(https://a.org)', '[Github](https://a.org)'],
    seen: ARCHIVE,
  },
  {
    name: 'bracket in a label',
    rule: 'link-damaged',
    hint: ')](',
    form: /(\[[^[\]()|\n]{1,40})\)\]\(/g,
    mend: '$1](',
    example: ['[Tweet)](https://a.org)', '[Tweet](https://a.org)'],
    seen: ARCHIVE,
  },
  {
    name: 'bold opened by one star',
    rule: 'stray-markup',
    hint: '** ',
    form: /^(\W{0,12}\d{1,3}[.)]\W{0,3}|\| ?)\*([^*\s][^*\n]{1,200})\*\*(?=\s)/gm,
    mend: '$1**$2**',
    example: ['| 1) *T** - s', '| 1) **T** - s'],
    seen: ARCHIVE,
  },
  {
    name: 'bold not closed',
    rule: 'stray-markup',
    hint: '**',
    form: /^(\|?\W{0,6}\d{1,3}[.)] ?)\*\*([^*\n|]{1,200}?)(?= [-–—] )(?=[^*\n]{0,16000}$)/gm,
    mend: '$1**$2**',
    example: ['| 1) **T - s', '| 1) **T** - s'],
    seen: ARCHIVE,
  },
  {
    name: 'reference without a target',
    rule: 'link-undefined',
    hint: '][',
    form: /(?<!\\|!)\[([^[\]\n]{1,200})\]\[([^[\]\n]{0,200})\]/g,
    mend: '$1',
    example: ['It was [posted][1].', 'It was posted.'],
    seen: OTHERS,
  },
];

/** A text as it is meant, and what was mended, each with its line from 0. */
export interface Mended {
  readonly text: string;
  readonly fixes: readonly Fix[];
}

interface Fix {
  readonly repair: Repair;
  readonly line: number;
  readonly was: string;
  readonly is: string;
}

export function mend(text: string): Mended {
  const fixes: Fix[] = [];
  let mended = text;
  for (const repair of REPAIRS) {
    if (!mended.includes(repair.hint)) continue;
    const before = mended;
    let line = 0;
    let from = 0;
    mended = before.replace(repair.form, (...found: readonly (string | number | undefined)[]) => {
      const offset = Number(found.find((part) => typeof part === 'number'));
      const was = String(found[0]);
      const groups = found.slice(0, found.indexOf(offset)).map((group) => String(group ?? ''));
      const is = repair.mend.replace(/\$(\d)/g, (_, group: string) => groups[Number(group)] ?? '');
      line += before.slice(from, offset).split('\n').length - 1;
      from = offset;
      if (is !== was) fixes.push({ repair, line, was, is });
      return is;
    });
  }
  return { text: mended, fixes };
}

const LONGEST_SHOWN = 80;
const shown = (text: string): string => (text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);

/** What was mended, as findings with their places. `body`: the section's text as it stands in the list. */
export function findingsOf(fixes: readonly Fix[], { file, week, bodyLine }: Section, body: string): readonly Finding[] {
  if (fixes.length === 0) return [];
  const lines = body.split('\n');
  return fixes.map(({ repair, line, was, is }) => {
    const column = (lines[line]?.indexOf(was.trim()) ?? -1) + 1;
    const place = { file, week, line: bodyLine + line, column: Math.max(1, column) };
    const message =
      is.trim() === ''
        ? `“${shown(was.trim())}” was left out.`
        : `“${shown(was.trim())}” was read as “${shown(is.trim())}”.`;
    return finding(repair.rule, {
      ...place,
      message,
      advice: is.trim() === '' ? 'Take it out.' : `Write ${shown(is.trim())}.`,
    });
  });
}
