import type { JournalState } from '../core/record.ts';
import type { AnyRecord } from '../core/thread-state.ts';
import { packThread } from './pack.ts';
import { PROGRAM } from './text.ts';

/** Turns a state into the bytes of a file, one line for each thread. Threads that have not changed are not
 *  serialised again, so that a step costs about as much after ten years as on the first day. */
export interface Writer {
  readonly toBytes: (state: JournalState) => Buffer;
}

/** `state` was read from `text`, whose lines are reused. */
export function createWriter(state?: JournalState, text = ''): Writer {
  const lines = state === undefined ? new Map<AnyRecord, string>() : linesOf(state.threads, text);
  const known = new WeakMap<AnyRecord, string>(lines);
  const lineOf = (record: AnyRecord): string => {
    const line = known.get(record) ?? JSON.stringify(packThread(record));
    known.set(record, line);
    return line;
  };
  let blocks: readonly Block[] = [];
  return {
    toBytes: (next) => {
      blocks = blocksOf(next.threads, blocks, lineOf);
      const { version, memory, old } = next;
      const olds = listOf(old.map((record) => JSON.stringify(record)));
      const head = `{"program":"${PROGRAM}","version":${version},\n"memory":${JSON.stringify(memory)},\n"old":${olds},\n`;
      return Buffer.concat([
        Buffer.from(`${head}"threads":[\n`),
        ...blocks.map((block) => block.bytes),
        Buffer.from(']}\n'),
      ]);
    },
  };
}

/** Some threads in a row, and their bytes. */
interface Block {
  readonly threads: readonly AnyRecord[];
  readonly isLast: boolean;
  readonly bytes: Buffer;
}
const BLOCK_LENGTH = 64;

function blocksOf(
  threads: readonly AnyRecord[],
  before: readonly Block[],
  lineOf: (record: AnyRecord) => string,
): readonly Block[] {
  const starts = Array.from({ length: Math.ceil(threads.length / BLOCK_LENGTH) }, (_, block) => block * BLOCK_LENGTH);
  return starts.map((start, at) => {
    const own = threads.slice(start, start + BLOCK_LENGTH);
    const isLast = start + BLOCK_LENGTH >= threads.length;
    const same = before[at];
    if (same?.isLast === isLast && isSame(same.threads, own)) return same;
    return { threads: own, isLast, bytes: Buffer.from(own.map(lineOf).join(',\n') + (isLast ? '\n' : ',\n')) };
  });
}

const isSame = (a: readonly AnyRecord[], b: readonly AnyRecord[]): boolean =>
  a.length === b.length && a.every((record, index) => record === b[index]);

const listOf = (lines: readonly string[]): string => (lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`);

/** The line of each thread in a file that this writer wrote; empty if somebody has edited the file. */
function linesOf(threads: readonly AnyRecord[], text: string): ReadonlyMap<AnyRecord, string> {
  const from = text.lastIndexOf('"threads":[\n') + '"threads":[\n'.length;
  const lines = text.slice(from, text.lastIndexOf('\n]}')).split(',\n');
  const isOwn = (record: AnyRecord, line: string | undefined): boolean =>
    line !== undefined &&
    line.startsWith('{') &&
    line.endsWith('}') &&
    line.includes(`"week":"${record.week}"`) &&
    line.includes(`"network":${JSON.stringify(record.network)}`);
  const areOwn = lines.length === threads.length && threads.every((record, index) => isOwn(record, lines[index]));
  return new Map(areOwn ? threads.map((record, index) => [record, lines[index] ?? '']) : []);
}
