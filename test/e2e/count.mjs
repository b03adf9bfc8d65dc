// Counts what is tried against the bot, and what it survives:
//   npm run -s build && node test/e2e/count.mjs
// WHOLE=1 tries every fault at every post by itself, SCHEDULES=1000 more random schedules; both take minutes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const log = join(mkdtempSync(join(tmpdir(), 'weekthread-')), 'faults.jsonl');
const files = ['test/e2e', 'test/publish', 'test/networks/x/schedules.test.ts', 'test/journal.test.ts'];
const { status } = spawnSync('npx', ['vitest', 'run', ...files], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, FAULTS_LOG: log },
});
const sums = new Map();
for (const line of readFileSync(log, 'utf8').trim().split('\n')) {
  const { what, ...numbers } = JSON.parse(line);
  const sum = sums.get(what) ?? {};
  for (const [name, number] of Object.entries(numbers)) sum[name] = (sum[name] ?? 0) + number;
  sums.set(what, sum);
}
console.table(Object.fromEntries(sums));
console.log(status === 0 ? 'All tests passed.' : 'A test failed.');
process.exitCode = status ?? 1;
