import { asideless } from './asides.ts';
import { sentencesOf } from './split.ts';
import type { Sentence, SourceText } from './split.ts';
import { append, closed, joined, POINTS_BACK, SHORT, turns, withSemicolon } from './words.ts';
import type { Fits } from './words.ts';

/** A text for a post, and how it ends: see `Shortened`. */
export interface Extract {
  readonly text: string;
  readonly end: 'whole' | 'sentence' | 'clause' | 'inner' | 'ellipsis' | 'none';
}

/** Whole sentences and clauses from the beginning, and whole bullets behind them. */
export function fromTheLead(source: SourceText, fits: Fits): Extract | undefined {
  const whole = join(
    source.lead.map(text),
    source.bullets.map((bullet) => bullet.map(text)),
    source.announcement,
  );
  if (whole !== '' && !source.isCut && fits(whole)) return { text: whole, end: 'whole' };
  const lead = take(source.lead, fits);
  // What bullets add to makes no sense without it.
  const isBase = source.lead.length === 0 || (lead.text !== '' && (lead.complete || lead.text.length < SHORT));
  const rest = isBase ? addBullets(lead.text, source.bullets, fits) : lead.text;
  if (rest === '') return undefined;
  if (rest !== lead.text) return { text: rest, end: 'sentence' };
  const longer =
    rest.length < SHORT ? skipAhead((source.lead[0]?.clauses ?? []).slice(0, MOST_CLAUSES), rest, fits) : undefined;
  return longer === undefined ? { text: rest, end: lead.end } : { text: longer, end: 'clause' };
}

// A post holds fewer.
const MOST_CLAUSES = 24;
const MOST_BULLETS = 200;

/** Short first clauses and the next one that fits, passing over one that is too long. */
function skipAhead(clauses: readonly string[], taken: string, fits: Fits): string | undefined {
  const count =
    clauses.findIndex((_, index) => closed(clauses.slice(0, index + 1).reduce(withSemicolon)) === taken) + 1;
  if (count === 0) return undefined;
  return clauses
    .slice(count + 1)
    .filter((clause) => !POINTS_BACK.test(clause) && !turns(clause))
    .map((clause) => closed([...clauses.slice(0, count), clause].reduce(withSemicolon)))
    .find(fits);
}

interface Taken {
  readonly text: string;
  readonly end: 'sentence' | 'clause';
  readonly complete: boolean;
}

/** As many sentences from the first as fit, then as many clauses of the next. */
export function take(sentences: readonly Sentence[], fits: Fits, before = ''): Taken {
  let taken = before;
  for (const [index, sentence] of sentences.entries()) {
    const longer = append(taken, sentence.text);
    if (fits(longer)) {
      taken = longer;
      continue;
    }
    taken = withoutOpenEnd(taken, DENIES.test(sentence.text) ? sentences[index - 1]?.text : undefined);
    const clauses = takeClauses(sentence.clauses, taken, fits);
    const bare = clauses.length < SAYS_LITTLE ? withoutAsides(sentence.text, taken, fits) : undefined;
    if (bare !== undefined) return { text: bare, end: 'sentence', complete: false };
    return { text: clauses, end: clauses === taken ? 'sentence' : 'clause', complete: false };
  }
  return { text: taken, end: 'sentence', complete: true };
}

// A short beginning is worth a sentence that gives up what it says in passing.
const SAYS_LITTLE = 100;

const withoutAsides = (sentence: string, before: string, fits: Fits): string | undefined =>
  before === ''
    ? undefined
    : asideless(sentence)
        .map((shorter) => append(before, shorter))
        .find(fits);

// `That sounds good. It is not: …`
const DENIES =
  /^(?:(?:it|this|that|they|these|he|she)(?: (?:is|are|was|were|do|does|did|can|will|should)(?: not|n't)\b|n't\b)|not (?:so|quite|really|at all)\b|no[,.:;—]|wrong\b|nothing of\b)/i;

/** A text whose last sentence is neither a question that only what follows would answer, nor denied by what follows. */
function withoutOpenEnd(taken: string, denied: string | undefined): string {
  const isOpen = denied === undefined ? /[?？؟]$/.test(taken) : denied.length < SHORT && POINTS_BACK.test(denied);
  const before = isOpen ? joined(sentencesOf(taken).slice(0, -1).map(text)) : '';
  return before === '' ? taken : before;
}

function takeClauses(clauses: readonly string[], before: string, fits: Fits): string {
  let [taken, longer] = [before, before];
  for (const [index, clause] of clauses.slice(0, -1).entries()) {
    longer = index === 0 ? append(before, clause) : withSemicolon(longer, clause);
    if (!fits(closed(longer))) break;
    if (!turns(clauses[index + 1] ?? '')) taken = closed(longer);
  }
  return taken;
}

/** Whole sentences of bullets behind the lead: as lines where there are several, as a sentence where there is one. */
function addBullets(lead: string, bullets: SourceText['bullets'], fits: Fits): string {
  const added: (readonly string[])[] = [];
  const leadLines = lead === '' ? [] : [lead];
  for (const bullet of bullets.slice(0, MOST_BULLETS)) {
    let best: readonly string[] = [];
    for (let count = 1; count <= bullet.length; count++) {
      const sentences = bullet.slice(0, count).map(text);
      if (isHeading(sentences, bullet)) continue;
      if (!fits(join(leadLines, [...added, sentences], ''))) break;
      best = sentences;
    }
    if (best.length > 0) added.push(best);
  }
  return added.length === 0 ? lead : join(leadLines, added, '');
}

/** `Strong evaluations.` or `How is it built?`: what a bullet is about, without what it says. */
const isHeading = (sentences: readonly string[], bullet: readonly Sentence[]): boolean =>
  sentences.length === 1 &&
  bullet.length > 1 &&
  (sentences[0] ?? '').length < 40 &&
  !/[:–—-]\s/.test(sentences[0] ?? '');

const text = (sentence: Sentence): string => sentence.text;

function join(lead: readonly string[], bullets: readonly (readonly string[])[], announcement: string): string {
  const body = joined(lead);
  const lines = bullets.map((bullet) => closed(joined(bullet)));
  if (lines.length === 0) return body;
  if (lines.length === 1) return append(closed(body), lines[0] ?? '');
  return [lineOf(body, announcement), ...lines.map((line) => `• ${line}`)].filter((line) => line !== '').join('\n');
}

const lineOf = (body: string, announcement: string): string =>
  announcement === '' ? closed(body) : append(closed(body), announcement);
