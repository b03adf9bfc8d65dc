import { command } from './core/command.ts';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readGiven } from './config/env-file.ts';
import { namesOf } from './config/variables.ts';
import { type Config, missingKeys, networkOf, readConfig, type ScheduleCheck } from './config.ts';
import type { Edition } from './core/list.ts';
import { momentWords } from './core/moment.ts';
import { WAITS } from './core/record.ts';
import type { NetworkId } from './core/thread.ts';
import { UsageError } from './errors.ts';
import type { Journal } from './journal.ts';
import { createStore, guardedStore } from './journal/store.ts';
import type { NetworkTools } from './networks/network.ts';
import type { NetworkRoom } from './networks/room.ts';
import { roomsWith } from './networks/index.ts';
import { type Mask, maskOf } from './mask.ts';
import { makePaper } from './render/paper.ts';
import { listed } from './render/words.ts';
import { shipped } from './shipped.ts';
import { readDocuments } from './source/source.ts';
import type { World } from './world.ts';

/** The options of a command as commander gives them. */
export type Options = Readonly<Record<string, unknown>>;

type LogLevel = Config['logLevel'];
/** A writer of lines for each level. */
type Log = Readonly<Record<LogLevel, (line: string) => void>>;

/** What a run works with, made once: its settings, the outside, the list, the journal, the networks. */
export type App = Readonly<ReturnType<typeof appOf>>;

interface Opening {
  /** Given by the commands that use the schedule; the others work with a wrong one. */
  readonly checkSchedule?: ScheduleCheck;
  /** Whether each line of the log begins with the moment, in TIMEZONE. */
  readonly hasTimes?: boolean;
}

/**
 * Reads the settings; the command line overrides the environment, which overrides `.env`.
 * @throws UsageError with all problems of the configuration at once
 */
export function openApp(options: Options, world: World, { checkSchedule, hasTimes = false }: Opening = {}): App {
  const { folder } = world;
  const rooms = roomsWith(world.networks);
  const { values, warnings, origin } = readGiven(world, namesOf(rooms));
  const variables = { ...values, ...overrides(options, rooms) };
  const reading = readConfig(variables, { checkSchedule, folder, rooms });
  if ('problems' in reading) throw new UsageError([...warnings, ...reading.problems, origin].join('\n'));
  const { config } = reading;
  const isExample = isTrial(variables, config, world);
  const app = appOf(isExample ? withExample(config) : config, world, origin, hasTimes);
  [...warnings, ...reading.warnings, ...(isExample ? [`${exampleWords()} ${origin}`] : [])].forEach(app.log.warn);
  return app;
}

