import { createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface ProxyServer {
  readonly url: string;
  /** What it was asked for, in order: `GET http://host:port/path`, `CONNECT host:port`. */
  readonly asked: string[];
  readonly close: () => Promise<void>;
}

/** A real HTTP proxy: plain requests by their whole address, tunnels by CONNECT. `login`: what it demands, as `name:password`. */
export async function startProxy(login?: string): Promise<ProxyServer> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
  const server = createServer((incoming, answer) => {
    asked.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`);
    if (wanted !== undefined && incoming.headers['proxy-authorization'] !== wanted)
      return void answer.writeHead(407).end();
    const headers = { ...incoming.headers };
    delete headers['proxy-authorization'];
    const onward = request(incoming.url ?? '', { method: incoming.method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    incoming.pipe(onward);
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (incoming, client: Socket) => {
    asked.push(`CONNECT ${incoming.url ?? ''}`);
    if (wanted !== undefined && incoming.headers['proxy-authorization'] !== wanted)
      return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
    const [host = '', port] = (incoming.url ?? '').split(':');
    const onward = connect(Number(port), host, () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
    sockets.add(onward);
    joined(onward, client);
  });
  const url = await listen(server);
  return { url, asked, close: () => closeAll(server, sockets) };
}

/** What either says, the other hears, until one of them is gone. */
export function joined(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  one.on('error', () => other.destroy());
  other.on('error', () => one.destroy());
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function closeAll(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((done) => server.close(() => done()));
}
