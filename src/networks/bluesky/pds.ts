import * as v from 'valibot';
import type { Http } from '../../http.ts';
import { parsed, readAs } from '../answers.ts';
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
