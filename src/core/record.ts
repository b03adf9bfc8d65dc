// What the journal keeps of a thread, how far it has come, and how long anything is waited for. Whoever is outside of the room comes in here.
export { findThread, isKnownByAliasAlone, putThread, withAlias, withoutDates } from './record/find-thread.ts';
export { type Matter, isSameMatter, matterText, readMatter } from './record/matter.ts';
export {
  EMPTY_MEMORY,
  type LookMemory,
  type Notice,
  type SchedulerMemory,
  type SourceMemory,
  type Told,
  type Waiting,
} from './record/memory.ts';
export {
  NO_WAITS,
  TRIES,
  WAITS,
  earlierWaitMs,
  lookPauseMs,
  readAgainMs,
  retryWaitMs,
  unsettledMs,
} from './record/waits.ts';
export {
  type PostDecision,
  changedEntries,
  costLeft,
  costSoFar,
  decidePost,
  finish,
  isFinished,
  leftToRemove,
  leftToSend,
  notesOf,
  publishedPosts,
  stateOf,
  takeBack,
  takenBack,
  tombstoneOf,
} from './record/progress.ts';
export {
  allOf,
  type OpenState,
  moveNext,
  nextOf,
  nextPost,
  sortBatches,
  stayingOf,
  withRequests,
} from './record/thread-batches.ts';
export type {
  AccountName,
  AnyRecord,
  Batch,
  BatchRecord,
  Batches,
  BatchState,
  FinishedRecord,
  JournalState,
  Json,
  OldRecord,
  Posted,
  PostRef,
  PublishedPost,
  Refusal,
  Refused,
  Sending,
  Spending,
  TakenBack,
  ThreadRecord,
  ThreadState,
  Unsent,
} from './record/thread-record.ts';
export { wordsOfRefusal } from './record/thread-record.ts';
export { postsThatStay, replaceProblems, replaceUnsent } from './record/replace.ts';
export { type Resolution, type Verdict, resolve } from './record/resolve-doubt.ts';
export { spendings, spentLately, spentSince } from './record/spent.ts';
