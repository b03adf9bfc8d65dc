import { command } from '../../core/command.ts';
import * as v from 'valibot';
import type { Batch, PostRef, Refusal } from '../../core/record.ts';
import type { HttpAnswer } from '../http-client.ts';
import { refusalOfUnsent } from '../http-words.ts';
import type { Place, SendOutcome } from '../network.ts';
import { bodySchema, namedSchema, scheduledSchema, statusSchema, type Status, type StatusBody } from './answers.ts';
import type { Client } from './client.ts';
import { isOwn, knownBy, type Owner } from './author.ts';
import { removeStatus } from './remove.ts';
import { listAnswers, refOf } from './timeline.ts';
import { readsAlike, saysTheSame } from './likeness.ts';

/** Publishes one status. The key is the same for every try, so that a server that honours it publishes once. */
export async function sendStatus(client: Client, owner: Owner, batch: Batch, place: Place): Promise<SendOutcome> {
  const read = v.safeParse(bodySchema, batch.body);
  if (!read.success) return { status: 'refused', refusal: { words: noStatus } };
  const result = await client.ask('/api/v1/statuses', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': encodeURIComponent(place.key) },
    body: JSON.stringify({ ...read.output, ...plain, ...(place.parent ? { in_reply_to_id: place.parent.id } : {}) }),
  });
  if (result.status === 'unsent') return { status: 'refused', refusal: refusalOfUnsent(result) };
  if (result.status === 'lost') return { status: 'unknown', words: result.words };
  if (isSuccess(result)) return await published(client, owner, result, { place, body: read.output });
  const refusal = client.explain(result);
  if (!isRefusal(result, place)) return { status: 'unknown', words: refusal.words };
  return { status: 'refused', refusal: adviseOn(refusal, result, place) };
}

function adviseOn(refusal: Refusal, { code, json, text }: HttpAnswer, { parent }: Place): Refusal {
  if (code === 404 && json === undefined) return { ...refusal, retryAfterMs: aMinuteMs };
  if ((code === 404 || code === 410) && parent) return { ...refusal, advice: gone };
  if (forgotten.test(text)) return { ...refusal, advice: uploadedAnew, retryAfterMs: aMomentMs };
  // "Cannot attach files that have not finished processing. Try again in a moment!"
  return code === 422 && unprocessed.test(text) ? { ...refusal, retryAfterMs: aMomentMs } : refusal;
}

/** "Media 17 not found or already attached to another post." */
const forgotten = /\b(?:media|attachment)\b.*\b(?:not found|invalid|does not exist|could not be found)\b/is;
const uploadedAnew = 'The server no longer has the picture: the next run uploads it anew.';
const unprocessed = /not finished processing|try again in a moment/i;
const aMomentMs = 10_000;
/** "404 page not found": some proxies say so in plain words while the server behind them starts anew. */
const aMinuteMs = 60_000;

/** Some servers let an account write Markdown as a rule, which would change the words; others pass over this field. */
const plain = { content_type: 'text/plain' };

const noStatus = 'what the state file holds for this post is no status';

const isSuccess = ({ code }: HttpAnswer): boolean => code >= 200 && code < 300;

const gone =
  'The post that this one answers is no longer there: take the thread back with rollback, then post it with --again.';

/** What stands before a server and what checks a request first refuse with these, whatever the body is. */
const before = new Set([301, 302, 307, 308, 401, 403, 404, 405, 410, 413, 415, 429, 451]);
/** A request cut short, a try that runs at the same time, a request that came too early: nobody knows. */
const open = new Set([408, 409, 425]);
const again = /duplicate|already|idempoten/i;

/** An error is a "no" only where it must have come before the publishing, or where the server says what is wrong. */
function isRefusal(answer: HttpAnswer, { sentAt }: Place): boolean {
  const { code, json } = answer;
  if (before.has(code)) return true;
  if (code < 400 || code >= 500 || open.has(code)) return false;
  // An earlier try had no answer: what this one repeats is probably that.
  if (sentAt !== undefined && again.test(answer.text)) return false;
  return typeof json === 'object' && json !== null && 'error' in json;
}