function appOf(config: Config, outside: World, origin: string, hasTimes: boolean) {
  const mask = maskOf(config.secrets);
  const { agentFor, ...outwards } = outwardsOf(outside.fetch, config.proxy);
  const world = { ...maskedWorld(outside, mask), ...outwards };
  const { clock, fetch, stop, abort } = world;
  const stamp = (): string => (hasTimes ? `${momentWords(clock.now(), config.timezone)}  ` : '');
  const log = createLog(config.logLevel, (line) => world.err(`${stamp()}${line}\n`));
  const known = config.rooms.map(({ room }) => room.id);
  const store = guardedStore(createStore(config), mask, known);
  const cacheFolder = join(dirname(config.stateFile), '.weekthread-cache');
  const tools = { clock, fetch, abort, warn: log.warn, ...(agentFor && { agentFor }) };
  return {
    config,
    /** The outside: its console never shows a secret, and its requests leave through the proxies that are set. */
    world,
    /** Lines for the operator, as far as LOG_LEVEL wants them. */
    log,
    /** Where the settings were read, as a sentence. */
    origin,
    paper: makePaper(world.terminal),
    /** Reads the list; of a folder with dates in its files' names only the files that `pick` chooses. */
    readDocuments: (pick: (files: readonly string[]) => readonly string[]) =>
      readDocuments(
        config.listSource,
        { fetch, cacheFolder, timeoutMs: WAITS.list, signal: stop, now: clock.now },
        pick,
      ),
    /** Where the journal is kept. */
    store,
    /** Acts on the journal while no other run can; waits for one that may have died, and tells `onWait` (else the operator) of
     *  it. Throws LockError if another is running, JournalError if the journal cannot be read. */
    useJournal: <T>(act: (journal: Journal) => Promise<T>, onWait: (line: string) => void = log.warn) =>
      store.use(act, { onWait, stop }),
    /** Makes a network ready to be asked for its rules or connected to. */
    network: (id: NetworkId) => networkOf(config, id).create(tools),
    /** Draws the picture of a week, as PNG. */
    drawCard: async (edition: Edition) => {
      const { drawCard } = await import('./render/draw-card.ts');
      return await drawCard(edition, { ...config.card, language: config.compose.language });
    },
  };
}

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Lines that are less grave than `least` are dropped. */
function createLog(least: LogLevel, write: (line: string) => void): Log {
  const at = (level: LogLevel) => (line: string) => {
    if (LEVELS.indexOf(level) >= LEVELS.indexOf(least)) write(line);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** How requests leave: through the proxies that are set, whose code is loaded with the first of them. */
function outwardsOf(direct: typeof fetch, proxy: Config['proxy']): Pick<NetworkTools, 'fetch' | 'agentFor'> {
  if (proxy === undefined) return { fetch: direct };
  let led: Promise<typeof fetch> | undefined;
  return {
    fetch: async (input, init) => {
      led ??= import('./proxy.ts').then(({ proxiedFetch }) => proxiedFetch(direct, proxy));
      return await (
        await led
      )(input, init);
    },
    agentFor: async (address) => (await import('./proxy.ts')).proxyAgent(address, proxy),
  };
}

/** Prints what a command found out: as JSON if `--json` asks for it, else in words. */
export const answer = (
  { world }: { readonly world: Pick<World, 'out'> },
  { json }: { readonly json?: unknown },
  value: unknown,
  words: string,
): void => world.out(`${json ? JSON.stringify(value, null, 2) : words}\n`);

/** Whether somebody tries the program where nothing is set up: no list, and no keys that could post it anywhere. */
const isTrial = ({ LIST_SOURCE }: World['env'], config: Config, { folder }: World): boolean =>
  folder === '' && LIST_SOURCE === undefined && !existsSync(config.listSource) && config.secrets.length === 0;

const exampleWords = (): string =>
  `No list here: this is the example that comes with Weekthread. ${command('init')} makes a list of your own.`;

function withExample(config: Config): Config {
  const listSource = shipped('content');
  return { ...config, listSource, listName: listSource };
}

/** Variables that the command line overrides. */
function overrides(options: Options, rooms: readonly NetworkRoom[]): Record<string, string> {
  const { source, to } = options;
  return {
    ...(typeof source === 'string' ? { LIST_SOURCE: source } : {}),
    ...(typeof to === 'string' ? { NETWORKS: checkNetworks(to, rooms) } : {}),
  };
}

function checkNetworks(to: string, rooms: readonly NetworkRoom[]): string {
  const ids = rooms.map(({ id }) => id);
  const names = to.split(',').map((name) => name.trim());
  const named = names.filter((name) => name !== '');
  const unknown = named.filter((name) => !ids.some((id) => id === name.toLowerCase()));
  if (unknown.length === 0 && named.length > 0) return to;
  const wrong = named.length === 0 ? 'no network is named' : `there is no network ${listed(unknown, 'or')}`;
  throw new UsageError(`--to ${to}: ${wrong}. Choose among ${ids.join(', ')}.`);
}

function maskedWorld(world: World, mask: Mask): World {
  const { out, err, command = out } = world;
  const masked = (write: World['out']) => (text: string) => write(mask(text));
  return { ...world, out: masked(out), err: masked(err), command: masked(command) };
}

/** @throws UsageError if keys are missing that one of these networks needs */
export function requireKeys({ config, origin }: App, networks: readonly NetworkId[]): void {
  const missing = networks.flatMap((id) => {
    const names = missingKeys(config, id);
    return names.length > 0 ? [`${id} needs ${names.join(', ')}.`] : [];
  });
  if (missing.length === 0) return;
  throw new UsageError(
    `${missing.join('\n')}\nSet them in .env (${command('init')} writes one that says where to get them), or choose other networks with --to.\n${origin}`,
  );
}
