import * as v from 'valibot';
import type { Batch, PostRef } from '../../core/record.ts';
import type { Finding, Place } from '../network.ts';
import { bodySchema, type Status } from './answers.ts';
import type { Client } from './client.ts';
import { severalWords } from '../http-words.ts';
import { isOwn, knownBy, type Owner } from './author.ts';
import { fullPage, isOlder, listAnswers, listOwn, refOf, withWords } from './timeline.ts';
import { readsAlike } from './likeness.ts';

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
  const { parent, since, others } = below;
  const answers = await listAnswers(client, parent);
  if (answers.status === 'unclear') return answers;
  // A context may be cut short, and some servers publish an answer to an unknown status as an answer to nothing.
  const own = await listOwn(client, owner, { since });
  const shown = [...(own.status === 'read' ? own.statuses : []), ...answers.statuses];
  const all = shown.filter(({ id }) => !others.has(id));
  const known = await knownBy(client, owner, all);
  const said = withWords(all, text);
  const inPlace = said.filter((status) => isOwn(status, known) && status.in_reply_to_id === parent.id);
  if (inPlace.length > 0) return oneOf(inPlace, owner, client);
  if (own.status === 'unclear') return own;
  const doubt = doubtOf(all, said, text, { ...below, known });
  if (doubt) return unsure(doubt.words, doubt.status, owner, client);
  return own.complete || answers.statuses.length < fullPage ? { status: 'absent' } : tooMany;
}

interface Doubt {
  readonly words: string;
  readonly status: Status;
}

/** What may be the post that is looked for, though it is not certain. */
function doubtOf(
  all: readonly Status[],
  said: readonly Status[],
  text: string,
  { parent, since, afterSeen, known }: Below & { readonly known: Owner },
): Doubt | undefined {
  const near = all.filter((status) => isOwn(status, known) && status.in_reply_to_id === parent.id);
  const doubts: readonly (readonly [string, Status | undefined])[] = [
    ['the list has changed since, and a post with other words is there', afterSeen ? near[0] : undefined],
    [almost, near.find((status) => readsAlike(status, text))],
    ['a post with these words answers another one, or nothing', said.find((status) => !isOlder(status, since))],
  ];
  return doubts.flatMap(([words, status]) => (status ? [{ words: wordsFor(words, status, known), status }] : []))[0];
}

const wordsFor = (words: string, status: Status, known: Owner): string =>
  isOwn(status, known)
    ? words
    : `a post with these words is there, by an account that the server calls ${status.account.acct}`;

async function findFirst(client: Client, owner: Owner, text: string, { since, others }: Where): Promise<Finding> {
  const all = await listOwn(client, owner, { since });
  // Of a busy account not all can be read: the posts that open a thread are fewer.
  const isPart = all.status === 'read' && !all.complete;
  const own = isPart ? await listOwn(client, owner, { since, openersOnly: true }) : all;
  if (own.status === 'unclear') return own;
  const statuses = isPart ? [...all.statuses, ...own.statuses] : own.statuses;
  const openers = statuses.filter(
    (status) => answersNothing(status) && !isOlder(status, since) && !others.has(status.id),
  );
  const known = await knownBy(client, owner, openers);
  const firsts = withWords(openers, text);
  const ours = firsts.filter((status) => isOwn(status, known));
  if (ours.length > 0) return oneOf(ours, owner, client);
  const [foreign] = firsts;
  if (foreign) return unsure(wordsFor('', foreign, known), foreign, owner, client);
  const near = openers.find((status) => !status.reblog && readsAlike(status, text));
  if (near) return unsure(almost, near, owner, client);
  return own.complete ? { status: 'absent' } : tooMany;
}

/** A server that changes words may have changed those of ours. */
const almost = 'a post with almost these words is there';

const tooMany: Finding = { status: 'unclear', words: 'too many newer posts to look through' };

const unsure = (words: string, status: Status, owner: Owner, client: Client): Finding => ({
  status: 'unclear',
  words: `${words}: ${refOf(status, owner, client).url}`,
});

const answersNothing = (status: Status): boolean => (status.in_reply_to_id ?? '') === '';

function oneOf(statuses: readonly Status[], owner: Owner, client: Client): Finding {
  const refs = statuses.map((status) => refOf(status, owner, client));
  if (refs.length === 1) return { status: 'found', refs };
  return { status: 'unclear', words: severalWords(refs.map(({ url }) => url)) };
}

/** The newest status that opens a thread with these words. */
export async function searchWords(client: Client, owner: Owner, text: string, now: Date): Promise<Finding> {
  const own = await listOwn(client, owner, { since: new Date(now.getTime() - searchMs), pages: 5 });
  if (own.status === 'unclear') return own;
  const [newest] = withWords(own.statuses, text).filter(answersNothing);
  return newest ? { status: 'found', refs: [refOf(newest, owner, client)] } : { status: 'absent' };
}
