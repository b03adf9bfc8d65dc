import * as v from 'valibot';
import type { Batch, PostRef } from '../../core/record.ts';
import type { HttpAnswer } from '../../http.ts';
import { type Answers, isPlainNo, isSuccess, noBody, parsed } from '../answers.ts';
import type { Place, SendOutcome } from '../network.ts';
import type { Client } from './client.ts';
import { likeness } from './likeness.ts';
import { DUPLICATE, kindOf } from './refusals.ts';

/** An account that is logged in. */
export interface Session extends Answers, Client {
  readonly now: () => Date;
  readonly accountId: string;
  readonly refOf: (post: { readonly id: string }) => PostRef;
}

/** The body of a post as it is frozen: its words, and the card's id if it carries one. */
const bodySchema = v.object({
  text: v.string(),
  media: v.exactOptional(v.object({ media_ids: v.array(v.string()) })),
});

export const textIn = ({ body }: Batch): string => parsed(bodySchema, body)?.text ?? '';

/** Publishes one post: `POST /2/tweets`. */
export async function sendPost(session: Session, batch: Batch, place: Place): Promise<SendOutcome> {
  const body = parsed(bodySchema, batch.body);
  if (!body) return { status: 'refused', refusal: noBody };
  const { text, media } = body;
  const reply = place.parent && { reply: { in_reply_to_tweet_id: place.parent.id } };
  const result = await session.post('tweets', { text, ...reply, ...(media && { media }) });
  if (result.status === 'answered' && isSuccess(result)) return created(session, result, text);
  return session.failed(
    result,
    (answer) => isPlainNo(answer) && !(place.sentAt !== undefined && isDuplicate(session, answer)),
  );
}

/** After a try without an answer that was looked for in vain: the duplicate is probably that one. */
const isDuplicate = ({ explain }: Session, answer: HttpAnswer): boolean =>
  DUPLICATE.test(`${explain(answer).words} ${kindOf(answer)}`);

const createdSchema = v.looseObject({ data: v.looseObject({ id: v.string(), text: v.optional(v.unknown()) }) });

/** An answer that says "created" is believed if it is about this post. */
function created(session: Session, answer: HttpAnswer, sent: string): SendOutcome {
  const { id = '', text } = parsed(createdSchema, answer.json)?.data ?? {};
  if (id === '') return { status: 'unknown', words: 'X answered without the id of the post' };
  const refs = [session.refOf({ id })];
  const unknown = (words: string): SendOutcome => ({ status: 'unknown', words, refs });
  if (!/^\d{1,19}$/.test(id)) return unknown(`X says that the post is there, but its id cannot be read (${id})`);
  const isOther = typeof text === 'string' && text !== '' && likeness(text, [], sent) === 'different';
  return isOther ? unknown('X answered with a post of other words') : { status: 'posted', refs };
}
