import type { Json } from '../../src/core/record/thread-record.ts';
import { cidOfBytes, cidOfRecord } from '../../src/networks/bluesky/cid.ts';
import { faultQueue, startPeer, type Answer, type FaultOn } from './peer.ts';

export const blueskyLogin = { handle: 'bot.test', appPassword: 'SECRET-abcd-efgh' };
export const did = 'did:plc:abcdefghijklmnopqrstuvwx';

type Kind = 'write' | 'read' | 'upload' | 'session';
export type PdsFault = FaultOn<Kind>;

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

const ok = (body: unknown): Answer => ({ status: 200, body });
const error = (status: number, name: string, message: string): Answer => ({ status, body: { error: name, message } });

/** A scripted server on 127.0.0.1 that speaks as much of the AT Protocol as the bot needs, and fails as it is told. */
export async function startPdsScript() {
  const records = new Map<string, Stored>();
  const blobs = new Map<string, Buffer>();
  const requests: string[] = [];
  const faults = faultQueue<Kind>();
  let [tokens, access, refresh] = [0, '', ''];
  const state = {
    didDoc: 'session' as 'session' | 'repo' | 'none',
    account: {},
    /** It gives records keys of its own, whatever is asked; or it knows no delete. */
    lacks: undefined as 'given keys' | 'delete' | undefined,
  };

  const didDoc = (): object => ({
    id: did,
    service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: peer.url }],
  });
  const newSession = (): Answer => {
    tokens += 1;
    [access, refresh] = [`SECRETaccess${String(tokens)}`, `SECRETrefresh${String(tokens)}`];
    const session = { did, handle: blueskyLogin.handle, accessJwt: access, refreshJwt: refresh, active: true };
    return ok({ ...session, ...(state.didDoc === 'session' && { didDoc: didDoc() }), ...state.account });
  };
  const createSession = (body: Buffer): Answer => {
    const { identifier, password } = JSON.parse(body.toString()) as Record<string, string>;
    if (identifier === blueskyLogin.handle && password === blueskyLogin.appPassword) return newSession();
    return error(401, 'AuthenticationRequired', 'Invalid identifier or password');
  };

  const getRecord = (rkey: string): Answer => {
    const found = records.get(rkey);
    return found ? ok(shown(rkey, found)) : error(400, 'RecordNotFound', `Could not locate record: ${rkey}`);
  };
  const listRecords = (query: URLSearchParams): Answer => {
    const before = query.get('cursor') ?? '~';
    const keys = [...records.keys()].filter((key) => key < before).sort((one, other) => (one < other ? 1 : -1));
    const page = keys.slice(0, Number(query.get('limit') ?? 50));
    const cursor = page.at(-1);
    const listed = page.map((key) => shown(key, records.get(key)!));
    return ok({ records: listed, ...(cursor !== undefined && { cursor }) });
  };

  const apply = ({ $type, rkey: asked, value = {} }: Write): object => {
    const rkey = state.lacks === 'given keys' ? `own${String(records.size)}` : asked;
    if ($type.endsWith('#delete')) {
      records.delete(rkey);
      return { $type: 'com.atproto.repo.applyWrites#deleteResult' };
    }
    const stored = { cid: cidOfRecord(value), value };
    records.set(rkey, stored);
    return { $type: 'com.atproto.repo.applyWrites#createResult', uri: uriOf(rkey), cid: stored.cid };
  };
  const applyWrites = (body: Buffer): Answer => {
    const { writes } = JSON.parse(body.toString()) as { writes: Write[] };
    if (state.lacks === 'delete' && writes.some(({ $type }) => $type.endsWith('#delete')))
      return error(400, 'InvalidRequest', 'Unsupported write');
    const lost = writes.map(({ value }) => blobIn(value)).find((link) => link !== undefined && !blobs.has(link));
    if (lost !== undefined) return error(400, 'BlobNotFound', `Could not find blob: ${lost}`);
    const taken = writes.some(({ $type, rkey }) => $type.endsWith('#create') === records.has(rkey));
    if (taken) return error(500, 'InternalServerError', 'Internal Server Error');
    const long = writes.some(({ value }) => JSON.stringify(value?.text ?? '').length > 1000);
    if (long) return error(400, 'InvalidRequest', 'Invalid app.bsky.feed.post record: text must not be longer');
    return ok({ commit: {}, results: writes.map(apply) });
  };
  const uploadBlob = (body: Buffer): Answer => {
    const link = cidOfBytes(body);
    blobs.set(link, body);
    return ok({ blob: { $type: 'blob', ref: { $link: link }, mimeType: 'image/png', size: body.length } });
  };

  const act = ({ nsid, query, token, body }: Asked): Answer => {
    switch (nsid) {
      case 'com.atproto.server.createSession':
        return createSession(body);
      case 'com.atproto.server.refreshSession':
        return token === refresh && token !== '' ? newSession() : error(400, 'ExpiredToken', 'Token has been revoked');
      case 'com.atproto.identity.resolveHandle':
        return query.get('handle') === blueskyLogin.handle
          ? ok({ did })
          : error(400, 'InvalidRequest', 'Unable to resolve handle');
      case 'com.atproto.repo.describeRepo':
        return ok({ did, ...(state.didDoc === 'repo' && { didDoc: didDoc() }) });
      case 'com.atproto.repo.getRecord':
        return getRecord(query.get('rkey') ?? '');
      case 'com.atproto.repo.listRecords':
        return listRecords(query);
      default:
        if (token !== access) return error(400, 'ExpiredToken', 'Token has expired');
        return nsid === 'com.atproto.repo.uploadBlob' ? uploadBlob(body) : applyWrites(body);
    }
  };

  const peer = await startPeer(({ url, headers, body }, response) => {
    const nsid = url.pathname.replace('/xrpc/', '');
    requests.push(nsid.split('.').at(-1) ?? '');
    const token = (headers.authorization ?? '').replace('Bearer ', '');
    faults.answer(response, [kindOf(nsid)], () => act({ nsid, query: url.searchParams, token, body }));
  });
  return {
    ...peer,
    requests,
    records,
    blobs,
    texts: () => [...records].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, { value }]) => value.text),
    put: (rkey: string, value: Stored['value']) => records.set(rkey, { cid: cidOfRecord(value), value }),
    fail: faults.fail,
    /** From now on the tokens that were given are too old; the second kind too, if `both` are. */
    expire: (both = false) => {
      access = '';
      if (both) refresh = '';
    },
    set: (change: Partial<typeof state>): void => void Object.assign(state, change),
  };
}

function kindOf(nsid: string): Kind {
  if (nsid.endsWith('Session')) return 'session';
  if (nsid.endsWith('applyWrites')) return 'write';
  return nsid.endsWith('uploadBlob') ? 'upload' : 'read';
}

const uriOf = (rkey: string): string => `at://${did}/app.bsky.feed.post/${rkey}`;
const shown = (rkey: string, stored: Stored): object => ({ uri: uriOf(rkey), ...stored });

/** The picture that a record shows. */
const blobIn = (value: Write['value']): string | undefined =>
  /"\$link":"([^"]+)"/.exec(JSON.stringify(value?.embed ?? null))?.[1];
