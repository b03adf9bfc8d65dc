import { command } from '../../core/command.ts';
import type { Refusal } from '../../core/record.ts';
import type { Headers } from './client.ts';
import { waitAskedFor } from './limits.ts';
import type { Mask } from '../../mask.ts';
import { readProblem, type Problem } from './problem.ts';

/** A status from 400 to 499: X did not do what was asked. */
export interface Failure {
  readonly code: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface RefusalContext {
  readonly mask: Mask;
  readonly now: Date;
  /** How many 429 in a row did not say how long to wait, this one not counted. */
  readonly silentLimits: number;
}

/** How soon a request that never left may be tried again. */
export const retryUnsentMs = 5_000;
/** A reply can be refused because its parent is not visible yet; two to five seconds cure it. */
const retryInvisibleMs = 3_000;
const longestSilentWaitMs = 15 * 60_000;

/** Whether X refused the words because it has a post with the same. */
export const isDuplicate = (problem: Problem): boolean =>
  problem.codes.includes(187) || /duplicate content|already said that|status is a duplicate/i.test(problem.words);

/** What X says, what to do about it, and when it may be tried again. */
export function refusalOf({ code, headers, body }: Failure, { mask, now, silentLimits }: RefusalContext): Refusal {
  const problem = readProblem(body, mask);
  const words = `${code}: ${problem.words}`;
  if (code === 429 || code === 420) {
    const waitMs = waitAskedFor(headers, now) ?? capMs(problem, now);
    return { words, retryAfterMs: waitMs ?? Math.min(5_000 * 2 ** silentLimits, longestSilentWaitMs) };
  }
  const known = knownProblems.find(({ is }) => is(problem, code));
  if (!known) return { words };
  return { words, advice: known.advice, ...(known.retryAfterMs !== undefined && { retryAfterMs: known.retryAfterMs }) };
}

/** A usage cap holds until its period ends. */
function capMs({ type, period }: Problem, now: Date): number | undefined {
  if (type !== 'usage-capped') return undefined;
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const end = period === 'Daily' ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1, 1);
  return end - now.getTime();
}

interface KnownProblem {
  readonly is: (problem: Problem, code: number) => boolean;
  readonly advice: string;
  readonly retryAfterMs?: number;
}

const says =
  (pattern: RegExp) =>
  ({ words, type }: Problem): boolean =>
    pattern.test(words) || pattern.test(type);

/** How soon a picture that X does not know may be tried again: it may not be ready yet; a later run uploads it anew. */
const retryMediaMs = 10_000;

const lookThere = `look at the thread on X; if a post of it is gone, take the thread back with \`${command('rollback')}\` and post it anew with \`--again\`.`;

/** The first that fits. X has no list of these; they are what its documentation and its users report. */
const knownProblems: readonly KnownProblem[] = [
  {
    is: (problem, code) => code === 401 && says(/timestamp/i)(problem),
    advice: 'Set the clock of this machine: X takes no request whose time is minutes off.',
  },
  {
    is: (problem) =>
      problem.codes.some((number) => [64, 326].includes(number)) || says(/suspended|temporarily locked/i)(problem),
    advice: 'Log in to the account on x.com and do what X asks for there.',
  },
  {
    is: says(/unsupported-authentication|application-only/i),
    advice:
      "These are keys of an app alone, and only an account can post: set X_ACCESS_TOKEN and X_ACCESS_SECRET to the account's own (developer console, Keys and tokens).",
  },
  {
    is: (problem, code) => code === 401 || problem.codes.some((number) => [32, 89, 99, 135, 215].includes(number)),
    advice:
      'X does not accept the keys. Check X_APP_KEY, X_APP_SECRET, X_ACCESS_TOKEN and X_ACCESS_SECRET against the keys of the app in the developer console; make new ones there if they were revoked.',
  },
  {
    is: says(/spend(?:ing)?[ -]?(?:cap|limit)|billing cycle/i),
    advice: 'Raise the spend cap in the developer console, or wait for the next billing cycle.',
  },
  {
    is: (problem, code) => code === 402 || says(/credits/i)(problem),
    advice: 'Add credits in the developer console.',
  },
  {
    is: says(/oauth1[ -](?:app )?permissions/i),
    advice:
      'Give the app the permission "Read and write" in the developer console, then make a new access token and secret: old ones keep their old permission.',
  },
  {
    is: says(/client-forbidden|client-not-enrolled|appropriate level of api access|attached to a project/i),
    advice: 'Enrol the app in the developer console (a project, an access level with POST /2/tweets), then run again.',
  },
  {
    is: (problem) => problem.codes.includes(385) || says(/not visible to you/i)(problem),
    advice: `The post above it is not visible yet, or it was deleted. If this persists, ${lookThere}`,
    retryAfterMs: retryInvisibleMs,
  },
  {
    is: isDuplicate,
    advice: `The account has a post with these very words. Look at it on X: if it belongs to this thread, settle it with \`${command('resolve')}\`; otherwise change the words with \`--plan\`.`,
  },
  {
    is: says(/\bmedia[ _]?ids?\b|\binvalid media\b|\bmedia\b.*\b(?:invalid|not found|expired)\b/i),
    advice: 'X no longer has the picture of this post, or does not have it yet: the next run uploads it anew.',
    retryAfterMs: retryMediaMs,
  },
  {
    is: says(/in_reply_to_\w+_id|\breply id\b|\breplied to\b.*\b(?:invalid|not found|exist)/i),
    advice: `X does not know the post above it: ${lookThere}`,
  },
  {
    is: (problem) =>
      problem.codes.includes(433) ||
      says(/reply (?:to this conversation|settings)|repl(?:y|ies|ying).*(?:restrict|not allowed|not permitted)/i)(
        problem,
      ),
    advice:
      'X lets an account reply only to its own posts or where it is mentioned. Check that the keys still belong to the account that began the thread.',
  },
  {
    is: says(/cashtag/i),
    advice: 'X takes one cashtag ($ABC) a post. Change the words with `--plan`.',
  },
  {
    is: (problem) =>
      problem.codes.includes(407) ||
      says(
        /(?:invalid|malformed|harmful|unsafe).*\b(?:url|link)|\b(?:url|link)s?\b.*(?:invalid|malformed|harmful|blocked|not allowed)/i,
      )(problem),
    advice: 'X does not take a link of this post. Open the link; then leave it out or repair it with `--plan`.',
  },
  {
    is: (problem) =>
      problem.codes.includes(186) ||
      says(
        /too long|\b280\b|\bcharacters?\b.*\b(?:limit|maximum)\b|\b(?:limit|most|exceeds?|than)\b.*\bcharacters?\b/i,
      )(problem),
    advice: 'X counts this post as too long. Shorten it with `--plan`; a thread that is up in part goes on with it.',
  },
  {
    is: says(/account.*\blocked|log in to/i),
    advice: 'Log in to the account on x.com and do what X asks for there.',
  },
];
