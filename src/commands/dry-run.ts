import { existsSync } from 'node:fs';
import type { App } from '../app.ts';
import { everyRules, threadSettings } from '../config.ts';
import { ownName } from '../config/variables.ts';
import { command } from '../core/command.ts';
import { type Edition, editionOf, readSection, type ReadSection, type Section } from '../core/list.ts';
import type { JournalState } from '../core/record.ts';
import { toPlanJson } from '../core/thread.ts';
import { FailedError, messageOf } from '../errors.ts';
import { drawFindings } from '../render/findings.ts';
import { drawHeading, drawThread, type ThreadView } from '../render/thread-view.ts';
import { count, dollars } from '../render/words.ts';
import {
  compose,
  priceWithLinksLast,
  type Ruled,
  rulesOf,
  warningsOfCutWords,
  warningsOfLength,
} from '../run/compose-threads.ts';
import { noEntries } from '../run/select-week.ts';

/** How threads are shown: as JSON or drawn, and with the reasons for their words or without. */
interface Shown {
  readonly json: 'object' | 'array' | undefined;
  readonly why: boolean;
  /** The whole list, if nobody named the week: then a run posts it only once it is finished. */
  readonly list?: readonly Section[];
}

/** A week that was read once, for its threads and for what lint says of it. */
interface ReadWeek {
  readonly week: ReadSection;
  readonly edition: Edition;
}

/** Shows the threads of some weeks as they would be posted now. Changes nothing; asks servers for nothing but their limits. */
export async function dryRun(sections: readonly Section[], app: App, shown: Shown): Promise<number> {
  const { config, log, world } = app;
  const rules = await Promise.all(config.networks.map((id) => rulesOf(id, app, 'quickly')));
  const weeks = sections.map(readSection).map((week) => ({ week, edition: editionOf(week, config.part) }));
  const editions = weeks.map(({ edition }) => edition);
  const [only] = sections;
  const isEmpty = config.part.sections.length > 0 && editions.every(({ entries }) => entries.length === 0);
  if (only && isEmpty) throw new FailedError(noEntries(only, config));
  warningsOfCutWords(editions, rules, app).forEach(log.warn);
  weeks.flatMap((each) => warningsOfLength(each, config)).forEach(log.warn);
  const fonts = config.card.on ? config.card.fonts.filter((font) => !existsSync(font)) : [];
  for (const font of fonts) log.warn(`CARD_FONTS names ${font}, and there is no such file: no picture can be drawn.`);
  const threadsOf = (edition: Edition): readonly Ruled[] =>
    rules.map((each) => ({ rules: each, thread: compose(edition, each, config, shown.why) }));
  if (shown.json) {
    const plans = editions.map((edition) => {
      const threads = threadsOf(edition).map(({ thread }) => thread);
      return toPlanJson(edition.week, edition.heading, threads);
    });
    world.out(`${JSON.stringify(shown.json === 'array' ? plans : plans[0], null, 2)}\n`);
  } else await show(weeks, threadsOf, app, shown.list);
  return 0;
}

async function show(
  weeks: readonly ReadWeek[],
  threadsOf: (edition: Edition) => readonly Ruled[],
  app: App,
  list: readonly Section[] | undefined,
): Promise<void> {
  const { world, config, paper, log } = app;
  const { lintWeek } = await import('../core/lint.ts');
  const state = await readState(app);
  const every = await everyRules(config);
  for (const { week, edition } of weeks) {
    const ruled = threadsOf(edition);
    world.out(drawHeading(edition, paper));
    const views = ruled.map((each) => viewOf(each, edition, app));
    for (const view of views) world.out(`${drawThread(view, paper)}\n`);
    const remarks = [
      ...(state ? await standing(edition, ruled, state, app) : []),
      ...(list ? await unfinishedWords(edition, list, state, app) : []),
      ...overBounds(views, app),
    ];
    for (const remark of remarks) world.out(`${paper.ink.yellow(remark)}\n\n`);
    const findings = lintWeek(week, every);
    if (findings.length > 0) world.out(`${paper.ink.bold('Lint')}\n${drawFindings(findings, paper)}\n\n`);
  }
  log.info(`This was a dry run: ${count(weeks.length, 'week')}, nothing was posted and nothing was written.`);
}

/** The state, if there is one; one that cannot be read is told, and stops no dry run. */
async function readState({ config, store, log }: App): Promise<JournalState | undefined> {
  // The journal's code is loaded only if there is one: whoever edits a list runs this all day.
  if (config.stateUrl === undefined && !existsSync(config.stateFile)) return undefined;
  try {
    const state = await store.read();
    return state.threads.length > 0 ? state : undefined;
  } catch (error) {
    log.warn(messageOf(error));
    return undefined;
  }
}

/** What a run would find of the week already: posted, begun, or taken back. */
async function standing(
  edition: Edition,
  ruled: readonly Ruled[],
  state: JournalState,
  { config }: App,
): Promise<readonly string[]> {
  const { lookAhead } = await import('../run/outlook.ts');
  return ruled.flatMap((each) => {
    const { record, words } = lookAhead(edition, each, state, config);
    return record ? [`${each.rules.name}: ${edition.week} ${words}.`] : [];
  });
}

/** What a run would say instead of posting, if the week is not finished and nobody named it. */
async function unfinishedWords(
  edition: Edition,
  list: readonly Section[],
  state: JournalState | undefined,
  app: App,
): Promise<readonly string[]> {
  const { unfinished } = await import('../run/ask-first.ts');
  const { week } = edition;
  const words = await unfinished(edition, list, state, app);
  if (words === undefined) return [];
  return [`${week} ${words}: ${command('post')} leaves it; ${command('post', { week })} posts it as it is.`];
}

/** What a run would say instead of posting, if it would cost or post too much. */
function overBounds(views: readonly ThreadView[], { config: { maxPosts, maxCostUsd } }: App): readonly string[] {
  const long = views.filter(({ thread }) => thread.posts.length > maxPosts);
  const cost = views.reduce((sum, { thread }) => sum + thread.costUsd, 0);
  const dear = `${dollars(cost)} is more than MAX_COST_USD=${maxCostUsd}: a run would stop before its first post.`;
  return [
    ...long.map(
      ({ name, thread: { posts } }) =>
        `${count(posts.length, 'post')} on ${name} are more than MAX_POSTS=${maxPosts}: they are posted only if their week is named.`,
    ),
    ...(cost > maxCostUsd ? [dear] : []),
  ];
}

/** A thread with the price of its links at the end, where that is lower. */
function viewOf({ rules, thread }: Ruled, edition: Edition, { config }: Pick<App, 'config'>): ThreadView {
  const isAtTheEnd = threadSettings(config, rules.network).links === 'last' || thread.costUsd === 0;
  const costUsd = isAtTheEnd ? thread.costUsd : priceWithLinksLast(edition, rules, config);
  const setting = `${ownName(rules.network, 'LINKS')}=last`;
  return { thread, name: rules.name, ...(costUsd < thread.costUsd && { cheaper: { setting, costUsd } }) };
}
