import * as v from 'valibot';
import type { Json } from '../../core/record.ts';
import { parsed } from '../answers.ts';
import type { Http, HttpAnswer, HttpRequest, HttpResult } from '../../http.ts';

/** A call of the AT Protocol: a query with `params`, or a procedure with `input`. */
export interface XrpcCall {
  readonly nsid: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly input?: Json | Uint8Array<ArrayBuffer>;
  readonly token?: string;
}

/** Makes one call on a host (`https://bsky.social`, no slash at the end). */
export async function callXrpc(http: Http, host: string, call: XrpcCall): Promise<HttpResult> {
  const query = call.params ? `?${new URLSearchParams(call.params).toString()}` : '';
  return await http({ ...requestOf(call), url: `${host}/xrpc/${call.nsid}${query}` });
}

function requestOf({ params, input, token }: XrpcCall): Omit<HttpRequest, 'url'> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  if (params) return { method: 'GET', headers };
  if (input === undefined) return { method: 'POST', headers };
  if (input instanceof Uint8Array) {
    return { method: 'POST', headers: { ...headers, 'content-type': 'image/png' }, body: input };
  }
  return {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  };
}

const errorSchema = v.looseObject({ error: v.string() });

/** The protocol's name of an error (`RecordNotFound`), which says more than the status: a bad token is a 400. */
export const errorNameOf = ({ code, json }: HttpAnswer): string | undefined =>
  code >= 400 ? parsed(errorSchema, json)?.error : undefined;
