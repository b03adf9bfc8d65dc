import { command } from '../core/command.ts';
import { stat } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { networkOf } from '../config.ts';
import type { Edition } from '../core/list.ts';
import { checkSchedule, health, longGap, nextSlot } from '../core/schedule.ts';
import { momentWords } from '../core/moment.ts';
import { WAITS } from '../core/record.ts';
import type { NetworkId } from '../core/thread.ts';
import { messageOf } from '../errors.ts';
import { withinTime } from '../http/within-time.ts';
import { isInUse } from '../journal/store.ts';
import { sendNotice } from '../notify.ts';
import { readList } from '../run/read-list.ts';
import { type Check, drawChecks } from '../render/checks.ts';
import { refusalWords } from '../render/receipt.ts';
import { count, listed } from '../render/words.ts';
import { maskAddress } from '../source/address.ts';
import type { World } from '../world.ts';
import { type Options, type App, openApp } from '../app.ts';
import { scheduleOf } from '../tick.ts';

/** `doctor`: checks everything that a run will need. Posts nothing. Exit code 1 if something would fail. */
export async function run(_values: readonly string[], options: Options, given: World): Promise<number> {
  const app = openApp(options, given, { checkSchedule });
  const { config, world, paper } = app;
  const checks = [
    { name: 'configuration', status: 'ok', words: `every value is valid. ${app.origin}` } as const,
    ...proxyChecks(app),
    await guard('list', () => checkList(app)),
    await guard('state file', () => checkState(app)),
    await guard('permissions', () => checkPermissions(app)),
    await guard('schedule', () => Promise.resolve(checkSlots(app))),
    await guard('scheduler', () => checkScheduler(app)),
    await guard('clock', () => checkClock(app)),
    await guard('picture', () => checkPicture(app)),
    ...(await Promise.all(config.networks.map((id) => guard(id, () => checkNetwork(id, app))))),
    ...(options.notify === true ? [await guard('notice', () => sendTest(app))] : []),
  ];
  world.out(options.json ? `${JSON.stringify(checks, null, 2)}\n` : `${drawChecks(checks, paper)}\n`);
  return checks.some(({ status }) => status === 'failed') ? 1 : 0;
}

/** Which proxies are used, if any are set. */
function proxyChecks({ config: { proxy } }: App): readonly Check[] {
  if (proxy === undefined) return [];
  const [plain = '', encrypted = ''] = [proxy.http, proxy.https].map((one) => one && `through ${maskAddress(one)}`);
  const direct = proxy.direct.length > 0 ? `; directly for NO_PROXY=${proxy.direct.join(',')}` : '';
  const words = `https: ${encrypted || 'directly'}, http: ${plain || 'directly'}${direct}`;
  return [{ name: 'proxy', status: 'ok', words }];
}

type Found = Omit<Check, 'name'>;

async function sendTest({ config: { notifyUrl }, world }: App): Promise<Found> {
  if (notifyUrl === undefined) return { status: 'failed', words: 'NOTIFY_URL is not set' };
  const at = world.clock.now().toISOString();
  const text = `This is a test from ${command('doctor', {}, '--notify')}. Notices arrive here.`;
  const trouble = await sendNotice(notifyUrl, { kind: 'test', at, text }, world);
  const host = new URL(notifyUrl).hostname;
  return trouble === undefined
    ? { status: 'ok', words: `a test was sent to ${host}, and taken` }
    : { status: 'failed', words: `a test was sent to ${host}: ${trouble}. Look at NOTIFY_URL` };
}

async function guard(name: string, check: () => Promise<Found>): Promise<Check> {
  try {
    return { name, ...(await check()) };
  } catch (error) {
    return { name, status: 'failed', words: messageOf(error) };
  }
}

async function checkList(app: App): Promise<Found> {
  const { sections, documents, warnings } = await readList(app);
  const [newest] = sections;
  if (!newest)
    return {
      status: 'failed',
      words: `no week was found in ${count(documents.length, 'file')}. Look at LIST_SOURCE; ${command('lint')} says what it holds.`,
    };
  const words = `${count(sections.length, 'week')}, the newest is ${newest.week}`;
  return warnings.length > 0
    ? { status: 'warning', words: `${words}. ${warnings.join(' ')}` }
    : { status: 'ok', words };
}

async function checkState({ store }: App): Promise<Found> {
  const { threads } = await store.read();
  await store.expectWritable();
  const holder = await store.holder();
  const words = `${store.name} holds ${count(threads.length, 'thread')}`;
  return holder ? { status: 'warning', words: `${words}. ${holder.words}` } : { status: 'ok', words };
}

/** Keys and the state are for one user: the program writes its own files so, but a `.env` is written by hand. */
async function checkPermissions({ config, world }: App): Promise<Found> {
  const files = [join(world.folder, '.env'), ...(config.stateUrl === undefined ? [config.stateFile] : [])];
  const modes = await Promise.all(files.map(async (file) => [file, await modeOf(file)] as const));
  const loose = modes.filter(([, mode]) => platform() !== 'win32' && (mode & 0o077) !== 0).map(([file]) => file);
  if (loose.length === 0) return { status: 'ok', words: 'no one else can read keys or state' };
  const words = `${listed(loose)} can be read by other users of this machine. Run: chmod 600 ${loose.join(' ')}`;
  return { status: 'warning', words };
}

