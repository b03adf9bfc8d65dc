import type { PostRef } from '../../core/record.ts';
import { readAs } from '../answers.ts';
import { type Listing, readPages } from '../lookup.ts';
import type { Unclear } from '../network.ts';
import type { Author, Client, Session } from './client.ts';
import { askInstance } from './instance.ts';
import { type LoginAnswer, type Status, accountSchema, contextSchema, statusesSchema } from './schemas.ts';

/** Every answer to a status, the answers to answers among them. */
export async function listAnswers(session: Session, parent: PostRef): Promise<Listing<Status>> {
  const result = await session.ask(`/api/v1/statuses/${encodeURIComponent(parent.id)}/context`);
  const context = readAs(contextSchema, result);
  if (!context) return { posts: [], isWhole: false, unclear: session.unread(result) };
  // A server that does not say what a status answers shows at least what is an answer to this one.
  const posts = context.descendants.map((status) =>
    status.in_reply_to_id === undefined ? { ...status, in_reply_to_id: parent.id } : status,
  );
  return { posts, isWhole: posts.length < fullPage };
}

/** 40 is the most that Mastodon gives at once; some servers give fewer, whatever is asked. */
const pageSize = 40;
/** As many as this, and none that is new: the server shows the same page for ever, and there may be more. */
const fullPage = 20;
/** Twelve hundred posts: a post in doubt is worth as many requests as a server takes in a while. */
const mostPages = 30;

/** Which of the account's statuses are wanted. */
interface Wanted {
  readonly sinceMs: number;
  /** Only those that open a thread; a server that cannot tell them apart shows all. */
  readonly openersOnly?: true;
  /** How many pages are worth asking for; a post in doubt is worth the most. */
  readonly pages?: number;
}

/**
 * The account's own statuses, newest first, back to `sinceMs` or as far as the server shows them. Where the id that the login
 * told shows none of them, the server may know the account by another one.
 */
export async function listOwn(session: Session, wanted: Wanted): Promise<Listing<Status>> {
  const listing = await listBy(session, session.author.id, wanted);
  if (!listing.unclear) {
    const known = await knownBy(session, listing.posts);
    if (listing.posts.some((status) => isOwn(status, known))) return listing;
  }
  const id = await lookUp(session);
  if (typeof id === 'object') return { posts: [], isWhole: false, unclear: id };
  return id === undefined || id === session.author.id ? listing : await listBy(session, id, wanted);
}

/** A server that has no such question answers it with an error of ours; any other error says nothing. */
async function lookUp(session: Session): Promise<string | undefined | Unclear> {
  const query = new URLSearchParams({ acct: localName(session.author) });
  const result = await session.ask(`/api/v1/accounts/lookup?${query.toString()}`);
  const isSilent = result.status !== 'answered' || result.code >= 500 || result.code === 429;
  return isSilent ? session.unread(result) : readAs(accountSchema, result)?.id;
}

function listBy(session: Session, id: string, { sinceMs, openersOnly, pages = mostPages }: Wanted) {
  const first = { limit: String(pageSize), exclude_reblogs: 'true', ...(openersOnly && { exclude_replies: 'true' }) };
  const path = `/api/v1/accounts/${encodeURIComponent(id)}/statuses`;
  return readPages<Status>(
    pages,
    (status) => status.id,
    async (asked = new URLSearchParams(first).toString()) => {
      const result = await session.ask(`${path}?${asked}`);
      const posts = readAs(statusesSchema, result);
      if (!posts || result.status !== 'answered') return session.unread(result);
      const oldest = posts.at(-1);
      if (!oldest || isOlder(oldest, sinceMs)) return { posts };
      const next = new URLSearchParams({ ...first, max_id: oldest.id, ...nextIn(result.headers) }).toString();
      return { posts, ...(next === asked && posts.length < fullPage ? {} : { next }) };
    },
  );
}

/** How the server asks for the next page: not everywhere is that by the id of a status. */
function nextIn(headers: Headers): Readonly<Record<string, string>> {
  const [, next = ''] = /<([^>]*)>\s*;[^,]*\brel="?next\b/i.exec(headers.get('link') ?? '') ?? [];
  return URL.canParse(next) ? Object.fromEntries(new URL(next).searchParams) : {};
}

/** A status without a date is never too old. */
export const isOlder = ({ created_at }: Status, sinceMs: number): boolean => Date.parse(created_at ?? '') < sinceMs;

/** How a status is known. Not every server gives its page. */
export const refOf = (status: Pick<Status, 'id' | 'url' | 'uri'>, { author, url }: Session): PostRef => ({
  id: status.id,
  url: status.url ?? status.uri ?? `${url}/@${localName(author)}/${status.id}`,
});

export function authorOf({ id, acct, url }: LoginAnswer, client: Client): Author {
  const full = fullAcct(acct, client.host);
  const page = url && URL.canParse(url) ? [new URL(url).host.toLowerCase()] : [];
  return { id, acct: full, hosts: new Set([client.host, full.split('@')[1] ?? '', ...page]) };
}

/** A server leaves its own name out of `acct`; its name may also differ from that of its web address. */
const fullAcct = (acct: string, host: string): string =>
  (acct.includes('@') ? acct : `${acct}@${host}`).replace(/^@/, '').toLowerCase();

/** The account's name without its server. */
const localName = ({ acct }: Author): string => acct.split('@')[0] ?? '';

export function isOwn({ account }: Status, author: Author): boolean {
  if (account.id === author.id) return true;
  const [name, server = ''] = partsOf(account.acct);
  return name === localName(author) && (server === '' || author.hosts.has(server));
}

/** The author, with all names of its server where one of these statuses bears the account's name at a server not known. */
export async function knownBy(session: Session, statuses: readonly Status[]): Promise<Author> {
  const { author } = session;
  const isNamesake = ({ account }: Status): boolean => partsOf(account.acct)[0] === localName(author);
  if (statuses.every((status) => isOwn(status, author) || !isNamesake(status))) return author;
  const { hosts } = await askInstance(session);
  return { ...author, hosts: new Set([...author.hosts, ...hosts]) };
}

const partsOf = (acct: string): readonly string[] => acct.replace(/^@/, '').toLowerCase().split('@');
