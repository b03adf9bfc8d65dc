import * as v from 'valibot';
import type { PostRef } from '../../core/record.ts';
import type { Finding } from '../network.ts';
import type { HttpResult } from '../http-client.ts';
import { wordsOf } from '../http-words.ts';
import { refOf } from './batches.ts';
import { collection } from './repo-record.ts';
import type { Session } from './client.ts';
import { errorNameOf } from './xrpc.ts';

const recordSchema = v.looseObject({
  uri: v.string(),
  cid: v.string(),
  value: v.looseObject({
    text: v.optional(v.string()),
    createdAt: v.optional(v.unknown()),
    reply: v.optional(v.unknown()),
  }),
});
const replySchema = v.looseObject({ parent: v.looseObject({ uri: v.string() }) });
const listSchema = v.looseObject({ records: v.array(recordSchema), cursor: v.optional(v.string()) });
type Post = v.InferOutput<typeof recordSchema>;

type Reading =
  | { readonly status: 'there'; readonly cid: string; readonly text: string | undefined }
  | Extract<Finding, { status: 'absent' | 'unclear' }>;

/** What stands under a record key: only `RecordNotFound` says that nothing does. */
export async function readRecord(session: Session, rkey: string): Promise<Reading> {
  const params = { repo: session.did, collection, rkey };
  const answer = await session.read({ nsid: 'com.atproto.repo.getRecord', params });
  if (answer.status === 'answered' && errorNameOf(answer) === 'RecordNotFound') return { status: 'absent' };
  const read = v.safeParse(recordSchema, answer.status === 'answered' && answer.code === 200 ? answer.json : undefined);
  if (!read.success) return unread(session, answer);
  return { status: 'there', cid: read.output.cid, text: read.output.value.text };
}

export const readAll = (session: Session, refs: readonly PostRef[]): Promise<readonly Reading[]> =>
  Promise.all(refs.map((ref) => readRecord(session, keyOf(ref.id))));

type Page =
  | { readonly status: 'read'; readonly posts: readonly Post[]; readonly cursor: string | undefined }
  | Extract<Finding, { status: 'unclear' }>;

/** The account's newest posts, a hundred at a time. */
export async function listNewest(session: Session, cursor?: string): Promise<Page> {
  const params = { repo: session.did, collection, limit: '100', ...(cursor === undefined ? {} : { cursor }) };
  const answer = await session.read({ nsid: 'com.atproto.repo.listRecords', params });
  const read = v.safeParse(listSchema, answer.status === 'answered' && answer.code === 200 ? answer.json : undefined);
  if (!read.success) return unread(session, answer);
  return { status: 'read', posts: read.output.records, cursor: read.output.cursor };
}

/** Two pages are some three months of a bot that posts a thread of twelve a week. */
const pages = 2;

/** The newest post of the account that opens a thread with these words, and the posts of that thread. */
export async function searchText(session: Session, text: string): Promise<Finding> {
  let cursor: string | undefined;
  const newer: Post[] = [];
  for (let page = 0; page < pages; page += 1) {
    const read = await listNewest(session, cursor);
    if (read.status === 'unclear') return read;
    newer.push(...read.posts);
    const hook = read.posts.find(({ value }) => value.reply === undefined && value.text === text);
    if (hook)
      return {
        status: 'found',
        refs: threadFrom(hook, newer).map((post) => refOf(session, keyOf(post.uri), post.cid)),
      };
    cursor = read.cursor;
    if (cursor === undefined || read.posts.length === 0) break;
  }
  return { status: 'absent' };
}

/** The hook, its reply, the reply to that, … */
function threadFrom(hook: Post, posts: readonly Post[]): readonly Post[] {
  const replies = new Map(posts.map((post) => [parentOf(post), post]));
  const thread = [hook];
  for (let next = replies.get(hook.uri); next; next = replies.get(next.uri)) {
    replies.delete(parentOf(next));
    thread.push(next);
  }
  return thread;
}

function parentOf({ value }: Post): string | undefined {
  const reply = v.safeParse(replySchema, value.reply);
  return reply.success ? reply.output.parent.uri : undefined;
}

/** The record key at the end of an `at://` URI. */
export const keyOf = (uri: string): string => uri.slice(uri.lastIndexOf('/') + 1);

export function unclearWords(session: Session, result: HttpResult): string {
  if (result.status !== 'answered') return result.words;
  return result.code === 200 ? '200, with an answer that cannot be read' : wordsOf(result, session.mask);
}

/** A look that settled nothing. Only who asks too often is told when to ask again. */
function unread(session: Session, result: HttpResult): Extract<Finding, { status: 'unclear' }> {
  const words = unclearWords(session, result);
  const { retryAfterMs } = result.status === 'answered' && result.code === 429 ? session.explain(result) : {};
  return { status: 'unclear', words, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
