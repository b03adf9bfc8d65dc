import type { Batch, Json, PostRef } from '../../core/record.ts';
import type { Post } from '../../core/thread.ts';
import type { FreezeContext } from '../network.ts';
import { collection, repoRecordOf } from './repo-record.ts';

/** Whose posts they will be. */
export interface Author {
  readonly did: string;
  readonly handle: string;
}

/** A server takes 200 writes and 150 kB in one request; the rest of a request is small. */
const mostWrites = 200;
const mostBytes = 140_000;

/**
 * The whole thread as one write (several only where it is longer than a server takes). Each reply names its root and
 * parent by a CID that the server has yet to give: it is a hash of the record, so that it is known beforehand.
 */
export function planBatches(
  posts: readonly Post[],
  { edition, frozenAt, at, media }: FreezeContext,
  author: Author,
  language: string,
  cidOf: (record: Json) => string,
): readonly Batch[] {
  const keys = threadKeys(posts.length, frozenAt, edition.week);
  // One millisecond a post keeps their order; none lies after `at`, as the order of a feed is random for the future.
  const startMs = Date.parse(at) - (posts.length - 1);
  const writes: Write[] = [];
  posts.forEach((post, index) => {
    const [root, parent] = [writes[0], writes.at(-1)];
    const value = {
      ...repoRecordOf(post, edition.heading, language, media),
      createdAt: new Date(startMs + index).toISOString(),
      ...(root && parent ? { reply: { root: strongRef(root.ref), parent: strongRef(parent.ref) } } : {}),
    };
    const rkey = keys[index] ?? '';
    const json = { $type: 'com.atproto.repo.applyWrites#create', collection, rkey, value };
    writes.push({ json, ref: refOf(author, rkey, cidOf(value)) });
  });
  return inRequests(writes);
}

interface Write {
  readonly json: Json;
  readonly ref: PostRef;
}

const strongRef = (ref: PostRef): Json => ({ uri: ref.id, cid: ref.hash ?? '' });

/** How a post of this author is known: by its `at://` URI, its page, and the hash of its record. */
export function refOf(author: Author, rkey: string, cid: string): PostRef {
  return { id: `at://${author.did}/${collection}/${rkey}`, url: pageOf(author, rkey), hash: cid };
}

/** A handle that the network cannot resolve is given as `handle.invalid`; the DID always works. */
function pageOf({ did, handle }: Author, rkey: string): string {
  return `https://bsky.app/profile/${handle.endsWith('.invalid') ? did : handle}/post/${rkey}`;
}

function inRequests(writes: readonly Write[]): readonly Batch[] {
  const requests: { readonly from: number; readonly writes: Write[]; bytes: number }[] = [];
  writes.forEach((write, from) => {
    const bytes = Buffer.byteLength(JSON.stringify(write.json)) + 1;
    const last = requests.at(-1);
    if (!last || last.writes.length >= mostWrites || last.bytes + bytes > mostBytes) {
      requests.push({ from, writes: [write], bytes });
    } else {
      last.writes.push(write);
      last.bytes += bytes;
    }
  });
  return requests.map(({ from, writes: held }) => ({
    posts: held.map((_, index) => from + index),
    body: { writes: held.map(({ json }) => json) },
    refs: held.map(({ ref }) => ref),
  }));
}

const digits = '234567abcdefghijklmnopqrstuvwxyz';
const length = 13;
const clockBits = 10n;

/** A record key as https://atproto.com/specs/tid says: 53 bits of microseconds and a clock id of 10 bits. */
export function tidOf(microseconds: bigint, clockId: number): string {
  let rest = (microseconds << clockBits) | BigInt.asUintN(Number(clockBits), BigInt(clockId));
  let tid = '';
  for (let place = 0; place < length; place += 1) {
    tid = digits.charAt(Number(rest & 31n)) + tid;
    rest >>= 5n;
  }
  return tid;
}

/** The keys of a thread's posts: in order, the same for the same freezing, others for another week or freezing. */
export function threadKeys(posts: number, frozenAt: string, week: string): readonly string[] {
  const start = BigInt(Date.parse(frozenAt)) * 1000n;
  return Array.from({ length: posts }, (_, index) => tidOf(start + BigInt(index), clockIdOf(week)));
}

/** Two weeks that were frozen in the same millisecond must not share a key. */
const clockIdOf = (week: string): number => Buffer.from(week).reduce((id, byte) => (id * 31 + byte) % 1024, 0);
