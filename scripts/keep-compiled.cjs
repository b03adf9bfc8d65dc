// Runs a command of the bundle, and puts beside each of its files what V8 compiled of it meanwhile:
//   node scripts/keep-compiled.cjs dist/cli.js post --dry-run …
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { wrap } = require('node:module');
const path = require('node:path');
const { constants, Script } = require('node:vm');

const scripts = new Map();
require.extensions['.js'] = (module, file) => {
  const script = new Script(wrap(readFileSync(file, 'utf8').replace(/^#!/, '//')), {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  scripts.set(file, script);
  script
    .runInThisContext()
    .call(module.exports, module.exports, (id) => module.require(id), module, file, path.dirname(file));
};

const command = path.resolve(process.argv[2]);
process.argv.splice(1, 2, command);
process.on('exit', () => {
  // Node.js itself loads the first one.
  scripts.delete(command);
  for (const [file, script] of scripts) {
    writeFileSync(`${file}.new`, script.createCachedData());
    renameSync(`${file}.new`, `${file}.compiled`);
  }
});
require(command);
