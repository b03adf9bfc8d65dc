import { describe, expect, it, vi } from 'vitest';
import { networkContract } from '../contract.ts';
import { card, openLive, type Live } from './live.ts';

const { MASTODON_TEST_URL: url, MASTODON_TEST_TOKEN: token } = process.env;

/** A real server is asked over a network, waits on its own queues, and is given time to do so. */
const patientMs = 120_000;

if (url && token) {
  vi.setConfig({ testTimeout: patientMs, hookTimeout: patientMs });
  networkContract(`The server at ${url}`, () => openLive(url, token), ['refuse', 'rateLimit']);
  describe(`A thread on the server at ${url}`, () => threadOn(() => openLive(url, token)));
} else it.skip('A real server keeps the contract: set MASTODON_TEST_URL and MASTODON_TEST_TOKEN to have it proven');

function threadOn(open: () => Live): void {
  it('reads, to another client, as one chain with its card, its alt text and its visibility', async () => {
    const live = open();
    try {
      const refs = await live.publish(card);
      const chain = await vi.waitFor(() => live.chain(refs.length), { timeout: live.patienceMs, interval: 500 });
      expect(chain.map(({ id }) => id)).toEqual(refs.map(({ id }) => id));
      expect(chain.map(({ mediaAttachments }) => mediaAttachments.map(({ description }) => description))).toEqual(
        refs.map((_, index) => (index === 0 ? [card.alt] : [])),
      );
      expect(new Set(chain.map(({ visibility }) => visibility))).toEqual(new Set(['unlisted']));
      // A server may leave out the language; it must not tell another one.
      for (const { language } of chain) expect([undefined, null, '', 'en']).toContain(language);
      for (const { url: page } of refs) expect(page).toMatch(/^https?:\/\//);
    } finally {
      await live.close();
    }
  });

  it('fits the limits that the server tells', async () => {
    const live = open();
    const { limit, altLimit } = await live.network().rules(true);
    expect(limit).toBeGreaterThan(100);
    expect(altLimit).toBeGreaterThan(100);
    await live.close();
  });
}
