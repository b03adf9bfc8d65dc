import { asideless } from './asides.ts';
import { cutAtAddition, cutAtWord } from './inner.ts';
import { standsApart } from './further.ts';
import type { Piece } from './further.ts';
import { goOn } from './go-on.ts';
import { fromTheLead, take } from './lead.ts';
import type { Extract } from './lead.ts';
import type { Sentence, SourceText } from './split.ts';
import { fromTheStatement } from './statement.ts';
import { closed, POINTS_BACK, SHORT, turns } from './words.ts';
import type { Fits } from './words.ts';

/**
 * The ways to shorten, best first: what the work brings, where the source begins with something else and has no room for
 * both; whole sentences and clauses from the beginning; the first of them without an aside; the first of them cut, with
 * something whole behind it; others that stand by themselves; a cut inside a sentence; others that lean on what is gone;
 * words and an ellipsis.
 */
export const LEVELS: readonly ((source: SourceText, fits: Fits) => Extract | undefined)[] = [
  fromTheStatement,
  fromTheLead,
  withoutAsides,
  cutAndGoOn,
  standingAlone,
  cutInside,
  leaning,
  withEllipsis,
];

/** How many of them end where the source ends a sentence or a clause. */
export const NATURAL_LEVELS = 5;

const firstOf = (source: SourceText): Sentence | undefined => source.lead[0] ?? source.bullets[0]?.[0];

const behindFirst = (source: SourceText): readonly Piece[] =>
  source.lead.slice(1).map(({ text }) => ({ text, isClause: false }));

/** The first sentence, or its first clauses, without what it says in brackets or between dashes. */
function withoutAsides(source: SourceText, fits: Fits): Extract | undefined {
  const first = firstOf(source);
  if (!first) return undefined;
  const shorter = asideless(first.text).find(fits);
  if (shorter !== undefined) return goOn({ text: shorter, end: 'sentence' }, behindFirst(source), source, fits);
  const clause = first.clauses.length > 1 ? asideless(closed(first.clauses[0] ?? '')).find(fits) : undefined;
  return clause === undefined ? undefined : { text: clause, end: 'clause' };
}

/** The first clause, cut where it only adds, with a whole clause, sentence or bullet behind it. */
function cutAndGoOn(source: SourceText, fits: Fits): Extract | undefined {
  const [first, ...others] = source.lead[0]?.clauses ?? [];
  const cut = first === undefined || turns(others[0] ?? '') ? undefined : cutAtAddition(first, fits);
  if (cut === undefined) return undefined;
  const left = [...others.map((text) => ({ text, isClause: true })), ...behindFirst(source)];
  const longer = goOn({ text: cut, end: 'inner' }, left, source, fits);
  return longer.end === 'inner' ? undefined : longer;
}

// Nobody writes more in front of what matters.
const MOST_TRIED = 24;

/** A later sentence or clause that does without what is gone. */
function standingAlone(source: SourceText, fits: Fits): Extract | undefined {
  const known = { title: source.name, text: '', skipped: source.lead.slice(0, 1).map(({ text }) => text) };
  return firstRun(laterRuns(source), (first) => !/^it\b/i.test(first) && standsApart(first, known), fits);
}

/** A bullet, or a later sentence or clause that at least does not begin with a word for what is gone. */
function leaning(source: SourceText, fits: Fits): Extract | undefined {
  return firstRun([...laterRuns(source), ...source.bullets], (first) => !POINTS_BACK.test(first), fits);
}

const laterRuns = (source: SourceText): readonly (readonly Sentence[])[] => {
  const later = source.lead.slice(1, MOST_TRIED);
  const clauses = source.lead[0]?.clauses.slice(1, MOST_TRIED) ?? [];
  return [...later.map((_, index) => later.slice(index)), ...clauses.map((text) => [{ text, clauses: [text] }])];
};

function firstRun(
  runs: readonly (readonly Sentence[])[],
  isSound: (first: string) => boolean,
  fits: Fits,
): Extract | undefined {
  for (const run of runs.slice(0, MOST_TRIED)) {
    const first = run[0]?.text ?? '';
    if (turns(first) || !isSound(first)) continue;
    const { text: taken, end } = take(run, fits);
    const whole = closed(taken);
    if (whole.length >= SHORT && fits(whole)) return { text: whole, end };
  }
  return undefined;
}

function cutInside(source: SourceText, fits: Fits): Extract | undefined {
  const first = firstOf(source);
  if (!first) return undefined;
  const cut = cutAtAddition(first.text, fits);
  return cut === undefined ? undefined : { text: cut, end: 'inner' };
}

function withEllipsis(source: SourceText, fits: Fits): Extract | undefined {
  const first = firstOf(source);
  const cut = first && cutAtWord(first.text, fits);
  return cut === undefined ? undefined : { text: cut, end: 'ellipsis' };
}
