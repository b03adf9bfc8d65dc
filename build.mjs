// Bundles src/ into dist/: one entry, split chunks, so that a command loads only what it uses.
import { chmod, rm } from 'node:fs/promises';
import { rolldown } from 'rolldown';

await rm('dist', { recursive: true, force: true });
const bundle = await rolldown({
  input: { cli: 'src/cli.ts' },
  platform: 'node',
  // Native code cannot be bundled; it is loaded from node_modules when a card is drawn.
  external: [/^node:/, '@resvg/resvg-js'],
  logLevel: 'warn',
});
await bundle.write({ dir: 'dist', format: 'esm', chunkFileNames: '[name]-[hash].js', minify: 'dce-only' });
await chmod('dist/cli.js', 0o755);
