import { stat } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { answer, type App, openApp, type Options } from '../app.ts';
import { networkOf } from '../config.ts';
import { command, quoted } from '../core/command.ts';
import { MINUTE_MS, momentWords, SECOND_MS } from '../core/moment.ts';
import { wordsOfRefusal, WAITS } from '../core/record.ts';
import { checkSchedule, health, longGap, nextSlot } from '../core/schedule.ts';
import type { NetworkId } from '../core/thread.ts';
import { messageOf } from '../errors.ts';
import { withinTime } from '../http/within-time.ts';
import { isInUse } from '../journal/store.ts';
import { sendNotice } from '../notify.ts';
import { columnsFor, type Paper } from '../render/paper.ts';
import { count, listed } from '../render/words.ts';
import { readList } from '../run/read-list.ts';
import { maskAddress } from '../source/address.ts';
import { scheduleOf } from '../tick.ts';
import type { World } from '../world.ts';

/** `doctor`: checks everything that a run will need. Posts nothing. Exit code 1 if something would fail. */
export async function run(_values: readonly string[], options: Options, given: World): Promise<number> {
  const app = openApp(options, given, { checkSchedule });
  const checks = [
    { name: 'configuration', ...ok(`every value is valid. ${app.origin}`) },
    ...proxyChecks(app),
    await guard('list', () => checkList(app)),
    await guard('state file', () => checkState(app)),
    await guard('permissions', () => checkPermissions(app)),
    await guard('schedule', () => Promise.resolve(checkSlots(app))),
    await guard('scheduler', () => checkScheduler(app)),
    await guard('clock', () => checkClock(app)),
    await guard('picture', () => checkPicture(app)),
    ...(await Promise.all(app.config.networks.map((id) => guard(id, () => checkNetwork(id, app))))),
    ...(options.notify === true ? [await guard('notice', () => sendTest(app))] : []),
  ];
  answer(app, options, checks, drawChecks(checks, app.paper));
  return checks.some(({ status }) => status === 'failed') ? 1 : 0;
}

/** One thing that `doctor` looked at. */
interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly words: string;
}

/** The checks, a line each. */
function drawChecks(checks: readonly Check[], { ink }: Paper): string {
  const signs = { ok: ink.green('ok'), warning: ink.yellow('warning'), failed: ink.red('FAILED') };
  const rows = checks.map(({ name, status, words }) => [signs[status], ink.bold(name), words]);
  return rows.map(columnsFor([['warning', '', ''], ...rows])).join('\n');
}

type Found = Omit<Check, 'name'>;

const ok = (words: string): Found => ({ status: 'ok', words });
const warning = (words: string): Found => ({ status: 'warning', words });
const failed = (words: string): Found => ({ status: 'failed', words });

const guard = async (name: string, check: () => Promise<Found>): Promise<Check> => {
  const found = await check().catch((error: unknown) => failed(messageOf(error)));
  return { name, ...found };
};

/** Which proxies are used, if any are set. */
function proxyChecks({ config: { proxy } }: App): readonly Check[] {
  if (proxy === undefined) return [];
  const [http, https] = [proxy.http, proxy.https].map((one) => (one ? `through ${maskAddress(one)}` : 'directly'));
  const direct = proxy.direct.length > 0 ? `; directly for NO_PROXY=${proxy.direct.join(',')}` : '';
  return [{ name: 'proxy', ...ok(`https: ${https ?? ''}, http: ${http ?? ''}${direct}`) }];
}

async function sendTest({ config: { notifyUrl }, world }: App): Promise<Found> {
  if (notifyUrl === undefined) return failed('NOTIFY_URL is not set');
  const at = world.clock.now().toISOString();
  const text = `This is a test from ${command('doctor', {}, '--notify')}. Notices arrive here.`;
  const trouble = await sendNotice(notifyUrl, { kind: 'test', at, text }, world);
  const sent = `a test was sent to ${new URL(notifyUrl).hostname}`;
  return trouble === undefined ? ok(`${sent}, and taken`) : failed(`${sent}: ${trouble}. Look at NOTIFY_URL`);
}

async function checkList(app: App): Promise<Found> {
  const { sections, documents, warnings } = await readList(app);
  const [newest] = sections;
  if (!newest) {
    const where = count(documents.length, 'file');
    return failed(`no week was found in ${where}. Look at LIST_SOURCE; ${command('lint')} says what it holds.`);
  }
  const words = `${count(sections.length, 'week')}, the newest is ${newest.week}`;
  return warnings.length > 0 ? warning(`${words}. ${warnings.join(' ')}`) : ok(words);
}

async function checkState({ store }: App): Promise<Found> {
  const { threads } = await store.read();
  await store.expectWritable();
  const holder = await store.holder();
  const words = `${store.name} holds ${count(threads.length, 'thread')}`;
  return holder ? warning(`${words}. ${holder.words}`) : ok(words);
}

