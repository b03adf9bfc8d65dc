import { finding, type RuleId, type Finding } from '../finding.ts';
import type { Section } from '../edition.ts';

/** What is written otherwise than markdown reads it, and how it is meant. Lines keep their numbers. */
export interface Repair {
  readonly name: string;
  readonly rule: RuleId;
  /** A part of every text that it may fire on, so that others cost nothing. */
  readonly hint: string;
  readonly form: RegExp;
  readonly mend: string | ((found: string) => string);
  readonly example: readonly [damaged: string, mended: string];
  /** Where it was seen. */
  readonly seen: string;
}

const PUBLIC = 'the public list';
const OTHERS = 'lists of other keepers';

// In the order in which they are applied. No form takes longer than its text: repeats are bounded, and no two share a sign.
// prettier-ignore
export const REPAIRS: readonly Repair[] = [
  { name: 'address apart', rule: 'link-damaged', hint: '(http', form: /\](?:[.:]|\\?[ \u200b]{1,3}|:[ ]{1,2})\((?=https?:)/g, mend: '](', example: ['[P] (https://a.org)', '[P](https://a.org)'], seen: PUBLIC },
  { name: 'scheme twice', rule: 'link-damaged', hint: 'http', form: /https?:\/{1,2}(?=https?:\/\/)/g, mend: '', example: ['[P](https://https://a.org)', '[P](https://a.org)'], seen: PUBLIC },
  { name: 'parenthesis twice', rule: 'link-damaged', hint: ']((', form: /\]\(\((https?:[^\s()|]{1,2000})\)?\)?/g, mend: ']($1)', example: ['[P]((https://a.org)', '[P](https://a.org)'], seen: PUBLIC },
  { name: 'link in an address', rule: 'link-damaged', hint: ']([', form: /\]\(\[[^[\]|\n]{0,200}\]\((https?:[^\s()|]{1,2000})\)\)?/g, mend: ']($1)', example: ['[P]([X](https://a.org))', '[P](https://a.org)'], seen: PUBLIC },
  { name: 'address in brackets', rule: 'link-damaged', hint: '][http', form: /\]\[(https?:[^\s[\]|]{1,2000})\]/g, mend: ']($1)', example: ['[P][https://a.org]', '[P](https://a.org)'], seen: PUBLIC },
  { name: 'address not closed', rule: 'link-damaged', hint: '](http', form: /\]\((https?:\/\/[^\s()|[\]]{1,2000}?)[.,;]?(?=\s{0,3}(?:[·•]?\s?\[|\||$)|[ \t][^\s"'()[\]|][^()[\]|\n]{0,4000}(?:[[|]|$))/gm, mend: ']($1)', example: ['[P](https://a.org, [T](https://b.org)', '[P](https://a.org) [T](https://b.org)'], seen: PUBLIC },
  { name: 'address twice', rule: 'link-damaged', hint: ')(http', form: /(\]\(https?:[^\s()|]{1,2000}\))\(https?:[^\s()|]{1,2000}\)+/g, mend: '$1', example: ['[P](https://a.org)(https://a.org))', '[P](https://a.org)'], seen: PUBLIC },
  { name: 'closed twice', rule: 'link-damaged', hint: '))', form: /(\([^[\]()|\n]{0,40}(?:\[[^[\]()|\n]{1,40}\]\(https?:[^\s()|]{1,2000}\)[^[\]()|\n]{0,40}){1,12}\))|((?:^|[|,;] ?)\[[^[\]()|\n]{1,40}\]\(https?:[^\s()|]{1,2000}\))\)+/gm, mend: '$1$2', example: ['([P](https://a.org), [C](https://b.org)) | [P](https://a.org))', '([P](https://a.org), [C](https://b.org)) | [P](https://a.org)'], seen: PUBLIC },
  { name: 'label not closed', rule: 'link-damaged', hint: '(http', form: /(^|[\s,;|])([A-Z][A-Za-z]{1,20})\((https?:\/\/[^\s()|]{1,2000})\)/gm, mend: '$1[$2]($3)', example: ['Github(https://a.org)', '[Github](https://a.org)'], seen: PUBLIC },
  { name: 'bracket in a label', rule: 'link-damaged', hint: ')](', form: /(\[[^[\]()|\n]{1,40})\)\]\(/g, mend: '$1](', example: ['[Tweet)](https://a.org)', '[Tweet](https://a.org)'], seen: PUBLIC },
  { name: 'bold opened by one star', rule: 'stray-markup', hint: '** ', form: /^([^\w*\n]{0,12}\d{1,3}[.)][^\w*\n]{0,3}|\| ?)\*([^*\s][^*\n]{0,200})\*\*(?=\s)/gm, mend: '$1**$2**', example: ['| 1) *T** - s', '| 1) **T** - s'], seen: PUBLIC },
  { name: 'bold not closed', rule: 'stray-markup', hint: '**', form: /^(\|?[^\w*\n]{0,6}\d{1,3}[.)] ?)\*\*([^*\n|]{1,200}?)(?= [-–—] )(?=[^*\n]{0,16000}$)/gm, mend: '$1**$2**', example: ['| 1) **T - s', '| 1) **T** - s'], seen: PUBLIC },
  { name: 'blank in bold', rule: 'stray-markup', hint: ' **', form: /(\d[.)][^\w*\n]{0,3}\*\*)([^*\n|]{1,1000}?) {1,3}\*\*(?=[ :–—-])/g, mend: '$1$2**', example: ['1) **T ** - s', '1) **T** - s'], seen: PUBLIC },
  { name: 'star in bold', rule: 'stray-markup', hint: '*', form: /(\d[.)][^\w*\n]{0,3}\*\*)([^*\n|]{1,150}[A-Za-z\d])\*(?=[^*A-Za-z\d\u00c0-\u04ff\n][^*\n|]{0,150}\*\*(?!\*))/g, mend: '$1$2\\*', example: ['1) **Beyond A*: Planning** - s', '1) **Beyond A\\*: Planning** - s'], seen: PUBLIC },
  { name: 'blank line in a table', rule: 'row-split', hint: '|\n\n', form: /(\|)\n(?=\n[ \t]{0,3}\|(?![^\n]{0,2000}\n[ \t]{0,3}\|?[ \t]{0,3}:?-))/g, mend: '$1\n| |', example: ['| a |\n\n| b |', '| a |\n| |\n| b |'], seen: PUBLIC },
  { name: 'reference without a target', rule: 'link-undefined', hint: '][', form: /(?<!\\|!)\[([^[\]\n]{1,200})\]\[([^[\]\n]{0,200})\](?!\()/g, mend: '$1', example: ['It was [posted][1].', 'It was posted.'], seen: OTHERS },
  { name: 'attributes', rule: 'dialect', hint: '{', form: /[ \t]?\{:[^{}\n]{0,200}\}|[ \t]\{#[\w.-]{1,80}\}$/gm, mend: '', example: ['[P](https://a.org){:target="_blank"}', '[P](https://a.org)'], seen: OTHERS },
  { name: 'tag of a template', rule: 'dialect', hint: '{%', form: /\{%[^%\n]{0,300}%\}/g, mend: '', example: ['{% include x %}T', 'T'], seen: OTHERS },
  { name: 'shortcode', rule: 'dialect', hint: '{{', form: /\{\{[^{}\n]{0,300}\}\}/g, mend: '', example: ['{{< figure >}}T', 'T'], seen: OTHERS },
  { name: 'comment of MDX', rule: 'dialect', hint: '{/*', form: /\{\/\*[^*\n]{0,1000}\*\/\}/g, mend: '', example: ['{/* later */}T', 'T'], seen: OTHERS },
  { name: 'component', rule: 'dialect', hint: '/>', form: /<[A-Z][\w.]{0,40}(?:\s[^<>\n]{0,300})?\/>/g, mend: '', example: ['<Video id="x" />T', 'T'], seen: OTHERS },
  { name: 'footnote', rule: 'dialect', hint: '[^', form: /^\[\^[^\]\s]{1,40}\]:.*$|\[\^[^\]\s]{1,40}\]/gm, mend: '', example: ['It holds.[^1]', 'It holds.'], seen: OTHERS },
  { name: 'wiki link', rule: 'dialect', hint: '[[', form: /(?<!\])\[\[(?:[^[\]|\n]{1,200}\\?\|)?([^[\]|\n]{1,200})\]\](?!\()/g, mend: '$1', example: ['[[Notes/Beta|words]]', 'words'], seen: OTHERS },
  { name: 'highlight', rule: 'dialect', hint: '==', form: /(?<![=\w])==(?=[^\s=])([^=\n]{1,300}[^\s=]|[^\s=])==(?![=\w])/g, mend: '$1', example: ['It is ==new==.', 'It is new.'], seen: OTHERS },
  { name: 'hidden note', rule: 'dialect', hint: '%%', form: /%%[^%\n]{1,1000}%%/g, mend: '', example: ['T %%not yet%%', 'T '], seen: OTHERS },
  { name: 'block mark', rule: 'dialect', hint: ' ^', form: / \^[a-zA-Z0-9-]{2,40}$/gm, mend: '', example: ['It is new. ^ab12', 'It is new.'], seen: OTHERS },
  { name: 'name of an emoji', rule: 'dialect', hint: ':', form: /(?<![\w:/.])(?<!\]):[a-z][a-z0-9_+-]{1,30}:(?![\w:/]) ?/g, mend: '', example: [':rocket: It is new.', 'It is new.'], seen: OTHERS },
  { name: 'mark in a formula', rule: 'dialect', hint: '$', form: /(?<![\\$\w])\$(?=[^\s$\n]{1,100}[*_])[^$\n]{1,200}\$(?![\w$])/g, mend: (formula) => formula.replace(/(?<!\\)[*_]/g, '\\$&'), example: ['It is $a*b*c$ long.', 'It is $a\\*b\\*c$ long.'], seen: OTHERS },
  { name: 'struck words', rule: 'struck', hint: '~~', form: / ?~~(?=[^\s~])[^~\n]{1,2000}~~/g, mend: '', example: ['It is ~~not~~ good', 'It is good'], seen: OTHERS },
];

