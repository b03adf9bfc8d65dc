import * as v from 'valibot';
import { command } from '../../core/command.ts';
import type { Batch, PostRef } from '../../core/record.ts';
import type { HttpAnswer } from '../../http.ts';
import { isSuccess, noBody, parsed, readAs } from '../answers.ts';
import type { Place, SendOutcome } from '../network.ts';
import { type Status, type StatusBody, statusBodySchema, namedSchema, statusSchema } from './schemas.ts';
import { isOwn, knownBy, listAnswers, refOf } from './timeline.ts';
import type { Session } from './client.ts';
import { readsAlike, saysTheSame } from './likeness.ts';
import { POST_REFUSALS, REPLY_REFUSALS, gone } from './refusals.ts';
import { removePosts } from './remove.ts';

/** Publishes one status. The key is the same for every try, so that a server that honours it publishes once. */
export async function sendStatus(session: Session, batch: Batch, place: Place): Promise<SendOutcome> {
  const body = parsed(statusBodySchema, batch.body);
  if (!body) return { status: 'refused', refusal: noBody };
  const result = await session.ask('/api/v1/statuses', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': encodeURIComponent(place.key) },
    body: JSON.stringify({ ...body, ...plain, ...(place.parent ? { in_reply_to_id: place.parent.id } : {}) }),
  });
  if (result.status === 'answered' && isSuccess(result)) return await published(session, result, body, place);
  const rows = place.parent ? REPLY_REFUSALS : POST_REFUSALS;
  return session.failed(result, (answer) => isRefusal(answer, place), rows);
}

/** Some servers let an account write Markdown as a rule, which would change the words; others pass over this field. */
const plain = { content_type: 'text/plain' };

/** What stands before a server and what checks a request first refuse with these, whatever the body is. */
const before = new Set([301, 302, 307, 308, 401, 403, 404, 405, 410, 413, 415, 429, 451]);
/** A request cut short, a try that runs at the same time, a request that came too early: nobody knows. */
const open = new Set([408, 409, 425]);
const again = /duplicate|already|idempoten/i;

/** An error is a "no" only where it must have come before the publishing, or where the server says what is wrong. */
function isRefusal({ code, json, text }: HttpAnswer, { sentAt }: Place): boolean {
  if (before.has(code)) return true;
  if (code < 400 || code >= 500 || open.has(code)) return false;
  // An earlier try had no answer: what this one repeats is probably that.
  if (sentAt !== undefined && again.test(text)) return false;
  return v.is(v.looseObject({ error: v.unknown() }), json);
}

/** The answer says that a post was created. Where it cannot be matched, it is in doubt with what the answer calls it: sent
 *  again, it would be there twice. */
async function published(session: Session, answer: HttpAnswer, body: StatusBody, place: Place): Promise<SendOutcome> {
  const named = parsed(namedSchema, answer.json);
  const refs = named ? [refOf(named, session)] : [];
  const unmatched = (words: string): SendOutcome => ({
    status: 'unknown',
    words: refs[0] ? `${words}: ${refs[0].url}` : words,
    ...(refs.length > 0 && { refs }),
  });
  const status = parsed(statusSchema, answer.json);
  if (!status || !isOwn(status, await knownBy(session, [status])))
    return unmatched(`${String(answer.code)}, with an answer that is no post of this account`);
  if (status.content !== '' && !saysTheSame(status, body.status) && !readsAlike(status, body.status))
    return unmatched('the server answered with a post of other words');
  const parent = place.parent ? await parentOf(session, status, place.parent) : (status.in_reply_to_id ?? undefined);
  if (parent === place.parent?.id) return { status: 'posted', refs, ...noteOn(status, body) };
  if (parent === undefined) return unmatched('the server does not say what the post answers');
  // Some servers take an answer to a status that they do not know, and publish it as an answer to nothing.
  if ((await removePosts(session, [status])).status !== 'removed')
    return unmatched('published, but outside the thread');
  const words = 'the server published the post outside its thread; it was deleted again';
  return { status: 'refused', refusal: { words, advice: gone } };
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
async function parentOf(session: Session, status: Status, parent: PostRef): Promise<string | undefined> {
  if (status.in_reply_to_id !== undefined) return status.in_reply_to_id ?? '';
  const look = await session.ask(`/api/v1/statuses/${encodeURIComponent(status.id)}`);
  const { in_reply_to_id: told } = readAs(statusSchema, look) ?? {};
  if (told !== undefined) return told ?? '';
  const answers = await listAnswers(session, parent);
  return answers.posts.some(({ id }) => id === status.id) ? parent.id : undefined;
}
