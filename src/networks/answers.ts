import * as v from 'valibot';
import { MINUTE_MS, SECOND_MS } from '../core/moment.ts';
import type { Refusal } from '../core/record.ts';
import type { HttpAnswer, HttpResult } from '../http.ts';
import type { Mask } from '../mask.ts';
import { wordsIn } from './answer-words.ts';
import type { NetworkTools, RefusedOutcome, Unclear } from './network.ts';

/** How soon is tried again what never left, or a login that stumbled. */
const soonMs = 10 * SECOND_MS;
/** How long a server is left alone that does not say how long. */
const unsaidMs = 5 * MINUTE_MS;

/** A form of a refusal, as `403 its words`; what to do about it; how soon the same may be tried again. */
export type RefusalRow = readonly [form: RegExp, advice: string | undefined, retryAfterMs?: number];

/** How the answers of one network are read. */
interface Reading {
  readonly mask: Mask;
  readonly now: () => Date;
  /** The variable that holds the server's address. */
  readonly setting: string;
  /** What it says when it refuses: the first row that fits counts. */
  readonly rows: readonly RefusalRow[];
  /** The longest window in which it counts requests, in ms. */
  readonly longestWaitMs: number;
  /** How long a 429 asks to wait, where it says so in a way of its own. */
  readonly waitMs?: (answer: HttpAnswer, now: Date) => number | undefined;
  /** What it says of an error besides words, for the rows. */
  readonly kindOf?: (answer: HttpAnswer) => string;
}

/** What answers of a network mean. */
export interface Answers {
  /** Why an answer is no success: the server's words, and what a person or the next run can do. `rows` come before those for all. */
  readonly explain: (answer: HttpAnswer, rows?: readonly RefusalRow[]) => Refusal;
  /** What a result that settled nothing says. */
  readonly wordsOf: (result: HttpResult) => string;
  /** A look that settled nothing. Only who asks too often is told when to ask again. */
  readonly unread: (result: HttpResult) => Unclear;
  /** How a request ended that had no success: refused if it never left, or if `isNo`; else nobody knows. */
  readonly failed: (
    result: HttpResult,
    isNo?: (answer: HttpAnswer) => boolean,
    rows?: readonly RefusalRow[],
  ) => RefusedOutcome | { readonly status: 'unknown'; readonly words: string };
  /** Why nobody is logged in. Asking who we are changes nothing: where it stumbles it is soon asked again. */
  readonly notConnected: (result: HttpResult, rows?: readonly RefusalRow[]) => RefusedOutcome;
  /** Why a picture was not taken. A broken store of pictures must not keep the thread back: only what passes soon is waited for. */
  readonly notUploaded: (result: HttpResult) => RefusedOutcome;
}

export function createAnswers(reading: Reading): Answers {
  const wordsOf = (result: HttpResult): string => {
    if (result.status !== 'answered') return result.words;
    return isSuccess(result) ? `${result.code}, with an answer that cannot be read` : wordsIn(result, reading.mask);
  };
  const explain: Answers['explain'] = (answer, rows = []) => refusalOf(answer, rows, reading);
  const refused = (refusal: Refusal): RefusedOutcome => ({ status: 'refused', refusal });
  return {
    wordsOf,
    explain,
    unread: (result) => {
      const { retryAfterMs } = result.status === 'answered' && result.code === 429 ? explain(result) : {};
      return { status: 'unclear', words: wordsOf(result), ...(retryAfterMs !== undefined && { retryAfterMs }) };
    },
    failed: (result, isNo = isPlainNo, rows) => {
      if (result.status === 'unsent') return refused(unsent(result));
      return result.status === 'answered' && isNo(result)
        ? refused(explain(result, rows))
        : { status: 'unknown', words: wordsOf(result) };
    },
    notConnected: (result, rows) => {
      if (result.status === 'unsent') return refused(unsent(result));
      if (result.status === 'answered' && !isSuccess(result) && result.code < 500)
        return refused(explain(result, rows));
      const isOther = result.status === 'answered' && isSuccess(result);
      return refused({
        words: wordsOf(result),
        ...(isOther && { advice: `Check ${reading.setting}: what answers there is another kind of server.` }),
        ...(stumbled(result) && { retryAfterMs: soonMs }),
      });
    },
    notUploaded: (result) => {
      if (result.status === 'unsent') return refused(unsent(result));
      const isNo = result.status === 'answered' && result.code >= 300 && result.code < 500;
      return refused(isNo ? explain(result) : { words: wordsOf(result) });
    },
  };
}

