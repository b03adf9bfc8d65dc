import type { HttpAnswer, HttpResult } from '../http-client.ts';
import { refusalOfUnsent } from '../http-words.ts';
import type { PostRef } from '../../core/record.ts';
import type { RemoveOutcome } from '../network.ts';
import type { Client } from './client.ts';

/** Deletes the posts of a batch, last first. */
export async function removePosts(client: Client, refs: readonly PostRef[]): Promise<RemoveOutcome> {
  for (const { id } of refs.toReversed()) {
    const outcome = await removeStatus(client, id);
    if (outcome.status !== 'removed') return outcome;
  }
  return { status: 'removed' };
}

/** Deletes a status. One that is gone already counts as removed; after anything unclear it is looked for. */
export async function removeStatus(client: Client, id: string): Promise<RemoveOutcome> {
  const path = `/api/v1/statuses/${encodeURIComponent(id)}`;
  const result = await client.ask(path, { method: 'DELETE' });
  if (result.status === 'unsent') return { status: 'refused', refusal: refusalOfUnsent(result) };
  if (result.status === 'answered') {
    const { code } = result;
    if (isGone(result)) return await seenGone(client, path, result);
    const refusal = client.explain(result);
    if (code === 405) return { status: 'refused', refusal: { ...refusal, advice: stillThere } };
    if (code >= 300 && code < 500 && code !== 408) return { status: 'refused', refusal };
  }
  if (result.status === 'answered' && result.code < 300 && isJson(result.json)) return { status: 'removed' };
  const look = await client.ask(path);
  return isGone(look) ? { status: 'removed' } : { status: 'unknown', words: client.unclear(result) };
}

const isGone = (result: HttpResult): boolean =>
  result.status === 'answered' && (result.code === 404 || result.code === 410);

/** A server without DELETE answers it as if the post were gone: the post itself tells. */
async function seenGone(client: Client, path: string, answer: HttpAnswer): Promise<RemoveOutcome> {
  const look = await client.ask(path);
  if (isGone(look)) return { status: 'removed' };
  if (look.status !== 'answered' || look.code !== 200 || !isJson(look.json))
    return { status: 'unknown', words: client.unclear(look) };
  return { status: 'refused', refusal: { words: client.explain(answer).words, advice: stillThere } };
}

const stillThere =
  'The post is still there: this server cannot delete by its API. Delete the posts of the thread on the server, then run rollback again.';

const isJson = (json: unknown): boolean => typeof json === 'object' && json !== null;
