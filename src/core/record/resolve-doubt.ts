import { moveNext } from './thread-batches.ts';
import type { BatchRecord, PostRef, Refused, Sending, ThreadRecord } from './thread-record.ts';
import type { Moment } from '../moment.ts';

/** What a person found out about the batch in doubt, or refused because its words are there: the id or URL of its (first) post, or that it is not there. */
export type Verdict = { readonly posted: string } | { readonly notPosted: true };

export type Resolution =
  | {
      readonly status: 'resolved';
      readonly record: ThreadRecord;
      /** The batch that was settled, and by which posts; none if a person said that it is not there. */
      readonly batch: BatchRecord<Tried>;
      readonly refs: readonly PostRef[];
    }
  | { readonly status: 'problem'; readonly words: string };

/** What a network can tell of its posts' addresses without being asked. */
export interface Addresses {
  /** The address of a post by its id; undefined: that is no id. */
  readonly urlOf?: ((id: string) => string | undefined) | undefined;
  /** The id of the post at an address, with or without its scheme; undefined: it is no address of one. */
  readonly idAt?: ((address: string) => string | undefined) | undefined;
}

/** Settles the batch in doubt by what a person says; needs no network. `at`: the moment of saying so. */
export function resolve(record: ThreadRecord, verdict: Verdict, at: Moment, addresses: Addresses = {}): Resolution {
  const batch = record.batches.open;
  if (batch === undefined)
    return problem(`${record.week} on ${record.network} is not in doubt: there is nothing to resolve.`);
  const { state } = batch;
  if ('notPosted' in verdict) {
    const batches = moveNext(record.batches, { status: 'unsent', cleared: true });
    return { status: 'resolved', record: { ...record, ...strangersOf(record, state), batches }, batch, refs: [] };
  }
  const refs = refsOf(record, batch, verdict.posted.trim(), addresses);
  if (typeof refs === 'string') return problem(refs);
  const seen = wasThereBefore(state) ? ({ at, seen: true } as const) : { at: state.at };
  const batches = moveNext(record.batches, { status: 'posted', refs, ...seen });
  return { status: 'resolved', record: { ...record, batches }, batch, refs };
}

/** It was there before our first request: it was seen then, or refused because of it. */
const wasThereBefore = (state: Tried): boolean =>
  state.status === 'sending' ? state.seen !== undefined : state.since === undefined;

type Tried = Sending | Refused;

/** A post that a person said is not ours must not be taken for ours later. */
function strangersOf({ strangers = [] }: ThreadRecord, state: Tried): Partial<ThreadRecord> {
  const named = namedBy(state).map(({ id }) => id);
  return named.length > 0 ? { strangers: [...strangers, ...named] } : {};
}

/** The post that the network showed, or the posts that it named, of a batch in doubt. */
const namedBy = (state: Tried): readonly PostRef[] =>
  state.status === 'sending' ? [...(state.seen ? [state.seen] : []), ...(state.answered ?? [])] : [];

const problem = (words: string): Resolution => ({ status: 'problem', words });

/** The refs of a batch by what a person typed, or what is wrong with it. */
function refsOf(
  record: ThreadRecord,
  batch: BatchRecord<Tried>,
  typed: string,
  addresses: Addresses,
): readonly PostRef[] | string {
  if (batch.refs) {
    const answered = batch.state.status === 'sending' ? (batch.state.answered ?? []) : [];
    const isOf = (refs: readonly PostRef[]) => refs.some((ref) => ref.id === typed || isSameUrl(ref.url, typed));
    if (isOf(answered)) return answered;
    return isOf(batch.refs)
      ? batch.refs
      : `${typed} is none of the posts that this request makes. The first is ${batch.refs[0]?.url ?? '(none)'}.`;
  }
  if (batch.posts.length !== 1) return 'This network cannot say which posts belong together by the id of one.';
  const known = {
    posted: record.batches.posted.flatMap(({ state }) => state.refs),
    seen: namedBy(batch.state),
  };
  const ref = refOf(typed, known, addresses);
  if (typeof ref === 'string') return ref;
  const taken = known.posted.find(({ id }) => id === ref.id);
  return taken ? `${typed} is another post of this thread: ${taken.url} Nothing was changed.` : [ref];
}

interface Known {
  readonly posted: readonly PostRef[];
  readonly seen: readonly PostRef[];
}

/** The post that was typed; whether it is the one in doubt, the network says. */
function refOf(typed: string, known: Known, { urlOf, idAt }: Addresses): PostRef | string {
  const seen = known.seen.find((ref) => ref.id === typed || isSameUrl(ref.url, typed));
  if (seen) return seen;
  const example = known.posted[0] ?? known.seen[0];
  const isUrl = /^https?:\/\//i.test(typed);
  const named = idAt ? idAt(typed) : isUrl ? lastSegment(typed) : undefined;
  const id = named ?? (isUrl ? undefined : typed);
  if (id === undefined || !/^[\w.:~-]+$/.test(id)) return noAddress(typed, example);
  return isUrl && !idAt ? { id, url: withoutQuery(typed) } : withUrl(id, example, urlOf);
}

function withUrl(id: string, example: PostRef | undefined, urlOf: Addresses['urlOf']): PostRef | string {
  const swapped = example && lastSegment(example.url) === example.id ? swapId(example, id) : undefined;
  const url = urlOf ? urlOf(id) : swapped;
  if (url !== undefined) return { id, url };
  return urlOf
    ? noAddress(id, example)
    : `Give the address of the post instead of ${id}: copy it from the network's page.`;
}

const noAddress = (typed: string, example: PostRef | undefined): string =>
  `${typed} is neither the id nor the address of a post of this account. Open the post on the network's page and copy its address${example ? `; it looks like ${example.url}` : ''}.`;
const swapId = ({ id, url }: PostRef, other: string): string => url.slice(0, url.lastIndexOf(id)) + other;
const withoutQuery = (url: string): string => url.replace(/[?#].*$/, '').replace(/\/+$/, '');
const lastSegment = (url: string): string | undefined =>
  /^[^/]+\/\/[^/]+\/(?:.*\/)?([^/]+)$/.exec(withoutQuery(url))?.[1];
const isSameUrl = (a: string, b: string): boolean => withoutQuery(a) === withoutQuery(b);
