import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

export interface Running {
  readonly url: string;
  /** SIGKILL, at once; resolves when the process is gone. */
  readonly kill: () => Promise<void>;
}

const patienceMs = 90_000;

/** Starts a script beside this file; resolves when it says that it listens. */
export async function startScript(script: string, settings: object = {}): Promise<Running> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LOG_ENABLED: 'false' },
  });
  const heard: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => heard.push(chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${script} ${why}: ${heard.join('').slice(-2000)}`));
    setTimeout(() => fail('did not start in time'), patienceMs).unref();
    child.once('exit', () => fail('ended'));
    child.stdout.on('data', (chunk: Buffer) => {
      heard.push(chunk.toString());
      const [, listening] = /listening (\S+)/.exec(heard.join('')) ?? [];
      if (listening !== undefined) resolve(listening);
    });
  });
  return { url, kill: () => killed(child) };
}

/** Only this process, by its own id. */
export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** A port on 127.0.0.1 that nobody uses. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
