import { expect } from 'vitest';
import { createBluesky } from '../../src/networks/bluesky/account.ts';
import { createMastodon } from '../../src/networks/mastodon/account.ts';
import { createX } from '../../src/networks/x/account.ts';
import { mastodonToken, startMastodonServer, type Deviations } from '../peers/mastodon-server.ts';
import type { How } from '../peers/peer.ts';
import { blueskyLogin, startPdsScript } from '../peers/pds-script.ts';
import { startXServer, xKeys } from '../peers/x-server.ts';
import * as bench from './bench.ts';
import { networkContract, type Faults } from './contract.ts';

/** Faults of a server, which bench.says no in words that repeat what it was shown. */
function faultsOf(
  close: () => unknown,
  no: How,
  fail: (on: 'publish' | 'read', how: How, applied: boolean) => unknown,
): Faults {
  const once =
    (how: How, applied = false) =>
    () =>
      void fail('publish', how, applied);
  return {
    loseRequest: once({ kind: 'reset' }),
    loseAnswer: once({ kind: 'reset' }, true),
    refuse: once(no),
    rateLimit: once(bench.says(429, { error: 'Too many requests' })),
    silence: once({ kind: 'silence' }),
    unreachable: () => void close(),
    unreadable: () => void fail('read', bench.says(429, '<h1>later</h1>', { 'retry-after': '120' }), false),
  };
}

networkContract('X', async () => {
  const server = await startXServer();
  const tools = bench.makeTools();
  const no = { title: 'Forbidden', detail: `No. ${Object.values(xKeys).join(' ')}`, type: 'about:blank' };
  const faults = faultsOf(server.close, bench.says(403, no), (on, how, applied) => {
    server.fail(on === 'read' ? { on: 'timeline', how, applied } : { on: 'create', at: 1, how, applied });
  });
  return {
    network: () => createX(bench.xSettings(server.url), tools),
    intruder: () => createX(bench.xSettings(server.url, { keys: { ...xKeys, appSecret: 'SECRETwrong0123' } }), tools),
    posts: bench.xThread,
    shown: () => server.posts().map(({ words }) => words),
    faults,
    readableAfterMs: 120_000,
    abort: tools.stop,
    warnings: tools.warnings,
    secrets: [...Object.values(xKeys), 'SECRETwrong0123', 'oauth_signature'],
    close: async () => {
      await server.close();
      expect(server.complaints).toEqual([]);
    },
  };
});

networkContract('Bluesky', async () => {
  const server = await startPdsScript();
  const tools = bench.makeTools();
  const no = { error: 'InvalidRequest', message: `SECRETaccess1 SECRETrefresh1 ${blueskyLogin.appPassword}` };
  const faults = faultsOf(server.close, bench.says(400, no), (on, how, applied) =>
    server.fail({ on: on === 'read' ? on : 'write', how, applied, times: on === 'read' ? 99 : 1 }),
  );
  const login = { ...blueskyLogin, appPassword: 'SECRETwrong' };
  return {
    network: () => createBluesky(bench.blueskySettings(server.url), tools),
    intruder: () => createBluesky(bench.blueskySettings(server.url, { login }), tools),
    posts: bench.blueskyThread,
    shown: () => server.texts().map(String),
    faults,
    readableAfterMs: 120_000,
    abort: tools.stop,
    warnings: tools.warnings,
    secrets: [blueskyLogin.appPassword, 'SECRETwrong', 'SECRETaccess', 'SECRETrefresh'],
    close: server.close,
  };
});

const mastodon: readonly (readonly [string, Deviations])[] = [
  ['Mastodon', {}],
  [
    'A server that differs from Mastodon wherever it can',
    {
      ...{ hasNoV2Instance: true, wordIds: true, otherAccountIds: true, fullAcct: true, answers500ToRepeats: true },
      ...{ htmlErrors: true, ignoresPages: true, shortensLinks: true, linksBareNames: true },
    },
  ],
];
for (const [name, deviations] of mastodon)
  networkContract(name, async () => {
    const server = await startMastodonServer(deviations);
    const tools = bench.makeTools();
    const no = { error: `Validation failed: Bearer ${mastodonToken} may not say that` };
    const faults = faultsOf(server.close, bench.says(422, no), (on, how, applied) =>
      server.fail({ on, how, applied, times: on === 'read' ? 99 : 1 }),
    );
    return {
      network: () => createMastodon(bench.mastodonSettings(server.url), tools),
      intruder: () => createMastodon(bench.mastodonSettings(server.url, { accessToken: 'SECRETother' }), tools),
      posts: bench.mastodonThread,
      shown: () => server.statuses().map(({ text }) => text),
      faults,
      readableAfterMs: 120_000,
      abort: tools.stop,
      warnings: tools.warnings,
      secrets: [mastodonToken, 'SECRETother'],
      close: server.close,
    };
  });
