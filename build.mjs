// Bundles src/ into dist/: one entry, split chunks, so that a command loads only what it uses.
// CommonJS, because Node.js starts it sooner than modules: a timer or a person waits for that on every run.
import { spawnSync } from 'node:child_process';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { withTexts } from './scripts/with-texts.mjs';

// commander could run other programs as its subcommands; here it never does, and what Node.js would load for that takes
// as long as commander itself.
const isForSubprograms = (id, importer) => id === 'node:child_process' && importer?.includes('/commander/') === true;
const withoutSubprograms = {
  name: 'without-subprograms',
  resolveId: (id, importer) => (isForSubprograms(id, importer) ? '\0no-subprograms' : null),
  load: (id) => (id === '\0no-subprograms' ? 'module.exports = {};' : null),
};

// Few files start sooner than many: what every command loads is one, and all that reads and shows a week is another.
const imports = new Map();
const noteImports = { name: 'note-imports', moduleParsed: ({ id, importedIds }) => void imports.set(id, importedIds) };
const neededBy = (...files) => {
  const found = new Set(files.map((file) => path.resolve('src', file)));
  for (const id of found) for (const other of imports.get(id) ?? []) found.add(other);
  return found;
};
const shownBy = [
  'commands/post.ts',
  'commands/dry-run.ts',
  'commands/weeks.ts',
  'commands/lint.ts',
  'run/ask-first.ts',
  'core/lint.ts',
];
const areRules = /\/networks\/\w+\/rules\.ts$/;
// What reads a schedule brings node-cron along, and that three of Node.js's own modules: showing a week needs none of them.
const readsSchedule = /\/node-cron\/|\/core\/schedule(?:\/(?:slots|next-look|health))?\.ts$/;
const groups = [
  { name: 'schedule', test: readsSchedule, priority: 2, includeDependenciesRecursively: false },
  { name: 'main', test: (id) => neededBy('main.ts').has(id), priority: 1 },
  { name: 'week', test: (id) => neededBy(...shownBy).has(id) || areRules.test(id) },
];

const bundle = await rolldown({
  input: { cli: 'src/cli.ts' },
  platform: 'node',
  preserveEntrySignatures: false,
  // Rooms have no effect by being loaded: of an entrance only what is asked for is.
  treeshake: { moduleSideEffects: [{ test: /\/src\/core\//, sideEffects: false }] },
  // Native code cannot be bundled; it is loaded from node_modules when a card is drawn. It alone is a dependency of the
  // package; what is bundled need not be installed again.
  external: (id, importer) => id === '@resvg/resvg-js' || (id.startsWith('node:') && !isForSubprograms(id, importer)),
  plugins: [noteImports, withoutSubprograms, withTexts],
  logLevel: 'warn',
  checks: { ineffectiveDynamicImport: false },
});
const { output } = await bundle.write({
  dir: 'dist',
  format: 'cjs',
  chunkFileNames: '[name]-[hash].js',
  minify: true,
  codeSplitting: { groups },
});
await writeFile('dist/package.json', '{ "type": "commonjs" }\n');
await writeFile('dist/THIRD-PARTY-LICENSES', await licencesOf(output));
await chmod('dist/cli.js', 0o755);

// What an earlier build left goes last: whoever starts the command meanwhile finds it whole.
const made = new Set(['package.json', 'THIRD-PARTY-LICENSES', ...output.map(({ fileName }) => fileName)]);
for (const name of await readdir('dist'))
  if (!made.has(name)) await rm(`dist/${name}`, { recursive: true, force: true });

// In dist/, where no .env of a bot is read. If it fails, as without a list, less is kept: commands only start later.
const dryRun = ['cli.js', 'post', '--dry-run', '--to', 'x', '--source', '../content'];
spawnSync(process.execPath, ['../scripts/keep-compiled.cjs', ...dryRun], { cwd: 'dist', env: {} });

/** The licences of the packages whose code is in the bundle, as they ask of whoever passes them on. */
async function licencesOf(chunks) {
  const modules = chunks.flatMap(({ moduleIds = [] }) => moduleIds);
  const folders = modules.map((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0]);
  const packages = [...new Set(folders)].filter((folder) => folder !== undefined).sort();
  return (await Promise.all(packages.map(licenceOf))).join('\n\n');
}

async function licenceOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(?:licen[cs]e|copying)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  return [`${name} ${version} (${license})`, ...texts].map((text) => text.trim()).join('\n\n');
}
