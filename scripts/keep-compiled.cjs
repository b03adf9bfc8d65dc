// Runs a command of the bundle, and puts beside each of its files what V8 compiled of it meanwhile:
//   node scripts/keep-compiled.cjs dist/cli.js post --dry-run …
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { wrap } = require('node:module');
const path = require('node:path');
const v8 = require('node:v8');
const { constants, Script } = require('node:vm');

// Of what it compiled with other flags than those it starts with, V8 takes nothing.
v8.setFlagsFromString = () => {};

const scripts = new Map();
require.extensions['.js'] = (module, file) => {
  const script = new Script(wrap(readFileSync(file, 'utf8').replace(/^#!/, '//')), {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  scripts.set(file, script);
  const required = Object.assign((id) => module.require(id), { extensions: require.extensions });
  script.runInThisContext().call(module.exports, module.exports, required, module, file, path.dirname(file));
};

const command = path.resolve(process.argv[2]);
process.argv.splice(1, 2, command);
process.on('exit', () => {
  // Node.js itself loads the first one.
  scripts.delete(command);
  for (const [file, script] of scripts) {
    writeFileSync(`${file}.new`, script.createCachedData());
    renameSync(`${file}.new`, `${file}.${process.versions.v8}.compiled`);
  }
});
require(command);
