import type { Json, PostRef, Refusal } from '../../src/core/record/thread-record.ts';
import type { Post } from '../../src/core/thread/posts.ts';
import type { Account, LookUp, Place, RemoveOutcome, SendOutcome } from '../../src/networks/network.ts';
import { around, type FakeClock } from './time.ts';

/** A post as a server keeps it. `shownAtMs`: when listings begin to show it, in time as it really passes. */
export interface Kept {
  readonly id: string;
  readonly text: string;
  readonly parent: string | undefined;
  readonly key: string;
  readonly shownAtMs: number;
}

/** What happens to one request. */
export type Fault =
  | 'none'
  | 'lost before' // never arrives; nobody says so
  | 'lost after' // is carried out; the answer is lost
  | 'late' // is carried out after the sender gave up
  | 'busy' // refused, may be tried again soon
  | 'window' // refused until a window of ten minutes is over
  | 'day' // refused until tomorrow
  | 'broke'; // refused until somebody pays

/** How a network behaves. */
export interface Manners {
  readonly kind: 'serial' | 'atomic';
  /** Refuses a text that is up already. */
  readonly refusesTwins: boolean;
  /** Answers a key that it knows with the post it made of it. */
  readonly knowsKeys: boolean;
  /** Its refs are known beforehand and sending again overwrites. */
  readonly overwrites: boolean;
  readonly lagMs: number;
  readonly settleMs: number;
}

interface Session {
  readonly clock: FakeClock;
  readonly instant: () => Promise<void>;
  /** What happens to the next request that changes something. */
  readonly next: () => Fault;
  /** Whether the next reading can be read. */
  readonly readable: () => boolean;
  readonly accountId?: string;
}

const texts = (body: Json): readonly string[] =>
  (Array.isArray(body) ? body : [body]).filter((text) => typeof text === 'string');
const refOf = (id: string): PostRef => ({ id, url: `https://fake.example/posts/${id}` });
const TWIN: Refusal = { words: 'You are not allowed to create a post with duplicate content.' };

const refusals: Readonly<Record<'busy' | 'window' | 'day' | 'broke', Refusal>> = {
  busy: { words: 'Service busy', retryAfterMs: 2000 },
  window: { words: 'Too Many Requests', retryAfterMs: 600_000 },
  day: { words: 'Too Many Requests', retryAfterMs: 20 * 3_600_000 },
  broke: { words: 'CreditsDepleted', advice: 'Pay.' },
};

export function fakeServer(manners: Manners) {
  const kept: Kept[] = [];
  const removed: string[] = [];
  const pending: { readonly atMs: number; readonly apply: () => void }[] = [];
  let sends = 0;
  let lastId = 1000;

  const arrive = (elapsedMs: number): void => {
    for (const late of pending.splice(0)) {
      if (late.atMs <= elapsedMs) late.apply();
      else pending.push(late);
    }
  };
  const shown = (elapsedMs: number): readonly Kept[] => {
    arrive(elapsedMs);
    return kept.filter((post) => post.shownAtMs <= elapsedMs);
  };

  const apply = (body: Json, place: Place, elapsedMs: number): SendOutcome => {
    const same = kept.filter((post) => post.key === place.key);
    if (same.length > 0 && (manners.knowsKeys || manners.overwrites)) {
      return { status: 'posted', refs: same.map((post) => refOf(post.id)) };
    }
    if (manners.refusesTwins && kept.some((post) => texts(body).includes(post.text))) {
      return place.sentAt !== undefined
        ? { status: 'unknown', words: TWIN.words }
        : { status: 'refused', refusal: TWIN };
    }
    let parent = place.parent?.id;
    const refs: PostRef[] = [];
    for (const [index, text] of texts(body).entries()) {
      lastId += 1;
      const id = manners.overwrites ? `${place.key}-${index}` : String(lastId);
      kept.push({ id, text, parent, key: place.key, shownAtMs: elapsedMs + manners.lagMs });
      refs.push(refOf(id));
      parent = id;
    }
    return { status: 'posted', refs };
  };

  const login = ({ clock, instant, next, readable, accountId = 'account' }: Session): Account => {
    const post = (body: Json, place: Place): SendOutcome => {
      sends += 1;
      arrive(clock.elapsedMs());
      const fault = next();
      switch (fault) {
        case 'none':
          return apply(body, place, clock.elapsedMs());
        case 'lost before':
          return { status: 'unknown', words: 'ECONNRESET' };
        case 'lost after':
          apply(body, place, clock.elapsedMs());
          return { status: 'unknown', words: 'ECONNRESET' };
        case 'late': {
          const atMs = clock.elapsedMs() + Math.min(20_000, Math.max(0, manners.settleMs - manners.lagMs - 1));
          if (manners.settleMs === 0) apply(body, place, clock.elapsedMs());
          else pending.push({ atMs, apply: () => apply(body, place, atMs) });
          return { status: 'unknown', words: 'timeout' };
        }
        case 'busy':
        case 'window':
        case 'day':
        case 'broke':
          return { status: 'refused', refusal: refusals[fault] };
      }
    };
    const find = (body: Json, place: Place): LookUp => {
      if (!readable()) return { status: 'unclear', words: '503 Service Unavailable' };
      const wanted = texts(body);
      const hasKeys = manners.overwrites || manners.knowsKeys;
      const isSame = ({ key, text, parent }: Kept): boolean =>
        (hasKeys && key === place.key) ||
        (manners.kind === 'serial' && wanted.includes(text) && parent === place.parent?.id);
      const found = shown(clock.elapsedMs()).filter(isSame);
      if (found.length === 0) return { status: 'absent' };
      if (found.length !== wanted.length) return { status: 'unclear', words: `${found.length} posts look like it` };
      return { status: 'found', refs: found.map((post) => refOf(post.id)) };
    };
    const step = <T>(act: () => T): Promise<T> => around(instant, act);
    return {
      id: accountId,
      name: `@${accountId}`,
      paceMs: 3000,
      settleMs: manners.settleMs,
      batches: (posts: readonly Post[]) =>
        manners.kind === 'atomic'
          ? [{ posts: posts.map((_, index) => index), body: posts.map((post) => post.text) }]
          : posts.map((post, index) => ({ posts: [index], body: post.text })),
      capacity: () => Promise.resolve(undefined),
      search: (hook) =>
        step((): LookUp => {
          if (!readable()) return { status: 'unclear', words: '503 Service Unavailable' };
          const found = shown(clock.elapsedMs()).filter((post) => post.text === hook.text);
          return found.length === 0
            ? { status: 'absent' }
            : { status: 'found', refs: found.map((post) => refOf(post.id)) };
        }),
      send: (batch, place) => step(() => post(batch.body, place)),
      find: (batch, place) => step(() => find(batch.body, place)),
      remove: (refs) =>
        step((): RemoveOutcome => {
          const fault = next();
          if (fault === 'lost before' || fault === 'late') return { status: 'unknown', words: 'ECONNRESET' };
          if (fault !== 'none' && fault !== 'lost after') return { status: 'refused', refusal: refusals[fault] };
          for (const { id } of refs) {
            const index = kept.findIndex((post) => post.id === id);
            if (index >= 0) kept.splice(index, 1);
            removed.push(id);
          }
          return fault === 'none' ? { status: 'removed' } : { status: 'unknown', words: 'ECONNRESET' };
        }),
    };
  };
  /** `sends`: requests that changed something, or would have. One login: faults come from `next`, kill points from `instant`. */
  return { kept, sends: () => sends, removed, login };
}

export type FakeServer = ReturnType<typeof fakeServer>;
