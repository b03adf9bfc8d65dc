import { createHash } from 'node:crypto';
import { htmlOf } from './mastodon-html.ts';
import { faultQueue, partsOf, startPeer, type Answer, type Asked, type FaultOn } from './peer.ts';

export const mastodonToken = 'SECRETtoken-Ab3xYz';

/** Ways in which servers that speak the API differ from Mastodon, each seen on a real one. */
export interface Deviations {
  readonly hasNoV2Instance?: boolean;
  readonly hasNoInstance?: boolean;
  /** Announced as Pleroma does. */
  readonly tootChars?: number;
  readonly maxCharacters?: number;
  readonly wordIds?: boolean;
  /** The id of an account that the login tells is not the one that stands in statuses, and lists nothing. */
  readonly otherAccountIds?: boolean;
  readonly fullAcct?: boolean;
  readonly ignoresKey?: boolean;
  readonly answers500ToRepeats?: boolean;
  readonly takesUnknownParents?: boolean;
  readonly schedules?: boolean;
  readonly htmlErrors?: boolean;
  /** `limit` and `max_id` do nothing. */
  readonly ignoresPages?: boolean;
  /** However many are asked for, so many statuses come at once. */
  readonly pageSize?: number;
  /** Pages go on where the `Link` header says, and `max_id` of an id is not understood. */
  readonly linkedPages?: boolean;
  /** How many answers of a thread are shown at most. */
  readonly shownAnswers?: number;
  /** An answer does not say what it answers, or only when it is asked for by itself. */
  readonly leavesOutParent?: 'always' | 'when-published';
  /** `characters_reserved_per_url`; null: it is left out. */
  readonly urlLength?: number | null;
  /** A picture can be used only when it has been refused so many times. */
  readonly unprocessedTries?: number;
  readonly shortensLinks?: boolean;
  readonly linksBareNames?: boolean;
  /** How often a picture is not ready yet when it is asked for. */
  readonly mediaLooks?: number;
  readonly mediaFails?: boolean;
  readonly hasOldMediaOnly?: boolean;
  /** Statuses that an account may still publish. */
  readonly room?: number;
  /** What the server calls itself in the names of accounts in statuses; whether it says so when it is asked. */
  readonly host?: { readonly name: string; readonly isTold: boolean };
  /** `max_id` does nothing: the newest page each time. */
  readonly ignoresMaxId?: boolean;
  /** `exclude_replies` does nothing. */
  readonly ignoresExclusions?: boolean;
  readonly hasNoDelete?: boolean;
  /** What the account published is not shown. */
  readonly hidesOwn?: boolean;
  /** What becomes of posts that are sent as `unlisted`. */
  readonly unlistedIs?: string;
  /** Pictures are kept by the names of their files. */
  readonly namesMedia?: boolean;
  /** What the token may do, as `/oauth/token/info` tells it, or only the application's scopes. */
  readonly scopes?: { readonly of: 'token' | 'application'; readonly are: readonly string[] };
}

type Kind = 'publish' | 'read' | 'delete' | 'login' | 'own' | 'lookup' | 'context' | 'upload';
export type Fault = FaultOn<Kind>;

export interface Published {
  readonly id: string;
  readonly text: string;
  readonly parent: string | null;
  readonly visibility: string;
  readonly language: string | undefined;
  readonly media: readonly string[];
  readonly at: string;
}

interface Upload {
  readonly bytes: Buffer;
  readonly description: string;
  looks: number;
}

