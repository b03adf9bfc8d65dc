import type { Agent } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { ForeseenError } from './errors.ts';
import { maskAddress } from './source/address.ts';

/** Which proxies requests go through. Addresses may hold passwords: show `maskAddress` of them. */
export interface ProxySettings {
  /** For `http:` addresses. */
  readonly http?: string;
  /** For `https:` addresses. */
  readonly https?: string;
  /** The hosts that are asked directly, as `NO_PROXY` lists them. */
  readonly direct: readonly string[];
}

/** The proxy could not be reached, or refused to lead on: nothing of the request has left it. */
export class ProxyError extends ForeseenError {
  override readonly name = 'ProxyError';
  readonly code = 'ERR_PROXY';
  /** As of any connection that was not made. */
  readonly syscall = 'connect';
}

/** The proxy for an address; undefined if it is asked directly. */
export function proxyFor(address: string, { http, https, direct }: ProxySettings): string | undefined {
  const url = new URL(address);
  const proxy = url.protocol === 'https:' ? https : http;
  return proxy === undefined || direct.some((entry) => isMeant(entry.toLowerCase(), url)) ? undefined : proxy;
}

/** Whether an entry of `NO_PROXY` means an address: `*`, a host with all below it, `.host`, `host:port`, `10.0.0.0/8`. */
function isMeant(entry: string, { hostname, port, protocol }: URL): boolean {
  if (entry === '*') return true;
  const host = hostname.replace(/^\[|\]$/g, '');
  const [, network, bits] = /^([\d.]+|[\da-f:]+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (network !== undefined && bits !== undefined) return isWithin(host, network, Number(bits));
  const [, named = entry, namedPort] = /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
  if (namedPort !== undefined && namedPort !== (port === '' ? ({ 'https:': '443' }[protocol] ?? '80') : port))
    return false;
  const suffix = named.replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
  return host === suffix || host.endsWith(`.${suffix}`);
}

function isWithin(host: string, network: string, bits: number): boolean {
  const families = { 0: undefined, 4: 'ipv4', 6: 'ipv6' } as const;
  const [own, theirs] = [isIP(host), isIP(network)];
  const family = own === 4 || own === 6 ? families[own] : undefined;
  if (family === undefined || own !== theirs || bits > (own === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, family);
  return list.check(host, family);
}

/** A `fetch` that goes through the proxies. The code for it is loaded with the first request that needs it. */
export function proxiedFetch(direct: typeof fetch, settings: ProxySettings): typeof fetch {
  const dispatchers = new Map<string, Promise<unknown>>();
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const proxy = proxyFor(address, settings);
    if (proxy === undefined) return await direct(input, init);
    const dispatcher = dispatchers.get(proxy) ?? dispatcherOf(proxy);
    dispatchers.set(proxy, dispatcher);
    try {
      return await direct(input, through(await dispatcher, init));
    } catch (error) {
      throw refusalBy(proxy, error) ?? error;
    }
  };
}

function through(dispatcher: unknown, init: RequestInit = {}): RequestInit {
  const all = { ...init };
  Object.assign(all, { dispatcher });
  return all;
}

/** A plain address is asked for as such, an encrypted one through a tunnel: many proxies tunnel to port 443 alone. */
async function dispatcherOf(proxy: string): Promise<unknown> {
  const { ProxyAgent } = await import('undici');
  return new ProxyAgent({ uri: proxy, proxyTunnel: false });
}

const innermost = (error: Error): Error => {
  const { cause } = error;
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return innermost(cause.errors[0]);
  return cause instanceof Error ? innermost(cause) : error;
};

/** What the proxy itself did wrong: every connection that is made is one to it. */
function refusalBy(proxy: string, error: unknown): ProxyError | undefined {
  if (!(error instanceof Error)) return undefined;
  const cause = innermost(error);
  const [, status] = /^Proxy response \((\d+)\)/.exec(cause.message) ?? [];
  if (status !== undefined) return proxyRefused(proxy, Number(status));
  const code = 'code' in cause ? String(cause.code) : '';
  const unmade = 'syscall' in cause && ['connect', 'getaddrinfo'].includes(String(cause.syscall));
  if (!unmade && code !== 'UND_ERR_CONNECT_TIMEOUT') return undefined;
  return new ProxyError(
    `the proxy ${maskAddress(proxy)} cannot be reached (${code}); check HTTP_PROXY and HTTPS_PROXY`,
  );
}

const proxyRefused = (proxy: string, status: number): ProxyError =>
  new ProxyError(
    `the proxy ${maskAddress(proxy)} did not lead on: ${status}${status === 407 ? ', its user name and password are wrong or missing' : ''}; check HTTP_PROXY and HTTPS_PROXY`,
  );

/** An agent for Node's own http client that leads through the proxy for an address; undefined if it is asked directly. */
export async function proxyAgent(address: string, settings: ProxySettings): Promise<Agent | undefined> {
  const proxy = proxyFor(address, settings);
  if (proxy === undefined) return undefined;
  if (address.startsWith('http:')) {
    const plain = new (await import('http-proxy-agent')).HttpProxyAgent(proxy);
    // It would take the protocol from the module that asks, and twitter-api-v2 asks by https for every address.
    plain.protocol = 'http:';
    return plain;
  }
  const agent = new (await import('https-proxy-agent')).HttpsProxyAgent(proxy);
  // It would hand the proxy's refusal on as an answer of the server.
  agent.on('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
    if (statusCode !== 200) throw proxyRefused(proxy, statusCode);
  });
  return agent;
}
