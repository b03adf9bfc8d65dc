// Runs the test server for X by itself, so that the bot can be tried without an account:
//   node test/peers/x-server.mjs [port]
// It prints the variables to start the bot with; every post that arrives is shown.
import { rolldown } from 'rolldown';

const file = 'node_modules/.cache/weekthread/x-server.mjs';
const bundle = await rolldown({
  input: 'test/peers/x-server.ts',
  platform: 'node',
  external: /^node:/,
  logLevel: 'silent',
});
await bundle.write({ file, format: 'esm' });
const { startXServer, xKeys } = await import(new URL(`../../${file}`, import.meta.url).href);

const server = await startXServer({ port: Number(process.argv[2] ?? 0) });
console.log(`X_API_URL=${server.url}`);
for (const [name, key] of Object.entries(xKeys)) console.log(`X_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}=${key}`);

let shown = 0;
setInterval(() => {
  const posts = server.posts();
  for (const { id, text } of posts.slice(shown)) console.log(`\n${id}\n${text}`);
  shown = posts.length;
  for (const complaint of server.complaints.splice(0)) console.log(`\nnot as X wants it: ${complaint}`);
}, 200);
