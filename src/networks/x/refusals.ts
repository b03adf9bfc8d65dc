import * as v from 'valibot';
import { command } from '../../core/command.ts';
import { SECOND_MS } from '../../core/moment.ts';
import { parsed, type RefusalRow } from '../answers.ts';
import type { HttpAnswer } from '../../http.ts';

/** A problem as X sends it: RFC 7807, or the older list of `errors`. */
const fields = { type: v.optional(v.string(), ''), code: v.optional(v.number()) };
const problemSchema = v.looseObject({
  ...fields,
  period: v.optional(v.string()),
  errors: v.optional(v.array(v.looseObject(fields)), []),
});

/** The last segments of a problem's types, since the same one appears under two hosts; and its codes. */
export function kindOf({ json }: Pick<HttpAnswer, 'json'>): string {
  const problem = parsed(problemSchema, json);
  const parts = problem ? [problem, ...problem.errors] : [];
  return parts
    .flatMap(({ type, code }) => [type.split(/[/#:]/).at(-1), code && `code ${code}`])
    .filter(Boolean)
    .join(' ');
}

/** `x-rate-limit-*` for 15 minutes; `x-user-limit-24hour-*`, `x-app-limit-24hour-*` (undocumented) for the day. */
const remainingHeader = /^(x-.+)-remaining$/;

const readNumber = (text: string | null): number | undefined =>
  text?.trim() && Number.isFinite(Number(text)) ? Number(text) : undefined;

/** Until the latest reset of all exhausted windows, by X's own clock, since ours may be wrong. Undefined: it does not say. */
function waitAskedFor({ headers }: HttpAnswer, now: Date): number | undefined {
  const startMs = Date.parse(headers.get('date') ?? '') || now.getTime();
  const resets = [...headers].flatMap(([name, remaining]) => {
    const [, window] = remainingHeader.exec(name) ?? [];
    const reset = readNumber(headers.get(`${String(window)}-reset`));
    return reset !== undefined && (readNumber(remaining) ?? 1) <= 0 ? [reset * SECOND_MS - startMs] : [];
  });
  const seconds = readNumber(headers.get('retry-after'));
  const waits = seconds === undefined ? resets : [...resets, seconds * SECOND_MS];
  // A second more, as resets are told in whole seconds.
  return waits.length > 0 ? Math.max(0, ...waits) + SECOND_MS : undefined;
}

/** How long a 429 asks to wait. A usage cap holds until its period ends. */
export function waitMs(answer: HttpAnswer, now: Date): number | undefined {
  const asked = waitAskedFor(answer, now);
  if (asked !== undefined || !kindOf(answer).includes('usage-capped')) return asked;
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const isDaily = parsed(problemSchema, answer.json)?.period === 'Daily';
  return (isDaily ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1, 1)) - now.getTime();
}

/** X refused the words because it has a post with the same. */
export const DUPLICATE = /duplicate content|already said that|status is a duplicate|code 187\b/i;

const LOOK_THERE = `look at the thread on X; if a post of it is gone, take the thread back with \`${command('rollback')}\` and post it anew with \`--again\`.`;
const LOG_IN = 'Log in to the account on x.com and do what X asks for there.';

/** X has no list of these; they are what its documentation and its users report. */
export const REFUSALS: readonly RefusalRow[] = [
  [/^401 .*timestamp/i, 'Set the clock of this machine: X takes no request whose time is minutes off.'],
  [/suspended|temporarily locked|code (?:64|326)\b/i, LOG_IN],
  [
    /unsupported-authentication|application-only/i,
    "These are keys of an app alone, and only an account can post: set X_ACCESS_TOKEN and X_ACCESS_SECRET to the account's own (developer console, Keys and tokens).",
  ],
  [
    /^401|code (?:32|89|99|135|215)\b/,
    'X does not accept the keys. Check X_APP_KEY, X_APP_SECRET, X_ACCESS_TOKEN and X_ACCESS_SECRET against the keys of the app in the developer console; make new ones there if they were revoked.',
  ],
  [
    /spend(?:ing)?[ -]?(?:cap|limit)|billing cycle/i,
    'Raise the spend cap in the developer console, or wait for the next billing cycle.',
  ],
  [/^402|credits/i, 'Add credits in the developer console.'],
  [
    /oauth1[ -](?:app )?permissions/i,
    'Give the app the permission "Read and write" in the developer console, then make a new access token and secret: old ones keep their old permission.',
  ],
  [
    /client-forbidden|client-not-enrolled|appropriate level of api access|attached to a project/i,
    'Enrol the app in the developer console (a project, an access level with POST /2/tweets), then run again.',
  ],
  [
    /not visible to you|code 385\b/i,
    `The post above it is not visible yet, or it was deleted. If this persists, ${LOOK_THERE}`,
    // Two to five seconds cure it.
    3_000,
  ],
  [
    DUPLICATE,
    `The account has a post with these very words. Look at it on X: if it belongs to this thread, settle it with \`${command('resolve')}\`; otherwise change the words with \`--plan\`.`,
  ],
  [
    /\bmedia[ _]?ids?\b|\binvalid media\b|\bmedia\b.*\b(?:invalid|not found|expired)\b/i,
    'X no longer has the picture of this post, or does not have it yet: the next run uploads it anew.',
    10_000,
  ],
  [
    /in_reply_to_\w+_id|\breply id\b|\breplied to\b.*\b(?:invalid|not found|exist)/i,
    `X does not know the post above it: ${LOOK_THERE}`,
  ],
  [
    /reply (?:to this conversation|settings)|repl(?:y|ies|ying).*(?:restrict|not allowed|not permitted)|code 433\b/i,
    'X lets an account reply only to its own posts or where it is mentioned. Check that the keys still belong to the account that began the thread.',
  ],
  [/cashtag/i, 'X takes one cashtag ($ABC) a post. Change the words with `--plan`.'],
  [
    /(?:invalid|malformed|harmful|unsafe).*\b(?:url|link)|\b(?:url|link)s?\b.*(?:invalid|malformed|harmful|blocked|not allowed)/i,
    'X does not take a link of this post. Open the link; then leave it out or repair it with `--plan`.',
  ],
  [
    /too long|\b280\b|\bcharacters?\b.*\b(?:limit|maximum)\b|\b(?:limit|most|exceeds?|than)\b.*\bcharacters?\b|code 186\b/i,
    'X counts this post as too long. Shorten it with `--plan`; a thread that is up in part goes on with it.',
  ],
  [/account.*\blocked|log in to/i, LOG_IN],
];
