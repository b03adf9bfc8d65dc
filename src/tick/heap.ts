import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Keeps the memory of a process small that works for a second and then waits for days. V8 would hold on to what a first look
 * at years of lists took (measured: 145 MB; this way 80 MB). Gives a function to call after each piece of work.
 */
export function keepHeapSmall(): () => void {
  setFlagsFromString('--optimize-for-size');
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  return () => {
    if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
  };
}
