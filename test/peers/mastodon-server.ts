import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { htmlOf } from './mastodon-html.ts';
import { fail, startPeer, write, type Answer, type Asked, type How } from './peer.ts';

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

/** How the next request of a kind fails; `applied`: after it was carried out. */
export interface Fault {
  readonly on: 'publish' | 'read' | 'delete' | 'login' | 'own' | 'lookup' | 'context' | 'upload';
  readonly applied?: boolean;
  readonly how: How;
  readonly times?: number;
  /** How many requests of the kind pass before. */
  readonly skip?: number;
}

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

/** A server on 127.0.0.1 that speaks as much of Mastodon's client API as the bot needs. */
export async function startMastodonServer(deviations: Deviations = {}) {
  const state = {
    deviations,
    statuses: [] as Published[],
    uploads: new Map<string, Upload>(),
    forgotten: new Set<string>(),
    keys: new Map<string, string>(),
    faults: [] as { left: number; skip: number; fault: Fault }[],
    requests: [] as string[],
    bodies: [] as unknown[],
    next: 1,
    unprocessed: deviations.unprocessedTries ?? 0,
    url: '',
  };
  const peer = await startPeer((asked, response) => {
    state.requests.push(`${asked.method} ${asked.url.pathname}`);
    const fault = takeFault(state, kindOf(asked));
    const reply = fault && fault.applied !== true ? { status: 200, body: undefined } : answer(state, asked);
    respond(response, reply, fault, state.deviations);
  });
  state.url = peer.url;
  return {
    ...peer,
    requests: state.requests,
    /** The bodies of the requests that publish, as they came. */
    bodies: state.bodies,
    statuses: (): readonly Published[] => state.statuses,
    uploads: (): readonly Upload[] => [...state.uploads.values()],
    fail: (fault: Fault) => state.faults.push({ left: fault.times ?? 1, skip: fault.skip ?? 0, fault }),
    add: (text: string, parent: string | null = null) => publish(state, { status: text, in_reply_to_id: parent }).id,
    /** The pictures that no post shows are gone. */
    forget: () => {
      for (const id of state.uploads.keys()) state.forgotten.add(id);
    },
    remove: (id: string) => (state.statuses = state.statuses.filter((status) => status.id !== id)),
  };
}

interface State {
  deviations: Deviations;
  statuses: Published[];
  uploads: Map<string, Upload>;
  readonly forgotten: Set<string>;
  keys: Map<string, string>;
  faults: { left: number; skip: number; fault: Fault }[];
  bodies: unknown[];
  next: number;
  unprocessed: number;
  url: string;
}

interface StatusRequest {
  readonly status: string;
  readonly in_reply_to_id?: string | null;
  readonly visibility?: string;
  readonly language?: string;
  readonly media_ids?: readonly string[];
}

function kindOf({ method, url: { pathname: path } }: Asked): Fault['on'] {
  if (path.endsWith('verify_credentials')) return 'login';
  if (path.endsWith('/lookup')) return 'lookup';
  if (path.endsWith('/context')) return 'context';
  if (/\/accounts\/[^/]+\/statuses$/.test(path)) return 'own';
  if (method === 'POST' && path.endsWith('/media')) return 'upload';
  if (method === 'DELETE') return 'delete';
  return method === 'POST' && path === '/api/v1/statuses' ? 'publish' : 'read';
}

const reads: readonly Fault['on'][] = ['own', 'lookup', 'context', 'upload'];

function takeFault(state: State, kind: Fault['on']): Fault | undefined {
  const isMeant = (on: Fault['on']) => on === kind || (on === 'read' && reads.includes(kind));
  const due = state.faults.find(({ left, fault }) => left > 0 && isMeant(fault.on));
  if (due && due.skip > 0) due.skip -= 1;
  else if (due) {
    due.left -= 1;
    return due.fault;
  }
  return undefined;
}

function respond(response: ServerResponse, reply: Answer, fault: Fault | undefined, deviations: Deviations): void {
  if (fault) {
    fail(response, fault.how, reply);
    return;
  }
  const page = `<!doctype html><title>${String(reply.status)} Nope</title><h1>Nope</h1>`;
  write(response, reply.status >= 400 && deviations.htmlErrors ? { ...reply, body: page } : reply);
}

const error = (status: number, words: string): Answer => ({ status, body: { error: words } });

