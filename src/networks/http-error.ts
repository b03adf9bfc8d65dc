import { isTimeout } from '../http.ts';

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

/** One line for a person: why there is no answer. */
export function reasonOf(error: unknown, stopped: boolean, timeoutMs: number): string {
  if (stopped) return 'given up, because the bot was asked to stop';
  if (!(error instanceof Error)) return String(error);
  if (isTimeout(error)) return `no answer within ${String(timeoutMs / 1000)} s`;
  const codes = new Set(causesOf(error).map(({ code }) => code));
  if (codes.size > 0) return `no answer (${[...codes].join(', ')})`;
  return `no answer (${error.cause instanceof Error ? error.cause.message : error.message})`;
}

/** A name with several addresses fails with one error for each of them. */
function causesOf(error: unknown): readonly Cause[] {
  if (!(error instanceof Error)) return [];
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.flatMap(causesOf);
  if (!('code' in error) || typeof error.code !== 'string') return causesOf(error.cause);
  return [{ code: error.code, syscall: 'syscall' in error ? String(error.syscall) : '' }];
}
