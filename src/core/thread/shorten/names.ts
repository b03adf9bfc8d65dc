import { CUTS } from './cut-rules.ts';
import { ASIDE, COLON, FRONT } from './cuts.ts';
import { LEANING } from './leaning.ts';
import { TELLING } from './extract-rules.ts';

/** The names of all rules: what tells, what leans on another sentence, where a sentence may be cut. */
export const RULE_NAMES: readonly string[] = [
  ...[...TELLING, ...LEANING, ...CUTS].map(({ name }) => name),
  ASIDE,
  FRONT,
  COLON,
];