interface StatusRequest {
  readonly status: string;
  readonly in_reply_to_id?: string | null;
  readonly visibility?: string;
  readonly language?: string;
  readonly media_ids?: readonly string[];
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const error = (status: number, words: string): Answer => ({ status, body: { error: words } });

/** A server on 127.0.0.1 that speaks as much of Mastodon's client API as the bot needs. */
export async function startMastodonServer(deviations: Deviations = {}) {
  let statuses: readonly Published[] = [];
  const uploads = new Map<string, Upload>();
  const forgotten = new Set<string>();
  const keys = new Map<string, string>();
  const [requests, bodies]: [string[], unknown[]] = [[], []];
  let last = 0;
  let unprocessed = deviations.unprocessedTries ?? 0;
  const faults = faultQueue<Kind>();
  const accountId = deviations.otherAccountIds ? '900' : '7';

  const publish = (body: StatusRequest): Published => {
    last += 1;
    const status: Published = {
      id: deviations.wordIds
        ? `01J${createHash('sha1').update(String(last)).digest('hex').slice(0, 20)}`
        : String(110_000_000_000_000_000n + BigInt(last)),
      text: body.status,
      parent: body.in_reply_to_id ?? null,
      visibility: (body.visibility === 'unlisted' ? deviations.unlistedIs : undefined) ?? body.visibility ?? 'public',
      language: body.language,
      media: body.media_ids ?? [],
      at: new Date().toISOString(),
    };
    statuses = [...statuses, status];
    return status;
  };

  const show = (status: Published) => ({
    id: status.id,
    url: `${peer.url}/@Bot/${status.id}`,
    content: htmlOf(status.text, deviations),
    in_reply_to_id: deviations.leavesOutParent === 'always' ? undefined : status.parent,
    created_at: status.at,
    visibility: status.visibility,
    language: status.language,
    account: {
      id: accountId,
      acct: deviations.host ? `Bot@${deviations.host.name}` : deviations.fullAcct ? 'bot@example.social' : 'Bot',
      username: 'Bot',
    },
    reblog: null,
    media_attachments: status.media.map((id) => ({ id, type: 'image', description: uploads.get(id)?.description })),
  });

  const instance = (path: string): Answer => {
    if (deviations.hasNoInstance || (deviations.hasNoV2Instance && path.includes('v2'))) return error(404, 'Not found');
    if (deviations.tootChars !== undefined) return ok({ max_toot_chars: deviations.tootChars });
    const { maxCharacters: max_characters = 500, urlLength = 23 } = deviations;
    const limits = { max_characters, ...(urlLength !== null && { characters_reserved_per_url: urlLength }) };
    const domain = deviations.host?.isTold ? { domain: deviations.host.name } : {};
    return ok({ ...domain, configuration: { statuses: limits, media_attachments: { description_limit: 1200 } } });
  };

  const login = (): Answer => {
    const reset = new Date(Date.now() + 60_000).toISOString();
    const { room, fullAcct } = deviations;
    const headers = room !== undefined && { 'x-ratelimit-remaining': String(room), 'x-ratelimit-reset': reset };
    return { ...ok({ id: '7', acct: fullAcct ? 'Bot@example.social' : 'Bot' }), ...(headers && { headers }) };
  };

  const scopes = (path: string): Answer => {
    const { scopes: told } = deviations;
    if (told?.of === 'token' && path.endsWith('/info')) return ok({ scope: told.are });
    if (told?.of === 'application' && !path.endsWith('/info')) return ok({ scopes: told.are });
    return error(404, 'Not found');
  };

  const create = (asked: Asked): Answer => {
    const body = JSON.parse(asked.body.toString()) as StatusRequest;
    bodies.push(body);
    const key = String(asked.headers['idempotency-key']);
    const before = deviations.ignoresKey ? undefined : keys.get(key);
    if (before !== undefined && deviations.answers500ToRepeats) return error(500, 'Internal server error');
    const known = statuses.find(({ id }) => id === before);
    if (known) return ok(show(known));
    const parent = body.in_reply_to_id;
    const isUnknown = parent !== undefined && !statuses.some(({ id }) => id === parent);
    if (isUnknown && !deviations.takesUnknownParents) return error(404, 'Record not found');
    if (body.media_ids && unprocessed > 0) {
      unprocessed -= 1;
      return error(422, 'Cannot attach files that have not finished processing. Try again in a moment!');
    }
    const lost = body.media_ids?.find((id) => forgotten.has(id));
    if (lost !== undefined) return error(422, `Media ${lost} not found or already attached to another post`);
    if (body.status.length > 3000) return error(422, 'Validation failed: Text character limit exceeded');
    const status = publish(isUnknown ? { ...body, in_reply_to_id: null } : body);
    keys.set(key, status.id);
    if (deviations.schedules) return ok({ id: '3', scheduled_at: '2030-01-01T00:00:00Z', params: {} });
    return ok({ ...show(status), ...(deviations.leavesOutParent !== undefined && { in_reply_to_id: undefined }) });
  };

  const own = (id: string, query: URLSearchParams): Answer => {
    if (id !== accountId || deviations.hidesOwn) return ok([]);
    const openersOnly = query.get('exclude_replies') === 'true' && !deviations.ignoresExclusions;
    const newest = statuses.toReversed().filter(({ parent }) => parent === null || !openersOnly);
    if (deviations.ignoresPages) return ok(newest.map(show));
    const { pageSize = 40, linkedPages } = deviations;
    const from = deviations.ignoresMaxId ? null : query.get('max_id');
    const start = from === null ? 0 : linkedPages ? Number(from) : newest.findIndex((status) => status.id === from) + 1;
    const end = start + Math.min(pageSize, Number(query.get('limit') ?? 20));
    const link = `<${peer.url}/elsewhere?max_id=${String(end)}>; rel="next", <${peer.url}>; rel="prev"`;
    const page = Number.isNaN(start) ? [] : newest.slice(start, end).map(show);
    return { ...ok(page), ...(linkedPages && end < newest.length && { headers: { link } }) };
  };

  const below = (id: string): Published[] =>
    statuses.filter(({ parent }) => parent === id).flatMap((child) => [child, ...below(child.id)]);

  const one = (method: string, id: string, part: string | undefined): Answer => {
    const status = statuses.find((each) => each.id === id);
    if (!status) return error(404, 'Record not found');
    if (method === 'DELETE' && deviations.hasNoDelete) return error(404, 'Not found');
    if (method === 'DELETE') statuses = statuses.filter((other) => other !== status);
    if (part !== 'context') return ok(show(status));
    return ok({ ancestors: [], descendants: below(id).slice(0, deviations.shownAnswers).map(show) });
  };

  const upload = (asked: Asked): Answer => {
    if (deviations.hasOldMediaOnly && asked.url.pathname.includes('v2')) return error(404, 'Not found');
    const { file = Buffer.alloc(0), description = '', filename = '' } = partsOf(asked);
    last += 1;
    const id = deviations.namesMedia ? String(filename) : `m${String(last)}`;
    const looks = deviations.mediaLooks ?? 0;
    uploads.set(id, { bytes: file, description: String(description), looks });
    return looks > 0 ? { status: 202, body: { id, url: null } } : ok({ id, url: `${peer.url}/${id}` });
  };

  const media = (id: string): Answer => {
    const found = uploads.get(id);
    if (!found) return error(404, 'Record not found');
    if (deviations.mediaFails) return error(422, 'There was a problem processing your upload');
    found.looks -= 1;
    return found.looks > 0 ? { status: 206, body: { id, url: null } } : ok({ id, url: `${peer.url}/${id}` });
  };

  const act = (asked: Asked): Answer => {
    const { method } = asked;
    const { pathname: path, searchParams } = asked.url;
    if (/^\/api\/v[12]\/instance$/.test(path)) return instance(path);
    if (asked.headers.authorization !== `Bearer ${mastodonToken}`) return error(401, 'The access token is invalid');
    if (path === '/oauth/token/info' || path.endsWith('/apps/verify_credentials')) return scopes(path);
    if (path.endsWith('/verify_credentials')) return login();
    if (method === 'POST' && path === '/api/v1/statuses') return create(asked);
    if (method === 'POST' && path.endsWith('/media')) return upload(asked);
    const [, kind, id = '', part] = /^\/api\/v1\/(statuses|accounts|media)\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
    if (kind === 'media') return media(decodeURIComponent(id));
    if (path === '/api/v1/accounts/lookup') return ok({ id: accountId, acct: 'Bot' });
    if (kind === 'accounts' && part === 'statuses') return own(decodeURIComponent(id), searchParams);
    if (kind === 'statuses') return one(method, decodeURIComponent(id), part);
    return error(404, 'Not found');
  };

  const peer = await startPeer((asked, response) => {
    requests.push(`${asked.method} ${asked.url.pathname}`);
    faults.answer(response, kindsOf(asked), () => {
      const reply = act(asked);
      const page = `<!doctype html><title>${String(reply.status)} Nope</title><h1>Nope</h1>`;
      return reply.status >= 400 && deviations.htmlErrors ? { ...reply, body: page } : reply;
    });
  });
  return {
    ...peer,
    requests,
    /** The bodies of the requests that publish, as they came. */
    bodies,
    statuses: () => statuses,
    uploads: (): readonly Upload[] => [...uploads.values()],
    fail: faults.fail,
    add: (text: string, parent: string | null = null) => publish({ status: text, in_reply_to_id: parent }).id,
    /** The pictures that no post shows are gone. */
    forget: () => {
      for (const id of uploads.keys()) forgotten.add(id);
    },
    remove: (id: string) => (statuses = statuses.filter((status) => status.id !== id)),
  };
}

/** `read` is what lists, and what a picture is sent with. */
function kindsOf({ method, url: { pathname: path } }: Asked): readonly Kind[] {
  if (path.endsWith('verify_credentials')) return ['login'];
  if (path.endsWith('/lookup')) return ['lookup', 'read'];
  if (path.endsWith('/context')) return ['context', 'read'];
  if (/\/accounts\/[^/]+\/statuses$/.test(path)) return ['own', 'read'];
  if (method === 'POST' && path.endsWith('/media')) return ['upload', 'read'];
  if (method === 'DELETE') return ['delete'];
  return method === 'POST' && path === '/api/v1/statuses' ? ['publish'] : ['read'];
}
