import { command } from '../../core/command.ts';
import { MINUTE_MS } from '../../core/moment.ts';
import type { RefusalRow } from '../answers.ts';

/** What a token must be allowed: to post, to upload the card, to find a post again, to log in. */
export const SCOPES = 'write:statuses write:media read:statuses read:accounts';

/** What a server says to any request; and what is said of that. */
export const REFUSALS: readonly RefusalRow[] = [
  [
    /^401/,
    `The token is wrong or was revoked: make one under Preferences, Development (${SCOPES}) and set MASTODON_ACCESS_TOKEN.`,
  ],
  [/^403/, `The token may not do this, or the account is limited: the token needs the scopes ${SCOPES}.`],
];

export const LOGIN_REFUSALS: readonly RefusalRow[] = [
  [/^(?:404|410)/, "Check MASTODON_URL: nothing that speaks Mastodon's client API answers there."],
  [
    // What some servers say to a token of an application that nobody has logged in to.
    /^422/,
    'The token may be one of the application alone, without a user: make one under Preferences, Development, as the account that posts, and set MASTODON_ACCESS_TOKEN.',
  ],
];

export const gone = `The post that this one answers is no longer there: take the thread back with \`${command('rollback')}\`, then post it with --again.`;

/** What a server says to a post. */
export const POST_REFUSALS: readonly RefusalRow[] = [
  // "404 page not found": some proxies say so in plain words while the server behind them starts anew.
  [/^404 .*\(a page\)$/, undefined, MINUTE_MS],
  // "Media 17 not found or already attached to another post."
  [
    /\b(?:media|attachment)\b.*\b(?:not found|invalid|does not exist|could not be found)\b/i,
    'The server no longer has the picture: the next run uploads it anew.',
    10_000,
  ],
  // "Cannot attach files that have not finished processing. Try again in a moment!"
  [/^422 .*(?:not finished processing|try again in a moment)/i, undefined, 10_000],
];

/** The same for a post that answers another one. */
export const REPLY_REFUSALS: readonly RefusalRow[] = [...POST_REFUSALS, [/^(?:404|410)/, gone]];