/** Keys and the state are for one user: the program writes its own files so, but a `.env` is written by hand. */
async function checkPermissions({ config, world }: App): Promise<Found> {
  const files = [join(world.folder, '.env'), ...(config.stateUrl === undefined ? [config.stateFile] : [])];
  const modes = await Promise.all(files.map((file) => stat(file).catch(() => ({ mode: 0 }))));
  const loose = files.filter((_, index) => platform() !== 'win32' && ((modes[index]?.mode ?? 0) & 0o077) !== 0);
  if (loose.length === 0) return ok('no one else can read keys or state');
  return warning(
    `${listed(loose)} can be read by other users of this machine. Run: chmod 600 ${loose.map(quoted).join(' ')}`,
  );
}

/** A picture that cannot be drawn is only a warning: threads go out without it. */
async function checkPicture({ config: { card }, drawCard }: App): Promise<Found> {
  if (!card.on) return ok('none: no chosen network has one (CARD)');
  const trial = { week: '2026-06-14/2026-06-21', heading: 'Weekthread', file: '', line: 1, entries: [] } as const;
  return await drawCard(trial).then(
    () => ok(`can be drawn, ${card.theme}`),
    (error: unknown) => warning(`cannot be drawn, and threads go out without it. ${messageOf(error)}`),
  );
}

/** Whether the looks so far went well, by the state file. */
async function checkScheduler({ config, world, store }: App): Promise<Found> {
  const schedule = scheduleOf(config);
  const isBusy = await isInUse(store);
  const journal = await store.read();
  const problems = health({ ...config, schedule, journal, now: world.clock.now(), isRun: false, isBusy });
  if (problems.length > 0) return warning(problems.join(' '));
  const { lastLook } = journal.memory;
  return lastLook === undefined
    ? ok(`has not looked yet; ${command('start')} does`)
    : ok(`last looked at ${momentWords(lastLook, config.timezone)}`);
}

function checkSlots({ config, world }: App): Found {
  const schedule = scheduleOf(config);
  const now = world.clock.now();
  const at = (moment: Date): string => momentWords(moment, config.timezone);
  const next = nextSlot(schedule, now);
  const words = `the next look is ${next ? `at ${at(next)}` : 'never'} (${config.schedule}, ${config.timezone})`;
  const gap = longGap(schedule, now);
  if (!gap) return ok(words);
  return warning(`${words}. Between ${at(gap[0])} and ${at(gap[1])} there is none for more than a week.`);
}

/** A clock that is further off dates posts wrongly, and signed requests are refused. */
const OFF_MS = MINUTE_MS;

/** Compares this machine's clock with the `Date` that a server of a chosen network, or of the list, answers with. */
async function checkClock({ config, world }: App): Promise<Found> {
  const address = addressToAsk(config);
  const own = momentWords(world.clock.now(), config.timezone);
  if (address === undefined) return ok(`${own} (no server to compare it with)`);
  const { host } = new URL(address);
  const theirs = await timeAt(address, world.fetch);
  if (Number.isNaN(theirs)) return ok(`${own} (${host} did not say what time it has)`);
  const offMs = Math.abs(theirs - world.clock.now().getTime());
  const words = `${own}, ${Math.round(offMs / SECOND_MS)} s from ${host}'s`;
  return offMs > OFF_MS ? failed(`${words}. Set the clock, or let it be set from the network.`) : ok(words);
}

/** The time of a server; NaN if it does not answer, which another check reports. */
async function timeAt(address: string, ask: typeof fetch): Promise<number> {
  try {
    const answered = await withinTime({ timeoutMs: WAITS.serverTime }, ({ signal }) =>
      ask(address, { method: 'HEAD', signal }),
    );
    return Date.parse(answered.headers.get('date') ?? '');
  } catch {
    return NaN;
  }
}

function addressToAsk({ networks, rooms, listSource }: App['config']): string | undefined {
  const servers = rooms.flatMap(({ room, server }) => (networks.includes(room.id) ? (server ?? []) : []));
  return servers[0] ?? listSource.split(/\s+/).find((part) => /^https?:/.test(part));
}

async function checkNetwork(id: NetworkId, { config, network }: App): Promise<Found> {
  const { missing, warning: advice } = networkOf(config, id);
  if (missing.length > 0) {
    const [are, them] = missing.length === 1 ? ['is', 'it'] : ['are', 'them'];
    return failed(
      `${listed(missing)} ${are} not set. ${command('init')} writes an .env that says where to get ${them}.`,
    );
  }
  const connection = await (await network(id)).connect();
  if (connection.status === 'refused') return failed(wordsOfRefusal(connection.refusal));
  const { account } = connection;
  const full = await account.capacity(12);
  if (full) return warning(`logged in as ${account.name}. ${wordsOfRefusal(full)}`);
  if (advice !== undefined) return warning(`posts as ${account.name}. ${advice}`);
  const access = (await account.access?.()) ?? { status: 'may-post' };
  if (access.status === 'may-post') return ok(`posts as ${account.name}`);
  const words = `logged in as ${account.name}, ${access.words}`;
  return access.status === 'may-not-post' ? failed(words) : warning(words);
}
