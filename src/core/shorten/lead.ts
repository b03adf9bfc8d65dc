import { asideless } from './asides.ts';
import { addBullets, join, textOf } from './bullets.ts';
import type { Piece } from './further.ts';
import { goOn } from './go-on.ts';
import { sentencesOf } from './split.ts';
import type { Sentence, SourceText } from './split.ts';
import { append, closed, joined, POINTS_BACK, rebuts, SAYS_LITTLE, SHORT, turns, withSemicolon } from './words.ts';
import type { Fits } from './words.ts';

/** A text for a post, and how it ends: see `Shortened`. */
export interface Extract {
  readonly text: string;
  readonly end: 'whole' | 'sentence' | 'clause' | 'inner' | 'ellipsis' | 'none';
}

/** Whole sentences and clauses from the beginning, and whole bullets behind them. */
export function fromTheLead(source: SourceText, fits: Fits): Extract | undefined {
  const whole = join(
    source.lead.map(textOf),
    source.bullets.map((bullet) => bullet.map(textOf)),
    source.announcement,
  );
  if (whole !== '' && !source.isCut && fits(whole)) return { text: whole, end: 'whole' };
  const lead = take(source.lead, fits);
  if (lead.complete) {
    const rest = addBullets(lead.text, source.bullets, fits);
    return rest === '' ? undefined : { text: rest, end: 'sentence' };
  }
  if (lead.text === '') return undefined;
  return goOn({ text: lead.text, end: lead.end }, lead.left, source, fits);
}

interface Taken {
  readonly text: string;
  readonly end: 'sentence' | 'clause';
  readonly complete: boolean;
  /** What was not taken, from the first clause that had no room. */
  readonly left: readonly Piece[];
}

/** As many sentences from the first as fit, then as many clauses of the next. */
export function take(sentences: readonly Sentence[], fits: Fits): Taken {
  let taken = '';
  for (const [index, sentence] of sentences.entries()) {
    const longer = append(taken, sentence.text);
    if (fits(longer)) {
      taken = longer;
      continue;
    }
    const left = sentences.slice(index).map((next) => ({ text: next.text, isClause: false }));
    const { text: clauses, count } = takeClauses(sentence.clauses, taken, fits);
    const bare = clauses.length < SAYS_LITTLE ? withoutAsides(sentence.text, taken, fits) : undefined;
    if (bare !== undefined) return { text: bare, end: 'sentence', complete: false, left: left.slice(1) };
    const sound = withoutOpenEnd(taken, sentences[index - 1]?.text ?? '', sentence.text);
    if (count === 0) return { text: sound, end: 'sentence', complete: false, left };
    const others = sentence.clauses.slice(count).map((clause) => ({ text: clause, isClause: true }));
    return { text: clauses, end: 'clause', complete: false, left: [...others, ...left.slice(1)] };
  }
  return { text: taken, end: 'sentence', complete: true, left: [] };
}

const withoutAsides = (sentence: string, before: string, fits: Fits): string | undefined =>
  before === ''
    ? undefined
    : asideless(sentence)
        .map((shorter) => append(before, shorter))
        .find(fits);

// `That sounds good. It is not: …`
const DENIES =
  /^(?:(?:it|this|that|they|these|he|she)(?: (?:is|are|was|were|do|does|did|can|will|should)(?: not|n't)\b|n't\b)|not (?:so|quite|really|at all)\b|no[,.:;—]|wrong\b|nothing of\b)/i;

/** A text whose last sentence is neither a question that only what follows would answer, nor taken back by what follows. */
function withoutOpenEnd(taken: string, last: string, next: string): string {
  const isDenied = DENIES.test(next) && last.length < SHORT && POINTS_BACK.test(last);
  const isOpen = isDenied || /[?？؟]$/.test(taken);
  if (!isOpen && !rebuts(next, last)) return taken;
  const before = joined(sentencesOf(taken).slice(0, -1).map(textOf));
  return before.length >= (isOpen ? 1 : SHORT) ? before : taken;
}

/** As many clauses as fit, none of them limited by the next; how many those are. */
function takeClauses(clauses: readonly string[], before: string, fits: Fits): { text: string; count: number } {
  let [taken, longer, count] = [before, before, 0];
  for (const [index, clause] of clauses.slice(0, -1).entries()) {
    longer = index === 0 ? append(before, clause) : withSemicolon(longer, clause);
    if (!fits(closed(longer))) break;
    if (!turns(clauses[index + 1] ?? '')) [taken, count] = [closed(longer), index + 1];
  }
  return { text: taken, count };
}
