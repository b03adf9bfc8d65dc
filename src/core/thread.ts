// The thread: what a post may be, how an edition becomes one, what it costs, and its plan as JSON. Whoever is outside of the room comes in here.
export { type ComposeSettings, composeThread, costWithLinksLast, defaultWords } from './thread/compose.ts';
export { cutAtWords, nameOf } from './thread/cut-title.ts';
export { cutWords } from './thread/compose/hook-and-closer.ts';
export { plainWords, withSpaces } from './thread/compose/safe-text.ts';
export { hostOf, isPlainAddress, namesOtherHost, plainAddress } from './thread/compose/plain-address.ts';
export { countGraphemes, graphemesOf } from './thread/graphemes.ts';
export { findLinks, findUrls, measureAround } from './thread/links/find-links.ts';
export { type Plan, readPlan, toPlanJson } from './thread/plan.ts';
export type { NetworkId } from './network-id.ts';
export type { Closer, EntryPost, Hook, Media, Post, PostLink, PostRules, Thread } from './thread/posts.ts';
export { removalCost, roundUsd, threadCost } from './thread/price.ts';
export { firstSentence, type Shortened, shorten } from './thread/shorten.ts';
export type { Why, WhySentence } from './thread/shorten/explain.ts';
