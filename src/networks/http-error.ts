/** Why a request could not have reached the server. The names are those of Node and of undici, which is its `fetch`. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A certificate is checked before the first byte of a request is sent. */
const certificate = /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_SSL_)/;

/** Whether a failed request provably never reached the server, and whether another try may fare better. */
export function wasUnsent(error: unknown): 'again' | 'permanent' | undefined {
  const codes = codesOf(error);
  if (codes.length > 0 && codes.every((code) => neverConnected.has(code))) return 'again';
  return codes.some((code) => certificate.test(code)) ? 'permanent' : undefined;
}

/** One line for a person: why there is no answer. */
export function reasonOf(error: unknown, stopped: boolean, timeoutMs: number): string {
  if (stopped) return 'given up, because the bot was asked to stop';
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${String(timeoutMs / 1000)} s`;
  const codes = codesOf(error);
  if (codes.length > 0) return `no answer (${[...new Set(codes)].join(', ')})`;
  return `no answer (${error.cause instanceof Error ? error.cause.message : error.message})`;
}

/** A name with several addresses fails with one error for each of them. */
function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.flatMap(codesOf);
  if ('code' in error && typeof error.code === 'string') return [error.code];
  return codesOf(error.cause);
}
