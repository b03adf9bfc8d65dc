import * as v from 'valibot';
import type { Batch, Json, PostRef } from '../../core/record.ts';
import type { Finding, RemoveOutcome, SendOutcome } from '../network.ts';
import type { HttpAnswer } from '../http-client.ts';
import { refusalOfUnsent } from '../http-words.ts';
import { refOf } from './batches.ts';
import { keyOf, listNewest, readRecord, unclearWords, type Reading } from './timeline.ts';
import { collection } from './repo-record.ts';
import type { Session } from './client.ts';

const jsonSchema = v.custom<Json>((value) => value !== undefined);
const bodySchema = v.object({ writes: v.array(jsonSchema) });
const resultsSchema = v.looseObject({
  results: v.array(v.looseObject({ uri: v.optional(v.string()), cid: v.optional(v.string()) })),
});
const firstSchema = v.looseObject({ value: v.looseObject({ text: v.string(), createdAt: v.string() }) });

const nsid = 'com.atproto.repo.applyWrites';

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
const isRefusal = (code: number): boolean => code >= 300 && code < 500 && ![408, 409, 425, 499].includes(code);

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

/**
 * Looks for a batch under its keys. A write is all or nothing, so that the first key tells; and the last, since a person
 * may have deleted the first. Another CID with the same text is a try that was dated earlier, and came late.
 */
export async function findBatch(session: Session, batch: Batch, others?: ReadonlySet<string>): Promise<Finding> {
  const refs = batch.refs ?? [];
  const [first, last] = [refs[0], refs.at(-1)];
  if (!first || !last) return { status: 'unclear', words: 'the batch names no record keys' };
  const reading = await readRecord(session, keyOf(first.id));
  if (reading.status === 'unclear') return reading;
  if (reading.status === 'there' && reading.cid === first.hash) return { status: 'found', refs };
  if (reading.status === 'there') {
    if (reading.text === firstOf(batch)?.text) return await findLateTry(session, refs);
    return { status: 'unclear', words: `another post stands under the key of this one: ${first.url}` };
  }
  const end = first === last ? reading : await readRecord(session, keyOf(last.id));
  if (end.status === 'unclear') return end;
  if (end.status === 'absent') return await findElsewhere(session, batch, others);
  return { status: 'unclear', words: `the first post is gone, but the last one is there: ${last.url}` };
}

function firstOf(batch: Batch): { readonly text: string; readonly createdAt: string } | undefined {
  const body = v.safeParse(bodySchema, batch.body);
  const first = v.safeParse(firstSchema, body.success ? body.output.writes[0] : undefined);
  return first.success ? first.output.value : undefined;
}

/** A server that gives keys of its own has the batch under another one: the same words, dated to the same millisecond. */
async function findElsewhere(session: Session, batch: Batch, others?: ReadonlySet<string>): Promise<Finding> {
  const first = firstOf(batch);
  const newest = first ? await listNewest(session) : undefined;
  if (!first || !newest) return { status: 'absent' };
  if (newest.status === 'unclear') return newest;
  const twin = newest.posts.find(
    ({ uri, value }) => value.text === first.text && value.createdAt === first.createdAt && others?.has(uri) !== true,
  );
  if (!twin) return { status: 'absent' };
  const { url } = refOf(session, keyOf(twin.uri), twin.cid);
  return { status: 'unclear', words: `a post with these words is there under another key: ${url}` };
}

async function findLateTry(session: Session, refs: readonly PostRef[]): Promise<Finding> {
  const readings = await readAll(session, refs);
  const unclear = readings.find((reading) => reading.status === 'unclear');
  if (unclear) return unclear;
  const found = refs.map((ref, index) => {
    const reading = readings[index];
    return reading?.status === 'there' ? refOf(session, keyOf(ref.id), reading.cid) : ref;
  });
  return { status: 'found', refs: found };
}

const readAll = (session: Session, refs: readonly PostRef[]): Promise<readonly Reading[]> =>
  Promise.all(refs.map((ref) => readRecord(session, keyOf(ref.id))));

const stillThere =
  'The posts are still there. If this server cannot delete by its API, delete them in the app, then run rollback again.';

/** Deletes in one write what still exists: one record that is missing would fail it whole. */
export async function removePosts(session: Session, refs: readonly PostRef[]): Promise<RemoveOutcome> {
  const readings = await readAll(session, refs);
  const unclear = readings.find((reading) => reading.status === 'unclear');
  if (unclear) return { status: 'unknown', words: unclear.words };
  const keys = refs.filter((_, index) => readings[index]?.status === 'there').map((ref) => keyOf(ref.id));
  if (keys.length === 0) return { status: 'removed' };
  const writes = keys.toReversed().map((rkey) => ({ $type: `${nsid}#delete`, collection, rkey }));
  const answer = await session.act({ nsid, input: { repo: session.did, writes } });
  if (answer.status === 'unsent') return { status: 'refused', refusal: refusalOfUnsent(answer) };
  if (answer.status === 'answered' && isRefusal(answer.code)) {
    return { status: 'refused', refusal: { advice: stillThere, ...session.explain(answer) } };
  }
  const left = await readAll(session, refs);
  if (left.every((reading) => reading.status === 'absent')) return { status: 'removed' };
  return { status: 'unknown', words: unclearWords(session, answer) };
}
