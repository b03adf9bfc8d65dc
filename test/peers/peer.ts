import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How an answer fails. `kill`: the bot's process dies at that moment. `cut`: the answer breaks off half way. */
export type How =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Record<string, string>;
    }
  | { readonly kind: 'reset' | 'cut' | 'silence' | 'kill' };

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

/** A request with its whole body. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface Peer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** A server on 127.0.0.1 that answers each request as told. */
export async function startPeer(
  handle: (asked: Asked, response: ServerResponse) => void,
  { port = 0, host = '127.0.0.1', origin = (): string => '' } = {},
): Promise<Peer> {
  let url = '';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = 'GET', headers } = request;
      const asked = new URL(request.url ?? '/', origin() || url);
      handle({ method, headers, url: asked, body: Buffer.concat(chunks) }, response);
    });
  });
  await new Promise<void>((done) => server.listen(port, host, done));
  url = `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

export function write(response: ServerResponse, { status, body, headers }: Answer): void {
  const isText = typeof body === 'string';
  const kind = isText ? 'text/html' : status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, { 'content-type': `${kind}; charset=utf-8`, ...headers });
  response.end(isText ? body : JSON.stringify(body));
}

/** Fails as told, instead of `answer`. */
export function fail(response: ServerResponse, how: How, answer: Answer, kill: () => void = () => undefined): void {
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

/** How the next requests of a kind fail; `applied`: after they were carried out. */
export interface FaultOn<Kind> {
  readonly on: Kind;
  readonly applied?: boolean;
  readonly how: How;
  /** How many of them; one if it is left out. */
  readonly times?: number;
  /** How many requests of the kind pass before. */
  readonly skip?: number;
}

/** Faults that are told beforehand, and answers as far as none is due. */
export function faultQueue<Kind>() {
  const faults: { left: number; skip: number; readonly fault: FaultOn<Kind> }[] = [];
  return {
    fail: (fault: FaultOn<Kind>): void => void faults.push({ left: fault.times ?? 1, skip: fault.skip ?? 0, fault }),
    /** Answers a request that is of each of these kinds. */
    answer: (response: ServerResponse, kinds: readonly Kind[], act: () => Answer): void => {
      const due = faults.find(({ left, fault }) => left > 0 && kinds.includes(fault.on));
      if (due?.skip === 0) {
        due.left -= 1;
        fail(response, due.fault.how, due.fault.applied ? act() : { status: 200, body: null });
      } else {
        if (due) due.skip -= 1;
        write(response, act());
      }
    },
  };
}

/** The parts of a multipart body, as bytes, by their names; and by `filename` what the file of one is called. */
export function partsOf({ headers, body }: Pick<Asked, 'headers' | 'body'>): Readonly<Record<string, Buffer>> {
  const [, boundary = ''] = /boundary="?([^";]+)/.exec(headers['content-type'] ?? '') ?? [];
  const parts = body.toString('latin1').split(`--${boundary}`).slice(1, -1);
  const named = parts.flatMap((part): [string, Buffer][] => {
    const end = part.indexOf('\r\n\r\n');
    const [, name = ''] = /\bname="([^"]*)"/.exec(part.slice(0, end)) ?? [];
    const [, file] = /filename="([^"]*)"/.exec(part.slice(0, end)) ?? [];
    const bytes = Buffer.from(part.slice(end + 4, -2), 'latin1');
    return [[name, bytes], ...(file === undefined ? [] : [['filename', Buffer.from(file)] as [string, Buffer]])];
  });
  return Object.fromEntries(named);
}
