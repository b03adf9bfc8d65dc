import type { App } from '../app.ts';
import { type Config, networkOf } from '../config.ts';
import { ownName } from '../config/variables.ts';
import { command } from '../core/command.ts';
import type { Edition, Section } from '../core/list.ts';
import { DAY_MS } from '../core/moment.ts';
import { findThread, type JournalState, spentSince, stateOf } from '../core/record.ts';
import { readiness, tooMuch, viewList } from '../core/schedule.ts';
import { FailedError } from '../errors.ts';
import { dollars, listed } from '../render/words.ts';
import { priceWithLinksLast } from './compose-threads.ts';
import { type Ask, markOf, type Run, type RunPlan } from './plan-run.ts';
import { listTools } from './read-list.ts';

/** @throws FailedError if a week that nobody named is not finished, or is more than a list should make a bot post */
export async function expectReady(
  edition: Edition,
  sections: readonly Section[],
  journal: JournalState,
  app: App,
): Promise<void> {
  const fresh = app.config.networks.filter((id) => findThread(journal, id, markOf(edition)) === undefined);
  const reason =
    (await unfinished(edition, sections, journal, app)) ??
    fresh.flatMap((id) => tooMuch(edition, id, journal, app.config) ?? [])[0];
  if (reason !== undefined) throw new FailedError(`${edition.week} ${reason}. ${nameIt(edition)}`);
}

const nameIt = ({ week }: Pick<Edition, 'week'>): string =>
  `Nothing was posted. To post it all the same, name it: ${command('post', { week })}`;

/** Why a run does not post a week that nobody named: it is not finished, and was not begun on each network; undefined if it does. */
export async function unfinished(
  edition: Edition,
  sections: readonly Section[],
  state: JournalState | undefined,
  { config, world }: App,
): Promise<string | undefined> {
  const isBegun = (on: JournalState, mark = markOf(edition)): boolean =>
    config.networks.every((id) => findThread(on, id, mark) !== undefined);
  if (state && isBegun(state)) return undefined;
  const waiting = state?.memory.sources.find(({ source }) => source === config.listName)?.waiting ?? [];
  const found = readiness(edition.week, {
    view: viewList(sections, await listTools(config)),
    waiting,
    unfinished: new Set(waiting.map((one) => one.week)),
    now: world.clock.now(),
    isStale: false,
  });
  return found.status === 'ready' ? undefined : found.words;
}

const costOf = (plans: readonly RunPlan[]): number => plans.reduce((sum, { costUsd }) => sum + costUsd, 0);

/** Why a run is not begun, and what to do: it would cost too much, or post more than nobody asked for by name. */
export const refuse = (plans: readonly RunPlan[], ask: Ask, { app, journal, began }: Run): string | undefined =>
  overLength(plans, ask, app.config) ?? overBudget(plans, app, journal.state(), began);

/** Why a thread is too long, where nobody named the week. */
function overLength(plans: readonly RunPlan[], { isWeekNamed }: Ask, { maxPosts }: Config): string | undefined {
  const long = plans.find((plan) => !plan.record && plan.thread.posts.length > maxPosts);
  if (isWeekNamed || long?.thread === undefined) return undefined;
  const { mark, rules, thread } = long;
  return `${mark.week} makes ${thread.posts.length} posts on ${rules.name}, more than MAX_POSTS=${maxPosts}. ${nameIt(mark)}`;
}

const MONTH_MS = 30 * DAY_MS;

/** Why a run would cost more than MAX_COST_USD, or 30 days more than MAX_COST_USD_30_DAYS, and what to do; undefined if it
 *  would not. What was spent since the run began counts. */
export function overBudget(
  plans: readonly RunPlan[],
  { config, world }: App,
  state: Pick<JournalState, 'threads'>,
  began = world.clock.now(),
): string | undefined {
  const cost = costOf(plans);
  if (cost === 0) return undefined;
  const { maxCostUsd, maxCostUsd30Days } = config;
  const since = (moment: Date): number =>
    spentSince(state, moment.toISOString(), (id) => plans.find(({ network }) => network === id)?.rules);
  const [run, month] = [since(began), since(new Date(world.clock.now().getTime() - MONTH_MS))];
  const bounds = [
    { spent: run, when: 'by this run', name: 'MAX_COST_USD', most: maxCostUsd },
    { spent: month, when: 'in the last 30 days', name: 'MAX_COST_USD_30_DAYS', most: maxCostUsd30Days },
  ];
  const bound = bounds.find(({ spent, most }) => spent + cost > most);
  if (!bound) return undefined;
  const { spent, when, name, most } = bound;
  const price =
    spent > 0
      ? `${dollars(spent)} were spent ${when}, and this run would cost ${dollars(cost)}: together ${dollars(spent + cost)}`
      : `This run would cost ${dollars(cost)}`;
  return `${price}, more than ${name}=${most}. Nothing was posted.${cheaper(plans, config)} Or set ${name}=${Math.ceil(spent + cost)}.`;
}

function cheaper(plans: readonly RunPlan[], config: Config): string {
  const savings = plans.flatMap(({ network, rules, thread, edition, costUsd }) => {
    const saved = edition && thread ? costUsd - priceWithLinksLast(edition, rules, config) : 0;
    return saved > 0 ? [{ setting: `${ownName(network, 'LINKS')}=last`, saved }] : [];
  });
  if (savings.length === 0) return '';
  const cost = savings.reduce((sum, { saved }) => sum - saved, costOf(plans));
  return ` With ${listed(savings.map(({ setting }) => setting))} it would cost ${dollars(cost)}.`;
}

/** Asks the person at the terminal, if one sits there and a network is meant that reaches others; gives what to say if they
 *  do not want it. */
export async function decline(
  plans: readonly RunPlan[],
  { yes }: Ask,
  { config, world: { confirm } }: App,
): Promise<string | undefined> {
  const meant = plans.filter(
    ({ network, record }) =>
      networkOf(config, network).room.isLocal !== true && (!record || ['partial', 'refused'].includes(stateOf(record))),
  );
  const [first] = meant;
  if (yes || first === undefined || !confirm) return undefined;
  const price = costOf(meant) > 0 ? ` for ${dollars(costOf(meant))}` : '';
  const networks = listed(meant.map(({ rules }) => rules.name));
  return (await confirm(`Post ${first.mark.week} to ${networks}${price}?`)) ? undefined : 'Nothing was posted.';
}
