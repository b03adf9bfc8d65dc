import type { Batch, PostRef } from '../../core/record.ts';
import { noBody, parsed } from '../answers.ts';
import { type Doubt, gapIn, settle } from '../lookup.ts';
import type { LookUp, Place } from '../network.ts';
import { bodySchema, type Status } from './schemas.ts';
import { isOwn, knownBy } from './author.ts';
import type { Owner, Session } from './client.ts';
import { readsAlike } from './likeness.ts';
import { isOlder, listAnswers, listOwn, refOf, withWords } from './timeline.ts';
import { DAY_MS } from '../../core/moment.ts';

/** Clocks may differ by hours; a first post without dates has the same words a week later. */
const windowMs = 2 * DAY_MS;
/** Longer than any week is due by itself. */
const searchMs = 60 * DAY_MS;

/** Looks for a status whose sending had no answer: by its parent and words, the first one by its words and moment. */
export async function findStatus(session: Session, batch: Batch, place: Place, now: Date): Promise<LookUp> {
  const text = parsed(bodySchema, batch.body)?.status;
  if (text === undefined) return { status: 'unclear', words: noBody.words };
  const sentMs = Math.min(Date.parse(place.sentAt ?? '') || now.getTime(), now.getTime());
  const since = new Date(sentMs - windowMs);
  const { parent, afterSeen = false, others = new Set() } = place;
  return parent
    ? await findAnswer(session, text, { parent, since, afterSeen, others })
    : await findFirst(session, text, { since, others });
}

interface Where {
  readonly since: Date;
  readonly others: ReadonlySet<string>;
}

interface Below extends Where {
  readonly parent: PostRef;
  readonly afterSeen: boolean;
}

async function findAnswer(
  session: Session,
  text: string,
  { parent, since, afterSeen, others }: Below,
): Promise<LookUp> {
  const answers = await listAnswers(session, parent);
  if (answers.unclear) return answers.unclear;
  // A context may be cut short, and some servers publish an answer to an unknown status as an answer to nothing.
  const own = await listOwn(session, { since });
  const all = [...own.posts, ...answers.posts].filter(({ id }) => !others.has(id));
  const known = await knownBy(session, all);
  const said = withWords(all, text);
  const near = all.filter((status) => isOwn(status, known) && status.in_reply_to_id === parent.id);
  const gap = own.unclear ?? (answers.isWhole ? undefined : gapIn(own));
  const doubts: readonly Doubt<Status>[] = [
    ['the list has changed since, and a post with other words is there', afterSeen ? near[0] : undefined],
    [almost, near.find((status) => readsAlike(status, text))],
    stranger(
      'a post with these words answers another one, or nothing',
      known,
      said.find((status) => !isOlder(status, since)),
    ),
  ];
  const inPlace = said.filter((status) => isOwn(status, known) && status.in_reply_to_id === parent.id);
  return settle(inPlace, gap, doubts, (status) => refOf(status, session));
}

/** A server that changes words may have changed those of ours. */
const almost = 'a post with almost these words is there';

/** A post that is under another account, as far as the server tells. */
const stranger = (words: string, known: Owner, status: Status | undefined): Doubt<Status> => [
  !status || isOwn(status, known)
    ? words
    : `a post with these words is there, by an account that the server calls ${status.account.acct}`,
  status,
];

async function findFirst(session: Session, text: string, { since, others }: Where): Promise<LookUp> {
  const all = await listOwn(session, { since });
  // Of a busy account not all can be read: the posts that open a thread are fewer.
  const isPart = !all.isWhole && !all.unclear;
  const own = isPart ? await listOwn(session, { since, openersOnly: true }) : all;
  const openers = [...(isPart ? all.posts : []), ...own.posts].filter(
    (status) => answersNothing(status) && !isOlder(status, since) && !others.has(status.id),
  );
  const known = await knownBy(session, openers);
  const firsts = withWords(openers, text);
  const ours = firsts.filter((status) => isOwn(status, known));
  const near = openers.find((status) => !status.reblog && readsAlike(status, text));
  return settle(ours, gapIn(own), [stranger('', known, firsts[0]), [almost, near]], (status) => refOf(status, session));
}

const answersNothing = (status: Status): boolean => (status.in_reply_to_id ?? '') === '';

/** The newest status that opens a thread with these words. */
export async function searchWords(session: Session, text: string, now: Date): Promise<LookUp> {
  const { posts, unclear } = await listOwn(session, { since: new Date(now.getTime() - searchMs), pages: 5 });
  const hooks = withWords(posts, text).filter(answersNothing);
  return settle(hooks.slice(0, 1), unclear, [], (status) => refOf(status, session));
}
