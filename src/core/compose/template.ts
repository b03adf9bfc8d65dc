import { writtenDates } from '../card/dates.ts';
import { listName } from '../card/title.ts';
import { postText, withoutLinks } from './text.ts';
import { cutAtWords } from './title.ts';
import type { Edition } from '../edition.ts';
import type { PostRules } from '../rules.ts';

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
  const heading = withoutLinks(postText(listName(edition.heading), rules));
  const values: Values = {
    dates: writtenDates(edition.week, language).replace(/(\d) [–-] (\d)/, '$1–$2'),
    count: String(edition.entries.length),
    list: listUrl,
  };
  const lines = template
    .replace(/\\n/g, '\n')
    .split('\n')
    .filter((line) => listUrl !== '' || !line.includes('{list}'));
  const fits = (shape: readonly string[]): boolean => rules.fits(fill(shape, { ...values, heading: '' }));
  const kept = withoutPlainLines(lines, fits);
  const name = cutAtWords(heading, (cut) => rules.fits(fill(kept, { ...values, heading: cut })));
  const whole = fill(kept, { ...values, heading: name });
  return { text: rules.fits(whole) ? whole : cutWhole(whole, values, rules), isCut: !fits(lines) };
}

const fill = (lines: readonly string[], values: Values): string =>
  lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
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
