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
    if (code === 404 || code === 410) return { status: 'removed' };
    if (code >= 300 && code < 500 && code !== 408) return { status: 'refused', refusal: client.explain(result) };
  }
  if (result.status === 'answered' && result.code < 300 && isJson(result.json)) return { status: 'removed' };
  const look = await client.ask(path);
  if (look.status === 'answered' && (look.code === 404 || look.code === 410)) return { status: 'removed' };
  return { status: 'unknown', words: client.unclear(result) };
}

const isJson = (json: unknown): boolean => typeof json === 'object' && json !== null;
