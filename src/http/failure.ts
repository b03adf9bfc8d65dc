import { isTimeout } from './within-time.ts';
import { ProxyError } from '../proxy.ts';

/** Only a connection that was never made fails so. The names are those of Node and of undici, which is its `fetch`. */
const neverConnected = new Set(['ECONNREFUSED', 'EADDRNOTAVAIL', 'UND_ERR_CONNECT_TIMEOUT']);
/** What else can go wrong before a connection stands; the same code in a `read` says that one broke. */
const connecting = new Set(['connect', 'getaddrinfo']);

/** A certificate is checked before the first byte of a request is sent. */
const certificate = /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_SSL_WRONG_VERSION)/;

interface Cause {
  readonly code: string;
  readonly syscall: string;
}

/** Whether a failed request provably never reached the server, and whether another try may fare better. */
export function wasUnsent(error: unknown): 'again' | 'permanent' | undefined {
  const causes = causesOf(error);
  const unmade = ({ code, syscall }: Cause): boolean => neverConnected.has(code) || connecting.has(syscall);
  if (causes.length > 0 && causes.every(unmade)) return 'again';
  return causes.some(({ code }) => certificate.test(code)) ? 'permanent' : undefined;
}

/** What the codes of Node and undici say, to a person who has never met them. */
const meanings: readonly (readonly [RegExp, string])[] = [
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'that name is not known'],
  [/^ECONNREFUSED$/, 'nobody listens there'],
  [/^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, 'no way leads there'],
  [/^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'no connection came about in time'],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'the connection was cut'],
  [/^ERR_SSL_|^EPROTO$/, 'no TLS is spoken there'],
  [certificate, 'the certificate is not accepted'],
];

/** A code with what it says, and where to look: `ENOTFOUND: that name is not known; check MASTODON_URL`. */
function codeWords(codes: readonly string[], setting: string): string {
  const said = meanings.find(([pattern]) => codes.some((code) => pattern.test(code)))?.[1];
  return `${codes.join(', ')}: ${said === undefined ? '' : `${said}; `}check ${setting}`;
}

/** One line for a person: why there is no answer. `setting` says where it was asked: `MASTODON_URL`. */
export function reasonOf(error: unknown, stopped: boolean, setting: string): string {
  if (stopped) return 'given up, because the bot was asked to stop';
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ProxyError || isTimeout(error)) return error.message;
  const codes = new Set(causesOf(error).map(({ code }) => code));
  if (codes.size > 0) return `no answer (${codeWords([...codes], setting)})`;
  return `no answer (${error.cause instanceof Error ? error.cause.message : error.message})`;
}

/** A name with several addresses fails with one error for each of them. */
function causesOf(error: unknown): readonly Cause[] {
  if (!(error instanceof Error)) return [];
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.flatMap(causesOf);
  if (!('code' in error) || typeof error.code !== 'string') return causesOf(error.cause);
  return [{ code: error.code, syscall: 'syscall' in error ? String(error.syscall) : '' }];
}
