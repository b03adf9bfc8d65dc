import { defineConfig } from 'vitest/config';

/** Real servers: `npm ci --prefix test/servers` once, then `npm run test:servers`. */
export default defineConfig({
  test: {
    include: ['test/servers/**/*.test.ts'],
    globalSetup: ['test/temp-folder.ts', 'test/servers/installed.ts'],
    env: { LOG_ENABLED: 'false' },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Most of their time is waiting for each other.
    maxWorkers: 3,
    maxConcurrency: 6,
  },
});
