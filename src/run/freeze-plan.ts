import { cardSize } from '../core/card.ts';
import { isFinished, putThread, replaceUnsent, type ThreadRecord } from '../core/record.ts';
import type { Thread } from '../core/thread.ts';
import type { Journal } from '../journal.ts';
import type { Account, Card } from '../networks/network.ts';
import { freezeThread } from '../publish.ts';
import { pictureOf } from './compose-threads.ts';
import type { Run, RunPlan } from './plan-run.ts';

/** The frozen thread that a plan goes on with; a new one is frozen now, with its picture. */
export async function freezePlan(plan: RunPlan, account: Account, run: Run): Promise<ThreadRecord> {
  if (!plan.record) return await freeze(plan, account, run);
  const { record, thread } = plan;
  if (isFinished(record)) throw new Error(`There is no thread to publish on ${plan.network}.`);
  if (!thread) return record;
  const at = run.app.world.clock.now().toISOString();
  const { frozenAt, heading, week } = record;
  const made = account.batches(thread.posts, { edition: { week, heading }, frozenAt, at });
  const replaced = replaceUnsent(record, thread, made);
  await run.journal.save((state) => putThread(state, replaced));
  return replaced;
}

async function freeze(
  { network, mark, thread, rules, edition }: Extract<RunPlan, { readonly record?: undefined }>,
  account: Account,
  { journal, app }: Run,
): Promise<ThreadRecord> {
  const wantsCard = edition && account.upload && thread.posts.some(({ media }) => media);
  const drawn = wantsCard ? await pictureOf(edition, app) : undefined;
  const kept = drawn && (await journal.cards.keep(drawn, { network, week: mark.week }));
  const frozen = { journal, network, account, mark, now: app.world.clock.now(), rules };
  if (kept !== undefined) return await freezeThread({ ...frozen, thread, card: kept });
  if (wantsCard) app.log.warn(`${network}: the thread goes out without its picture.`);
  return await freezeThread({ ...frozen, thread: withoutMedia(thread) });
}

const withoutMedia = (thread: Thread): Thread => ({
  ...thread,
  posts: thread.posts.map((post) => ({ ...post, media: [] })),
});

/** The picture of a frozen thread, as it is kept beside the journal. */
export async function cardOf({ card, posts }: ThreadRecord, { cards }: Journal): Promise<Card | undefined> {
  const png = card === undefined ? undefined : await cards.kept(card);
  const alt = posts.flatMap(({ media }) => media ?? [])[0]?.alt;
  return png && alt !== undefined ? { png, alt, ...cardSize } : undefined;
}