function refusalOf(answer: HttpAnswer, first: readonly RefusalRow[], reading: Reading): Refusal {
  const { mask, now, setting, rows, longestWaitMs, waitMs = waitSaid, kindOf = () => '' } = reading;
  const words = wordsIn(answer, mask);
  const wait = waitMs(answer, now()) ?? unsaidMs;
  if (answer.code === 429) return { words, retryAfterMs: Math.min(Math.max(wait, SECOND_MS), longestWaitMs) };
  if (answer.code >= 500) return { words, retryAfterMs: unsaidMs };
  const said = `${words} ${kindOf(answer)}${answer.json === undefined ? ' (a page)' : ''}`;
  const [, advice = movedTo(answer, setting), retryAfterMs] =
    [...first, ...rows].find(([form]) => form.test(said)) ?? [];
  return { words, ...(advice !== undefined && { advice }), ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

export const isSuccess = ({ code }: HttpAnswer): boolean => code >= 200 && code < 300;

/** A request that a server found fault with was not carried out. Who stands between, and did not see all of it, says 408, 425 or
 *  499; 409 is another try at the same time. */
export const isPlainNo = ({ code }: HttpAnswer): boolean =>
  code >= 300 && code < 500 && ![408, 409, 425, 499].includes(code);

/** A request that never reached the server changed nothing: it is refused, and may be tried again. */
function unsent({ words, permanent }: Extract<HttpResult, { status: 'unsent' }>): Refusal {
  return { words: `not sent: ${words}`, ...(!permanent && { retryAfterMs: soonMs }) };
}

/** Half an answer, an empty one or a page of somebody on the way say as little as none. */
const stumbled = (result: HttpResult): boolean =>
  result.status === 'lost' ||
  (result.status === 'answered' && (result.code >= 500 || (isSuccess(result) && result.json === undefined)));

/** Asks a few times what does no harm when it is done twice, where the server stumbles, or its answer is lost. */
export async function askAgain(
  ask: () => Promise<HttpResult>,
  { clock, abort }: Pick<NetworkTools, 'clock' | 'abort'>,
): Promise<HttpResult> {
  let result = await ask();
  for (const pauseMs of [2 * SECOND_MS, 5 * SECOND_MS]) {
    if (!stumbled(result) || abort.aborted) return result;
    await clock.sleep(pauseMs, abort);
    result = await ask();
  }
  return result;
}

/** What a success says, in the form that is expected; undefined where it is none, or says something else. */
export const readAs = <Schema extends v.GenericSchema>(
  schema: Schema,
  result: HttpResult,
): v.InferOutput<Schema> | undefined =>
  result.status === 'answered' && isSuccess(result) ? parsed(schema, result.json) : undefined;

export function parsed<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> | undefined {
  const read = v.safeParse(schema, value);
  return read.success ? read.output : undefined;
}

/** What the state file holds for a batch must have been edited. */
export const noBody: Refusal = { words: 'what the state file holds for this post is none of this network' };

function movedTo({ code, headers }: HttpAnswer, setting: string): string | undefined {
  if (code < 300 || code >= 400) return undefined;
  const to = headers.get('location') ?? '';
  return `The address moved${URL.canParse(to) ? ` to ${new URL(to).origin}` : ''}: set ${setting} to the new one.`;
}

/** How long a server wants to be left alone, from the headers of its answer, in ms; undefined if it does not say. */
export function waitSaid({ headers }: HttpAnswer, now: Date): number | undefined {
  const named = ['retry-after', 'ratelimit-reset', 'x-ratelimit-reset'].map((name) => headers.get(name));
  const waits = named.flatMap((value) => (value === null ? [] : [waitUntil(value.trim(), now)]));
  return waits.find((ms) => Number.isFinite(ms) && ms > 0);
}

/** Seconds from now, seconds since 1970, or a date: each is used by some server. */
function waitUntil(value: string, now: Date): number {
  if (!/^\d+(?:\.\d+)?$/.test(value)) return Date.parse(value) - now.getTime();
  const seconds = Number(value);
  return seconds > 1e9 ? seconds * SECOND_MS - now.getTime() : seconds * SECOND_MS;
}
