import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Keeps a process small that works for a second and then waits for days: V8 would keep what a first look at years of lists
 * took (measured: 145 MB, and 80 MB like this). Gives what to call after the work.
 */
export function keepHeapSmall(): () => void {
  setFlagsFromString('--optimize-for-size');
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  return () => {
    if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
  };
}
