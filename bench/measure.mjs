// Measuring whole processes: what a person or a timer waits for.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const probe = fileURLToPath(new URL('memory-probe.mjs', import.meta.url));

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Runs Node once with these arguments; its wall time in milliseconds. Throws if it exits with none of `statuses`. */
export function run(args, { cwd, env, statuses = [0] }) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const ms = performance.now() - start;
  if (!statuses.includes(status))
    throw new Error(`node ${args.join(' ')} exits ${status}: ${stderr.toString().slice(0, 500)}`);
  return ms;
}

/** Median wall times in milliseconds, the candidates taking turns, so that a busy moment hurts all of them alike. */
export function compare(candidates, rounds, place) {
  const times = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, args] of Object.entries(candidates)) {
      const ms = run(args, place);
      if (round > 0) times[name].push(ms); // the first round warms the disk's cache
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

/** The most memory that a process held, in MB. */
export function peakMemory(args, place) {
  const report = path.join(place.cwd, 'memory.txt');
  run(['--import', probe, ...args], { ...place, env: { ...place.env, MEMORY_REPORT: report } });
  const kilobytes = Number(readFileSync(report, 'utf8'));
  rmSync(report);
  return kilobytes / 1024;
}
