import * as v from 'valibot';
import type { Batch, PostRef } from '../../core/record.ts';
import type { Finding, Place } from '../network.ts';
import { bodySchema, type Status } from './answers.ts';
import type { Client } from './client.ts';
import { isOwn, type Owner } from './owner.ts';
import { isOlder, listAnswers, listOwn, refOf, withWords } from './timeline.ts';
import { readsAlike } from './words.ts';

const dayMs = 24 * 60 * 60_000;
/** Clocks may differ by hours; a first post without dates has the same words a week later. */
const windowMs = 2 * dayMs;
/** Longer than any week is due by itself. */
const searchMs = 60 * dayMs;

/** Looks for a status whose sending had no answer: by its parent and words, the first one by its words and moment. */
export async function findStatus(
  client: Client,
  owner: Owner,
  batch: Batch,
  place: Place,
  now: Date,
): Promise<Finding> {
  const body = v.safeParse(bodySchema, batch.body);
  if (!body.success) return { status: 'unclear', words: 'what the state file holds for this post is no status' };
  const text = body.output.status;
  const sentMs = Math.min(Date.parse(place.sentAt ?? '') || now.getTime(), now.getTime());
  const since = new Date(sentMs - windowMs);
  const { parent, afterSeen = false, others = new Set() } = place;
  return parent
    ? await findAnswer(client, owner, text, { parent, since, afterSeen, others })
    : await findFirst(client, owner, text, { since, others });
}

interface Where {
  readonly since: Date;
  readonly others: ReadonlySet<string>;
}

interface Below extends Where {
  readonly parent: PostRef;
  readonly afterSeen: boolean;
}

async function findAnswer(client: Client, owner: Owner, text: string, below: Below): Promise<Finding> {
  const { parent, since, afterSeen, others } = below;
  const answers = await listAnswers(client, parent);
  if (answers.status === 'unclear') return answers;
  // A context may be cut short, and some servers publish an answer to an unknown status as an answer to nothing.
  const own = await listOwn(client, owner, since);
  const shown = [...(own.status === 'read' ? own.statuses : []), ...answers.statuses];
  const all = shown.filter(({ id }) => !others.has(id));
  const said = [...new Map(withWords(all, text, owner, client).map((status) => [status.id, status])).values()];
  const answersParent = (status: Status): boolean => status.in_reply_to_id === parent.id;
  const inPlace = said.filter(answersParent);
  if (inPlace.length > 0) return oneOf(inPlace, owner, client);
  if (own.status === 'unclear') return own;
  const near = all.filter((status) => isOwn(status, owner, client) && answersParent(status));
  const [other] = afterSeen ? near : [];
  if (other) return unsure('the list has changed since, and a post with other words is there', other, owner, client);
  const alike = near.find((status) => readsAlike(status, text));
  if (alike) return unsure(almost, alike, owner, client);
  const [stray] = said.filter((status) => answersNothing(status) && !isOlder(status, since));
  return stray ? unsure('a post with these words answers nothing', stray, owner, client) : { status: 'absent' };
}

async function findFirst(client: Client, owner: Owner, text: string, { since, others }: Where): Promise<Finding> {
  const own = await listOwn(client, owner, since);
  if (own.status === 'unclear') return own;
  const openers = own.statuses.filter(
    (status) => answersNothing(status) && !isOlder(status, since) && !others.has(status.id),
  );
  const firsts = withWords(openers, text, owner, client);
  if (firsts.length > 0) return oneOf(firsts, owner, client);
  const near = openers.find((status) => isOwn(status, owner, client) && !status.reblog && readsAlike(status, text));
  if (near) return unsure(almost, near, owner, client);
  return own.complete ? { status: 'absent' } : { status: 'unclear', words: 'too many newer posts to look through' };
}

/** A server that changes words may have changed those of ours. */
const almost = 'a post with almost these words is there';

const unsure = (words: string, status: Status, owner: Owner, client: Client): Finding => ({
  status: 'unclear',
  words: `${words}: ${refOf(status, owner, client).url}`,
});

const answersNothing = (status: Status): boolean => (status.in_reply_to_id ?? '') === '';

function oneOf(statuses: readonly Status[], owner: Owner, client: Client): Finding {
  const refs = statuses.map((status) => refOf(status, owner, client));
  if (refs.length === 1) return { status: 'found', refs };
  return { status: 'unclear', words: `several posts say the same: ${refs.map(({ url }) => url).join(', ')}` };
}

/** The newest status that opens a thread with these words. */
export async function searchWords(client: Client, owner: Owner, text: string, now: Date): Promise<Finding> {
  const own = await listOwn(client, owner, new Date(now.getTime() - searchMs));
  if (own.status === 'unclear') return own;
  const [newest] = withWords(own.statuses, text, owner, client).filter(answersNothing);
  return newest ? { status: 'found', refs: [refOf(newest, owner, client)] } : { status: 'absent' };
}
