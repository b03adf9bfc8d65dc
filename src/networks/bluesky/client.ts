import * as v from 'valibot';
import type { Refusal } from '../../core/record.ts';
import { createHttp, type Http, type HttpAnswer, type HttpResult } from '../../http.ts';
import { createMask } from '../../mask.ts';
import { type Answers, createAnswers, readAs } from '../answers.ts';
import type { NetworkTools } from '../network.ts';
import type { Author } from './batches.ts';
import { pdsOf } from './pds.ts';
import { inactive, REFUSALS, wrongLogin } from './refusals.ts';
import { callXrpc, errorNameOf, type XrpcCall } from './xrpc.ts';
import { DAY_MS } from '../../core/moment.ts';

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
