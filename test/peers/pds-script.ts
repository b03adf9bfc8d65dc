import type { Json } from '../../src/core/record/thread-record.ts';
import { cidOfBytes, cidOfRecord } from '../../src/networks/bluesky/cid.ts';
import { fail, startPeer, write, type Answer, type Asked as Request, type How } from './peer.ts';

export const blueskyLogin = { handle: 'bot.test', appPassword: 'SECRET-abcd-efgh' };
export const did = 'did:plc:abcdefghijklmnopqrstuvwx';

/** How the next request of a kind fails; `applied`: after it was carried out. */
export interface PdsFault {
  readonly on: 'write' | 'read' | 'upload' | 'session';
  readonly applied?: boolean;
  readonly how: How;
  readonly times?: number;
}

interface Stored {
  readonly cid: string;
  readonly value: Readonly<Record<string, Json>>;
}

interface Write {
  readonly $type: string;
  readonly rkey: string;
  readonly value?: Stored['value'];
}

interface Asked {
  readonly nsid: string;
  readonly query: URLSearchParams;
  readonly token: string;
  readonly body: Buffer;
}

interface State {
  url: string;
  readonly records: Map<string, Stored>;
  readonly faults: { left: number; readonly fault: PdsFault }[];
  readonly requests: string[];
  readonly blobs: Map<string, Buffer>;
  tokens: number;
  access: string;
  refresh: string;
  didDoc: 'session' | 'repo' | 'none';
  account: object;
  /** It gives records keys of its own, whatever is asked; or it knows no delete. */
  lacks: 'given keys' | 'delete' | undefined;
}

/** A scripted server on 127.0.0.1 that speaks as much of the AT Protocol as the bot needs, and fails as it is told. */
export async function startPdsScript() {
  const state: State = {
    url: '',
    records: new Map(),
    faults: [],
    requests: [],
    blobs: new Map(),
    tokens: 0,
    access: '',
    refresh: '',
    didDoc: 'session',
    account: {},
    lacks: undefined,
  };
  const peer = await startPeer((request, response) => {
    const asked = askedIn(request);
    state.requests.push(asked.nsid.split('.').at(-1) ?? '');
    const due = state.faults.find(({ left, fault }) => left > 0 && fault.on === kindOf(asked.nsid));
    if (due) due.left -= 1;
    const reply = due && due.fault.applied !== true ? { status: 200, body: null } : answer(state, asked);
    if (due) fail(response, due.fault.how, reply);
    else write(response, reply);
  });
  state.url = peer.url;
  return {
    ...peer,
    requests: state.requests,
    records: state.records,
    blobs: state.blobs,
    texts: () => [...state.records].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, { value }]) => value.text),
    put: (rkey: string, value: Stored['value']) => state.records.set(rkey, { cid: cidOfRecord(value), value }),
    fail: (fault: PdsFault) => state.faults.push({ left: fault.times ?? 1, fault }),
    /** From now on the tokens that were given are too old; the second kind too, if `refresh` is set. */
    expire: (refresh = false) => {
      state.access = '';
      if (refresh) state.refresh = '';
    },
    set: (change: Partial<Pick<State, 'didDoc' | 'account' | 'lacks'>>) => void Object.assign(state, change),
  };
}

const askedIn = ({ url, headers, body }: Request): Asked => ({
  nsid: url.pathname.replace('/xrpc/', ''),
  query: url.searchParams,
  token: (headers.authorization ?? '').replace('Bearer ', ''),
  body,
});

function kindOf(nsid: string): PdsFault['on'] {
  if (nsid.endsWith('Session')) return 'session';
  if (nsid.endsWith('applyWrites')) return 'write';
  return nsid.endsWith('uploadBlob') ? 'upload' : 'read';
}

const error = (status: number, name: string, message: string): Answer => ({ status, body: { error: name, message } });

function answer(state: State, asked: Asked): Answer {
  switch (asked.nsid) {
    case 'com.atproto.server.createSession':
      return createSession(state, asked);
    case 'com.atproto.server.refreshSession':
      return asked.token === state.refresh && asked.token !== ''
        ? { status: 200, body: newSession(state) }
        : error(400, 'ExpiredToken', 'Token has been revoked');
    case 'com.atproto.identity.resolveHandle':
      return asked.query.get('handle') === blueskyLogin.handle
        ? { status: 200, body: { did } }
        : error(400, 'InvalidRequest', 'Unable to resolve handle');
    case 'com.atproto.repo.describeRepo':
      return { status: 200, body: { did, ...(state.didDoc === 'repo' && { didDoc: didDocOf(state) }) } };
    case 'com.atproto.repo.getRecord':
      return getRecord(state, asked.query.get('rkey') ?? '');
    case 'com.atproto.repo.listRecords':
      return listRecords(state, asked.query);
    default:
      return acted(state, asked);
  }
}

