import type { NetworkId } from './rules.ts';
import type { Why } from './shorten/explain.ts';

/** A link of a post: the words `text.slice(start, end)` carry `url` (offsets in UTF-16 code units, as JavaScript counts). */
export interface PostLink {
  readonly label: string;
  readonly url: string;
  readonly start: number;
  readonly end: number;
  /** Set where the network makes a link of a word by itself (`AGENTS.md`): `label` and `url` are the word as written. */
  readonly auto?: true;
}

/** A picture of a post. */
export interface Media {
  readonly alt: string;
}

interface PostBase {
  readonly text: string;
  /** In the network's own measure. */
  readonly length: number;
  readonly links: readonly PostLink[];
  readonly media?: readonly Media[];
}

export interface Hook extends PostBase {
  readonly kind: 'hook';
}

export interface EntryPost extends PostBase {
  readonly kind: 'entry';
  readonly rank: number;
  /** The title as it stands in `text`. */
  readonly title: string;
  /** The shortened summary as it stands in `text`. */
  readonly summary: string;
  /** Why it says that, if it was asked for. */
  readonly why?: Why;
}

export interface Closer extends PostBase {
  readonly kind: 'closer';
}

/** One message of a thread. */
export type Post = Hook | EntryPost | Closer;

/** What is composed from an edition for one network. */
export interface Thread {
  readonly network: NetworkId;
  /** In the network's own measure; null where there is none. */
  readonly limit: number | null;
  readonly posts: readonly Post[];
  /** Posts and alt text, in USD. */
  readonly costUsd: number;
}
