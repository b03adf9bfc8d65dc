import * as v from 'valibot';
import type { Batch, Json, PostRef } from '../../core/record.ts';
import { isPlainNo, isSuccess, noBody, parsed, readAs } from '../answers.ts';
import type { SendOutcome } from '../network.ts';
import type { Session } from './client.ts';
import { keyOf, postRef, readRecord } from './timeline.ts';

/** What is frozen: the writes of the request. */
export const writesSchema = v.object({ writes: v.array(v.custom<Json>((value) => value !== undefined)) });
const resultsSchema = v.looseObject({
  results: v.array(v.looseObject({ uri: v.optional(v.string()), cid: v.optional(v.string()) })),
});

export const nsid = 'com.atproto.repo.applyWrites';

/** Sends a batch. A success is believed only where every CID is the one that was planned; no status says "no" by itself. */
export async function sendBatch(session: Session, batch: Batch): Promise<SendOutcome> {
  const body = parsed(writesSchema, batch.body);
  if (!body) return { status: 'refused', refusal: noBody };
  const refs = batch.refs ?? [];
  const result = await session.act({ nsid, input: { repo: session.did, writes: body.writes } });
  if (result.status !== 'answered' || !isSuccess(result)) {
    const outcome = session.failed(result);
    const isChecked = result.status === 'answered' && isPlainNo(result) && !before.has(result.code);
    return outcome.status === 'refused' && isChecked && (await isThere(session, refs))
      ? { status: 'unknown', words: outcome.refusal.words }
      : outcome;
  }
  const results = readAs(resultsSchema, result)?.results ?? [];
  const isPlanned = ({ id, hash }: PostRef, index: number): boolean => {
    const { cid, uri = id } = results[index] ?? {};
    return cid === hash && keyOf(uri) === keyOf(id);
  };
  if (results.length === refs.length && refs.every(isPlanned)) return { status: 'posted', refs };
  // The answer names posts, but not ours: written again, they might be there twice.
  const named = results.flatMap(({ uri, cid = '' }) => (uri === undefined ? [] : [postRef(session)({ uri, cid })]));
  if (named.length === 0) return { status: 'unknown', words: session.wordsOf(result) };
  return { status: 'unknown', words: 'the server calls the posts something else', refs: named };
}

/** What is checked before a server looks at the write. */
const before = new Set([401, 403, 413, 429]);

/** A write that somebody on the way sent twice is refused the second time, since its keys are taken: by itself. */
const isThere = async (session: Session, [first]: readonly PostRef[]): Promise<boolean> =>
  first !== undefined && (await readRecord(session, keyOf(first.id))).status === 'there';
