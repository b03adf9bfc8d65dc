import { type Finding, finding, type ReadEntry, type RuleId, type Section } from '../list.ts';

/** Tells a finding of a rule at a place of one section. */
export type Say = (id: RuleId, at: Place, message: string, advice: string) => readonly Finding[];
export type Place = Pick<Finding, 'line'> & Partial<Pick<Finding, 'column'>>;

export const sayIn =
  ({ file, week }: Pick<Section, 'file' | 'week'>): Say =>
  (id, { line, column = 1 }, message, advice) => [finding(id, { file, line, column, week, message, advice })];

/** So many characters before a mark tell it from others like it, if they stand in the source as they are seen. */
const CONTEXTS = [12, 5, 2];

/** The column of marks that stand at a place of an entry's visible text, and may stand in its line more than once. */
export function columnIn(entry: ReadEntry, text: string, at: number, marks: string): number {
  const befores = CONTEXTS.map((length) => text.slice(Math.max(0, at - length), at));
  const before = befores.find((words) => words !== '' && entry.source.includes(words + marks));
  return before === undefined ? columnOf(entry, marks) : columnOf(entry, before + marks) + before.length;
}

/** The column of the last of these words in an entry's line. */
export const columnOfLast = ({ source, column }: ReadEntry, words: string): number =>
  column + Math.max(0, source.split('\n', 1).join('').lastIndexOf(words));

/** The column of the first of these words that an entry has in its line; the entry's own column where it has none. */
export function columnOf({ source, column }: ReadEntry, ...wanted: readonly string[]): number {
  const at = wanted.map((words) => (words === '' ? -1 : source.indexOf(words))).find((index) => index >= 0);
  return at === undefined || source.slice(0, at).includes('\n') ? column : column + at;
}
