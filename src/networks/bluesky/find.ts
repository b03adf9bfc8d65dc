import * as v from 'valibot';
import type { Batch, PostRef } from '../../core/record.ts';
import { parsed } from '../answers.ts';
import { conclude } from '../lookup.ts';
import type { LookUp } from '../network.ts';
import { refOf } from './batches.ts';
import type { Session } from './client.ts';
import { writesSchema } from './send.ts';
import { keyOf, listNewest, postRef, readAll, readRecord } from './timeline.ts';

const firstSchema = v.looseObject({ value: v.looseObject({ text: v.string(), createdAt: v.string() }) });

/**
 * Looks for a batch under its keys. A write is all or nothing, so that the first key tells; and the last, since a person
 * may have deleted the first. Another CID with the same text is a try that was dated earlier, and came late.
 */
export async function findBatch(session: Session, batch: Batch, others?: ReadonlySet<string>): Promise<LookUp> {
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

function firstOf(batch: Batch): v.InferOutput<typeof firstSchema>['value'] | undefined {
  return parsed(firstSchema, parsed(writesSchema, batch.body)?.writes[0])?.value;
}

/** A server that gives keys of its own has the batch under another one: the same words, dated to the same millisecond. */
async function findElsewhere(session: Session, batch: Batch, others?: ReadonlySet<string>): Promise<LookUp> {
  const first = firstOf(batch);
  const newest = first ? await listNewest(session) : undefined;
  if (!first || !newest) return { status: 'absent' };
  if ('status' in newest) return newest;
  return conclude({
    posts: newest.posts,
    gap: undefined,
    judge: ({ value }) =>
      value.text === first.text && value.createdAt === first.createdAt
        ? 'a post with these words is there under another key'
        : undefined,
    refOf: postRef(session),
    others,
  });
}

async function findLateTry(session: Session, refs: readonly PostRef[]): Promise<LookUp> {
  const readings = await readAll(session, refs);
  const unclear = readings.find((reading) => reading.status === 'unclear');
  if (unclear) return unclear;
  const found = refs.map((ref, index) => {
    const reading = readings[index];
    return reading?.status === 'there' ? refOf(session, keyOf(ref.id), reading.cid) : ref;
  });
  return { status: 'found', refs: found };
}
