import * as v from 'valibot';
import type { Http } from '../http-client.ts';
import { callXrpc } from './xrpc.ts';

const documentSchema = v.looseObject({
  service: v.array(v.looseObject({ id: v.string(), serviceEndpoint: v.unknown() })),
});
const repoSchema = v.looseObject({ didDoc: v.unknown() });

/**
 * The server that holds an account's posts, from its DID document (https://atproto.com/specs/did): as the login brought
 * it, else as the service knows it. Where neither names one, the service itself, which took the login.
 */
export async function pdsOf(http: Http, service: string, did: string, didDoc: unknown): Promise<string> {
  return endpointOf(didDoc, service) ?? endpointOf(await askDocument(http, service, did), service) ?? service;
}

async function askDocument(http: Http, service: string, did: string): Promise<unknown> {
  const answer = await callXrpc(http, service, { nsid: 'com.atproto.repo.describeRepo', params: { repo: did } });
  const read = v.safeParse(repoSchema, answer.status === 'answered' ? answer.json : undefined);
  return read.success ? read.output.didDoc : undefined;
}

function endpointOf(didDoc: unknown, service: string): string | undefined {
  const read = v.safeParse(documentSchema, didDoc);
  if (!read.success) return undefined;
  const entry = read.output.service.find(({ id }) => id.endsWith('#atproto_pds'));
  const endpoint = entry?.serviceEndpoint;
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) return undefined;
  const { protocol, origin } = new URL(endpoint);
  // A token that came over TLS is not sent on without it.
  return protocol === 'https:' || protocol === new URL(service).protocol ? origin : undefined;
}
