import { it, vi } from 'vitest';
import { networkContract } from '../contract.ts';
import { openLive } from './live.ts';

const { MASTODON_TEST_URL: url, MASTODON_TEST_TOKEN: token } = process.env;

/** A real server is asked over a network, waits on its own queues, and is given time to do so. */
const patientMs = 120_000;

if (url && token) {
  vi.setConfig({ testTimeout: patientMs, hookTimeout: patientMs });
  networkContract(`The server at ${url}`, () => openLive(url, token), ['refuse', 'rateLimit']);
} else it.skip('A real server keeps the contract: set MASTODON_TEST_URL and MASTODON_TEST_TOKEN to have it proven');