/** The answer says that a post was created. Where it cannot be matched, it is in doubt with what the answer calls it: sent
 *  again, it would be there twice. */
async function published(client: Client, owner: Owner, answer: HttpAnswer, sent: Sent): Promise<SendOutcome> {
  const { place, body } = sent;
  const named = v.safeParse(namedSchema, answer.json);
  const refs = named.success ? [refOf(named.output, owner, client)] : [];
  const unmatched = (words: string): SendOutcome => ({
    status: 'unknown',
    words: refs[0] ? `${words}: ${refs[0].url}` : words,
    ...(refs.length > 0 && { refs }),
  });
  if (v.is(scheduledSchema, answer.json))
    return unmatched('the server says that it will publish the post later, which nobody asked for');
  const read = v.safeParse(statusSchema, answer.json);
  const status = read.success ? read.output : undefined;
  if (!status || !isOwn(status, await knownBy(client, owner, [status])))
    return unmatched(`${String(answer.code)}, with an answer that is no post of this account`);
  if (status.content !== '' && !saysTheSame(status, body.status) && !readsAlike(status, body.status))
    return unmatched('the server answered with a post of other words');
  const parent = place.parent ? await parentOf(client, status, place.parent) : (status.in_reply_to_id ?? undefined);
  if (parent === place.parent?.id) return { status: 'posted', refs, ...noteOn(status, body) };
  if (parent === undefined) return unmatched('the server does not say what the post answers');
  return (await outOfPlace(client, status)) ?? unmatched('published, but outside the thread');
}

/** What was asked for, and where in the thread. */
interface Sent {
  readonly place: Place;
  readonly body: StatusBody;
}

/** From the widest to the narrowest. */
const visibilities = ['public', 'unlisted', 'private', 'direct'];

/** Some servers let other people see a post than was asked for. */
function noteOn({ visibility }: Status, body: StatusBody): { readonly note?: string } {
  if (visibility === undefined || visibility === body.visibility) return {};
  const isWider = visibilities.indexOf(visibility) < visibilities.indexOf(body.visibility);
  const seen = `the server made posts ${visibility} that were sent as ${body.visibility}: ${isWider ? 'more' : 'fewer'} people see them`;
  return {
    note: `${seen}. Look at the thread without being logged in. To change it, set MASTODON_REPLY_VISIBILITY (for the first post MASTODON_VISIBILITY) to what this server knows, such as public, take the thread back with ${command('rollback')}, and post it with --again.`,
  };
}

/** What a status answers, asked for where the server left it out; '' where it answers nothing, undefined: nobody says. */
async function parentOf(client: Client, status: Status, parent: PostRef): Promise<string | undefined> {
  if (status.in_reply_to_id !== undefined) return status.in_reply_to_id ?? '';
  const look = await client.ask(`/api/v1/statuses/${encodeURIComponent(status.id)}`);
  const read = v.safeParse(statusSchema, look.status === 'answered' && look.code === 200 ? look.json : undefined);
  if (read.success && read.output.in_reply_to_id !== undefined) return read.output.in_reply_to_id ?? '';
  const answers = await listAnswers(client, parent);
  const isThere = answers.status === 'read' && answers.statuses.some(({ id }) => id === status.id);
  return isThere ? parent.id : undefined;
}

/** Some servers take an answer to a status that they do not know, and publish it as an answer to nothing. Undefined: it could
 *  not be taken back. */
async function outOfPlace(client: Client, status: Status): Promise<SendOutcome | undefined> {
  const removed = await removeStatus(client, status.id);
  if (removed.status !== 'removed') return undefined;
  const words = 'the server published the post outside its thread; it was deleted again';
  return { status: 'refused', refusal: { words, advice: gone } };
}
