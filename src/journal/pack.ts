import * as v from 'valibot';
import type { PostRef } from '../core/record.ts';
import { type AnyRecord, isFinished, type PublishedPost } from '../core/thread-state.ts';

// Finished threads are kept for ever, and ten years of them must not make the state file heavy: of their posts only what
// differs is written. In the URL, `*` stands for the post's id.
const packedSchema = v.strictObject({
  from: v.pipe(v.string(), v.isoTimestamp()),
  url: v.string(),
  /** Id; ms since `from`; the URL, if it does not follow the pattern, else null; the content hash, if there is one. */
  list: v.array(v.custom<PackedPost>(isPackedPost, 'expected the id of a post and its moment')),
});
type PackedPost = readonly [id: string, afterMs: number, url?: string | null, hash?: string];
type Packed = v.InferOutput<typeof packedSchema>;

/** Checked by hand, which is faster: ten years of posts are checked at each start. */
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

/** The URL with `*` for the last occurrence of the id; a mere `*` if it does not hold the id, which no URL follows. */
function patternOf({ id, url }: PostRef): string {
  const at = id === '' || url.includes('*') ? -1 : url.lastIndexOf(id);
  return at < 0 ? '*' : `${url.slice(0, at)}*${url.slice(at + id.length)}`;
}

const fill = (pattern: string, id: string): string => pattern.split('*').join(id);
