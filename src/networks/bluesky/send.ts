import * as v from 'valibot';
import type { Batch, Json, PostRef } from '../../core/record.ts';
import type { SendOutcome } from '../network.ts';
import type { HttpAnswer } from '../http-client.ts';
import { refusalOfUnsent } from '../http-words.ts';
import { refOf } from './batches.ts';
import { keyOf, readRecord, unclearWords } from './timeline.ts';
import type { Session } from './client.ts';

const jsonSchema = v.custom<Json>((value) => value !== undefined);
/** What is frozen: the writes of the request. */
export const bodySchema = v.object({ writes: v.array(jsonSchema) });
const resultsSchema = v.looseObject({
  results: v.array(v.looseObject({ uri: v.optional(v.string()), cid: v.optional(v.string()) })),
});

export const nsid = 'com.atproto.repo.applyWrites';

/** Sends a batch. A success is believed only where every CID is the one that was planned; no status says "no" by itself. */
export async function sendBatch(session: Session, batch: Batch): Promise<SendOutcome> {
  const body = v.safeParse(bodySchema, batch.body);
  if (!body.success) return { status: 'refused', refusal: { words: 'what the state file holds is no write' } };
  const { writes } = body.output;
  const refs = batch.refs ?? [];
  const answer = await session.act({ nsid, input: { repo: session.did, writes } });
  if (answer.status === 'unsent') return { status: 'refused', refusal: refusalOfUnsent(answer) };
  if (answer.status === 'lost') return { status: 'unknown', words: answer.words };
  if (isRefusal(answer.code)) return await refusedOrThere(session, answer, refs);
  const read = v.safeParse(resultsSchema, answer.code === 200 ? answer.json : undefined);
  const results = read.success ? read.output.results : [];
  const isPlanned = ({ id, hash }: PostRef, index: number): boolean => {
    const { cid, uri = id } = results[index] ?? {};
    return cid === hash && keyOf(uri) === keyOf(id);
  };
  if (results.length === refs.length && refs.every(isPlanned)) return { status: 'posted', refs };
  // The answer names posts, but not ours: written again, they might be there twice.
  const named = results.flatMap(({ uri, cid }) => (uri === undefined ? [] : [refOf(session, keyOf(uri), cid ?? '')]));
  const words = named.length > 0 ? 'the server calls the posts something else' : unclearWords(session, answer);
  return { status: 'unknown', words, ...(named.length > 0 && { refs: named }) };
}

/** A request that a server found fault with was not carried out. Who stands between, and did not see all of it, says the
 *  others; 409 is another write at the same time, perhaps of this thread. */
export const isRefusal = (code: number): boolean => code >= 300 && code < 500 && ![408, 409, 425, 499].includes(code);

/** What is checked before a server looks at the write. */
const before = new Set([401, 403, 413, 429]);

/** A write that somebody on the way sent twice is refused the second time, since its keys are taken: by itself. */
async function refusedOrThere(session: Session, answer: HttpAnswer, refs: readonly PostRef[]): Promise<SendOutcome> {
  const [first] = refs;
  const refusal = session.explain(answer);
  if (!first || before.has(answer.code)) return { status: 'refused', refusal };
  const reading = await readRecord(session, keyOf(first.id));
  return reading.status === 'there' ? { status: 'unknown', words: refusal.words } : { status: 'refused', refusal };
}
