import { asideless } from './asides.ts';
import { fromTheLead } from './lead.ts';
import type { Extract } from './lead.ts';
import { isOfTheWork, statementAt } from './says-what.ts';
import type { Sentence, SourceText } from './split.ts';
import { closed, joined, MISSES_SOMETHING, OBJECT_EARLY, withSemicolon } from './words.ts';
import type { Fits } from './words.ts';

const OPENS_WITH_A_PROBLEM =
  /^(?:while|although|though|despite|since|because|when|if|given|current|existing|recent|most|many|prior|previous|traditional|can|do|does|is|are|why|how|what)\b/;

/**
 * The sentence that says what the work brings, where the summary opens with a problem and has no room for all up to it:
 * behind the opening, or alone with what follows it. Whole sentences, in the order of the source.
 */
export function fromTheStatement(source: SourceText, fits: Fits): Extract | undefined {
  const [first] = source.lead;
  if (!first) return undefined;
  const at = statementAt(source.lead, source.name);
  if (at < 1) return clauseOfTheWork(first.clauses.slice(0, MOST_CLAUSES), fits);
  const upTo = source.lead.slice(0, at + 1);
  if (fits(together(upTo))) return fromTheLead(source, fits);
  const run = source.lead.slice(at);
  if (pointsBack(run[0]?.text ?? '')) return undefined;
  for (const lead of [[first, ...run], run]) {
    const extract = fromTheLead({ ...source, lead }, fits);
    const wanted = together(lead === run ? run.slice(0, 1) : lead.slice(0, 2));
    if (extract?.text.startsWith(wanted))
      return { text: extract.text, end: extract.end === 'whole' ? 'sentence' : extract.end };
  }
  const bare = asideless(run[0]?.text ?? '').find(fits);
  return bare === undefined ? undefined : { text: bare, end: 'sentence' };
}

/** Whether a statement speaks of what stood before it, by more than `this paper`. */
const pointsBack = (statement: string): boolean =>
  OBJECT_EARLY.test(statement) || MISSES_SOMETHING.test(statement.replace(/^(?:in )?this\b/i, ''));

const together = (sentences: readonly Sentence[]): string => joined(sentences.map(({ text }) => text));

const MOST_CLAUSES = 24;

/** `while x is costly; this work makes it cheap`: the clauses from the one that states the work. */
function clauseOfTheWork(clauses: readonly string[], fits: Fits): Extract | undefined {
  if (!OPENS_WITH_A_PROBLEM.test(clauses[0] ?? '') || fits(closed(clauses.reduce(withSemicolon)))) return undefined;
  const at = clauses.findIndex(isOfTheWork);
  const run = clauses.slice(at);
  if (at < 1 || pointsBack(run[0] ?? '')) return undefined;
  const ends = run.map((_, index) => closed(run.slice(0, index + 1).reduce(withSemicolon)));
  const text = ends.filter(fits).at(-1);
  return text === undefined ? undefined : { text, end: 'clause' };
}