/** Who may do what with a file; 0 if there is none. */
const modeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ mode }) => mode,
    () => 0,
  );

/** A picture that cannot be drawn is only a warning: threads go out without it. */
async function checkPicture({ config, drawCard }: App): Promise<Found> {
  if (!config.card.on) return { status: 'ok', words: 'none: no chosen network has one (CARD)' };
  const trial: Edition = { week: '2026-06-14/2026-06-21', heading: 'Weekthread', file: '', line: 1, entries: [] };
  try {
    await drawCard(trial);
    return { status: 'ok', words: `can be drawn, ${config.card.theme}` };
  } catch (error) {
    return { status: 'warning', words: `cannot be drawn, and threads go out without it. ${messageOf(error)}` };
  }
}

/** Whether the looks so far went well, by the state file. */
async function checkScheduler({ config, world, store }: App): Promise<Found> {
  const schedule = scheduleOf(config);
  const isBusy = await isInUse(store);
  const journal = await store.read();
  const now = world.clock.now();
  const problems = health({ ...config, schedule, journal, now, isRun: false, isBusy });
  if (problems.length > 0) return { status: 'warning', words: problems.join(' ') };
  const { lastLook } = journal.memory;
  const words =
    lastLook === undefined
      ? `has not looked yet; ${command('start')} does`
      : `last looked at ${momentWords(lastLook, config.timezone)}`;
  return { status: 'ok', words };
}

function checkSlots({ config, world }: App): Found {
  const schedule = scheduleOf(config);
  const now = world.clock.now();
  const next = nextSlot(schedule, now);
  const words = `the next look is ${next ? `at ${momentWords(next, config.timezone)}` : 'never'} (${config.schedule}, ${config.timezone})`;
  const gap = longGap(schedule, now);
  if (!gap) return { status: 'ok', words };
  return {
    status: 'warning',
    words: `${words}. Between ${momentWords(gap[0], config.timezone)} and ${momentWords(gap[1], config.timezone)} there is none for more than a week.`,
  };
}

/** A clock that is further off dates posts wrongly, and signed requests are refused. */
const OFF_MS = 60_000;

/** Compares this machine's clock with the `Date` that a server of a chosen network, or of the list, answers with. */
async function checkClock({ config, world }: App): Promise<Found> {
  const address = addressToAsk(config);
  const own = world.clock.now();
  if (address === undefined)
    return { status: 'ok', words: `${momentWords(own, config.timezone)} (no server to compare it with)` };
  const theirs = await timeAt(address, world.fetch);
  if (theirs === undefined)
    return {
      status: 'ok',
      words: `${momentWords(own, config.timezone)} (${new URL(address).host} did not say what time it has)`,
    };
  const offMs = Math.abs(theirs - world.clock.now().getTime());
  const words = `${momentWords(own, config.timezone)}, ${Math.round(offMs / 1000)} s from ${new URL(address).host}'s`;
  return offMs > OFF_MS
    ? { status: 'failed', words: `${words}. Set the clock, or let it be set from the network.` }
    : { status: 'ok', words };
}

/** The time of a server; undefined if it does not answer, which another check reports. */
async function timeAt(address: string, ask: typeof fetch): Promise<number | undefined> {
  try {
    const answer = await withinTime({ timeoutMs: WAITS.serverTime }, ({ signal }) =>
      ask(address, { method: 'HEAD', signal }),
    );
    const theirs = Date.parse(answer.headers.get('date') ?? '');
    return Number.isNaN(theirs) ? undefined : theirs;
  } catch {
    return undefined;
  }
}

function addressToAsk({ networks, rooms, listSource }: App['config']): string | undefined {
  const servers = rooms.flatMap(({ room, server }) => (networks.includes(room.id) ? (server ?? []) : []));
  return servers[0] ?? listSource.split(/\s+/).find((part) => /^https?:/.test(part));
}

async function checkNetwork(id: NetworkId, { config, network }: App): Promise<Found> {
  const { missing, warning } = networkOf(config, id);
  if (missing.length > 0)
    return {
      status: 'failed',
      words: `${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} not set. ${command('init')} writes an .env that says where to get ${missing.length === 1 ? 'it' : 'them'}.`,
    };
  const connection = await (await network(id)).connect();
  if (connection.status === 'refused') return { status: 'failed', words: refusalWords(connection.refusal) };
  const { account } = connection;
  const full = await account.capacity(12);
  if (full) return { status: 'warning', words: `logged in as ${account.name}. ${refusalWords(full)}` };
  if (warning !== undefined) return { status: 'warning', words: `posts as ${account.name}. ${warning}` };
  const access = (await account.access?.()) ?? { status: 'may-post' };
  if (access.status === 'may-post') return { status: 'ok', words: `posts as ${account.name}` };
  const words = `logged in as ${account.name}, ${access.words}`;
  return { status: access.status === 'may-not-post' ? 'failed' : 'warning', words };
}
