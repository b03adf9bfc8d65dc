import packageJson from '../package.json' with { type: 'json' };
import { Command, CommanderError, type OutputConfiguration } from 'commander';
import { commandLine, type CommandLine, NETWORK_NAMES } from './command-line.ts';
import { ForeseenError, messageOf, stackOf, UsageError } from './errors.ts';
import { createMask } from './mask.ts';
import { examples, networkIds } from './networks/help.ts';
import type { World } from './world.ts';

/** Runs the command that the arguments name; an error that it throws ends here, as words on stderr.
 *  Gives the exit code: 0 done, 1 failed, 2 wrong usage or configuration, 3 in doubt. */
export async function main(args: readonly string[], given: World): Promise<number> {
  const world: World = { ...given, ...consoleOf(given) };
  let exitCode = 0;
  const program = describeProgram(world);
  const names = [...networkIds, ...(world.networks ?? []).map(({ id }) => id)].join(', ');
  for (const line of commandLine) {
    addCommand(program, line, names, async (values, options) => {
      const { run } = await line.load();
      world.begin?.(line.onlyReads?.(options) === true);
      exitCode = await run(values, options, world);
    });
  }
  try {
    await program.parseAsync(args.length > 0 ? [...args] : ['--help'], { from: 'user' });
    return exitCode;
  } catch (error) {
    return await explain(error, world);
  }
}

function describeProgram(world: World): Command {
  return new Command('weekthread')
    .description('Turns a weekly list of papers into a numbered thread, and posts it exactly once.')
    .usage('[-C <folder>] <command> [options]')
    .option('-C <folder>', 'run as if started in this folder: its .env, its list, its state')
    .hook('preAction', (command) => enter(command.opts().C, world))
    .version(packageJson.version, '--version', 'print the version')
    .helpCommand('help [command]', 'Shows this, or the help of a command.')
    .configureOutput(outputOf(world))
    .showHelpAfterError('weekthread --help lists the commands, and weekthread <command> --help the options of one.')
    .exitOverride()
    .addHelpText('after', GENERAL_HELP);
}

/** The console as commander asks of it: else it would ask the streams, which takes longer than all of `--help`. */
const outputOf = ({ out, err, terminal }: World): OutputConfiguration => ({
  writeOut: out,
  writeErr: err,
  getOutHelpWidth: () => terminal.columns,
  getErrHelpWidth: () => terminal.columns,
  getOutHasColors: () => terminal.colours,
  getErrHasColors: () => terminal.colours,
});

/** @throws UsageError if there is no such folder */
function enter(folder: unknown, world: World): void {
  if (typeof folder !== 'string') return;
  try {
    world.enter(folder);
  } catch (error) {
    throw new UsageError(`-C ${folder}: this folder cannot be entered (${messageOf(error)}). Name the bot's folder.`);
  }
}

const GENERAL_HELP = `
Examples:
  weekthread post --dry-run               shows the newest week and its price
  weekthread post 2026-06-14 --to ${examples.withLocal}  posts the week that this day is in
  weekthread start                        posts each new week when it is due
  weekthread rollback latest --to ${examples.one}       takes a thread back, last post first

Settings come from the environment and from .env; weekthread init writes one that explains each.
Exit codes: 0 done or nothing to do, 1 failed, 2 wrong usage or configuration,
3 in doubt: a person must look.`;

type Action = (values: readonly string[], options: Readonly<Record<string, unknown>>) => Promise<void>;

function addCommand(program: Command, line: CommandLine, networks: string, act: Action): void {
  const command = program.command(line.name).description(line.does);
  for (const [flags, text] of [...line.options, SOURCE_OPTION])
    command.option(flags, text.replace(NETWORK_NAMES, networks));
  if (line.more !== undefined) command.addHelpText('after', line.more);
  command.addHelpText('after', `\nExamples:\n${line.examples.map((example) => `  weekthread ${example}`).join('\n')}`);
  command.action(async () => {
    await act(command.args, command.opts());
  });
}

const SOURCE_OPTION = ['--source <file|folder|url>', 'the list to read (default: LIST_SOURCE, else content)'] as const;

async function explain(error: unknown, world: World): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof Error)) throw error;
  const { settingsAround } = await import('./config.ts');
  const { isDebug, origin, secrets = [] } = settingsAround(world);
  const mask = createMask(() => secrets);
  if (!(error instanceof ForeseenError)) {
    world.err(`Weekthread met an error that it did not foresee. Nothing that was posted is lost.\n`);
    world.err(mask(isDebug ? `${stackOf(error)}\n` : `${error.message}\nLOG_LEVEL=debug shows where.\n`));
    return 1;
  }
  // A list that is not found is often one that another .env names.
  const isElsewhere = error.name === 'SourceError' && origin !== undefined;
  world.err(mask(`${error.message}\n${isElsewhere ? `${origin}\n` : ''}`));
  return error.exitCode;
}

/** What the program's own inks write around words (ECMA-48, "select graphic rendition"), and what they may be taken for. */
const INK = '\\u001b\\[(?:1|2|4|22|24|31|32|33|34|39)m';
// Signs that a terminal obeys, or that turn the direction of writing or end a line for some reader.
const SIGN =
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]';
const STEERING = new RegExp(`${INK}|${SIGN}`, 'g');
// https://docs.github.com/actions/reference/workflow-commands-for-github-actions: `::` after nothing but space, and the
// older `##[` anywhere.
const COMMAND = /^([^\S\n]*:)(?=:)|##(?=\[)/gm;

/**
 * The one place before stdout and stderr: what a terminal or a runner would obey is written as its code, as in JSON, so that
 * JSON stays what it is. Only the program's own inks pass, where there are colours; and `command` leads past it, to a runner.
 */
function consoleOf({ out, err, terminal, env }: World): Required<Pick<World, 'out' | 'err' | 'command'>> {
  const isRunner = (env.GITHUB_ACTIONS ?? '') !== '';
  const shown = (text: string): string =>
    text.toWellFormed().replace(STEERING, (sign) => (sign.length > 1 && terminal.colours ? sign : codesOf(sign)));
  const safe = (text: string): string => (isRunner ? withoutCommands(shown(text)) : shown(text));
  return { out: (text) => out(safe(text)), err: (text) => err(safe(text)), command: (text) => out(shown(text)) };
}

const withoutCommands = (text: string): string =>
  text.replace(COMMAND, (sign) => sign.slice(0, -1) + codesOf(sign.slice(-1)));

/** `\u001b` and what follows the sign. */
const codesOf = (signs: string): string => `\\u${signs.charCodeAt(0).toString(16).padStart(4, '0')}${signs.slice(1)}`;
