import { composeEntry, entryLinks, hasAutoLinks } from './compose/entry-post.ts';
import { composeClosers, composeHook, type RankedLinks } from './compose/hook-and-closer.ts';
import type { FrameSettings } from './compose/template.ts';
import { threadCost } from './price.ts';
import type { Edition, Entry, Link } from '../list.ts';
import type { PostRules, Thread } from './posts.ts';

/** The operator's settings for a thread. */
export interface ComposeSettings extends FrameSettings {
  /** In every entry's post, or together at the end of the thread. */
  readonly links: 'each' | 'last';
  /** Labels of the links to post, best first. An entry that has none of them keeps its first link. */
  readonly linkLabels: readonly string[];
  /** Whether each post says why its text was chosen. */
  readonly why?: boolean;
}

export const DEFAULT_HOOK = `{heading}
{dates}

{count} in this thread, one post each 🧵`;

export const DEFAULT_CLOSER = `That was {heading}, {dates}.

The whole list: {list}

Follow this account for the next one.`;

/** The hook and closer where the operator sets none: for followers of a network, or for readers of a page, which has no limit. */
export const defaultWords = ({ limit }: Pick<PostRules, 'limit'>): Pick<FrameSettings, 'hook' | 'closer'> =>
  limit === null ? { hook: PAGE_HOOK, closer: PAGE_CLOSER } : { hook: DEFAULT_HOOK, closer: DEFAULT_CLOSER };

const PAGE_HOOK = `{heading}
{dates}

{count} in this list, with links`;

const PAGE_CLOSER = `That was {heading}, {dates}.

The whole list: {list}

Subscribe to the feed for the next one.`;

/** The thread of an edition for one network: hook, one post for each entry, closer. Pure, and linear in the edition. */
export function composeThread(edition: Edition, rules: PostRules, settings: ComposeSettings): Thread {
  const entries = ranked(edition, rules, settings);
  const isEach = settings.links === 'each';
  const posts = [
    composeHook(edition, rules, settings),
    ...entries.map(({ entry, number, links }) =>
      composeEntry(entry, `${number}/${entries.length}`, isEach ? links : [], rules, settings.why),
    ),
    ...composeClosers(edition, isEach ? [] : atTheEnd(entries, rules), rules, settings),
  ];
  return { network: rules.network, limit: rules.limit, posts, costUsd: threadCost(posts, rules) };
}

/** What the thread would cost with its links at the end, in USD. Composes only those entries whose words have a part in that. */
export function costWithLinksLast(edition: Edition, rules: PostRules, settings: ComposeSettings): number {
  const entries = ranked(edition, rules, settings);
  const posts = [
    composeHook(edition, rules, settings),
    ...entries.map(({ entry, number }) =>
      hasAutoLinks(entry, rules) ? composeEntry(entry, `${number}/${entries.length}`, [], rules) : { links: [] },
    ),
    ...composeClosers(edition, atTheEnd(entries, rules), rules, settings),
  ];
  return threadCost(posts, rules);
}

interface RankedEntry {
  readonly entry: Entry;
  readonly number: number;
  /** Those that are wanted, best first. */
  readonly links: readonly Link[];
}

function ranked({ entries }: Edition, rules: PostRules, { linkLabels }: ComposeSettings): readonly RankedEntry[] {
  const numbers = numbersOf(entries);
  return entries.map((entry, index) => ({
    entry,
    number: numbers[index] ?? index + 1,
    links: entryLinks(entry, linkLabels, rules),
  }));
}

/** Where a link costs money, the closers carry the best one of each entry and no more. */
function atTheEnd(entries: readonly RankedEntry[], rules: PostRules): readonly RankedLinks[] {
  const most = rules.price({ links: [] }) > 0 ? 1 : Infinity;
  return entries.map(({ number, links }) => ({ number, links: links.slice(0, most) }));
}

/** The entries' own ranks if they are 1 to n, each once; else their positions, since `10/9` would make no sense. */
function numbersOf(entries: readonly Entry[]): readonly number[] {
  const ranks = new Set(entries.map(({ rank }) => rank));
  const sound = ranks.size === entries.length && entries.every(({ rank }) => rank >= 1 && rank <= entries.length);
  return entries.map(({ rank }, index) => (sound ? rank : index + 1));
}
