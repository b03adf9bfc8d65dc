import { type JournalState, type ThreadRecord, isFinished } from '../core/record.ts';

/** Gives what in a state no run of Weekthread would ever write, though each field is valid; undefined if nothing. Somebody
 *  edited such a file, and going on from it could post twice. */
export function contradiction(state: JournalState): string | undefined {
  const seen = new Set<string>();
  for (const record of state.threads) {
    const name = `${record.week} on ${record.network}`;
    if (seen.has(name)) return `it holds ${name} twice`;
    seen.add(name);
    if (!isFinished(record) && !isInOrder(record)) return `the posts of ${name} are out of order`;
  }
  return undefined;
}

/** Whether every post is in one batch, in order, and no batch was begun before the one above it was posted. */
function isInOrder({ posts, batches }: ThreadRecord): boolean {
  const indexes = batches.flatMap((batch) => batch.posts);
  if (indexes.length !== posts.length || indexes.some((index, at) => index !== at)) return false;
  const firstOpen = batches.findIndex((batch) => batch.state.status !== 'posted');
  return firstOpen < 0 || batches.slice(firstOpen + 1).every((batch) => batch.state.status === 'unsent');
}
