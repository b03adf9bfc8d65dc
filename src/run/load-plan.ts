import { readFile } from 'node:fs/promises';
import type { App } from '../app.ts';
import { command, quoted } from '../core/command.ts';
import type { Edition } from '../core/list.ts';
import { decodeText } from '../core/text.ts';
import { type NetworkId, type Plan, type PostRules, readPlan } from '../core/thread.ts';
import { codeOf, messageOf, UsageError } from '../errors.ts';
import { listed } from '../render/words.ts';
import { type Asking, type Ruled, rulesOf } from './compose-threads.ts';
import { readEditions, readList } from './read-list.ts';

/** A plan that was checked, each thread with its network's rules. */
export interface CheckedPlan extends Plan {
  readonly ruled: readonly Ruled[];
}

/**
 * Reads the JSON of a dry run, edited or not, and checks all of it. `ask`: how the servers of the chosen networks are asked for
 * their rules. `isNarrowed`: only the chosen networks' threads are meant.
 * @throws UsageError with every problem at once: which post, and why
 */
export async function loadPlan(
  file: string,
  app: App,
  { ask, isNarrowed }: { readonly ask: Asking; readonly isNarrowed: boolean },
): Promise<CheckedPlan> {
  const { networks, rooms } = app.config;
  const ids = rooms.map(({ room }) => room.id);
  const asked = ids.map(async (id) => [id, await rulesOf(id, app, networks.includes(id) ? ask : 'no')] as const);
  const rules = new Map<string, PostRules>(await Promise.all(asked));
  const reading = readPlan(await readJson(file), (id) => rules.get(id));
  if ('problems' in reading)
    throw new UsageError([`${file} cannot be posted as it is:`, ...reading.problems].join('\n  '));
  const plan = isNarrowed ? narrowed(reading.plan, file, networks) : reading.plan;
  const ruled = plan.threads.flatMap((thread) => {
    const own = rules.get(thread.network);
    return own ? [{ rules: own, thread }] : [];
  });
  return { ...plan, ruled };
}

/** The plan with only these networks' threads.
 *  @throws UsageError if it has no thread for one of them */
function narrowed(plan: Plan, file: string, networks: readonly NetworkId[]): Plan {
  const has = plan.threads.map(({ network }) => network);
  const lacking = networks.filter((network) => !has.includes(network));
  if (lacking.length > 0)
    throw new UsageError(`${file} has no thread for ${listed(lacking, 'or')}, only for ${listed(has)}.`);
  return { ...plan, threads: plan.threads.filter(({ network }) => networks.includes(network)) };
}

async function readJson(file: string): Promise<unknown> {
  const how = `A plan is made with ${command('post', {}, '--dry-run', '--json')} > ${quoted(file)}`;
  const bytes = await readFile(file).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') throw new UsageError(`${file} does not exist. ${how}`);
    throw new UsageError(`${file}: the plan cannot be read (${messageOf(error)}).`);
  });
  const text = decodeText(bytes);
  if (text === undefined) throw new UsageError(`${file} is neither UTF-8 nor UTF-16 text. Save it as UTF-8.`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${messageOf(error)}. ${how}`);
  }
}

/** The list's edition of the plan's week; if it has none, warns and makes one from the plan. */
export async function editionOfPlan(plan: Plan, app: App): Promise<Edition> {
  const { sections } = await readList(app).catch(() => ({ sections: [] }));
  const own = sections.filter(({ week }) => week === plan.week);
  const [edition] = own.length === 1 ? readEditions(own, app.config) : [];
  if (own.length === 0 && sections.length > 0)
    app.log.warn(`The list has no week ${plan.week}: the plan is taken as it stands.`);
  return edition ?? fromPlan(plan);
}

function fromPlan({ week, heading, threads }: Plan): Edition {
  const entries = (threads[0]?.posts ?? []).flatMap((post, index) => {
    if (post.kind !== 'entry') return [];
    const { rank, title, summary } = post;
    return { rank, title, summary, links: post.links.filter(({ auto }) => !auto), line: index + 1 };
  });
  return { week, heading, file: 'plan', line: 1, entries };
}
