import type { App } from '../app.ts';
import { type Config, networkOf, threadSettings } from '../config.ts';
import { ownName } from '../config/variables.ts';
import { cardAlt } from '../core/card.ts';
import { type Edition, partSizes, type ReadSection } from '../core/list.ts';
import { WAITS } from '../core/record.ts';
import {
  type ComposeSettings,
  composeThread,
  costWithLinksLast,
  cutWords,
  defaultWords,
  type NetworkId,
  type PostRules,
  type Thread,
} from '../core/thread.ts';
import { messageOf } from '../errors.ts';

/** A thread for one network, and that network's rules. */
export interface Ruled {
  readonly rules: PostRules;
  readonly thread: Thread;
}

/** An edition as a thread for each network, by the rules of its server; warns of words that a post has no room for. */
export async function composeThreads(
  edition: Edition,
  networks: readonly NetworkId[],
  app: App,
): Promise<readonly Ruled[]> {
  const rules = await Promise.all(networks.map((id) => rulesOf(id, app, 'patiently')));
  warningsOfCutWords([edition], rules, app).forEach(app.log.warn);
  return rules.map((each) => ({ rules: each, thread: compose(edition, each, app.config) }));
}

/** Whether a network's server is asked for its rules, and with what patience. */
export type Asking = 'patiently' | 'quickly' | 'no';

/** A network's rules: asked of its server, or its defaults. */
export async function rulesOf(id: NetworkId, app: App, ask: Asking): Promise<PostRules> {
  const { room } = networkOf(app.config, id);
  if (ask === 'no' || room.asksServer !== true) return await room.rules();
  return await (await app.network(id)).rules(true, ask === 'quickly' ? WAITS.quickRules : undefined);
}

/** `why`: each post says why its text was chosen. */
export const compose = (edition: Edition, rules: PostRules, config: Config, why = false): Thread =>
  composeThread(edition, rules, { ...settingsOf(edition, rules, config), why });

/** What a thread would cost with its links at the end, in USD. */
export const priceWithLinksLast = (edition: Edition, rules: PostRules, config: Config): number =>
  costWithLinksLast(edition, rules, settingsOf(edition, rules, config));

/** What the operator says of a thread on one network. */
function settingsOf(edition: Edition, rules: PostRules, config: Config): ComposeSettings {
  const chosen = threadSettings(config, rules.network);
  const hasCard = chosen.hasCard && rules.altLimit !== null;
  const alt = hasCard ? { alt: cardAlt(edition, rules.altLimit, chosen.language) } : {};
  return { ...defaultWords(rules), ...chosen, listUrl: config.listUrl, ...alt };
}

/** The picture of a week; undefined, and told, if it cannot be drawn: that does not stop a thread. */
export const pictureOf = (edition: Edition, { drawCard, log }: App): Promise<Uint8Array | undefined> =>
  drawCard(edition).catch((error: unknown) => {
    log.warn(`The picture of ${edition.week} could not be drawn: ${messageOf(error)}`);
    return undefined;
  });

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
