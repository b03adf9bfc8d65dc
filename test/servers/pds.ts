import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, killed, startChild } from '../fakes/children.ts';
import { startProxy } from './proxy.ts';

export interface Login {
  readonly did: string;
  readonly handle: string;
  readonly password: string;
  readonly appPassword: string;
}

interface Running {
  readonly url: string;
  /** SIGKILL, at once; resolves when the process is gone. */
  readonly kill: () => Promise<void>;
}

/** Starts a server's script beside this file; resolves when it says that it listens. */
async function startScript(script: string, settings: object = {}): Promise<Running> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = startChild(path, JSON.stringify(settings));
  const said = await child.says('listening ');
  if (said === undefined) throw new Error(`${script} ended: ${child.stderr().slice(-2000)}`);
  return { url: said.slice('listening '.length), kill: () => killed(child.process) };
}

let accounts = 0;

/** A real server with a directory of DIDs, behind a proxy, which is the address that DID documents name. */
export async function startPds(more: { rateLimits?: boolean; didDocWithSession?: boolean } = {}) {
  const plc = await startScript('plc-server.mjs');
  const folder = await mkdtemp(join(tmpdir(), 'pds-'));
  const port = await freePort();
  const direct = `http://127.0.0.1:${String(port)}`;
  const proxy = await startProxy(() => direct);
  const settings = {
    port,
    folder,
    plcUrl: plc.url,
    publicUrl: proxy.url,
    rateLimits: false,
    didDocWithSession: true,
    jwtSecret: 'a-secret-of-a-server-in-a-test',
    ...more,
  };
  let running: Running = await startScript('pds-server.mjs', settings);
  const call = (nsid: string, input: object, authorization?: string) => callPds(direct, nsid, input, authorization);
  return {
    /** Through the proxy. */
    url: proxy.url,
    /** Past the proxy. */
    direct,
    proxy,
    call,
    kill: () => running.kill(),
    /** With another secret it knows no token that it gave before. */
    restart: async (jwtSecret = settings.jwtSecret) => {
      await running.kill();
      running = await startScript('pds-server.mjs', { ...settings, jwtSecret });
    },
    /** A new account with an app password. */
    login: async (): Promise<Login> => {
      accounts += 1;
      const handle = `weekly-${String(accounts)}.test`;
      const password = `main-${String(Math.random())}`;
      const email = `weekly-${String(accounts)}@example.com`;
      const made = await call('com.atproto.server.createAccount', { handle, email, password });
      const { accessJwt, did } = made as { accessJwt: string; did: string };
      const app = await call('com.atproto.server.createAppPassword', { name: 'weekthread' }, `Bearer ${accessJwt}`);
      return { did, handle, password, appPassword: (app as { password: string }).password };
    },
    stop: async () => {
      proxy.close();
      await running.kill();
      await plc.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Pds = Awaited<ReturnType<typeof startPds>>;

async function callPds(url: string, nsid: string, input: object, authorization?: string): Promise<unknown> {
  const response = await fetch(`${url}/xrpc/${nsid}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${nsid}: ${String(response.status)} ${text}`);
  return text === '' ? {} : JSON.parse(text);
}
