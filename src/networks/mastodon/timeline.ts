import * as v from 'valibot';
import type { PostRef } from '../../core/record.ts';
import type { HttpResult } from '../http-client.ts';
import type { Finding } from '../network.ts';
import { accountSchema, contextSchema, statusesSchema, type Status } from './answers.ts';
import type { Client } from './client.ts';
import { isOwn, knownBy, nameOf, type Owner } from './author.ts';
import { saysTheSame } from './likeness.ts';

/** Statuses that were read, or why they could not be. */
export type Listing =
  | {
      readonly status: 'read';
      readonly statuses: readonly Status[];
      /** Whether they reach back as far as was asked, or to the account's beginning. */
      readonly complete: boolean;
    }
  | Extract<Finding, { status: 'unclear' }>;

/** Every answer to a status, the answers to answers among them. */
export async function listAnswers(client: Client, parent: PostRef): Promise<Listing> {
  const result = await client.ask(`/api/v1/statuses/${encodeURIComponent(parent.id)}/context`);
  const read = v.safeParse(
    contextSchema,
    result.status === 'answered' && result.code === 200 ? result.json : undefined,
  );
  if (!read.success) return unread(client, result);
  // A server that does not say what a status answers shows at least what is an answer to this one.
  const statuses = read.output.descendants.map((status) =>
    status.in_reply_to_id === undefined ? { ...status, in_reply_to_id: parent.id } : status,
  );
  return { status: 'read', statuses, complete: true };
}

/** 40 is the most that Mastodon gives at once; some servers give fewer, whatever is asked. */
const pageSize = 40;
/** As many as this, and none that is new: the server shows the same page for ever, and there may be more. */
export const fullPage = 20;
/** Twelve hundred posts: a post in doubt is worth as many requests as a server takes in a while. */
const mostPages = 30;

/** Which of the account's statuses are wanted. */
interface Wanted {
  readonly since: Date;
  /** Only those that open a thread; a server that cannot tell them apart shows all. */
  readonly openersOnly?: true;
  /** How many pages are worth asking for; a post in doubt is worth the most. */
  readonly pages?: number;
}

/**
 * The account's own statuses, newest first, back to `since` or as far as the server shows them. Where the id that the login
 * told shows none of them, the server may know the account by another one.
 */
export async function listOwn(client: Client, owner: Owner, wanted: Wanted): Promise<Listing> {
  const listing = await listBy(client, owner.id, wanted);
  if (listing.status === 'read') {
    const known = await knownBy(client, owner, listing.statuses);
    if (listing.statuses.some((status) => isOwn(status, known))) return listing;
  }
  const other = await lookUp(client, owner);
  if (other.status === 'unclear') return other;
  return other.id === undefined || other.id === owner.id ? listing : await listBy(client, other.id, wanted);
}

type LookUp = { readonly status: 'asked'; readonly id?: string } | Extract<Listing, { status: 'unclear' }>;

/** A server that has no such question answers it with an error of ours; any other error says nothing. */
async function lookUp(client: Client, owner: Owner): Promise<LookUp> {
  const query = new URLSearchParams({ acct: nameOf(owner) });
  const result = await client.ask(`/api/v1/accounts/lookup?${query.toString()}`);
  if (result.status !== 'answered' || result.code >= 500 || result.code === 429) return unread(client, result);
  const read = v.safeParse(accountSchema, result.code === 200 ? result.json : undefined);
  return read.success ? { status: 'asked', id: read.output.id } : { status: 'asked' };
}

async function listBy(client: Client, id: string, { since, openersOnly, pages = mostPages }: Wanted): Promise<Listing> {
  const seen = new Map<string, Status>();
  const first = { limit: String(pageSize), exclude_reblogs: 'true', ...(openersOnly && { exclude_replies: 'true' }) };
  let query = new URLSearchParams(first);
  for (let page = 0; page < pages; page += 1) {
    const result = await client.ask(`/api/v1/accounts/${encodeURIComponent(id)}/statuses?${query.toString()}`);
    const answer = result.status === 'answered' && result.code === 200 ? result : undefined;
    const read = v.safeParse(statusesSchema, answer?.json);
    if (!answer || !read.success) return unread(client, result);
    const fresh = read.output.filter((status) => !seen.has(status.id));
    for (const status of fresh) seen.set(status.id, status);
    const oldest = fresh.at(-1);
    if (!oldest) return { status: 'read', statuses: [...seen.values()], complete: read.output.length < fullPage };
    if (isOlder(oldest, since)) return { status: 'read', statuses: [...seen.values()], complete: true };
    query = new URLSearchParams({ ...first, max_id: oldest.id, ...nextIn(answer.headers) });
  }
  return { status: 'read', statuses: [...seen.values()], complete: false };
}

/** A look that settled nothing. Only who asks too often is told when to ask again. */
function unread(client: Client, result: HttpResult): Extract<Finding, { status: 'unclear' }> {
  const words = client.unclear(result);
  const { retryAfterMs } = result.status === 'answered' && result.code === 429 ? client.explain(result) : {};
  return { status: 'unclear', words, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** How the server asks for the next page: not everywhere is that by the id of a status. */
function nextIn(headers: Headers): Readonly<Record<string, string>> {
  const [, next = ''] = /<([^>]*)>\s*;[^,]*\brel="?next\b/i.exec(headers.get('link') ?? '') ?? [];
  return URL.canParse(next) ? Object.fromEntries(new URL(next).searchParams) : {};
}

/** A status without a date is never too old. */
export const isOlder = (status: Status, since: Date): boolean => Date.parse(status.created_at ?? '') < since.getTime();

/** Statuses with these words, without boosts, each once. */
export const withWords = (statuses: readonly Status[], text: string): readonly Status[] => [
  ...new Map(
    statuses.filter((status) => !status.reblog && saysTheSame(status, text)).map((status) => [status.id, status]),
  ).values(),
];

/** How a status is known. Not every server gives its page. */
export const refOf = (status: Pick<Status, 'id' | 'url' | 'uri'>, owner: Owner, client: Client): PostRef => ({
  id: status.id,
  url: status.url ?? status.uri ?? `${client.url}/@${nameOf(owner)}/${status.id}`,
});
