import { access } from 'node:fs/promises';

/** Says what to do where the servers are not there: they are no part of the bot's own install. */
export default async function setup(): Promise<void> {
  await Promise.all([
    access(new URL('node_modules/@atproto/pds/package.json', import.meta.url)).catch(() => {
      throw new Error('The servers are not installed: run `npm ci --prefix test/servers` (about 75 s, compiles C++).');
    }),
    access(new URL('../../dist/cli.js', import.meta.url)).catch(() => {
      throw new Error('The bot is not built: run `npm run build`.');
    }),
  ]);
}