function createSession(state: State, { body }: Asked): Answer {
  const { identifier, password } = JSON.parse(body.toString()) as Record<string, string>;
  const { handle, appPassword } = blueskyLogin;
  if (identifier === handle && password === appPassword) return { status: 200, body: newSession(state) };
  return error(401, 'AuthenticationRequired', 'Invalid identifier or password');
}

function newSession(state: State): object {
  state.tokens += 1;
  state.access = `SECRETaccess${String(state.tokens)}`;
  state.refresh = `SECRETrefresh${String(state.tokens)}`;
  return {
    did,
    handle: blueskyLogin.handle,
    accessJwt: state.access,
    refreshJwt: state.refresh,
    active: true,
    ...(state.didDoc === 'session' && { didDoc: didDocOf(state) }),
    ...state.account,
  };
}

const didDocOf = ({ url }: State): object => ({
  id: did,
  service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: url }],
});

function getRecord({ records }: State, rkey: string): Answer {
  const found = records.get(rkey);
  if (!found) return error(400, 'RecordNotFound', `Could not locate record: ${rkey}`);
  return { status: 200, body: shown(rkey, found) };
}

const shown = (rkey: string, stored: Stored): object => ({ uri: `at://${did}/app.bsky.feed.post/${rkey}`, ...stored });

function listRecords({ records }: State, query: URLSearchParams): Answer {
  const before = query.get('cursor') ?? '~';
  const keys = [...records.keys()].filter((key) => key < before).sort((one, other) => (one < other ? 1 : -1));
  const page = keys.slice(0, Number(query.get('limit') ?? 50));
  const cursor = page.at(-1);
  const listed = page.map((key) => shown(key, records.get(key)!));
  return { status: 200, body: { records: listed, ...(cursor !== undefined && { cursor }) } };
}

function acted(state: State, asked: Asked): Answer {
  if (asked.token !== state.access) return error(400, 'ExpiredToken', 'Token has expired');
  if (asked.nsid === 'com.atproto.repo.uploadBlob') return uploadBlob(state, asked.body);
  const { writes } = JSON.parse(asked.body.toString()) as { writes: Write[] };
  if (state.lacks === 'delete' && writes.some(({ $type }) => $type.endsWith('#delete')))
    return error(400, 'InvalidRequest', 'Unsupported write');
  const lost = writes.map(({ value }) => blobIn(value)).find((link) => link !== undefined && !state.blobs.has(link));
  if (lost !== undefined) return error(400, 'BlobNotFound', `Could not find blob: ${lost}`);
  const taken = writes.some(({ $type, rkey }) => $type.endsWith('#create') === state.records.has(rkey));
  if (taken) return error(500, 'InternalServerError', 'Internal Server Error');
  const long = writes.some(({ value }) => JSON.stringify(value?.text ?? '').length > 1000);
  if (long) return error(400, 'InvalidRequest', 'Invalid app.bsky.feed.post record: text must not be longer');
  return { status: 200, body: { commit: {}, results: writes.map((write) => apply(state, write)) } };
}

/** The picture that a record shows. */
function blobIn(value: Write['value']): string | undefined {
  return /"\$link":"([^"]+)"/.exec(JSON.stringify(value?.embed ?? null))?.[1];
}

function apply({ records, lacks }: State, { $type, rkey: asked, value }: Write): object {
  const rkey = lacks === 'given keys' ? `own${String(records.size)}` : asked;
  if ($type.endsWith('#delete')) {
    records.delete(rkey);
    return { $type: 'com.atproto.repo.applyWrites#deleteResult' };
  }
  const stored = { cid: cidOfRecord(value ?? {}), value: value ?? {} };
  records.set(rkey, stored);
  return {
    $type: 'com.atproto.repo.applyWrites#createResult',
    uri: `at://${did}/app.bsky.feed.post/${rkey}`,
    cid: stored.cid,
  };
}

function uploadBlob({ blobs }: State, body: Buffer): Answer {
  const link = cidOfBytes(body);
  blobs.set(link, body);
  return {
    status: 200,
    body: { blob: { $type: 'blob', ref: { $link: link }, mimeType: 'image/png', size: body.length } },
  };
}
