import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Edition } from '../../src/core/list/edition.ts';
import { outline } from '../../src/core/list/outline.ts';
import { parseSection } from '../../src/core/list/parse.ts';

const folder = new URL('../../../shared/lists/', import.meta.url);

/** Sample weeks of every layout, which stand beside the project and not in it. */
export const areSamplesAtHand = existsSync(folder);

/** The editions of every sample file, each file for itself. */
export function sampleEditions(): readonly Edition[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
  return files.sort().flatMap((file) => {
    const { sections } = outline([{ file, text: readFileSync(new URL(file, folder), 'utf8') }]);
    return sections.map((section) => parseSection(section));
  });
}
