import * as v from 'valibot';
import { command } from '../../core/command.ts';
import type { PostRef } from '../../core/record.ts';
import type { HttpResult } from '../../http.ts';
import { readAs } from '../answers.ts';
import type { RemoveOutcome } from '../network.ts';
import { removeEach } from '../post-by-post.ts';
import { kindOf } from './refusals.ts';
import type { Session } from './send.ts';

const deletedSchema = v.looseObject({ data: v.looseObject({ deleted: v.literal(true) }) });
const postSchema = v.looseObject({ data: v.looseObject({ id: v.string() }) });

export const removePosts = (
  { get, erase, failed, wordsOf }: Session,
  refs: readonly PostRef[],
): Promise<RemoveOutcome> =>
  removeEach(refs, {
    erase: (id) => erase(`tweets/${id}`),
    look: (id) => get(`tweets/${id}`),
    isDeleted: (result) => readAs(deletedSchema, result) !== undefined,
    isGone,
    isThere: (result) => readAs(postSchema, result) !== undefined,
    ...{ failed, wordsOf, advice },
  });

/** A page of a proxy that knows no such address is not X saying that the post is gone. */
const isGone = (result: HttpResult): boolean =>
  result.status === 'answered' &&
  result.json !== undefined &&
  (result.code === 404 || kindOf(result).includes('resource-not-found'));

const advice = `The post is still there: what answers cannot delete. Check X_API_URL, or delete the posts on X, then run \`${command('rollback')}\` again.`;
