import type { Batch, Json, PostRef, Refusal } from '../../core/record.ts';
import type { Place, RemoveOutcome, SendOutcome } from '../network.ts';
import { readHeaders, type Answer, type Ask, type Headers } from './client.ts';
import type { Mask } from '../../mask.ts';
import { isRecord, readProblem } from './problem.ts';
import { likeness } from './likeness.ts';
import { isDuplicate, refusalOf, retryUnsentMs, type Failure } from './refusals.ts';

/** What sending and removing need to know, and what they leave behind. */
export interface Hand {
  readonly ask: Ask;
  readonly mask: Mask;
  readonly now: () => Date;
  readonly refOf: (id: string) => PostRef;
  /** The headers of the last answer to a post: they tell what is left of the limits. */
  readonly see: (headers: Headers) => void;
  /** Counts the 429 in a row that do not say how long to wait. */
  readonly limits: { silent: number };
  /** Counts the uploads of a run that had no answer. */
  readonly uploads: { lost: number };
}

/** The body of a post as it is frozen: its words, and the card's id if it carries one. */
export interface PostBody {
  readonly text: string;
  readonly mediaId: string | undefined;
}

/** Reads a frozen body back from the journal; undefined if it is not one of X's. */
export function readBody(body: Json): PostBody | undefined {
  if (!isRecord(body) || typeof body.text !== 'string') return undefined;
  const ids = isRecord(body.media) ? body.media.media_ids : undefined;
  const mediaId: unknown = Array.isArray(ids) ? ids[0] : undefined;
  return { text: body.text, mediaId: typeof mediaId === 'string' ? mediaId : undefined };
}

/** Publishes one post: `POST /2/tweets`. */
export async function sendPost(hand: Hand, batch: Batch, place: Place): Promise<SendOutcome> {
  const body = readBody(batch.body);
  if (!body)
    return { status: 'refused', refusal: { words: 'what the state file holds for this post is no post for X' } };
  const request = {
    text: body.text,
    ...(place.parent && { reply: { in_reply_to_tweet_id: place.parent.id } }),
    ...(body.mediaId !== undefined && { media: { media_ids: [body.mediaId] } }),
  };
  const answer = await hand.ask((api) => api.post<unknown>('tweets', request, { fullResponse: true }));
  if (answer.kind === 'success') {
    hand.see(readHeaders(answer.value.headers));
    hand.limits.silent = 0;
    const id = idIn(answer.value.data);
    if (id === undefined) return { status: 'unknown', words: 'X answered without the id of the post' };
    const refs = [hand.refOf(id)];
    const doubt = doubtAbout(id, answer.value.data, body.text);
    return doubt === undefined ? { status: 'posted', refs } : { status: 'unknown', words: doubt, refs };
  }
  if (answer.kind === 'failure') hand.see(answer.headers);
  const outcome = failed(hand, answer);
  const isRepeat = answer.kind === 'failure' && isDuplicate(readProblem(answer.body, hand.mask));
  // An earlier try had no answer and was looked for in vain: the duplicate is probably that one.
  if (isRepeat && outcome.status === 'refused' && place.sentAt !== undefined)
    return { status: 'unknown', words: outcome.refusal.words };
  return outcome;
}

/** Why an answer that says "created" is not believed to be about this post; undefined where it is. */
function doubtAbout(id: string, answer: unknown, text: string): string | undefined {
  if (!/^\d{1,19}$/.test(id))
    return `X says that the post is there, but its id cannot be read (${id || 'a number that is too long'})`;
  const value = fromText(answer);
  const shown = isRecord(value) && isRecord(value.data) ? value.data.text : undefined;
  const isOther = typeof shown === 'string' && shown !== '' && likeness(shown, [], text) === 'different';
  return isOther ? 'X answered with a post of other words' : undefined;
}

/** Deletes posts; one that is gone already counts as removed. */
export async function removePosts(hand: Hand, refs: readonly PostRef[]): Promise<RemoveOutcome> {
  for (const { id } of refs) {
    const outcome = await removePost(hand, id);
    if (outcome.status !== 'removed') return outcome;
  }
  return { status: 'removed' };
}

