// Run as a process of its own, with --expose-gc: waits on a server that hangs, while garbage is collected all the time, and
// says how the wait ended.
import { withinTime } from '../../src/http/within-time.ts';
import { createBluesky } from '../../src/networks/bluesky/account.ts';
import { createMastodon } from '../../src/networks/mastodon/account.ts';
import type { NetworkTools } from '../../src/networks/network.ts';
import { createX } from '../../src/networks/x/account.ts';
import { createNotifier } from '../../src/notify.ts';
import { ask } from '../../src/source/request.ts';

const [what = '', url = ''] = process.argv.slice(2);
const timeoutMs = 500;
const abort = new AbortController().signal;
const tools: NetworkTools = {
  clock: { now: () => new Date(), sleep: () => Promise.resolve() },
  fetch,
  abort,
  warn: (line) => void process.stdout.write(`${line}\n`),
};
const keys = { appKey: 'a', appSecret: 'b', accessToken: 'c', accessSecret: 'd' };
const voice = { visibility: 'public', replyVisibility: 'unlisted', language: 'en' } as const;

const waits: Readonly<Record<string, () => Promise<unknown>>> = {
  list: () => ask({ url: new URL(url), shown: url }, undefined, { fetch, cacheFolder: '', timeoutMs, signal: abort }),
  x: () => createX({ keys, apiUrl: url, pauseMs: 0, timeoutMs, settleMs: 0 }, tools).connect(),
  bluesky: () =>
    createBluesky(
      { service: url, login: { handle: 'a.test', appPassword: 'p' }, language: 'en', timeoutMs },
      tools,
    ).connect(),
  mastodon: () => createMastodon({ url, accessToken: 't', timeoutMs, ...voice }, tools).connect(),
  webhook: () => createNotifier(url, { ...tools, timeoutMs })({ kind: 'posted', at: '', text: '' }),
  // A request that does not heed its signal at all.
  deaf: () =>
    withinTime({ timeoutMs, abort }, () => new Promise(() => undefined)).catch((error: unknown) => String(error)),
};

const collecting = setInterval(() => globalThis.gc?.(), 10);
const ended = await waits[what]?.();
clearInterval(collecting);
process.stdout.write(`${JSON.stringify(ended)}\n`);
