import { outline } from '../../src/core/list/outline.ts';
import { parseSection } from '../../src/core/list/parse.ts';
import type { Edition } from '../../src/core/list/edition.ts';

export const HEADING = '## Papers of the Week (May 11 - May 17) - 2026';

/** The edition of a list whose only week has this body; the heading stands on line 3. */
export function editionOf(body: string, heading = HEADING): Edition {
  const [section] = outline([{ file: 'list.md', text: `# List\n\n${heading}\n${body}` }]).sections;
  if (!section) throw new Error('no week found');
  return parseSection(section);
}

/** A table of the usual two columns. */
export const table = (...rows: readonly string[]): string =>
  ['| **Paper** | **Links** |', '| --- | --- |', ...rows].join('\n');
