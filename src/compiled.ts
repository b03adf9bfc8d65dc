import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { getBuiltinModule, versions } from 'node:process';
import { constants, Script } from 'node:vm';

/** Node.js keeps what it compiled of files from 22 on. */
const KEEPS_COMPILED = Number.parseInt(versions.node) >= 22;

/** Spares the compiling of what a command is made of. The build puts beside a file what V8 compiled of it while a week was
 *  shown (a quarter of the time that this takes), under the version of V8, which takes it only if its flags and the length of
 *  the file are still the same too, and else compiles as ever. From Node.js 22 on, Node.js itself keeps what it compiled of other files. */
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
  const compiled = `${file}.${versions.v8}.compiled`;
  if (!existsSync(compiled)) return false;
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) { ${readFileSync(file, 'utf8')}\n});`,
    {
      filename: file,
      cachedData: readFileSync(compiled),
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    },
  );
  const body: unknown = script.runInThisContext();
  if (script.cachedDataRejected !== false || typeof body !== 'function') return false;
  const require = (id: string): unknown => module.require(id);
  Reflect.apply(body, module.exports, [module.exports, require, module, file, dirname(file)]);
  return true;
}

/** Makes V8 compile less for a command that is over soon: an expression once instead of twice, and a function to its fastest
 *  form only if it is called fifteen times as often as V8 asks. That spares a quarter of showing a week, and no less of showing
 *  all. The flags are set when the command's code is loaded: what was kept of it was compiled without them. Node.js that keeps
 *  what it compiled itself does so at the end, and would not take it again. */
export function compileLess(): void {
  if (KEEPS_COMPILED) return;
  for (const flag of ['--no-regexp-tier-up', '--interrupt-budget=1000000'])
    getBuiltinModule('node:v8').setFlagsFromString(flag);
}
