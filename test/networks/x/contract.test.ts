import { expect } from 'vitest';
import { createX } from '../../../src/networks/x/account.ts';
import type { Post } from '../../../src/core/thread/posts.ts';
import { startXServer, xKeys, type How } from '../../peers/x-server.ts';
import { networkContract } from '../contract.ts';
import { postOf, settingsFor, toolsWith } from './bench.ts';

const thread: readonly Post[] = [
  postOf('Ten papers of the week, June 14 to 21 & what they found'),
  postOf('1/3 Agents in the wild <fast> https://arxiv.org/abs/2606.01234'),
  postOf('2/3 Notes on AGENTS.md and claude.ai\n• one\n• two https://example.org/a?b=1&c=2'),
  postOf('That was the week. https://example.com/list/'),
];

networkContract('X', async () => {
  const server = await startXServer();
  const controller = new AbortController();
  const warnings: string[] = [];
  const tools = toolsWith({ abort: controller.signal, warn: (line) => void warnings.push(line) });
  const once =
    (how: How, applied = false) =>
    (): void =>
      server.fail({ on: 'create', at: 1, applied, how });
  const echo = { title: 'Forbidden', detail: `No. ${Object.values(xKeys).join(' ')}`, type: 'about:blank' };
  return {
    network: () => createX(settingsFor(server.url), tools),
    intruder: () => createX(settingsFor(server.url, { keys: { ...xKeys, appSecret: 'SECRETwrong0123' } }), tools),
    posts: thread,
    shown: () => server.posts().map(({ words }) => words),
    faults: {
      loseRequest: once({ kind: 'reset' }),
      loseAnswer: once({ kind: 'reset' }, true),
      refuse: once({ kind: 'answer', status: 403, body: echo }),
      rateLimit: once({ kind: 'answer', status: 429, body: { title: 'Too Many Requests' } }),
      silence: once({ kind: 'silence' }),
      unreachable: () => void server.close(),
      unreadable: () => server.fail({ on: 'timeline', applied: false, how: { kind: 'answer', status: 503, body: {} } }),
    },
    abort: () => controller.abort(),
    warnings,
    secrets: [...Object.values(xKeys), 'SECRETwrong0123', 'oauth_signature'],
    close: async () => {
      await server.close();
      expect(server.complaints).toEqual([]);
    },
  };
});
