import type { Refusal } from '../../core/record.ts';
import type { HttpAnswer } from '../http-client.ts';
import { waitOf, wordsOf } from '../http-words.ts';
import type { Mask } from '../../mask.ts';
import { errorNameOf } from './xrpc.ts';

const fiveMinutesMs = 5 * 60_000;
const dayMs = 24 * 60 * 60_000;

export const noLogin: Refusal = {
  words: 'no handle and app password are set',
  advice:
    'Set BLUESKY_HANDLE and BLUESKY_APP_PASSWORD; app passwords are made under Settings, Privacy and security, App passwords.',
};

/** Why an answer is no success: the server's words, and what a person or the next run can do about it. */
export function refusalOf(answer: HttpAnswer, now: Date, mask: Mask): Refusal {
  const words = wordsOf(answer, mask);
  if (answer.code === 429) return { words, retryAfterMs: waitOf(answer, now, fiveMinutesMs, dayMs) };
  if (answer.code >= 500) return { words, retryAfterMs: fiveMinutesMs };
  // Before a thread's first post is sent again by a later run, its picture is uploaded anew.
  if (errorNameOf(answer) === 'BlobNotFound') return { words, advice: forgotten, retryAfterMs: 10_000 };
  const advice = adviceOf(answer);
  return advice === undefined ? { words } : { words, advice };
}

function adviceOf(answer: HttpAnswer): string | undefined {
  const name = errorNameOf(answer) ?? '';
  if (answer.code >= 300 && answer.code < 400) return `The address moved: set BLUESKY_SERVICE to the new one.`;
  if (name in known) return known[name];
  return answer.code === 404 && name === ''
    ? 'No Bluesky server answers there: check BLUESKY_SERVICE (https://bsky.social unless you know better).'
    : undefined;
}

const forgotten = 'The picture is no longer on the server: the next run uploads it anew.';
const appeal = 'The account was taken down or suspended: appeal to the moderators, or use another account.';
const wakeUp = 'Log in with the app and activate the account again.';

const known: Readonly<Record<string, string>> = {
  AccountTakedown: appeal,
  RepoTakendown: appeal,
  AccountDeactivated: wakeUp,
  AuthFactorTokenRequired: 'BLUESKY_APP_PASSWORD holds the main password: make an app password and use that.',
  ExpiredToken: 'The session could not be renewed: check BLUESKY_APP_PASSWORD, and run it again.',
  InvalidToken: 'The session could not be renewed: check BLUESKY_APP_PASSWORD, and run it again.',
};

/** What an account that may log in, but not post, is told. */
export function inactive(status: string | undefined): Refusal {
  if (status === 'deactivated') return { words: 'the account is deactivated', advice: wakeUp };
  const words = status === 'suspended' ? 'the account is suspended' : 'the account was taken down';
  return { words, advice: appeal };
}

/** A server tells a wrong password and a handle that nobody has with the same words. */
export const wrongLogin = (answer: HttpAnswer, handle: string, exists: boolean, mask: Mask): Refusal => ({
  words: wordsOf(answer, mask),
  advice: exists
    ? `The app password of ${handle} is wrong or was revoked: make a new one and set BLUESKY_APP_PASSWORD.`
    : `Nobody is called ${handle}: check BLUESKY_HANDLE (name.bsky.social, without @).`,
});
