import * as v from 'valibot';
import type { PostRef } from '../core/record.ts';
import { type AnyRecord, isFinished, type PublishedPost } from '../core/thread-state.ts';

// Finished threads stay for good: ten years of them must not make the state file heavy. Their posts are kept as what
// differs from one to the next. `*` stands for the id.
const packedSchema = v.strictObject({
  from: v.pipe(v.string(), v.isoTimestamp()),
  url: v.string(),
  /** Id, ms since `from`; the URL where it does not follow the pattern, else null; the content hash where there is one. */
  list: v.array(v.custom<PackedPost>(isPackedPost, 'expected the id of a post and its moment')),
});
type PackedPost = readonly [id: string, afterMs: number, url?: string | null, hash?: string];
type Packed = v.InferOutput<typeof packedSchema>;

/** By hand: ten years of posts are checked at each start. */
function isPackedPost(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 2 || value.length > 4) return false;
  const parts: readonly unknown[] = value;
  const [id, afterMs, url, hash] = parts;
  const isUrl = url === undefined || url === null || typeof url === 'string';
  return (
    typeof id === 'string' && Number.isInteger(afterMs) && isUrl && (hash === undefined || typeof hash === 'string')
  );
}

/** The posts of a finished thread, as the state file keeps them. */
export const packedPosts = v.pipe(packedSchema, v.transform(unpack));

/** A thread as the state file keeps it. */
export const packThread = (record: AnyRecord): object =>
  isFinished(record) ? { ...record, posts: pack(record.posts) } : record;

function pack(posts: readonly PublishedPost[]): Packed {
  const [first] = posts;
  if (first === undefined) return { from: new Date(0).toISOString(), url: '*', list: [] };
  const url = patternOf(first.ref);
  const list = posts.map(({ at, ref }): PackedPost => {
    const afterMs = Date.parse(at) - Date.parse(first.at);
    const ownUrl = fill(url, ref.id) === ref.url ? null : ref.url;
    if (ref.hash !== undefined) return [ref.id, afterMs, ownUrl, ref.hash];
    return ownUrl === null ? [ref.id, afterMs] : [ref.id, afterMs, ownUrl];
  });
  return { from: first.at, url, list };
}

function unpack({ from, url, list }: Packed): PublishedPost[] {
  return list.map(([id, afterMs, ownUrl, hash]) => ({
    at: new Date(Date.parse(from) + afterMs).toISOString(),
    ref: { id, url: ownUrl ?? fill(url, id), ...(hash !== undefined && { hash }) },
  }));
}

/** A URL whose last occurrence of the id is left open; one that holds no id is no pattern, and no URL follows it. */
function patternOf({ id, url }: PostRef): string {
  const at = id === '' || url.includes('*') ? -1 : url.lastIndexOf(id);
  return at < 0 ? '*' : `${url.slice(0, at)}*${url.slice(at + id.length)}`;
}

const fill = (pattern: string, id: string): string => pattern.split('*').join(id);