function answer(state: State, asked: Asked): Answer {
  const { method } = asked;
  const path = asked.url.pathname;
  const route = `${method} ${path}`;
  if (route === 'GET /api/v1/instance' || route === 'GET /api/v2/instance') return instance(state, path);
  if (asked.headers.authorization !== `Bearer ${mastodonToken}`) return error(401, 'The access token is invalid');
  if (path === '/oauth/token/info' || path.endsWith('/apps/verify_credentials')) return scopes(state, path);
  if (path.endsWith('/verify_credentials')) return login(state);
  if (route === 'POST /api/v1/statuses') return create(state, asked);
  if (method === 'POST' && path.endsWith('/media')) return upload(state, asked);
  const [, kind, id = '', part] = /^\/api\/v1\/(statuses|accounts|media)\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
  if (kind === 'media') return media(state, decodeURIComponent(id));
  if (path === '/api/v1/accounts/lookup') return { status: 200, body: { id: accountId(state), acct: 'Bot' } };
  if (kind === 'accounts' && part === 'statuses') return own(state, decodeURIComponent(id), asked.url.searchParams);
  if (kind === 'statuses') return one(state, method, decodeURIComponent(id), part);
  return error(404, 'Not found');
}

function instance({ deviations }: State, path: string): Answer {
  if (deviations.hasNoInstance || (deviations.hasNoV2Instance && path.includes('v2'))) return error(404, 'Not found');
  if (deviations.tootChars !== undefined) return { status: 200, body: { max_toot_chars: deviations.tootChars } };
  const { maxCharacters: max_characters = 500, urlLength = 23 } = deviations;
  const statuses = { max_characters, ...(urlLength !== null && { characters_reserved_per_url: urlLength }) };
  const domain = deviations.host?.isTold ? { domain: deviations.host.name } : {};
  return {
    status: 200,
    body: { ...domain, configuration: { statuses, media_attachments: { description_limit: 1200 } } },
  };
}

function login({ deviations }: State): Answer {
  const reset = new Date(Date.now() + 60_000).toISOString();
  const headers =
    deviations.room === undefined
      ? {}
      : { 'x-ratelimit-remaining': String(deviations.room), 'x-ratelimit-reset': reset };
  return { status: 200, body: { id: '7', acct: deviations.fullAcct ? 'Bot@example.social' : 'Bot' }, headers };
}

function scopes({ deviations }: State, path: string): Answer {
  const { scopes } = deviations;
  if (scopes?.of === 'token' && path.endsWith('/info')) return { status: 200, body: { scope: scopes.are } };
  if (scopes?.of === 'application' && !path.endsWith('/info')) return { status: 200, body: { scopes: scopes.are } };
  return error(404, 'Not found');
}

function create(state: State, asked: Asked): Answer {
  const { deviations } = state;
  const body = JSON.parse(asked.body.toString()) as StatusRequest;
  state.bodies.push(body);
  const key = String(asked.headers['idempotency-key']);
  const before = deviations.ignoresKey ? undefined : state.keys.get(key);
  if (before !== undefined && deviations.answers500ToRepeats) return error(500, 'Internal server error');
  const known = state.statuses.find(({ id }) => id === before);
  if (known) return { status: 200, body: show(state, known) };
  const parent = body.in_reply_to_id;
  const isUnknown = parent !== undefined && !state.statuses.some(({ id }) => id === parent);
  if (isUnknown && !deviations.takesUnknownParents) return error(404, 'Record not found');
  if (body.media_ids && state.unprocessed > 0) {
    state.unprocessed -= 1;
    return error(422, 'Cannot attach files that have not finished processing. Try again in a moment!');
  }
  const lost = body.media_ids?.find((id) => state.forgotten.has(id));
  if (lost !== undefined) return error(422, `Media ${lost} not found or already attached to another post`);
  if (body.status.length > 3000) return error(422, 'Validation failed: Text character limit exceeded');
  const status = publish(state, isUnknown ? { ...body, in_reply_to_id: null } : body);
  state.keys.set(key, status.id);
  if (deviations.schedules) return { status: 200, body: { id: '3', scheduled_at: '2030-01-01T00:00:00Z', params: {} } };
  const shown = show(state, status);
  if (deviations.leavesOutParent === undefined) return { status: 200, body: shown };
  return { status: 200, body: { ...shown, in_reply_to_id: undefined } };
}

function publish(state: State, body: StatusRequest): Published {
  const number = state.next++;
  const status: Published = {
    id: state.deviations.wordIds
      ? `01J${createHash('sha1').update(String(number)).digest('hex').slice(0, 20)}`
      : String(110_000_000_000_000_000n + BigInt(number)),
    text: body.status,
    parent: body.in_reply_to_id ?? null,
    visibility:
      (body.visibility === 'unlisted' ? state.deviations.unlistedIs : undefined) ?? body.visibility ?? 'public',
    language: body.language,
    media: body.media_ids ?? [],
    at: new Date().toISOString(),
  };
  state.statuses.push(status);
  return status;
}

