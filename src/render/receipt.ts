import { type PublishedPost, type Refusal, wordsOfRefusal } from '../core/record.ts';
import type { NetworkId } from '../core/thread.ts';
import type { Paper } from './paper.ts';
import { count, dollars, duration } from './words.ts';

/** What became of one week on one network, for a person and as JSON. */
export interface Receipt {
  readonly network: NetworkId;
  readonly status: ReceiptStatus;
  /** What these posts cost, in USD. */
  readonly costUsd: number;
  readonly posts: readonly { readonly id: string; readonly url: string; readonly at: string }[];
  /** Why it is not posted, and what to do. */
  readonly words?: string;
}

type ReceiptStatus =
  'posted' | 'already-posted' | 'rolled-back' | 'rolling-back' | 'in-doubt' | 'stopped' | 'interrupted' | 'failed';

/** The line or lines of a receipt: what happened, at which price, and where to look. */
export function drawReceipt(receipt: Receipt, ms: number, paper: Paper): string {
  const { network, status, posts, costUsd, words } = receipt;
  const { green, red, yellow, bold, link } = paper.ink;
  const price = costUsd > 0 ? `, ${dollars(costUsd)}` : '';
  const first = posts[0] ? `\n  ${link(posts[0].url)}` : '';
  const name = bold(network);
  const said = withoutName(words ?? '', network);
  switch (status) {
    case 'posted':
      return `${name}: ${green('posted')} ${count(posts.length, 'post')}${price} in ${duration(ms)}${first}`;
    case 'already-posted':
      return `${name}: already posted${words === undefined ? '' : `, ${words}`}; nothing was sent${first}`;
    case 'rolled-back':
    case 'rolling-back':
    case 'interrupted':
      return `${name}: ${yellow(status.replace('-', ' '))}. ${said}`;
    case 'in-doubt':
    case 'stopped':
    case 'failed':
      return `${name}: ${red(status.replace('-', ' '))}. ${said}${first}`;
  }
}

/** Words that also stand alone name their network; a line that begins with its name does not need it twice. */
function withoutName(words: string, network: string): string {
  const name = `${network}: `;
  const rest = words.startsWith(name) ? words.slice(name.length) : words;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** What became of a thread that was to be taken back. */
export interface Removal {
  readonly network: string;
  readonly status: 'rolled-back' | 'in-doubt' | 'stopped' | 'interrupted' | 'failed';
  readonly removed: number;
  /** What the deletions cost, in USD. */
  readonly costUsd: number;
  readonly words?: string;
}

/** The line or lines of a removal. */
export function drawRemoval({ network, status, removed, costUsd, words }: Removal, ms: number, paper: Paper): string {
  const name = paper.ink.bold(network);
  if (status !== 'rolled-back')
    return `${name}: ${paper.ink.red(status.replace('-', ' '))}. ${withoutName(words ?? '', network)}`;
  if (removed === 0)
    return `${name}: ${words ?? 'nothing of it was up, so nothing was deleted; post --again posts the week'}`;
  const price = costUsd > 0 ? `, ${dollars(costUsd)}` : '';
  return `${name}: ${paper.ink.green('taken back')}, ${count(removed, 'post')} deleted${price} in ${duration(ms)}`;
}

/** A network's refusal as sentences: its own words, then what to do. */
export const refusalWords = (refusal: Refusal): string => wordsOfRefusal(refusal).replace(/([^.!?])$/, '$1.');

/** A doubt: what is not known, and what to type once somebody has looked. */
export const doubtWords = ({ words, commands }: InDoubt): string =>
  `${words}\n  if it is there:  ${commands.posted}\n  if it is not:    ${commands.notPosted}`;

interface InDoubt {
  readonly words: string;
  readonly commands: { readonly posted: string; readonly notPosted: string };
}

/** Posts as receipts and `status` list them; their addresses as `addressOf` gives them, or else as the network gave them. */
export const listPosts = (
  posts: readonly PublishedPost[],
  addressOf = ({ url }: PublishedPost['ref']): string => url,
): Receipt['posts'] => posts.map(({ at, ref }) => ({ id: ref.id, url: addressOf(ref), at }));
