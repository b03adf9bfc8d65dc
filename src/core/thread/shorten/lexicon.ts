import { IRREGULAR, VERBS, WORDS } from './word-lists.ts';

type Name = keyof typeof WORDS | keyof typeof VERBS;

const BITS = new Map([...Object.keys(WORDS), ...Object.keys(VERBS)].map((name, at) => [name, 1 << at]));

/** The bit of a class of words. */
export const bit = (name: Name): number => BITS.get(name) ?? 0;

let known: ReadonlyMap<string, number> | undefined;

/** The classes that a word in small letters is in, as bits; 0 if it is in none. */
export function classesOf(word: string): number {
  known ??= makeLexicon();
  return known.get(word) ?? 0;
}

function makeLexicon(): ReadonlyMap<string, number> {
  const lexicon = new Map<string, number>();
  const add = (word: string, name: string): void => {
    lexicon.set(word, (lexicon.get(word) ?? 0) | (BITS.get(name) ?? 0));
  };
  for (const [name, words] of Object.entries(WORDS)) for (const word of words.split(' ')) add(word, name);
  for (const [name, verbs] of Object.entries(VERBS))
    for (const verb of verbs.split(' ')) for (const form of formsOf(verb)) add(form, name);
  return lexicon;
}

/** A verb as several and as one do it, and in the past; irregular forms of the past are verbs of their own. */
function formsOf(verb: string): readonly string[] {
  const past = IRREGULAR.get(verb);
  if (/[^aeo]y$/.test(verb)) return [verb, `${verb.slice(0, -1)}ies`, `${verb.slice(0, -1)}ied`];
  return [
    verb,
    /(?:s|x|ch|sh)$/.test(verb) ? `${verb}es` : `${verb}s`,
    past ?? (verb.endsWith('e') ? `${verb}d` : `${verb}ed`),
  ];
}
