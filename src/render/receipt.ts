import type { PublishedPost } from '../core/record.ts';
import { capital } from '../core/text.ts';
import type { NetworkId } from '../core/thread.ts';
import type { Paper } from './paper.ts';
import { count, dollars, duration } from './words.ts';

/** How a run, or a roll-back, ended on one network. `declined`: nothing was begun, because it is too dear or too long, or a
 *  person did not want it. */
export type EndingStatus =
  | 'posted'
  | 'already-posted'
  | 'rolled-back'
  | 'rolling-back'
  | 'in-doubt'
  | 'stopped'
  | 'interrupted'
  | 'failed'
  | 'declined';

/** What became of one week on one network, for a person and as JSON. */
export interface Receipt {
  readonly network: NetworkId;
  readonly status: EndingStatus;
  /** What these posts cost, in USD. */
  readonly costUsd: number;
  readonly posts: readonly { readonly id: string; readonly url: string; readonly at: string }[];
  /** Why it is not posted, and what to do. */
  readonly words?: string;
}

/** The line or lines of a receipt: what happened, at which price, and where to look. */
export function drawReceipt(receipt: Receipt, ms: number, { ink }: Paper): string {
  const { network, status, posts, costUsd, words = '' } = receipt;
  const address = posts[0] ? `\n  ${ink.link(posts[0].url)}` : '';
  const name = ink.bold(network);
  if (status === 'posted') return `${name}: ${ink.green('posted')} ${madeOf(posts.length, '', costUsd, ms)}${address}`;
  const isHarmless = status === 'rolled-back' || status === 'rolling-back' || status === 'interrupted';
  const colour = isHarmless ? ink.yellow : status === 'already-posted' ? ink.green : ink.red;
  return `${name}: ${colour(status.replace('-', ' '))}. ${capital(words)}${isHarmless ? '' : address}`;
}

const madeOf = (posts: number, done: string, costUsd: number, ms: number): string =>
  `${count(posts, 'post')}${done}${costUsd > 0 ? `, ${dollars(costUsd)}` : ''} in ${duration(ms)}`;

/** What became of a thread that was to be taken back. */
export interface Removal {
  readonly network: NetworkId;
  readonly status: EndingStatus;
  readonly removed: number;
  /** What the deletions cost, in USD. */
  readonly costUsd: number;
  readonly words?: string;
}

/** The line or lines of a removal. */
export function drawRemoval({ removed, costUsd, ...removal }: Removal, ms: number, paper: Paper): string {
  const { network, status, words } = removal;
  const { bold, green } = paper.ink;
  if (status !== 'rolled-back') return drawReceipt({ ...removal, costUsd, posts: [] }, ms, paper);
  if (removed > 0) return `${bold(network)}: ${green('taken back')}, ${madeOf(removed, ' deleted', costUsd, ms)}`;
  return `${bold(network)}: ${words ?? 'nothing of it was up, so nothing was deleted'}`;
}

/** Posts as receipts and `status` list them; their addresses as `addressOf` gives them, or else as the network gave them. */
export const receiptPosts = (
  posts: readonly PublishedPost[],
  addressOf = ({ url }: PublishedPost['ref']): string => url,
): Receipt['posts'] => posts.map(({ at, ref }) => ({ id: ref.id, url: addressOf(ref), at }));
