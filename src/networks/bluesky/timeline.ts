import * as v from 'valibot';
import type { PostRef } from '../../core/record.ts';
import { parsed, readAs } from '../answers.ts';
import { type Page, readPages } from '../lookup.ts';
import type { LookUp, Unclear } from '../network.ts';
import { refOf } from './batches.ts';
import { type Session, errorNameOf } from './client.ts';
import { collection } from './repo-record.ts';

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
  | { readonly status: 'absent' }
  | Unclear;

/** What stands under a record key: only `RecordNotFound` says that nothing does. */
export async function readRecord(session: Session, rkey: string): Promise<Reading> {
  const params = { repo: session.did, collection, rkey };
  const result = await session.read({ nsid: 'com.atproto.repo.getRecord', params });
  if (result.status === 'answered' && errorNameOf(result) === 'RecordNotFound') return { status: 'absent' };
  const record = readAs(recordSchema, result);
  return record ? { status: 'there', cid: record.cid, text: record.value.text } : session.unread(result);
}

export const readAll = (session: Session, refs: readonly PostRef[]): Promise<readonly Reading[]> =>
  Promise.all(refs.map((ref) => readRecord(session, keyOf(ref.id))));

/** The account's newest posts, a hundred at a time. */
export async function listNewest(session: Session, cursor?: string): Promise<Page<Post> | Unclear> {
  const params = { repo: session.did, collection, limit: '100', ...(cursor === undefined ? {} : { cursor }) };
  const result = await session.read({ nsid: 'com.atproto.repo.listRecords', params });
  const list = readAs(listSchema, result);
  if (!list) return session.unread(result);
  return { posts: list.records, next: list.records.length > 0 ? list.cursor : undefined };
}

/** Two pages are some three months of a bot that posts a thread of twelve a week. */
const mostPages = 2;

/** The newest post of the account that opens a thread with these words, and the posts of that thread. */
export async function searchText(session: Session, text: string): Promise<LookUp> {
  const isHook = ({ value }: Post): boolean => value.reply === undefined && value.text === text;
  const { posts, unclear } = await readPages<Post>(
    mostPages,
    ({ uri }) => uri,
    async (cursor) => {
      const page = await listNewest(session, cursor);
      return 'posts' in page && page.posts.some(isHook) ? { posts: page.posts } : page;
    },
  );
  const hook = posts.find(isHook);
  if (!hook) return unclear ?? { status: 'absent' };
  return { status: 'found', refs: threadFrom(hook, posts).map(postRef(session)) };
}

export const postRef =
  (session: Session) =>
  ({ uri, cid }: Pick<Post, 'uri' | 'cid'>): PostRef =>
    refOf(session, keyOf(uri), cid);

/** The hook, its reply, the reply to that, … */
function threadFrom(hook: Post, posts: readonly Post[]): readonly Post[] {
  const parentOf = ({ value }: Post): string | undefined => parsed(replySchema, value.reply)?.parent.uri;
  const replies = new Map(posts.map((post) => [parentOf(post), post]));
  const thread = [hook];
  for (let next = replies.get(hook.uri); next; next = replies.get(next.uri)) {
    replies.delete(parentOf(next));
    thread.push(next);
  }
  return thread;
}

/** The record key at the end of an `at://` URI. */
export const keyOf = (uri: string): string => uri.slice(uri.lastIndexOf('/') + 1);
