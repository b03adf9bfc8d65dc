/** Where a document's reference links lead, by their labels in lower case. */
export type Definitions = ReadonlyMap<string, string>;

const DEFINITION = /^ {0,3}\[(?!\^)([^\]\n]{1,200})\]:[ \t]*(?:<([^<>\n]*)>|(\S+))/;

/** The definitions among a document's lines; of two with one label the first one counts, as in markdown. */
export function definitionsIn(lines: readonly string[]): Definitions {
  const found = new Map<string, string>();
  for (const line of lines) {
    const [, label = '', angled, bare = ''] = DEFINITION.exec(line) ?? [];
    if (label !== '' && !found.has(keyOf(label))) found.set(keyOf(label), angled ?? bare);
  }
  return found;
}

const keyOf = (label: string): string => label.trim().toLowerCase();

const REFERENCE = /(?<![\\!\]])\[([^[\]\n]{1,200})\](?:\[([^[\]\n]{0,200})\]|(?![[(:]))/g;

/** `[words][label]`, `[label][]` and `[label]` as links that say where they lead, if their label is defined. */
export function resolveReferences(text: string, definitions: Definitions): string {
  if (definitions.size === 0) return text;
  return text.replace(REFERENCE, (whole: string, words: string, label: string | undefined) => {
    const url = definitions.get(keyOf(label ?? '') || keyOf(words));
    return url === undefined ? whole : `[${words}](<${url}>)`;
  });
}
