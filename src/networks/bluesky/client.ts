import * as v from 'valibot';
import { DAY_MS } from '../../core/moment.ts';
import type { Json, Refusal } from '../../core/record.ts';
import { createHttp, type Http, type HttpAnswer, type HttpResult } from '../../http.ts';
import { createMask } from '../../mask.ts';
import { type Answers, createAnswers, parsed, readAs } from '../answers.ts';
import type { NetworkTools } from '../network.ts';
import type { Author } from './batches.ts';
import { REFUSALS, inactive, wrongLogin } from './refusals.ts';

/** An account that is logged in, on the server that holds its posts. */
export interface Session extends Author, Answers {
  /** Asks without a name: what anybody may read. */
  readonly read: (call: XrpcCall) => Promise<HttpResult>;
  /** Asks as the account; a token that has expired is renewed once. */
  readonly act: (call: XrpcCall) => Promise<HttpResult>;
  /** How far the clock here is ahead of the server's, in ms, never told too small; 0 where it is not. */
  readonly aheadMs: number;
}

export interface Login {
  readonly service: string;
  readonly handle: string;
  readonly appPassword: string;
  readonly timeoutMs: number;
}

const tokensSchema = v.looseObject({ accessJwt: v.string(), refreshJwt: v.string() });
const sessionSchema = v.looseObject({
  ...tokensSchema.entries,
  did: v.pipe(v.string(), v.startsWith('did:')),
  handle: v.string(),
  didDoc: v.optional(v.unknown()),
  active: v.optional(v.boolean()),
  status: v.optional(v.string()),
});
type Tokens = Pick<v.InferOutput<typeof tokensSchema>, 'accessJwt' | 'refreshJwt'>;

/** A create counts in a window of a day. */
const longestWaitMs = DAY_MS;

/** Logs in with an app password and finds the account's own server. The tokens never leave this file. */
export async function logIn(login: Login, tools: NetworkTools): Promise<Session | { readonly refusal: Refusal }> {
  const secrets = [login.appPassword];
  const mask = createMask(() => secrets);
  const setting = 'BLUESKY_SERVICE';
  const http = createHttp({ fetch: tools.fetch, abort: tools.abort, timeoutMs: login.timeoutMs, mask, setting });
  const { now } = tools.clock;
  const answers = createAnswers({ mask, now, setting, rows: REFUSALS, longestWaitMs });
  const result = await createSession(http, login);
  const session = readAs(sessionSchema, result);
  if (!session || result.status !== 'answered') return await notLoggedIn(http, login, result, answers);
  const { did, handle, didDoc, active, status } = session;
  if (active === false) return { refusal: inactive(status) };
  const pds = await pdsOf(http, login.service, did, didDoc);
  return {
    ...answers,
    did,
    handle,
    read: (call) => callXrpc(http, pds, call),
    act: createAct(http, login, pds, session, secrets),
    aheadMs: aheadOf(result, now()),
  };
}

/** A server tells its time in whole seconds, and an answer takes a while: what it told is never later than now. */
function aheadOf({ headers }: HttpAnswer, now: Date): number {
  const aheadMs = now.getTime() - Date.parse(headers.get('date') ?? '');
  return aheadMs > 0 ? aheadMs : 0;
}

const createSession = (http: Http, { service, handle, appPassword }: Login): Promise<HttpResult> =>
  callXrpc(http, service, {
    nsid: 'com.atproto.server.createSession',
    input: { identifier: handle, password: appPassword },
  });

/** A server says `Invalid identifier or password` to everybody it does not let in: others tell why. */
async function notLoggedIn(
  http: Http,
  { service, handle }: Login,
  result: HttpResult,
  answers: Answers,
): Promise<{ readonly refusal: Refusal }> {
  if (result.status !== 'answered' || errorNameOf(result) !== 'AuthenticationRequired')
    return answers.notConnected(result);
  const known = await callXrpc(http, service, { nsid: 'com.atproto.repo.describeRepo', params: { repo: handle } });
  const status = known.status === 'answered' ? /^Repo(\w+)$/.exec(errorNameOf(known) ?? '')?.[1] : undefined;
  if (status !== undefined && status !== 'NotFound') return { refusal: inactive(status.toLowerCase()) };
  const asked = await callXrpc(http, service, { nsid: 'com.atproto.identity.resolveHandle', params: { handle } });
  const isNobody = asked.status === 'answered' && asked.code === 400;
  return answers.notConnected(result, [wrongLogin(handle, !isNobody)]);
}

