import { existsSync, readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import path from 'node:path';
import { constants, Script } from 'node:vm';

/** Spares the compiling of what a command is made of. The build puts beside a file what V8 compiled of it while a week was
 *  shown (a quarter of the time that this takes); V8 takes that only if its own version, its flags and the length of the file
 *  are still the same, and else compiles as ever. From Node.js 22 on, Node.js itself keeps what it compiled of other files. */
export function useCompiled(): void {
  if ('enableCompileCache' in nodeModule && typeof nodeModule.enableCompileCache === 'function')
    Reflect.apply(nodeModule.enableCompileCache, nodeModule, []);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Node.js keeps it for good, and has nothing else for this.
  const { extensions } = nodeModule.createRequire(import.meta.url);
  const compile = extensions['.js'];
  extensions['.js'] = (module, file) => {
    if (!runCompiled(module, file)) compile(module, file);
  };
}

/** As Node.js runs a file of CommonJS; false if it has to, since nothing was kept that still holds. */
function runCompiled(module: NodeJS.Module, file: string): boolean {
  if (!existsSync(`${file}.compiled`)) return false;
  const script = new Script(nodeModule.wrap(readFileSync(file, 'utf8')), {
    filename: file,
    cachedData: readFileSync(`${file}.compiled`),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const body: unknown = script.runInThisContext();
  if (script.cachedDataRejected !== false || typeof body !== 'function') return false;
  const require = (id: string): unknown => module.require(id);
  Reflect.apply(body, module.exports, [module.exports, require, module, file, path.dirname(file)]);
  return true;
}
