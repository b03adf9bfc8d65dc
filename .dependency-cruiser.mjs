// Who may import whom in src/: imports go down, never round, and into a room only by its entrance.
import { readdirSync } from 'node:fs';

/** Files that stand above a room; what a room may never import. */
const above = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
});

/** Each network is a folder. */
const networks = readdirSync('src/networks', { withFileTypes: true }).filter((entry) => entry.isDirectory());
const NETWORK = networks.map(({ name }) => name).join('|');

const ROOM = '^src/core/(list|lint|thread|record|schedule|card)/';

export default {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Files that need each other are one file, or lack a third one.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-circles-of-rooms',
      severity: 'error',
      comment: 'Rooms that need each other are one room.',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    {
      name: 'by-the-entrance',
      severity: 'error',
      comment: 'core/list/ is entered through core/list.ts, and so is every room of core/.',
      from: { path: '^src/', pathNot: [ROOM, '^src/core/(list|lint|thread|record|schedule|card)\\.ts$'] },
      to: { path: ROOM },
    },
    {
      name: 'by-the-entrance-inside-core',
      severity: 'error',
      comment: 'A room of core/ enters another one through its entrance.',
      from: { path: ROOM },
      to: { path: ROOM, pathNot: '^src/core/$1/' },
    },
    {
      name: 'not-through-the-own-entrance',
      severity: 'error',
      comment: 'Inside of a room its files import each other.',
      from: { path: ROOM },
      to: { path: '^src/core/$1\\.ts$' },
    },
    above(
      'core-is-pure',
      '^src/core/',
      ['^src/(?!core/)', '^node:', '^(?:fs|path|crypto|http)$'],
      'Text and values in, values out.',
    ),
    above(
      'render-uses-core',
      '^src/render/',
      '^src/(?!core/|render/|shipped)',
      'What draws knows values, and its fonts.',
    ),
    {
      name: 'one-network',
      severity: 'error',
      comment: 'A network imports the port and what lies below, never another network.',
      from: { path: `^src/networks/(${NETWORK})[./]` },
      to: { path: [`^src/networks/(${NETWORK}|index|help)[./]`], pathNot: '^src/networks/$1[./]' },
    },
    {
      name: 'networks-by-their-index',
      severity: 'error',
      comment: 'Only networks/index.ts knows which networks there are.',
      from: { path: '^src/', pathNot: `^src/networks/(index\\.ts$|(${NETWORK})[./])` },
      to: { path: `^src/networks/(${NETWORK})[./]` },
    },
    // From the top: cli, main, commands, tick, look, run, ending, publish, then what knows one thing each.
    above(
      'edges-are-below-the-run',
      '^src/(source|journal|networks|config|http|proxy|mask)[./]',
      '^src/(cli|main|commands|app|tick|look|run|ending|publish|notify)[./]',
      'What knows one thing knows nothing of the run.',
    ),
    above(
      'publish',
      '^src/publish[./]',
      '^src/(cli|main|commands|app|tick|look|run|ending|notify|render)[./]',
      'Imports never go up.',
    ),
    above(
      'app',
      '^src/app[.]',
      '^src/(cli|main|commands|tick|look|run|ending|publish|notify)[./]',
      'Imports never go up.',
    ),
    above(
      'notify',
      '^src/notify[.]',
      '^src/(cli|main|commands|tick|look|run|ending|publish)[./]',
      'Imports never go up.',
    ),
    above('ending', '^src/ending[./]', '^src/(cli|main|commands|tick|look)[./]|^src/run[.]', 'Imports never go up.'),
    above('run', '^src/run[./]', '^src/(cli|main|commands|tick|look)[./]', 'The look stands above the run.'),
    above('look', '^src/look[./]', '^src/(cli|main|commands)[./]', 'Imports never go up.'),
    above('tick', '^src/tick[./]', '^src/(cli|main|commands)[./]', 'Imports never go up.'),
    above('commands-are-below-main', '^src/commands/', '^src/(main|cli)\\.ts$', 'Imports never go up.'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
  },
};
