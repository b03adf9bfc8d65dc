import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { getBuiltinModule, versions } from 'node:process';
import { constants, Script } from 'node:vm';

/** Node.js keeps what it compiled of files from 22 on. */
const KEEPS_COMPILED = Number.parseInt(versions.node) >= 22;

/** Spares the compiling of what a command is made of. The build puts beside a file what V8 compiled of it while a week was
 *  shown (a quarter of the time that this takes); V8 takes that only if its own version, its flags and the length of the file
 *  are still the same, and else compiles as ever. From Node.js 22 on, Node.js itself keeps what it compiled of other files. */
export function useCompiled(): void {
  const own = KEEPS_COMPILED ? getBuiltinModule('node:module') : {};
  if ('enableCompileCache' in own && typeof own.enableCompileCache === 'function')
    Reflect.apply(own.enableCompileCache, own, []);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Node.js keeps it for good, and has nothing else for this.
  const { extensions } = require;
  const compile = extensions['.js'];
  extensions['.js'] = (module, file) => {
    if (!runCompiled(module, file)) compile(module, file);
  };
}

/** As Node.js runs a file of CommonJS; false if it has to, since nothing was kept that still holds. */
function runCompiled(module: NodeJS.Module, file: string): boolean {
  if (!existsSync(`${file}.compiled`)) return false;
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) { ${readFileSync(file, 'utf8')}\n});`,
    {
      filename: file,
      cachedData: readFileSync(`${file}.compiled`),
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    },
  );
  const body: unknown = script.runInThisContext();
  if (script.cachedDataRejected !== false || typeof body !== 'function') return false;
  const require = (id: string): unknown => module.require(id);
  Reflect.apply(body, module.exports, [module.exports, require, module, file, dirname(file)]);
  return true;
}

/** Lets V8 compile for a command that is over soon: a regular expression once instead of twice, and a function anew, for those
 *  that call it often, only after fifteen times as many calls. That spares a fifth of showing a week, and of all others too. Left
 *  out where Node.js keeps what it compiled, since it would not take that again: flags differ. */
export function useOnce(): void {
  if (KEEPS_COMPILED) return;
  for (const flag of ['--no-regexp-tier-up', '--interrupt-budget=1000000'])
    getBuiltinModule('node:v8').setFlagsFromString(flag);
}