const accountId = ({ deviations }: State): string => (deviations.otherAccountIds ? '900' : '7');

function show(state: State, status: Published): object {
  const { deviations, url, uploads } = state;
  const account = {
    id: accountId(state),
    acct: deviations.host ? `Bot@${deviations.host.name}` : deviations.fullAcct ? 'bot@example.social' : 'Bot',
    username: 'Bot',
  };
  return {
    id: status.id,
    url: `${url}/@Bot/${status.id}`,
    content: htmlOf(status.text, deviations),
    in_reply_to_id: deviations.leavesOutParent === 'always' ? undefined : status.parent,
    created_at: status.at,
    visibility: status.visibility,
    language: status.language,
    account,
    reblog: null,
    media_attachments: status.media.map((id) => ({ id, type: 'image', description: uploads.get(id)?.description })),
  };
}

function own(state: State, id: string, query: URLSearchParams): Answer {
  if (id !== accountId(state) || state.deviations.hidesOwn) return { status: 200, body: [] };
  const openersOnly = query.get('exclude_replies') === 'true' && !state.deviations.ignoresExclusions;
  const newest = state.statuses.toReversed().filter(({ parent }) => parent === null || !openersOnly);
  if (state.deviations.ignoresPages) return { status: 200, body: newest.map((status) => show(state, status)) };
  const { pageSize = 40, linkedPages } = state.deviations;
  const from = state.deviations.ignoresMaxId ? null : query.get('max_id');
  const start = from === null ? 0 : linkedPages ? Number(from) : newest.findIndex(({ id }) => id === from) + 1;
  const end = start + Math.min(pageSize, Number(query.get('limit') ?? 20));
  const link = `<${state.url}/elsewhere?max_id=${String(end)}>; rel="next", <${state.url}>; rel="prev"`;
  return {
    status: 200,
    body: Number.isNaN(start) ? [] : newest.slice(start, end).map((status) => show(state, status)),
    ...(linkedPages && end < newest.length && { headers: { link } }),
  };
}

function one(state: State, method: string, id: string, part: string | undefined): Answer {
  const status = state.statuses.find((one) => one.id === id);
  if (!status) return error(404, 'Record not found');
  if (method === 'DELETE' && state.deviations.hasNoDelete) return error(404, 'Not found');
  if (method === 'DELETE') state.statuses = state.statuses.filter((other) => other !== status);
  if (part !== 'context') return { status: 200, body: show(state, status) };
  const descendants = below(state, id)
    .slice(0, state.deviations.shownAnswers)
    .map((other) => show(state, other));
  return { status: 200, body: { ancestors: [], descendants } };
}

const below = (state: State, id: string): Published[] =>
  state.statuses.filter(({ parent }) => parent === id).flatMap((child) => [child, ...below(state, child.id)]);

function upload(state: State, asked: Asked): Answer {
  if (state.deviations.hasOldMediaOnly && asked.url.pathname.includes('v2')) return error(404, 'Not found');
  const { file = Buffer.alloc(0), description = Buffer.alloc(0) } = partsOf(asked);
  const id = state.deviations.namesMedia ? fileNameIn(asked) : `m${String(state.next++)}`;
  const looks = state.deviations.mediaLooks ?? 0;
  state.uploads.set(id, { bytes: file, description: description.toString(), looks });
  return looks > 0
    ? { status: 202, body: { id, url: null } }
    : { status: 200, body: { id, url: `${state.url}/${id}` } };
}

const fileNameIn = ({ body }: Asked): string => /filename="([^"]*)"/.exec(body.toString('latin1'))?.[1] ?? '';

/** The fields of a multipart body, as bytes. */
function partsOf({ headers, body }: Asked): Record<string, Buffer> {
  const boundary = /boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';
  const parts = body.toString('latin1').split(`--${boundary}`).slice(1, -1);
  const named = parts.map((part): [string, Buffer] => {
    const end = part.indexOf('\r\n\r\n');
    const [, name = ''] = /name="([^"]*)"/.exec(part.slice(0, end)) ?? [];
    return [name, Buffer.from(part.slice(end + 4, -2), 'latin1')];
  });
  return Object.fromEntries(named);
}

function media(state: State, id: string): Answer {
  const found = state.uploads.get(id);
  if (!found) return error(404, 'Record not found');
  if (state.deviations.mediaFails) return error(422, 'There was a problem processing your upload');
  found.looks -= 1;
  if (found.looks > 0) return { status: 206, body: { id, url: null } };
  return { status: 200, body: { id, url: `${state.url}/${id}` } };
}