/** Tokens last two hours, and a server may forget them earlier. */
function createAct(http: Http, login: Login, pds: string, first: Tokens, secrets: string[]): Session['act'] {
  let tokens = first;
  secrets.push(first.accessJwt, first.refreshJwt);
  return async (call) => {
    const result = await callXrpc(http, pds, { ...call, token: tokens.accessJwt });
    if (!isTokenRefused(result)) return result;
    const renewed = await renew(http, login, tokens.refreshJwt);
    if (!renewed) return result;
    tokens = renewed;
    secrets.push(renewed.accessJwt, renewed.refreshJwt);
    return await callXrpc(http, pds, { ...call, token: tokens.accessJwt });
  };
}

/** A bad token is refused before anything else is looked at: the call did nothing, and can be made again. */
const isTokenRefused = (result: HttpResult): boolean =>
  result.status === 'answered' &&
  (result.code === 401 || ['ExpiredToken', 'InvalidToken'].includes(errorNameOf(result) ?? ''));

async function renew(http: Http, login: Login, token: string): Promise<Tokens | undefined> {
  const refreshed = await callXrpc(http, login.service, { nsid: 'com.atproto.server.refreshSession', token });
  return readAs(tokensSchema, refreshed) ?? readAs(tokensSchema, await createSession(http, login));
}

/** A call of the AT Protocol: a query with `params`, or a procedure with `input`. */
export interface XrpcCall {
  readonly nsid: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly input?: Json | Uint8Array<ArrayBuffer>;
  readonly token?: string;
}

/** Makes one call on a host (`https://bsky.social`, no slash at the end). */
async function callXrpc(http: Http, host: string, { nsid, params, input, token }: XrpcCall): Promise<HttpResult> {
  const query = params ? `?${new URLSearchParams(params).toString()}` : '';
  const isPicture = input instanceof Uint8Array;
  return await http({
    method: params ? 'GET' : 'POST',
    url: `${host}/xrpc/${nsid}${query}`,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(input !== undefined && { 'content-type': isPicture ? 'image/png' : 'application/json' }),
    },
    ...(input !== undefined && { body: isPicture ? input : JSON.stringify(input) }),
  });
}

const errorSchema = v.looseObject({ error: v.string() });

/** The protocol's name of an error (`RecordNotFound`), which says more than the status: a bad token is a 400. */
export const errorNameOf = ({ code, json }: HttpAnswer): string | undefined =>
  code >= 400 ? parsed(errorSchema, json)?.error : undefined;

const documentSchema = v.looseObject({
  service: v.array(v.looseObject({ id: v.string(), serviceEndpoint: v.unknown() })),
});
const repoSchema = v.looseObject({ didDoc: v.unknown() });

/**
 * The server that holds an account's posts, from its DID document (https://atproto.com/specs/did): as the login brought
 * it, else as the service knows it. Where neither names one, the service itself, which took the login.
 */
async function pdsOf(http: Http, service: string, did: string, didDoc: unknown): Promise<string> {
  const told = endpointOf(didDoc, service);
  if (told !== undefined) return told;
  const described = await callXrpc(http, service, { nsid: 'com.atproto.repo.describeRepo', params: { repo: did } });
  return endpointOf(readAs(repoSchema, described)?.didDoc, service) ?? service;
}

function endpointOf(didDoc: unknown, service: string): string | undefined {
  const entry = parsed(documentSchema, didDoc)?.service.find(({ id }) => id.endsWith('#atproto_pds'));
  const endpoint = entry?.serviceEndpoint;
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) return undefined;
  const { protocol, origin } = new URL(endpoint);
  // A token that came over TLS is not sent on without it.
  return protocol === 'https:' || protocol === new URL(service).protocol ? origin : undefined;
}
