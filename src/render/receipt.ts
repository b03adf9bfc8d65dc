import { type PublishedPost, wordsOfRefusal } from '../core/record.ts';
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
export function drawReceipt({ network, status, posts, costUsd, words }: Receipt, ms: number, { ink }: Paper): string {
  const name = ink.bold(network);
  const address = posts[0] ? `\n  ${ink.link(posts[0].url)}` : '';
  if (status === 'posted') return `${name}: ${ink.green('posted')} ${madeOf(posts.length, '', costUsd, ms)}${address}`;
  if (status === 'already-posted')
    return `${name}: already posted${words === undefined ? '' : `, ${words}`}; nothing was sent${address}`;
  const isHarmless = status === 'rolled-back' || status === 'rolling-back' || status === 'interrupted';
  const said = status.replace('-', ' ');
  return `${name}: ${isHarmless ? ink.yellow(said) : ink.red(said)}. ${withoutName(words ?? '', network)}${isHarmless ? '' : address}`;
}

const madeOf = (posts: number, done: string, costUsd: number, ms: number): string =>
  `${count(posts, 'post')}${done}${costUsd > 0 ? `, ${dollars(costUsd)}` : ''} in ${duration(ms)}`;

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
export function drawRemoval({ network, status, removed, costUsd, words }: Removal, ms: number, { ink }: Paper): string {
  const name = ink.bold(network);
  if (status !== 'rolled-back')
    return `${name}: ${ink.red(status.replace('-', ' '))}. ${withoutName(words ?? '', network)}`;
  if (removed > 0) return `${name}: ${ink.green('taken back')}, ${madeOf(removed, ' deleted', costUsd, ms)}`;
  return `${name}: ${words ?? 'nothing of it was up, so nothing was deleted; post --again posts the week'}`;
}

/** A network's refusal as whole sentences. */
export const refusalSentences = (...refusal: Parameters<typeof wordsOfRefusal>): string =>
  wordsOfRefusal(...refusal).replace(/([^.!?])$/, '$1.');

/** A doubt: what is not known, and what to type once somebody has looked. */
export const doubtWords = (doubt: { words: string; commands: { posted: string; notPosted: string } }): string =>
  `${doubt.words}\n  if it is there:  ${doubt.commands.posted}\n  if it is not:    ${doubt.commands.notPosted}`;

/** Posts as receipts and `status` list them; their addresses as `addressOf` gives them, or else as the network gave them. */
export const listPosts = (
  posts: readonly PublishedPost[],
  addressOf = ({ url }: PublishedPost['ref']): string => url,
): Receipt['posts'] => posts.map(({ at, ref }) => ({ id: ref.id, url: addressOf(ref), at }));
