// What the journal keeps of a thread, how far it has come, in which words that is told, and how long anything is waited for. Whoever is outside of the room comes in here.
export * from './record/find-thread.ts';
export * from './record/memory.ts';
export * from './record/progress.ts';
export * from './record/resolve-doubt.ts';
export * from './record/spent.ts';
export * from './record/standing.ts';
export * from './record/thread-batches.ts';
export * from './record/thread-record.ts';
export * from './record/waits.ts';
