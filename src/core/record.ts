// What the journal keeps of a thread, how far it has come, and how long anything is waited for. Whoever is outside of the room comes in here.
export { findThread, isKnownByAliasAlone, putThread, withAlias, withoutDates } from './record/find.ts';
export {
  EMPTY_MEMORY,
  type LookMemory,
  type Notice,
  type SchedulerMemory,
  type SourceMemory,
  type Told,
  type Waiting,
} from './record/memory.ts';
export { NO_WAITS, earlierWaitMs, lookPauseMs, readAgainMs, retryWaitMs, unsettledMs } from './record/patience.ts';
export {
  type AnyRecord,
  type PostDecision,
  type PublishedPost,
  changedEntries,
  costLeft,
  costSoFar,
  decidePost,
  finish,
  isFinished,
  leftToSend,
  mayBeUp,
  notesOf,
  publishedPosts,
  stateOf,
  tombstoneOf,
} from './record/progress.ts';
export type {
  AccountName,
  Batch,
  BatchRecord,
  BatchState,
  FinishedRecord,
  JournalState,
  Json,
  OldRecord,
  PostRef,
  Refusal,
  Spending,
  ThreadRecord,
  ThreadState,
} from './record/record.ts';
export { postsThatStay, replaceProblems, replaceUnsent } from './record/replace.ts';
export { type Resolution, type Verdict, resolve } from './record/resolve.ts';
export { spendings, spentLately, spentSince } from './record/spent.ts';
