import { readFileSync } from 'node:fs';

/** A sentence of an invented summary: what it tells, and the sentences that must stand beside it. */
export interface Labelled {
  readonly tag: string;
  /** Numbers from 0. */
  readonly needs: readonly number[];
  readonly text: string;
}

/** An invented entry, its sentences labelled by hand. */
export interface Reading {
  readonly title: string;
  readonly summary: string;
  readonly units: readonly Labelled[];
}

/**
 * The project's own archive. Each line of an entry is a sentence after its tag: `W` says what the work is, does or proposes; `F` a
 * finding; `V` the topic alone; `B` background; `Q` a question; `X` praise, outlook. `<2`: means nothing without sentence 2. `*`: begins a
 * bullet.
 */
export function readArchive(): readonly Reading[] {
  const text = readFileSync(new URL('entries.txt', import.meta.url), 'utf8');
  return text.trim().split('\n\n').map(readEntry);
}

function readEntry(block: string): Reading {
  const [title = '', ...lines] = block.split('\n');
  const units: Labelled[] = [];
  let summary = '';
  for (const line of lines) {
    const [, tag = '', need, bullet, text = ''] = /^([A-Z])(?:<(\d))?(\*?) (.*)$/.exec(line) ?? [];
    units.push({ tag, needs: need === undefined ? [] : [Number(need) - 1], text });
    const isList = /^\p{Ll}/u.test(text) && summary !== '';
    summary += `${summary === '' ? '' : isList ? '; ' : ' '}${bullet === '*' ? '● ' : ''}${text}`;
  }
  return { title: title.slice(2), summary, units };
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** What a post tells, by the labels: the tags of the sentences that it holds; good if one of them is W or F and none misses what it needs. */
export function judge(post: string, { units }: Reading): { readonly isGood: boolean; readonly tags: string } {
  const held = new Set(post.split(/(?<=[.!?]) (?=\P{Ll})|; |\n• /u).map((piece) => unitOf(wordsOf(piece), units)));
  const taken = units.filter((_, at) => held.has(at));
  const stands = ({ needs }: Labelled): boolean => needs.every((need) => held.has(need));
  const isGood = taken.some(({ tag }) => 'WF'.includes(tag)) && taken.every(stands) && !held.has(-1);
  return { isGood, tags: taken.map(({ tag }) => tag).join('') };
}

/** The number of the sentence that holds the most of a piece's words; -1 where none holds four of five. */
function unitOf(piece: readonly string[], units: readonly Labelled[]): number {
  const shares = units.map(({ text }) => {
    const own = new Set(wordsOf(text));
    return piece.filter((word) => own.has(word)).length / piece.length;
  });
  const best = Math.max(...shares);
  return best >= 0.8 ? shares.indexOf(best) : -1;
}