/** A text as it is meant, and what was mended, each with its line from 0. */
export interface Mended {
  readonly text: string;
  readonly fixes: readonly Fix[];
  /** How many more places were mended. */
  readonly more: number;
}

/** So many of a week's fixes are told with their places; of more a keeper sees that they have one cause. */
const MOST_FIXES = 20;

interface Fix {
  readonly repair: Repair;
  readonly line: number;
  readonly was: string;
  readonly is: string;
}

export function mend(text: string, repairs: readonly Repair[] = REPAIRS): Mended {
  const fixes: Fix[] = [];
  let more = 0;
  let mended = text;
  for (const repair of repairs) {
    if (!mended.includes(repair.hint)) continue;
    const before = mended;
    let line = 0;
    let from = 0;
    mended = before.replace(repair.form, (...found: readonly (string | number | undefined)[]) => {
      const offset = Number(found.find((part) => typeof part === 'number'));
      const was = String(found[0]);
      const groups = found.slice(0, found.indexOf(offset)).map((group) => String(group ?? ''));
      const is =
        typeof repair.mend === 'string'
          ? repair.mend.replace(/\$(\d)/g, (_, group: string) => groups[Number(group)] ?? '')
          : repair.mend(was);
      line += before.slice(from, offset).split('\n').length - 1;
      from = offset;
      if (is === was) return is;
      if (fixes.length >= MOST_FIXES) more += 1;
      else {
        const [left, right] = around(before, offset, offset + was.length);
        fixes.push({ repair, line, was: left + was + right, is: left + is + right });
      }
      return is;
    });
  }
  return { text: mended, fixes, more };
}

