import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Loss = 'request' | 'answer' | 'half';

export interface Order {
  /** The name of a procedure of the AT Protocol, or method and path. */
  readonly on: string;
  /** How many of them pass before this one; none if it is left out. */
  readonly skip?: number;
  /** What gets lost of the next such request. */
  readonly lose?: Loss;
  /** Done when the request has come, before it is passed on. */
  readonly before?: () => unknown;
  /** Begun when it is passed on, not waited for. */
  readonly meanwhile?: () => unknown;
  /** Done when the server has answered, before the answer is passed on. */
  readonly after?: () => unknown;
}

/** A proxy on 127.0.0.1 in front of a server, which loses what it is told to, and tells what went through it. */
export async function startProxy(target: () => string) {
  const orders: (Order & { seen: number })[] = [];
  const requests: string[] = [];
  const server = createServer((request, response) => {
    void pass(request, response).catch(() => response.destroy());
  });
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const name = nameOf(request);
    requests.push(name);
    const order = orderFor(name);
    await order?.before?.();
    if (order?.lose === 'request') throw new Error('lost');
    void order?.meanwhile?.();
    const answer = await fetch(target() + (request.url ?? ''), {
      method: request.method ?? 'GET',
      headers: headersOf(request),
      ...(body.length > 0 && { body }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    await order?.after?.();
    if (order?.lose === 'answer') throw new Error('lost');
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => !unwanted.has(name)));
    response.writeHead(answer.status, { ...headers, 'content-length': bytes.length });
    if (order?.lose === 'half') response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
    else response.end(bytes);
  }
  function orderFor(name: string): Order | undefined {
    const at = orders.findIndex(({ on, skip = 0, seen }) => on === name && skip === seen);
    for (const order of orders) if (order.on === name) order.seen += 1;
    return at < 0 ? undefined : orders.splice(at, 1)[0];
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests,
    order: (order: Order) => orders.push({ ...order, seen: 0 }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function nameOf({ method = '', url = '' }: IncomingMessage): string {
  const [path = ''] = url.split('?');
  return path.startsWith('/xrpc/') ? path.slice('/xrpc/'.length) : `${method} ${path}`;
}

/** They belong to one connection, or are no longer true of the decoded body. */
const unwanted = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
  'host',
]);

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (unwanted.has(name) ? [] : [[name, String(value)]])),
  );

async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.from(Buffer.concat(chunks));
}