async function removePost(hand: Hand, id: string): Promise<RemoveOutcome> {
  const answer = await hand.ask((api) => api.delete<unknown>('tweets/:id', undefined, { params: { id } }));
  if (answer.kind === 'success') {
    const value = fromText(answer.value);
    const isDeleted = isRecord(value) && isRecord(value.data) && value.data.deleted === true;
    if (isDeleted || isGone(value)) return { status: 'removed' };
    return { status: 'unknown', words: `X did not say that post ${id} is deleted` };
  }
  // A page of a proxy that knows no such address is not X saying that the post is gone.
  if (answer.kind === 'failure' && answer.code === 404 && typeof answer.body !== 'string')
    return await seenGone(hand, id, answer);
  return failed(hand, answer);
}

/** An address that knows no DELETE answers as if the post were gone: the post itself tells. */
async function seenGone(hand: Hand, id: string, removal: Failure): Promise<RemoveOutcome> {
  const look = await hand.ask((api) => api.get<unknown>('tweets/:id', undefined, { params: { id } }));
  if (look.kind === 'failure' && look.code === 404) return { status: 'removed' };
  if (look.kind !== 'success') return failed(hand, look);
  const value = fromText(look.value);
  if (isRecord(value) && isRecord(value.data) && value.data.id === id) {
    const { words } = readProblem(removal.body, hand.mask);
    return { status: 'refused', refusal: { words: `${removal.code}: ${words}`, advice: stillThere } };
  }
  return isGone(value)
    ? { status: 'removed' }
    : { status: 'unknown', words: `X does not say whether post ${id} is still there` };
}

const stillThere =
  'The post is still there: what answers cannot delete. Check X_API_URL, or delete the posts on X, then run rollback again.';

const isGone = (body: unknown): boolean => readProblem(body, (text) => text).type === 'resource-not-found';

/** How a request ended that had no success: refused where X cannot have done it, unknown where it may have. */
export function failed(
  hand: Pick<Hand, 'mask' | 'now' | 'limits'>,
  answer: Exclude<Answer<unknown>, { kind: 'success' }>,
): { status: 'refused'; refusal: Refusal } | { status: 'unknown'; words: string } {
  switch (answer.kind) {
    case 'not-sent':
      return { status: 'refused', refusal: notSent(answer.words) };
    case 'lost':
      return { status: 'unknown', words: answer.words };
    case 'failure':
      if (isUncertain(answer)) return { status: 'unknown', words: uncertainWords(answer, hand.mask) };
      return { status: 'refused', refusal: refuse(hand, answer) };
  }
}

const notSent = (words: string): Refusal => ({
  words: `not sent: ${words}`,
  advice: 'Check the connection to X (and X_API_URL, if it is set).',
  retryAfterMs: retryUnsentMs,
});

/** 408 and 499 come from gateways that stopped waiting, as 5xx do: what lies behind them may have gone on. */
const isUncertain = ({ code }: Failure): boolean => code >= 500 || code === 408 || code === 499;

const uncertainWords = ({ code, body }: Failure, mask: Mask): string => `${code}: ${readProblem(body, mask).words}`;

function refuse({ mask, now, limits }: Pick<Hand, 'mask' | 'now' | 'limits'>, failure: Failure): Refusal {
  const refusal = refusalOf(failure, { mask, now: now(), silentLimits: limits.silent });
  limits.silent = failure.code === 429 ? limits.silent + 1 : 0;
  return refusal;
}

/** What an answer calls a post; '' where it cannot be read: of a long number the last digits would be wrong. */
function idIn(body: unknown): string | undefined {
  const value = fromText(body);
  const id = isRecord(value) && isRecord(value.data) ? value.data.id : undefined;
  if (typeof id === 'number') return Number.isSafeInteger(id) ? String(id) : '';
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** The library leaves a body as text where its kind is not told. */
export function fromText(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return body; // A page of a proxy, or half an answer.
  }
}