/** What stands on both sides of a place as far as it shows what is meant: from its bracket to the next blank. */
function around(text: string, start: number, end: number): readonly [string, string] {
  const left = /\[[^[\]\n]{0,30}$|[^\s|]{0,12}$/.exec(text.slice(Math.max(0, start - 32), start))?.[0] ?? '';
  return [left, /^[^\s|]{0,40}/.exec(text.slice(end, end + 40))?.[0] ?? ''];
}

const LONGEST_SHOWN = 80;
const shown = (text: string): string => (text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);

/** What was mended, as findings with their places. `body`: the section's text as it stands in the list. */
export function findingsOf(
  { fixes, more }: Mended,
  { file, week, bodyLine }: Section,
  body: string,
): readonly Finding[] {
  if (fixes.length === 0) return [];
  const lines = body.split('\n');
  return fixes.map(({ repair, line, was, is }, index) => {
    const column = (lines[line]?.indexOf(was.trim()) ?? -1) + 1;
    const place = { file, week, line: bodyLine + line, column: Math.max(1, column) };
    const message =
      is.trim() === ''
        ? `“${shown(was.trim())}” was left out.`
        : `“${shown(was.trim())}” was read as “${shown(is.trim())}”.`;
    const others = more > 0 && index === fixes.length - 1 ? ` So were ${String(more)} more places of this week.` : '';
    return finding(repair.rule, {
      ...place,
      message: message + others,
      advice: is.trim() === '' ? 'Take it out.' : `Write ${shown(is.trim())}.`,
    });
  });
}
