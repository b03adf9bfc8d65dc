import type { Refusal } from '../../core/record.ts';
import type { RefusalRow } from '../answers.ts';

const appeal = 'The account was taken down or suspended: appeal to the moderators, or use another account.';
const wakeUp = 'Log in with the app and activate the account again.';

/** What a server says; the protocol's name of an error is its first word. */
export const REFUSALS: readonly RefusalRow[] = [
  // Before a thread's first post is sent again by a later run, its picture is uploaded anew.
  [/\bBlobNotFound\b/, 'The picture is no longer on the server: the next run uploads it anew.', 10_000],
  [/\b(?:AccountTakedown|RepoTakendown)\b/, appeal],
  [/\bAccountDeactivated\b/, wakeUp],
  [/\bAuthFactorTokenRequired\b/, 'BLUESKY_APP_PASSWORD holds the main password: make an app password and use that.'],
  [
    /\b(?:ExpiredToken|InvalidToken)\b/,
    'The session could not be renewed: check BLUESKY_APP_PASSWORD, and run it again.',
  ],
  [
    /^404 (?!\w+:)/,
    'No Bluesky server answers there: check BLUESKY_SERVICE (https://bsky.social unless you know better).',
  ],
];

/** What an account that may log in, but not post, is told. */
export function inactive(status: string | undefined): Refusal {
  if (status === 'deactivated') return { words: 'the account is deactivated', advice: wakeUp };
  const words = status === 'suspended' ? 'the account is suspended' : 'the account was taken down';
  return { words, advice: appeal };
}

/** A server tells a wrong password and a handle that nobody has with the same words. */
export const wrongLogin = (handle: string, exists: boolean): RefusalRow => [
  /^401/,
  exists
    ? `The app password of ${handle} is wrong or was revoked: make a new one and set BLUESKY_APP_PASSWORD.`
    : `Nobody is called ${handle}: check BLUESKY_HANDLE (name.bsky.social, without @).`,
];
