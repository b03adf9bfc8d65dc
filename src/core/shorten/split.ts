import { bracketDepth } from './brackets.ts';
import { sentenceEnds } from './ends.ts';

/** A sentence as it stands in the source, and its clauses between semicolons, which end without them. */
export interface Sentence {
  readonly text: string;
  readonly clauses: readonly string[];
}

/** A source cut at its bullets: what stands before them, the words that announce them (`Key findings:`), and each bullet. */
export interface SourceText {
  /** What the source tells of, as its title names it; empty if nobody said. */
  readonly name: string;
  /** Whether the end was not read. */
  readonly isCut: boolean;
  readonly lead: readonly Sentence[];
  readonly announcement: string;
  readonly bullets: readonly (readonly Sentence[])[];
}

const BULLET = /(?:^|\s)[●•▪◦‣■►](?:\s*[●•▪◦‣■►])*\s*|●\s*/;
// An announcement says that a list follows, and nothing else.
const ANNOUNCEMENT =
  /^(?:(?:here|below|some|the|its|their|our)\s+)*(?:\w+\s+){0,4}(?:\w+\s+)?(?:are|is|include[sd]?|including|follows?|following|findings?|insights?|ideas?|highlights?|contributions?|features?|innovations?|takeaways?|results?|points?|details?|aspects?|components?|advantages?|benefits?|summary)\s*:$/i;
const LONGEST_ANNOUNCEMENT = 70;

/** What else is known when a source is read. */
export interface Reading {
  /** What the source tells of, as its title names it. */
  readonly name?: string;
  /** How many characters are worth reading: what stands behind them could never be part of a text that fits. */
  readonly longest?: number;
}

/** Reads a summary's visible text. Every word of the result stands in the source, in its order. Linear in the source. */
export function readSource(source: string, { name = '', longest = Infinity }: Reading = {}): SourceText {
  const isCut = source.length > longest;
  const text = source.slice(0, longest).replace(/\s+/g, ' ').trim();
  const [first = '', ...rest] = bulletParts(isCut ? text.replace(/\s\S*$/, '') : text);
  const { lead, announcement } = splitLead(first, rest.length > 0);
  const bullets = rest.filter((part) => /[\p{L}\p{N}]/u.test(part) && !/[:–—-]$/.test(part)).map(sentencesOf);
  return { name, isCut, ...(isCut ? withoutLast(lead, bullets) : { lead, bullets }), announcement };
}

/** The sentences without the last one, of which the end is missing, unless there is no other. */
function withoutLast(lead: readonly Sentence[], bullets: SourceText['bullets']): Pick<SourceText, 'lead' | 'bullets'> {
  if (bullets.length > 0) return { lead, bullets: bullets.slice(0, -1) };
  return { lead: lead.length > 1 ? lead.slice(0, -1) : lead, bullets };
}

function bulletParts(text: string): readonly string[] {
  const parts = text.split(BULLET).map((part) => part.trim());
  return parts.length > 1 ? parts : numberedParts(text);
}

/** `1. … 2. … 3. …`, or `1.` all along, are bullets where each number begins a sentence; `1) a, 2) b` inside a sentence are not. */
function numberedParts(text: string): readonly string[] {
  const cuts: number[] = [];
  for (const match of text.matchAll(/(?<=^|[.!?:;] )(\d{1,2})[.)] (?=\S)/g))
    if (Number(match[1]) === cuts.length + 1 || Number(match[1]) === 1) cuts.push(match.index);
  if (cuts.length < 2) return [text];
  const starts = [0, ...cuts];
  return starts.map((start, index) =>
    text
      .slice(start, starts[index + 1])
      .replace(/^\d{1,2}[.)] /, '')
      .trim(),
  );
}

function splitLead(text: string, listed: boolean): Pick<SourceText, 'lead' | 'announcement'> {
  const sentences = sentencesOf(text);
  const last = sentences.at(-1);
  if (!last?.text.endsWith(':')) return { lead: sentences, announcement: '' };
  const before = sentences.slice(0, -1);
  if (last.text.length <= LONGEST_ANNOUNCEMENT && (before.length > 0 || ANNOUNCEMENT.test(last.text)))
    return { lead: before, announcement: listed ? last.text : '' };
  const whole = `${last.text.slice(0, -1).trimEnd()}.`;
  return { lead: [...before, { text: whole, clauses: clausesOf(whole) }], announcement: '' };
}

/** The sentences of a text. None ends inside brackets or quotation marks, or after an abbreviation. */
export function sentencesOf(text: string): readonly Sentence[] {
  const ends = sentenceEnds(text);
  return ends
    .map((end, index) => text.slice(ends[index - 1] ?? 0, end).trim())
    .filter((sentence) => sentence !== '')
    .map((sentence) => ({ text: sentence, clauses: clausesOf(sentence) }));
}

/** The clauses between the semicolons of a sentence, outside of brackets and quotation marks. */
function clausesOf(sentence: string): readonly string[] {
  if (!/[;；؛]/.test(sentence)) return [sentence];
  const depth = bracketDepth(sentence);
  const clauses: string[] = [];
  let start = 0;
  for (const { index } of sentence.matchAll(/[;؛](?=\s)|；/g)) {
    if ((depth[index] ?? 0) > 0 || /&#?\w{1,8}$/.test(sentence.slice(Math.max(0, index - 9), index))) continue;
    clauses.push(sentence.slice(start, index).trim());
    start = index + 1;
  }
  return [...clauses, sentence.slice(start).trim()].filter((clause) => clause !== '');
}
