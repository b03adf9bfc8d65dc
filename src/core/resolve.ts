import type { BatchRecord, BatchState, Moment, PostRef, ThreadRecord } from './record.ts';

/** What a person found out about the batch in doubt: the id or URL of its (first) post, or that it is not there. */
export type Verdict = { readonly posted: string } | { readonly notPosted: true };

export type Resolution =
  | { readonly status: 'resolved'; readonly record: ThreadRecord }
  | { readonly status: 'problem'; readonly words: string };

/** Settles the batch in doubt by what a person says; needs no network. `at`: the moment of saying so.
 *  `urlOf`: the address of a post by its id, where the network has such a pattern. */
export function resolve(
  record: ThreadRecord,
  verdict: Verdict,
  at: Moment,
  urlOf?: (id: string) => string | undefined,
): Resolution {
  const index = record.batches.findIndex((batch) => batch.state.status === 'sending');
  const batch = record.batches[index];
  if (batch?.state.status !== 'sending') {
    return problem(`${record.week} on ${record.network} is not in doubt: there is nothing to resolve.`);
  }
  const settle = (state: BatchState): Resolution => {
    const batches = record.batches.map((other) => (other === batch ? { ...other, state } : other));
    return { status: 'resolved', record: { ...record, batches } };
  };
  if ('notPosted' in verdict) return settle({ status: 'unsent', cleared: true });
  const refs = refsOf(record, batch, verdict.posted.trim(), urlOf);
  if (typeof refs === 'string') return problem(refs);
  const { seen, at: sentAt } = batch.state;
  return settle({ status: 'posted', refs, ...(seen ? { at, seen: true } : { at: sentAt }) });
}

const problem = (words: string): Resolution => ({ status: 'problem', words });

/** The refs of a batch by what a person typed, or what is wrong with it. */
function refsOf(
  record: ThreadRecord,
  batch: BatchRecord,
  typed: string,
  urlOf?: (id: string) => string | undefined,
): readonly PostRef[] | string {
  if (batch.refs) {
    return batch.refs.some((ref) => ref.id === typed || isSameUrl(ref.url, typed))
      ? batch.refs
      : `${typed} is none of the posts that this request makes. The first is ${batch.refs[0]?.url ?? '(none)'}.`;
  }
  if (batch.posts.length !== 1) return 'This network cannot say which posts belong together by the id of one.';
  const known = knownRefs(record);
  const ref = refOf(typed, known, urlOf);
  if (typeof ref === 'string') return ref;
  const taken = known.posted.find((other) => other.id === ref.id);
  return taken ? `${typed} is another post of this thread: ${taken.url}` : [ref];
}

interface Known {
  readonly posted: readonly PostRef[];
  readonly seen: readonly PostRef[];
}

const knownRefs = (record: ThreadRecord): Known => ({
  posted: record.batches.flatMap(({ state }) => (state.status === 'posted' ? state.refs : [])),
  seen: record.batches.flatMap(({ state }) => (state.status === 'sending' && state.seen ? [state.seen] : [])),
});

function refOf(typed: string, known: Known, urlOf?: (id: string) => string | undefined): PostRef | string {
  const seen = known.seen.find((ref) => ref.id === typed || isSameUrl(ref.url, typed));
  if (seen) return seen;
  const example = known.posted[0] ?? known.seen[0];
  const isUrl = /^https?:\/\//i.test(typed);
  const id = isUrl ? idIn(typed) : typed;
  if (id === undefined || !/^[\w.:~-]+$/.test(id)) return `${typed} is neither the id nor the address of a post.`;
  if (example && isNumber(example.id) && !isNumber(id)) return notLike(typed, example);
  if (!isUrl) return withUrl(id, example, urlOf);
  if (example && hostOf(example.url) !== hostOf(typed)) return notLike(typed, example);
  return { id, url: withoutQuery(typed) };
}

function withUrl(
  id: string,
  example: PostRef | undefined,
  urlOf?: (id: string) => string | undefined,
): PostRef | string {
  const url = urlOf?.(id) ?? (example && lastSegment(example.url) === example.id ? swapId(example, id) : undefined);
  return url === undefined
    ? `Give the address of the post instead of ${id}: copy it from the network's page.`
    : { id, url };
}

const swapId = ({ id, url }: PostRef, other: string): string => url.slice(0, url.lastIndexOf(id)) + other;
const isNumber = (id: string): boolean => /^\d+$/.test(id);
const notLike = (typed: string, example: PostRef): string =>
  `${typed} does not look like a post of this thread. One of them is ${example.url}`;

const withoutQuery = (url: string): string => url.replace(/[?#].*$/, '').replace(/\/+$/, '');
const segments = (url: string): readonly string[] =>
  withoutQuery(url)
    .split('/')
    .slice(3)
    .filter((part) => part !== '');
const lastSegment = (url: string): string | undefined => segments(url).at(-1);
/** The longest number in the path (`…/status/1936/photo/1`), else its last part. */
const idIn = (url: string): string | undefined =>
  segments(url)
    .filter(isNumber)
    .sort((a, b) => b.length - a.length)[0] ?? lastSegment(url);
const hostOf = (url: string): string => (/^https?:\/\/(?:www\.)?([^/]+)/i.exec(url)?.[1] ?? '').toLowerCase();
const isSameUrl = (a: string, b: string): boolean => withoutQuery(a) === withoutQuery(b);
