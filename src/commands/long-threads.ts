import type { Config } from '../config.ts';
import { type Edition, partSizes, type ReadSection } from '../core/list.ts';

/** With hook and closer: more posts than this in a thread are more than most followers read. */
const MOST_POSTS = 25;
/** So many headings are named. */
const SHOWN = 20;

/** Warns of a thread that a part of the list may be better for, with the headings there are and their sizes. */
export function warningsOfLength(
  { week, edition }: { readonly week: ReadSection; readonly edition: Edition },
  { part }: Pick<Config, 'part'>,
): readonly string[] {
  const posts = edition.entries.length + 2;
  if (posts <= MOST_POSTS) return [];
  const sizes = partSizes(week.entries);
  const names = sizes.slice(0, SHOWN).map(({ name, entries }) => `${name} (${entries})`);
  const more = sizes.length > SHOWN ? ', …' : '';
  const headings =
    names.length > 1 && part.sections.length === 0
      ? ` SECTIONS takes those under some headings: ${names.join(', ')}${more}.`
      : '';
  return [`${edition.week} makes a thread of about ${posts} posts.${headings} MAX_ENTRIES takes the first so many.`];
}
