/** Where a document's reference links lead: the line that defines each, by its label in lower case. */
export type Definitions = ReadonlyMap<string, string>;

const DEFINITION = /^ {0,3}\[(?!\^)([^\]\n]{1,200})\]:[ \t]*\S/;
const LABEL = /\[([^[\]\n]{1,200})\]/g;

/** The definitions among a document's lines; of two with one label the first one counts, as in markdown. */
export function definitionsIn(lines: readonly string[]): Definitions {
  const found = new Map<string, string>();
  for (const line of lines) {
    const label = keyOf(DEFINITION.exec(line)?.[1] ?? '');
    if (label !== '' && !found.has(label)) found.set(label, line);
  }
  return found;
}

const keyOf = (label: string): string => label.trim().toLowerCase();

/** The definitions whose labels stand in a body: a document may have thousands, and a parser is slow with them. */
export function definitionsFor(body: string, all: Definitions): Definitions {
  if (all.size === 0) return all;
  const wanted = new Set(Array.from(body.matchAll(LABEL), ([, label = '']) => keyOf(label)));
  return new Map(
    [...wanted].flatMap((label): [string, string][] => {
      const line = all.get(label);
      return line === undefined ? [] : [[label, line]];
    }),
  );
}

/** Whether a label is defined. */
export const isDefined = (label: string, definitions: Definitions): boolean => definitions.has(keyOf(label));
