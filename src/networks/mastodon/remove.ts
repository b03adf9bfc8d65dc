import * as v from 'valibot';
import { command } from '../../core/command.ts';
import type { PostRef } from '../../core/record.ts';
import type { HttpResult } from '../../http.ts';
import { readAs } from '../answers.ts';
import type { RemoveOutcome } from '../network.ts';
import { removeEach } from '../post-by-post.ts';
import type { Client } from './client.ts';

export const removePosts = (
  { ask, failed, wordsOf }: Client,
  refs: readonly Pick<PostRef, 'id'>[],
): Promise<RemoveOutcome> => {
  const pathOf = (id: string): string => `/api/v1/statuses/${encodeURIComponent(id)}`;
  return removeEach(refs, {
    erase: (id) => ask(pathOf(id), { method: 'DELETE' }),
    look: (id) => ask(pathOf(id)),
    isDeleted: isObject,
    isGone: (result) => result.status === 'answered' && (result.code === 404 || result.code === 410),
    isThere: isObject,
    ...{ failed, wordsOf, advice },
  });
};

const isObject = (result: HttpResult): boolean => readAs(v.looseObject({}), result) !== undefined;

const advice = `The post is still there: this server cannot delete by its API. Delete the posts of the thread on the server, then run \`${command('rollback')}\` again.`;
