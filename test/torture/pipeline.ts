import { composeThread, DEFAULT_CLOSER, DEFAULT_HOOK, type ComposeSettings } from '../../src/core/thread/compose.ts';
import { outline } from '../../src/core/list/outline.ts';
import { parseSection } from '../../src/core/list/parse.ts';
import type { PostRules, Post, Thread } from '../../src/core/thread/posts.ts';
import type { Edition } from '../../src/core/list/edition.ts';
import { blueskyRules } from '../../src/networks/bluesky/rules.ts';
import { mastodonRules } from '../../src/networks/mastodon/rules.ts';
import { siteRules } from '../../src/networks/site/rules.ts';
import { xRules } from '../../src/networks/x/rules.ts';

export const everyRules = [xRules, blueskyRules, mastodonRules(), siteRules];

const settings: ComposeSettings = {
  links: 'each',
  linkLabels: ['Paper', 'Code'],
  hook: DEFAULT_HOOK,
  closer: DEFAULT_CLOSER,
  listUrl: 'https://example.org/list',
  language: 'en',
};

export interface Outcome {
  readonly editions: readonly Edition[];
  readonly threads: readonly Thread[];
}

/** The way from a document to the threads of its newest weeks. */
export function runAll(text: string, rules: readonly PostRules[] = everyRules): Outcome {
  const { sections } = outline([{ file: 'list.md', text }]);
  const editions = sections.slice(0, 3).map((section) => parseSection(section));
  const threads = editions.flatMap((edition) => rules.map((each) => composeThread(edition, each, settings)));
  return { editions, threads };
}

/** What is wrong with a thread that was composed, whatever the list was like; empty where nothing is. */
export function faults({ threads }: Outcome): readonly string[] {
  return threads.flatMap((thread) => {
    const rules = everyRules.find(({ network }) => network === thread.network);
    return thread.posts.flatMap((post, index) => {
      const where = `${thread.network} post ${index + 1}: `;
      const wrong = [
        ...(rules?.fits(post.text) === true ? [] : ['does not fit']),
        ...(post.length === rules?.measure(post.text) ? [] : ['has another length than it says']),
        ...(post.text.trim() === '' ? ['is empty'] : []),
        ...linkFaults(post),
      ];
      return wrong.map((words) => where + words);
    });
  });
}

function linkFaults({ text, links }: Post): readonly string[] {
  return links.flatMap(({ start, end, label, url, auto }) => {
    const words = text.slice(start, end);
    return words === url || words === label || auto === true ? [] : [`has a link whose words are "${words}"`];
  });
}
