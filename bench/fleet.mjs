// What a journal in PostgreSQL costs over loopback, and many bots in few processes.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { makeArchive } from './archive.mjs';
import { median } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = path.join(root, 'dist/cli.js');
const parts = {
  postgres: 'test/fakes/postgres.ts',
  state: 'test/fakes/state.ts',
  store: 'src/journal/store.ts',
  session: 'src/journal/postgres/session.ts',
};

/** Bundles the parts and loads them. */
async function load(folder) {
  const input = Object.fromEntries(Object.entries(parts).map(([name, file]) => [name, path.join(root, file)]));
  const bundle = await rolldown({ input, platform: 'node', external: ['pg-native'], logLevel: 'silent' });
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs' });
  const modules = await Promise.all(
    Object.keys(parts).map((name) => import(pathToFileURL(path.join(folder, `${name}.mjs`)).href)),
  );
  return Object.assign({}, ...modules);
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function timed(act) {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

/** One step of a thread saved after another, beside ten years of finished ones: the median in ms. */
async function measureSaves({ createStore, finishedThread }, stateUrl, saves = 200) {
  const years = Array.from({ length: 520 }, (_, index) => finishedThread(index));
  return await createStore({ stateFile: '', stateUrl, bot: 'saves' }).use(async (journal) => {
    await journal.save((state) => ({ ...state, threads: years }));
    const times = [];
    for (let step = 0; step < saves; step += 1) {
      const change = (state) => ({
        ...state,
        threads: state.threads.with(-1, { ...finishedThread(519), costUsd: step }),
      });
      times.push(await timed(() => journal.save(change)));
    }
    return median(times);
  });
}

/** Asking which of 10,000 bots other processes looked at, without connecting: the first time, and every minute after that. */
async function measureDue({ connect, readLooks }, cluster, stateUrl) {
  await cluster.sql(
    stateUrl,
    `INSERT INTO weekthread.bot (name, last_look, changed_at) SELECT 'bot ' || n, now(), now() - interval '1 hour'
     FROM generate_series(1, 10000) AS n; ANALYZE weekthread.bot`,
  );
  const names = Array.from({ length: 10_000 }, (_, index) => `bot ${index + 1}`);
  const first = [];
  const next = [];
  const connecting = [];
  for (let round = 0; round < 9; round += 1) {
    let at;
    connecting.push(await timed(async () => (await connect(stateUrl, 'bench')).end()));
    first.push(await timed(async () => ({ at } = await readLooks({ stateUrl }, names))));
    next.push(await timed(() => readLooks({ stateUrl }, names, at)));
  }
  return { first: median(first) - median(connecting), next: median(next) - median(connecting) };
}

function makeBots(folder, stateUrl, count, more = 'MAX_AGE_DAYS=36500') {
  writeFileSync(path.join(folder, 'list.md'), makeArchive(2));
  return Array.from({ length: count }, (_, index) => {
    const bot = path.join(folder, `bot-${index}`);
    mkdirSync(bot, { recursive: true });
    writeFileSync(
      path.join(bot, '.env'),
      `LIST_SOURCE=${folder}/list.md\nSTATE_URL=${stateUrl}\nNETWORKS=site\nCARD=off\n${more}\n`,
    );
    return bot;
  });
}

const begin = (bots) =>
  spawn(process.execPath, [cli, 'start', ...bots], {
    cwd: path.dirname(bots[0]),
    env: { PATH: process.env.PATH, CONCURRENCY: '4' },
    stdio: 'ignore',
  });

const done = async (cluster, stateUrl) =>
  Number((await cluster.sql(stateUrl, 'SELECT count(last_look) AS n FROM weekthread.bot'))[0].n);

/** Looks that post a thread, a second, by some processes that look after the same bots; without their start. */
async function measureLooks(cluster, folder, processes, count = 120) {
  const stateUrl = await cluster.database();
  const bots = makeBots(folder, stateUrl, count);
  const running = Array.from({ length: processes }, () => begin(bots));
  try {
    const soFar = () => done(cluster, stateUrl).catch(() => 0);
    let first = 0;
    while (first < processes * 4) {
      await sleep(50);
      first = await soFar();
    }
    let last = first;
    const ms = await timed(async () => {
      while (last < count) {
        await sleep(50);
        last = await soFar();
      }
    });
    return ((last - first) * 1000) / ms;
  } finally {
    for (const child of running) child.kill('SIGKILL');
  }
}

/** What a process holds that looks after 1,000 bots and has nothing to do, in MB. */
async function measureIdle({ createStore }, cluster, folder, count = 1000) {
  const stateUrl = await cluster.database();
  const bots = makeBots(folder, stateUrl, count, 'MAX_AGE_DAYS=0');
  await createStore({ stateFile: '', stateUrl, bot: 'tables' }).use(() => Promise.resolve());
  await cluster.sql(
    stateUrl,
    `INSERT INTO weekthread.bot (name, last_look, memory)
     SELECT 'bot-' || n, now(), json_build_object('lastLook', '${new Date().toISOString()}', 'sources', '[]'::json, 'told', '[]'::json, 'outbox', '[]'::json)
     FROM generate_series(0, ${count - 1}) AS n`,
  );
  const child = begin(bots);
  try {
    const work = () => readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(' ').slice(13, 15).join();
    for (let before = '', rests = 0; rests < 6; before = work()) {
      await sleep(500);
      rests = work() === before ? rests + 1 : 0;
    }
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
  } finally {
    child.kill('SIGKILL');
  }
}

/** All of it; undefined without PostgreSQL. */
export async function measureFleet() {
  const folder = mkdtempSync(path.join(root, 'node_modules', '.bench-'));
  const house = mkdtempSync(path.join(tmpdir(), 'bench-bots-'));
  let cluster;
  try {
    const parts = await load(folder);
    if (!parts.hasPostgres) return undefined;
    cluster = await parts.startCluster();
    const stateUrl = await cluster.database();
    const saveMs = await measureSaves(parts, stateUrl);
    const dueMs = await measureDue(parts, cluster, stateUrl);
    const looks = [];
    for (const processes of [1, 2, 4]) looks.push([processes, await measureLooks(cluster, house, processes)]);
    const idleMegabytes = await measureIdle(parts, cluster, house);
    return { saveMs, dueMs, looks, idleMegabytes };
  } finally {
    await cluster?.close();
    for (const made of [folder, house]) rmSync(made, { recursive: true, force: true });
  }
}
