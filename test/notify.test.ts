import { afterEach, describe, expect, it } from 'vitest';
import type { Notice } from '../src/core/record/memory.ts';
import { createNotifier } from '../src/notify.ts';
import { startPeer, type Peer } from './peers/peer.ts';

const notice: Notice = {
  kind: 'posted',
  at: '2026-06-22T17:00:05.000Z',
  text: 'Posted <think> & more: https://x.com/a/status/1',
};

interface Heard {
  readonly url: string;
  readonly body: unknown;
}

const servers: Peer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function webhook(status: number | 'silent', location?: string): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = await startPeer(({ url, body }, response) => {
    heard.push({ url: url.pathname, body: JSON.parse(body.toString()) });
    if (status !== 'silent') response.writeHead(status, location === undefined ? {} : { location }).end('ok');
  });
  servers.push(server);
  return { url: `${server.url}/services/T0/s3cret`, heard };
}

function notifier(url: string, given: Partial<{ fetch: typeof fetch; timeoutMs: number }> = {}) {
  const warnings: string[] = [];
  const notify = createNotifier(url, {
    fetch: given.fetch ?? fetch,
    abort: new AbortController().signal,
    warn: (line) => warnings.push(line),
    timeoutMs: given.timeoutMs ?? 2000,
  });
  return { notify, warnings };
}

/** A webhook of a host that is not here: what is sent is kept. */
function fakeFetch(sent: unknown[]): typeof fetch {
  return (_url, init) => {
    sent.push(JSON.parse(typeof init?.body === 'string' ? init.body : 'null'));
    return Promise.resolve(new Response('ok'));
  };
}

describe('a notice', () => {
  it('reaches any webhook as plain JSON', async () => {
    const { url, heard } = await webhook(200);
    const { notify, warnings } = notifier(url);
    expect(await notify(notice)).toBe(true);
    expect(heard).toEqual([{ url: '/services/T0/s3cret', body: { program: 'weekthread', ...notice } }]);
    expect(warnings).toEqual([]);
  });

  it.each([
    [
      'https://hooks.slack.com/services/T0/B0/s3cret',
      { text: 'Posted &lt;think&gt; &amp; more: https://x.com/a/status/1' },
    ],
    ['https://discord.com/api/webhooks/1/s3cret', { content: notice.text, allowed_mentions: { parse: [] } }],
    ['https://canary.discord.com/api/webhooks/1/s3cret', { content: notice.text, allowed_mentions: { parse: [] } }],
    ['https://hooks.slack.com.example.org/s3cret', { program: 'weekthread', ...notice }],
  ])('to %s has the form that is understood there', async (url, body) => {
    const sent: unknown[] = [];
    expect(await notifier(url, { fetch: fakeFetch(sent) }).notify(notice)).toBe(true);
    expect(sent).toEqual([body]);
  });

  it('is cut to what Discord takes', async () => {
    const sent: { content: string }[] = [];
    await notifier('https://discord.com/api/webhooks/1/s', { fetch: fakeFetch(sent) }).notify({
      ...notice,
      text: 'a'.repeat(3000),
    });
    expect(sent[0]?.content).toHaveLength(2000);
  });

  it.each([
    ['answers with an error', 503, 'it answered HTTP 503'],
    ['is gone', 404, 'it answered HTTP 404'],
    ['never answers', 'silent', 'no answer within 0.1 s'],
  ] as const)('to a webhook that %s is kept, and the warning does not show the address', async (_, status, words) => {
    const { url } = await webhook(status);
    const { notify, warnings } = notifier(url, { timeoutMs: 100 });
    expect(await notify(notice)).toBe(false);
    expect(warnings).toEqual([`NOTIFY_URL (127.0.0.1): ${words}. The notice is kept for the next look.`]);
  });

  it.each([
    [301, 'https://new.example.org/s3cret', 'https://new.example.org'],
    [302, '/other/s3cret', 'http://127.0.0.1:'],
    [307, 'https://new.example.org/s3cret', 'https://new.example.org'],
  ])('to a webhook that answers %i is kept, and the warning says where it moved', async (status, location, origin) => {
    const { url, heard } = await webhook(status, location);
    const { notify, warnings } = notifier(url);
    expect(await notify(notice)).toBe(false);
    expect(heard).toHaveLength(1);
    expect(warnings.join()).toContain(`answered HTTP ${status}: it moved to ${origin}`);
    expect(warnings.join()).toContain('Set NOTIFY_URL to its new address.');
    expect(warnings.join()).not.toContain('s3cret');
  });

  it('to a server that is down is kept, and the warning does not show the address', async () => {
    const { url } = await webhook(200);
    await servers[0]!.close();
    const { notify, warnings } = notifier(url);
    expect(await notify(notice)).toBe(false);
    expect(warnings.join()).toContain('no answer (ECONNREFUSED');
    expect(warnings.join()).not.toContain('s3cret');
  });
});
