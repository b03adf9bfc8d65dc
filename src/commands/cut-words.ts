import { ownName } from '../config/schema.ts';
import { cutWords, type PostRules } from '../core/thread.ts';
import type { Edition } from '../core/list.ts';
import { settingsOf } from '../pipeline.ts';
import type { App } from '../app.ts';

/** What the operator should hear of a HOOK or CLOSER that a post has no room for, each once. */
export function warningsOfCutWords(
  editions: readonly Edition[],
  rules: readonly PostRules[],
  { config }: Pick<App, 'config'>,
): readonly string[] {
  const lines = editions.flatMap((edition) =>
    rules.flatMap((each) =>
      cutWords(edition, each, settingsOf(edition, each, config)).map((setting) => {
        const own = ownName(each.network, setting);
        const isOwn = config.own[each.network]?.[setting === 'HOOK' ? 'hook' : 'closer'] !== undefined;
        const advice = isOwn ? 'shorten it' : `shorten it, or set ${own}`;
        return `${isOwn ? own : setting} is longer than a post on ${each.name} holds (${each.limit}), and is cut there: ${advice}.`;
      }),
    ),
  );
  return Array.from(new Set(lines));
}
