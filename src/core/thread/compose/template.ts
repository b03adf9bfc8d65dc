import { writtenDates } from '../../week.ts';
import { listName, type Edition } from '../../list.ts';
import { quietText, UNSEEN, withCashtags } from './safe-text.ts';
import { cutAtWords } from '../cut-title.ts';
import type { PostRules } from '../posts.ts';

/** What the hook and the closer are made of. */
export interface FrameSettings {
  readonly hook: string;
  readonly closer: string;
  readonly listUrl: string;
  readonly language: string;
  /** The alt text of the hook's picture, where it has one. */
  readonly alt?: string;
}

/** A template with its values; `isCut`: it holds more words than a post, whatever the heading. */
export interface Filled {
  readonly text: string;
  readonly isCut: boolean;
}

type Values = Readonly<Record<string, string>>;

/**
 * Fills a template; a line whose `{list}` is empty goes, and so do blank lines that it leaves. What has no room: words of
 * the heading first, then lines that hold no value, from the last; dates and address stay whole.
 */
export function fillTemplate(
  template: string,
  edition: Edition,
  rules: PostRules,
  { listUrl, language }: FrameSettings,
): Filled {
  const heading = quietText(listName(edition.heading), rules);
  const values: Values = {
    dates: writtenDates(edition.week, language).replace(/(\d) [–-] (\d)/, '$1–$2'),
    count: String(edition.entries.length),
    list: listUrl,
  };
  const lines = template
    .replace(/\\n/g, '\n')
    .split('\n')
    .filter((line) => listUrl !== '' || !line.includes('{list}'));
  const fill = (shape: readonly string[], name: string): string =>
    withCashtags(filled(shape, { ...values, heading: name }), 1, rules);
  const fits = (shape: readonly string[]): boolean => rules.fits(fill(shape, ''));
  const kept = withoutPlainLines(lines, fits);
  const name = cutAtWords(heading, (cut) => rules.fits(fill(kept, cut)));
  const whole = fill(kept, name);
  return { text: rules.fits(whole) ? whole : cutWhole(whole, values, rules), isCut: !fits(lines) };
}

/** A sign that the operator wrote right before the heading makes no name or tag of the list's words. */
const filled = (lines: readonly string[], values: Values): string =>
  lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .replace(/([@＠#＃$])\{heading\}/g, `$1${UNSEEN}{heading}`)
    .replace(/\{(heading|dates|count|list)\}/g, (_, key: string) => values[key] ?? '');

/** The lines without as many of those that hold no value as it takes to fit; all of them where that does not help. */
function withoutPlainLines(lines: readonly string[], fits: (lines: readonly string[]) => boolean): readonly string[] {
  let kept = lines;
  for (let at = lines.length - 1; at >= 0 && !fits(kept); at--)
    if (!/\{\w+\}|^\s*$/.test(lines[at] ?? '')) kept = kept.filter((_, index) => index !== at);
  return fits(kept) ? kept : lines;
}

/** The first words, then the dates and the address where those words hold them no more. */
function cutWhole(whole: string, { dates = '', list = '' }: Values, rules: PostRules): string {
  const held = [dates, list].filter((value) => value !== '' && whole.includes(value));
  const under = (cut: string, values: readonly string[]): string => [cut, ...values].join('\n\n');
  const cutFor = (values: readonly string[]): string => cutAtWords(whole, (cut) => rules.fits(under(cut, values)));
  const missing = held.filter((value) => !cutFor(held).includes(value));
  const text = under(cutFor(missing), missing);
  return rules.fits(text) ? text : cutAtWords(whole, rules.fits);
}
