import { readFile } from 'node:fs/promises';
import path from 'node:path';

const ENDING = '?raw';

/** For the bundler: a style sheet is a file of its own, and in the bundle a text (`import rules from './page.css?raw'`). */
export const withTexts = {
  name: 'with-texts',
  resolveId: (id, importer) =>
    id.endsWith(ENDING) ? { id: path.resolve(path.dirname(importer), id), moduleSideEffects: false } : null,
  load: async (id) =>
    id.endsWith(ENDING)
      ? {
          code: `export default ${JSON.stringify(await readFile(id.slice(0, -ENDING.length), 'utf8'))};`,
          moduleType: 'js',
        }
      : null,
};
