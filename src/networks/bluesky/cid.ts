import { createHash } from 'node:crypto';
import { encode } from '@ipld/dag-cbor';
import { CID } from 'multiformats/cid';
import { create as digest } from 'multiformats/hashes/digest';
import type { Json } from '../../core/record.ts';

const raw = 0x55;
const dagCbor = 0x71;
const sha2256 = 0x12;

/** The CID that a server will give a record: CIDv1 of its DAG-CBOR, as https://atproto.com/specs/data-model says. */
export const cidOfRecord = (record: Json): string => cidOf(dagCbor, encode(withLinks(record)));

/** The CID of a picture's bytes. */
export const cidOfBytes = (bytes: Uint8Array): string => cidOf(raw, bytes);

function cidOf(codec: number, bytes: Uint8Array): string {
  const hash = createHash('sha256').update(bytes).digest();
  return CID.create(1, codec, digest(sha2256, hash)).toString();
}

/** In JSON a link to other data is written `{ "$link": cid }`; in DAG-CBOR it is a CID. */
function withLinks(json: Json): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (isList(json)) return json.map(withLinks);
  const link = json.$link;
  if (typeof link === 'string') return CID.parse(link);
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, withLinks(value)]));
}

/** `Array.isArray` does not narrow a readonly list. */
const isList = (json: object): json is readonly Json[] => Array.isArray(json);
