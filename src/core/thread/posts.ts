import type { NetworkId } from '../network-id.ts';
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

/** A word that a network turns into a link by itself: `text.slice(start, end)`. */
export interface AutoLink {
  readonly start: number;
  readonly end: number;
  /** False where it hangs on a top-level domain that we do not know. */
  readonly certain?: boolean;
}

/** How long a post may be on a network, how it is measured, and what it costs. Pure; needs no account. */
export interface PostRules {
  readonly network: NetworkId;
  /** How people write the network's name: `X`, `Bluesky`. */
  readonly name: string;
  /** In the network's own measure; null where there is none. */
  readonly limit: number | null;
  /** The length of a text in the network's own measure. */
  readonly measure: (text: string) => number;
  /** Whether the text is within every limit of the network (Bluesky has a second one, in bytes). */
  readonly fits: (text: string) => boolean;
  /** Whether a link's URL is written out in the text, or stands behind its label. */
  readonly linkStyle: 'written' | 'label';
  /** Every range of the text that the network would turn into a link by itself, written-out URLs included. */
  readonly findLinks: (text: string) => readonly AutoLink[];
  /** Whether an `@name` or `#word` in the plain text mentions or tags by itself. */
  readonly mentions: boolean;
  /** Whether more than one cashtag in a post is refused. */
  readonly oneCashtag: boolean;
  /** The most characters of an alt text; null where the network takes no pictures. */
  readonly altLimit: number | null;
  /** What it costs to publish one post, alt text included, in USD. */
  readonly price: (post: Pick<Post, 'links' | 'media'>) => number;
  /** What it costs to delete one post, in USD. */
  readonly removalPrice: number;
  /** What is published again takes the place of what is up, so that nothing is there twice. */
  readonly replaces?: boolean;
}
