import { hasLetter } from '../../text.ts';
import { insideOf } from './brackets.ts';
import { sentenceEnds } from './ends.ts';
import { headOf, wordsOf, type Word } from './grammar.ts';
import { append, closed, joined } from './join.ts';

/** A sentence of a summary, or a clause of one between semicolons, as it stands there. */
export interface Unit {
  readonly text: string;
  readonly words: readonly Word[];
  /** The words that head its bullet or stand before its colon, where it stands without them. */
  readonly label: string;
  /** 0: before the bullets; 1: the first bullet, and so on. */
  readonly part: number;
  /** How many units of its part stand before it. */
  readonly at: number;
  /** Which sentence of its part it is a clause of. */
  readonly sentence: number;
  /** Whether it goes on after a semicolon. */
  readonly isClause: boolean;
}

/** A summary cut into its parts. */
export interface Parts {
  readonly units: readonly Unit[];
  /** All of it, its bullets as lines; empty where the end was not read. */
  readonly whole: string;
}

const BULLET = /(?:^|\s)[●•▪◦‣■►][\s●•▪◦‣■►]*|●\s*/;
// Says that a list follows, and nothing else: `Key findings:`.
const LONGEST_ANNOUNCEMENT = 70;

/** Cuts a summary into its sentences and clauses. Every word of the result stands in the source, in its order. Linear. */
export function splitSummary(source: string, longest = Infinity): Parts {
  const isCut = source.length > longest;
  const text = source
    .slice(0, longest)
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .trim();
  const [lead = '', ...bullets] = (isCut ? text.replace(/\s\S*$/, '') : text).split(BULLET).map((part) => part.trim());
  const sound = bullets.filter((bullet) => (hasLetter(bullet) || /\d/.test(bullet)) && !/[:–—-]$/.test(bullet));
  const parts = [lead, ...sound].map(sentencesOf);
  const said = parts.map((sentences, part) =>
    sentences.filter((sentence) => !isAnnouncement(sentence, part, sentences.length)),
  );
  const units = said.flatMap(unitsOf);
  return isCut
    ? { units: units.slice(0, Math.max(1, units.length - 1)), whole: '' }
    : { units, whole: wholeOf(parts, said) };
}

/** The sentences of a text. None ends inside brackets or quotation marks, or after an abbreviation. */
function sentencesOf(text: string): readonly string[] {
  const ends = sentenceEnds(text);
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end).trim()).filter((sentence) => sentence !== '');
}

const isAnnouncement = (sentence: string, part: number, count: number): boolean =>
  sentence.endsWith(':') &&
  sentence.length <= LONGEST_ANNOUNCEMENT &&
  (part > 0 || count > 1 || !/\p{Ll} .* /u.test(sentence.slice(30)));

/** The units of a part of the summary. */
function unitsOf(sentences: readonly string[], part: number): readonly Unit[] {
  const clauses = sentences.flatMap((text, sentence) =>
    clausesOf(text).map((clause, place) => ({ clause, isClause: place > 0, sentence })),
  );
  return clauses.map(({ clause, ...place }, at) => {
    const own = at === 0 || part === 0 ? withoutLabel(clause, part > 0) : undefined;
    return { ...(own ?? { label: '', text: clause, words: wordsOf(clause) }), part, at, ...place };
  });
}

/** The clauses between the semicolons of a sentence, outside of brackets and quotation marks. */
function clausesOf(sentence: string): readonly string[] {
  if (!/[;；]/.test(sentence)) return [sentence];
  const isInside = insideOf(sentence);
  const clauses: string[] = [];
  let start = 0;
  for (const { index } of sentence.matchAll(/;(?=\s)|；/g)) {
    if (isInside(index)) continue;
    clauses.push(sentence.slice(start, index).trim());
    start = index + 1;
  }
  return [...clauses, sentence.slice(start).trim()].filter((clause) => clause !== '');
}

const SEPARATOR = /: | [–—-] /;
const LABEL = /^([^.!?:]{2,80}?)(?:: | [–—-] )(?=["“(]?[A-Z\d\u00c0-\u00de\u0100-\u024f\u0391-\u03a9\u0400-\u042f])/;
const MOST_LABEL_WORDS = { bullet: 12, running: 4 };

/** A sentence without the label that heads it, if it stands without: if it has a verb of its own. */
function withoutLabel(sentence: string, isBullet: boolean): Pick<Unit, 'label' | 'text' | 'words'> | undefined {
  const match = SEPARATOR.test(sentence.slice(0, 84)) ? LABEL.exec(sentence) : null;
  const label = match?.[1] ?? '';
  const most = isBullet ? MOST_LABEL_WORDS.bullet : MOST_LABEL_WORDS.running;
  if (!match || label.split(' ').length > most) return undefined;
  if (!isBullet && headOf(wordsOf(label)).verb > 0) return undefined;
  const text = sentence.slice(match[0].length);
  const words = wordsOf(text);
  const { verb } = headOf(words);
  // `Mem0: Uses two stages`: the label is the subject.
  return verb < 0 || (verb === 0 && !label.includes(' ')) ? undefined : { label, text, words };
}

/** Everything as it is posted where all of it has room: bullets as lines, if there are several. */
function wholeOf(parts: readonly (readonly string[])[], said: readonly (readonly string[])[]): string {
  const [lead = [], ...bullets] = parts;
  const lines = bullets.map((bullet) => closed(joined(bullet)));
  const body = joined(lines.length > 1 ? lead : (said[0] ?? []));
  if (lines.length === 0) return body.endsWith(':') ? closed(body.slice(0, -1)) : body;
  if (lines.length === 1) return append(body === '' ? '' : closed(body), lines[0] ?? '');
  return [body.endsWith(':') ? body : closed(body), ...lines.map((line) => `• ${line}`)]
    .filter((line) => line !== '')
    .join('\n');
}
