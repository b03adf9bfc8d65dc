import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/servers/**',
      ...(process.env.WHOLE ? [] : ['test/browser/**', 'test/torture/**', 'test/package/**']),
    ],
    globalSetup: 'test/temp-folder.ts',
    setupFiles: 'test/fixed-seed.ts',
    // Style sheets are read as the texts that they are.
    css: true,
    testTimeout: 30_000,
    coverage: { include: ['src/**'], reporter: ['text-summary', 'json-summary'] },
  },
});
