import * as v from 'valibot';
import type { Batch, PostRef } from '../../core/record.ts';
import type { Place, Sighting } from '../network.ts';
import { bodySchema, statusSchema } from './answers.ts';
import type { Client } from './client.ts';
import { isOwn, knownBy, type Owner } from './author.ts';
import { readsAlike, saysTheSame } from './likeness.ts';

/** Looks at one status: whether it is this account's, has these words, and answers the status that it should answer. */
export async function inspectStatus(
  client: Client,
  owner: Owner,
  { id }: PostRef,
  { batch, place: { parent } }: { readonly batch: Batch; readonly place: Place },
): Promise<Sighting> {
  const result = await client.ask(`/api/v1/statuses/${encodeURIComponent(id)}`);
  const isGone = result.status === 'answered' && (result.code === 404 || result.code === 410);
  if (isGone) return other('the server has no such post');
  const shown = result.status === 'answered' && result.code === 200 ? result.json : undefined;
  const status = v.safeParse(statusSchema, shown);
  const body = v.safeParse(bodySchema, batch.body);
  if (!status.success || !body.success) return { status: 'unclear', words: client.unclear(result) };
  const post = status.output;
  if (!isOwn(post, await knownBy(client, owner, [post]))) return other(`it is ${post.account.acct}'s`);
  const text = body.output.status;
  if (!saysTheSame(post, text) && !readsAlike(post, text)) return other('it says something else');
  const answers = post.in_reply_to_id ?? '';
  if (answers === (parent?.id ?? '') || post.in_reply_to_id === undefined) return { status: 'same' };
  return other(parent ? `it does not answer ${parent.url}` : 'it answers another post');
}

const other = (words: string): Sighting => ({ status: 'other', words });
