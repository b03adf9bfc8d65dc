import { command } from '../core/command.ts';
import { existsSync } from 'node:fs';
import { everyRules, threadSettings } from '../config.ts';
import { ownName } from '../config/settings-schema.ts';
import { type Edition, editionOf, readSection, type ReadSection, type Section } from '../core/list.ts';
import { toPlanJson, type PostRules, type Thread } from '../core/thread.ts';
import { compose, priceWithLinksLast, rulesOf, warningsOfCutWords, warningsOfLength } from '../run/compose-threads.ts';
import { drawFindings, drawHeading, drawThread, type ThreadView } from '../render/thread-view.ts';
import { count, dollars } from '../render/words.ts';
import type { App } from '../app.ts';
import type { JournalState } from '../core/record.ts';
import { FailedError, messageOf } from '../errors.ts';
import { noEntries } from '../run/select-week.ts';

/** How threads are shown: as JSON or drawn, and with the reasons for their words or without. */
interface Shown {
  readonly json: 'object' | 'array' | undefined;
  readonly why: boolean;
  /** The whole list, if nobody named the week: then a run posts it only once it is finished. */
  readonly list?: readonly Section[];
}

/** Shows the threads of some weeks as they would be posted now. Changes nothing; asks servers for nothing but their limits. */
export async function dryRun(sections: readonly Section[], app: App, shown: Shown): Promise<number> {
  const { json, why } = shown;
  const rules = await Promise.all(app.config.networks.map((id) => rulesOf(id, app, 'quickly')));
  const weeks = sections.map(readSection).map((week) => ({ week, edition: editionOf(week, app.config.part) }));
  const editions = weeks.map(({ edition }) => edition);
  const [only] = sections;
  const isEmpty = app.config.part.sections.length > 0 && editions.every(({ entries }) => entries.length === 0);
  if (only && isEmpty) throw new FailedError(noEntries(only, app.config));
  warningsOfCutWords(editions, rules, app).forEach(app.log.warn);
  weeks.flatMap((each) => warningsOfLength(each, app.config)).forEach(app.log.warn);
  const { card } = app.config;
  const missing = card.on ? card.fonts.filter((font) => !existsSync(font)) : [];
  missing.forEach((font) =>
    app.log.warn(`CARD_FONTS names ${font}, and there is no such file: no picture can be drawn.`),
  );
  if (json) answer(editions, rules, app, { json, why });
  else await show(weeks, rules, app, shown);
  return 0;
}

/** A week that was read once, for its threads and for what lint says of it. */
interface ReadWeek {
  readonly week: ReadSection;
  readonly edition: Edition;
}

function answer(
  editions: readonly Edition[],
  rules: readonly PostRules[],
  { world, config }: App,
  { json, why }: Pick<Shown, 'json' | 'why'>,
): void {
  const threadsOf = (edition: Edition): readonly Thread[] => rules.map((each) => compose(edition, each, config, why));
  const plans = editions.map((edition) => toPlanJson(edition.week, edition.heading, threadsOf(edition)));
  world.out(`${JSON.stringify(json === 'array' ? plans : plans[0], null, 2)}\n`);
}

async function show(
  weeks: readonly ReadWeek[],
  rules: readonly PostRules[],
  app: App,
  { why, list }: Shown,
): Promise<void> {
  const { world, config, paper, log } = app;
  const { lintWeek } = await import('../core/lint.ts');
  const state = await readState(app);
  const every = await everyRules(config);
  for (const { week, edition } of weeks) {
    world.out(drawHeading(edition, paper));
    const views = rules.map((each) => viewOf(compose(edition, each, config, why), edition, each, app));
    for (const view of views) world.out(`${drawThread(view, paper)}\n`);
    if (state) world.out(await drawStanding(edition, rules, state, app));
    if (list) world.out(await drawUnfinished(edition, list, state, app));
    world.out(overBounds(views, app));
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
async function drawStanding(
  edition: Edition,
  rules: readonly PostRules[],
  state: JournalState,
  { config, paper }: App,
): Promise<string> {
  const { lookAhead } = await import('./outlook.ts');
  const lines = rules.flatMap((each) => {
    const thread = compose(edition, each, config);
    const { record, words } = lookAhead(edition, { rules: each, thread }, state, config);
    return record ? [`${paper.ink.yellow(`${each.name}: ${edition.week} ${words}.`)}\n\n`] : [];
  });
  return lines.join('');
}

/** What a run would say instead of posting, if the week is not finished and nobody named it; else nothing. */
async function drawUnfinished(
  edition: Edition,
  list: readonly Section[],
  state: JournalState | undefined,
  app: App,
): Promise<string> {
  const { unfinished } = await import('../run/expect-ready.ts');
  const { week } = edition;
  const words = await unfinished(edition, list, state, app);
  if (words === undefined) return '';
  return `${app.paper.ink.yellow(`${week} ${words}: ${command('post')} leaves it; ${command('post', { week })} posts it as it is.`)}\n\n`;
}

/** What a run would say instead of posting, if it would cost or post too much; else nothing. */
function overBounds(views: readonly ThreadView[], { config, paper }: App): string {
  const words = views
    .filter(({ thread }) => thread.posts.length > config.maxPosts)
    .map(
      ({ name, thread }) =>
        `${count(thread.posts.length, 'post')} on ${name} are more than MAX_POSTS=${config.maxPosts}: they are posted only if their week is named.`,
    );
  const cost = views.reduce((sum, { thread }) => sum + thread.costUsd, 0);
  if (cost > config.maxCostUsd)
    words.push(
      `${dollars(cost)} is more than MAX_COST_USD=${config.maxCostUsd}: a run would stop before its first post.`,
    );
  return words.map((line) => `${paper.ink.yellow(line)}\n\n`).join('');
}

/** A thread with the price of its links at the end, where that is lower. */
function viewOf(thread: Thread, edition: Edition, rules: PostRules, { config }: Pick<App, 'config'>): ThreadView {
  const isAtTheEnd = threadSettings(config, rules.network).links === 'last' || thread.costUsd === 0;
  const costUsd = isAtTheEnd ? thread.costUsd : priceWithLinksLast(edition, rules, config);
  const setting = `${ownName(rules.network, 'LINKS')}=last`;
  return { thread, name: rules.name, ...(costUsd < thread.costUsd && { cheaper: { setting, costUsd } }) };
}
