import type { ServerResponse } from 'node:http';

export type Route = 'me' | 'one' | 'create' | 'delete' | 'timeline' | 'upload' | 'alt';

/** How an answer fails. `kill`: the bot's process dies at that moment. `cut`: the answer breaks off half way. */
export type How =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Record<string, string>;
    }
  | { readonly kind: 'reset' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'kill' };

export interface Fault {
  readonly on: Route;
  /** Which request of the route fails, from 1; absent: every one. */
  readonly at?: number;
  /** Instead: the first request that comes while the account shows so many posts. */
  readonly whileShown?: number;
  /** Whether what was asked for is done all the same. */
  readonly applied: boolean;
  readonly how: How;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

export function write(response: ServerResponse, { status, body, headers }: Answer): void {
  const isText = typeof body === 'string';
  const kind = isText ? 'text/html' : status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, { 'content-type': `${kind}; charset=utf-8`, ...headers });
  response.end(isText ? body : JSON.stringify(body));
}

/** Fails as told, instead of `answer`. */
export function fail(response: ServerResponse, how: How, answer: Answer, kill: () => void): void {
  switch (how.kind) {
    case 'answer':
      write(response, how);
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'cut': {
      const whole = JSON.stringify(answer.body);
      response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': whole.length });
      response.write(whole.slice(0, whole.length / 2), () => response.socket?.destroy());
      return;
    }
    case 'silence':
      return; // The socket stays open until somebody loses patience.
    case 'kill':
      kill();
      return;
  }
}
