import type { CommandName } from './core/command.ts';
import { examples } from './networks/help.ts';
import type { World } from './world.ts';

type Options = Readonly<Record<string, unknown>>;
type Run = (values: readonly string[], options: Options, world: World) => Promise<number>;

/** One command as `--help` shows it, and where its code is loaded from when it is used. */
export interface CommandLine {
  /** Its name and arguments, in commander's syntax. */
  readonly name: CommandName | `${CommandName} ${string}`;
  readonly does: string;
  /** What `--help` adds below the options. */
  readonly more?: string;
  readonly options: readonly (readonly [flags: string, text: string])[];
  readonly examples: readonly string[];
  /** Whether it changes nothing; if not given, it may. */
  readonly onlyReads?: (options: Options) => boolean;
  readonly load: () => Promise<{ readonly run: Run }>;
}

const JSON_OPTION = ['--json', 'answer in JSON'] as const;
/** Stands in a text for the names of the networks there are. */
export const NETWORK_NAMES = '{networks}';
const toOption = (when: string) =>
  ['--to <networks>', `networks, separated by commas: ${NETWORK_NAMES} (default: ${when})`] as const;
const TO_OPTION = toOption('NETWORKS');
const WEEK = `
[week] is a day inside the week (2026-06-14), its dates (2026-06-14/2026-06-21),
a week number (2026-W25), or latest (the default: the newest).`;

/** Every command that users can type. */
export const commandLine: readonly CommandLine[] = [
  {
    name: 'init [folder]',
    does: 'Makes what a new bot needs: a commented .env and a first list. Overwrites nothing.',
    options: [],
    examples: ['init', 'init bots/papers'],
    load: () => import('./commands/init.ts'),
  },
  {
    name: 'weeks',
    does: 'Lists the editions found, newest first.',
    options: [JSON_OPTION],
    examples: ['weeks', 'weeks --source https://example.org/README.md --json'],
    onlyReads: () => true,
    load: () => import('./commands/weeks.ts'),
  },
  {
    name: 'lint',
    does: 'Checks the list: every finding with file, line, column, what is wrong and what to do. Exits 1 on errors.',
    options: [['--format <format>', 'text (the default), or github for annotations of a pull request'], JSON_OPTION],
    examples: ['lint', 'lint --source years/2026.md --format github'],
    onlyReads: () => true,
    load: () => import('./commands/lint.ts'),
  },
  {
    name: 'post [week]',
    does: 'Publishes the thread of a week, once.',
    more: WEEK,
    options: [
      TO_OPTION,
      ['--dry-run', 'show the thread and its price; changes nothing and needs no keys ([week] may be all)'],
      ['--why', 'with --dry-run: under each post why its text was chosen, the runner-up, and what was left out'],
      ['--due', 'post what is due now, as the scheduler would'],
      [
        '--at <time>',
        `as if it were this moment (ISO 8601 with offset); only with --dry-run, or --to ${examples.local} alone`,
      ],
      ['--plan <file>', 'post the JSON of a dry run, edited or not; --to picks some of its networks'],
      [
        '--again',
        'post a week although it was rolled back, or although a posted week once had its dates; make a page of the site anew',
      ],
      ['--yes', 'do not ask before posting; without a terminal nothing is asked'],
      JSON_OPTION,
    ],
    examples: [
      'post --dry-run',
      `post --dry-run --why --to ${examples.one}`,
      `post 2026-W25 --to ${examples.two}`,
      'post --dry-run --json > plan.json && weekthread post --plan plan.json',
      'post --due',
    ],
    onlyReads: ({ dryRun }) => dryRun === true,
    load: () => import('./commands/post.ts'),
  },
  {
    name: 'preview [week]',
    does: 'Makes one HTML page that shows the thread as each network will show it.',
    more: WEEK,
    options: [
      toOption('all'),
      ['--plan <file>', 'show the JSON of a dry run, edited or not'],
      ['--out <file>', 'the file to write (default: preview.html; - for stdout)'],
    ],
    examples: ['preview', 'preview 2026-06-14 --out week.html'],
    load: () => import('./commands/preview.ts'),
  },
  {
    name: 'start [folder...]',
    does: 'Runs until it is stopped: looks when SCHEDULE says, and at once if something is due, and posts what is due. With folders, it does so for each of these bots.',
    options: [TO_OPTION],
    examples: ['start', 'start bots/*', 'start --source https://example.org/README.md'],
    load: () => import('./commands/start.ts'),
  },
  {
    name: 'status [folder...]',
    does: 'Shows what was posted where and when and what it cost, what is half posted, in doubt, due or blocked and why, and the last look and the next. With folders, it has a line for each of these bots.',
    options: [['--check', 'exit 1 when a person is needed or a look is overdue'], JSON_OPTION],
    examples: ['status', 'status --check', 'status bots/*'],
    load: () => import('./commands/status.ts'),
  },
  {
    name: 'resolve <week>',
    does: 'Settles a post in doubt, once you have checked on the network whether it is there. A post that you name is looked up.',
    options: [
      ['--to <network>', 'the network it was sent to'],
      ['--posted <id or url>', 'it is there: its id or address (the first one, if there are several)'],
      ['--not-posted', 'it is not there: the next run sends it'],
      ['--trust', 'take --posted on trust: do not look up whose post it is, what it says and what it answers'],
      JSON_OPTION,
    ],
    examples: [
      `resolve 2026-06-14 --to ${examples.one} --posted ${examples.post}`,
      `resolve 2026-06-14 --to ${examples.one} --not-posted`,
    ],
    load: () => import('./commands/resolve.ts'),
  },
  {
    name: 'state <copy> <from> <to>',
    does: 'Copies what a bot has recorded from a file to a database, or back.',
    more: `
<from> and <to> are each a file, an address of PostgreSQL, or STATE_FILE or STATE_URL:
what these settings name. In a database the bot is called BOT.`,
    options: [JSON_OPTION],
    examples: ['state copy STATE_FILE STATE_URL', 'state copy STATE_URL backup.json'],
    load: () => import('./commands/state.ts'),
  },
  {
    name: 'rollback <week>',
    does: 'Deletes a thread, last post first. The week is not posted again unless post --again says so.',
    options: [TO_OPTION, ['--yes', 'do not ask before deleting; without a terminal nothing is asked'], JSON_OPTION],
    examples: ['rollback latest', `rollback 2026-06-14 --to ${examples.one}`],
    load: () => import('./commands/rollback.ts'),
  },
  {
    name: 'unlock',
    does: 'Clears the lock of a state file that no run renews any more, after saying who holds it.',
    options: [['--yes', 'do not ask'], JSON_OPTION],
    examples: ['unlock'],
    load: () => import('./commands/unlock.ts'),
  },
  {
    name: 'doctor',
    does: 'Checks configuration, credentials, permissions, list, state file, clock, schedule and picture.',
    options: [TO_OPTION, ['--notify', 'send a test notice to NOTIFY_URL'], JSON_OPTION],
    examples: ['doctor', `doctor --to ${examples.one}`, 'doctor --notify'],
    load: () => import('./commands/doctor.ts'),
  },
];
