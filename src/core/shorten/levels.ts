import { asideless } from './asides.ts';
import { cutAtAddition, cutAtWord } from './inner.ts';
import { fromTheLead, take } from './lead.ts';
import type { Extract } from './lead.ts';
import type { Sentence, SourceText } from './split.ts';
import { fromTheStatement } from './statement.ts';
import { closed, MISSES_SOMETHING, POINTS_BACK, SHORT, turns } from './words.ts';
import type { Fits } from './words.ts';

/**
 * The ways to shorten, best first: what the work brings, where the source begins with something else and has no room for
 * both; whole sentences and clauses from the beginning; the first of them without an aside;
 * others that stand by themselves; a cut inside a sentence; words and an ellipsis.
 */
export const LEVELS: readonly ((source: SourceText, fits: Fits) => Extract | undefined)[] = [
  fromTheStatement,
  fromTheLead,
  withoutAsides,
  standingAlone,
  cutInside,
  withEllipsis,
];

/** How many of them end where the source ends a sentence or a clause. */
export const NATURAL_LEVELS = 4;

/** The first sentence, or its first clauses, without what it says in brackets or between dashes. */
function withoutAsides(source: SourceText, fits: Fits): Extract | undefined {
  const first = source.lead[0] ?? source.bullets[0]?.[0];
  if (!first) return undefined;
  const candidates = [first.text, ...(first.clauses.length > 1 ? [closed(first.clauses[0] ?? '')] : [])];
  for (const candidate of candidates) {
    const shorter = asideless(candidate).find(fits);
    if (shorter !== undefined) return { text: shorter, end: candidate === first.text ? 'sentence' : 'clause' };
  }
  return undefined;
}

// Nobody writes more in front of what matters.
const MOST_TRIED = 24;

/** A later sentence, bullet or clause that does not point back at what is missing. */
function standingAlone(source: SourceText, fits: Fits): Extract | undefined {
  const later = source.lead.slice(1, MOST_TRIED);
  const runs = [
    ...later.map((_, index) => later.slice(index)),
    ...source.bullets.slice(0, MOST_TRIED),
    ...source.lead
      .slice(0, 1)
      .flatMap(({ clauses }) => clauses.slice(1, MOST_TRIED).map((clause) => [{ text: clause, clauses: [clause] }])),
  ].slice(0, MOST_TRIED);
  const sound = runs.filter(([first]) => first && !POINTS_BACK.test(first.text) && !turns(first.text));
  const pointsBack = (run: readonly Sentence[]): boolean => MISSES_SOMETHING.test(run[0]?.text ?? '');
  for (const run of [...sound.filter((each) => !pointsBack(each)), ...sound.filter(pointsBack)]) {
    const { text: taken, end } = take(run, fits);
    const whole = closed(taken);
    if (whole.length >= SHORT && fits(whole)) return { text: whole, end };
  }
  return undefined;
}

function cutInside(source: SourceText, fits: Fits): Extract | undefined {
  const first = source.lead[0] ?? source.bullets[0]?.[0];
  if (!first) return undefined;
  const cut = cutAtAddition(first.text, fits);
  return cut === undefined ? undefined : { text: cut, end: 'inner' };
}

function withEllipsis(source: SourceText, fits: Fits): Extract | undefined {
  const first = source.lead[0] ?? source.bullets[0]?.[0];
  const cut = first && cutAtWord(first.text, fits);
  return cut === undefined ? undefined : { text: cut, end: 'ellipsis' };
}
