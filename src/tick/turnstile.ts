/** Lets so many work at once, in the order in which they came. */
export interface Gate {
  readonly run: <T>(act: () => Promise<T>) => Promise<T>;
  /** A long wait of something that runs: meanwhile another may work, and afterwards it comes first. */
  readonly pause: (wait: () => Promise<void>) => Promise<void>;
}

/** A gate of some width. At most three times as many may be in a long wait beside those that work: each holds a connection. */
export function createGate(width: number): Gate {
  let free = width;
  let paused = 0;
  const waiting: (() => void)[] = [];
  const enter = (isFirst: boolean): Promise<void> =>
    new Promise((resolve) => {
      if (free === 0) waiting[isFirst ? 'unshift' : 'push'](resolve);
      else {
        free -= 1;
        resolve();
      }
    });
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    run: async (act) => {
      await enter(false);
      try {
        return await act();
      } finally {
        leave();
      }
    },
    pause: async (wait) => {
      const isHeld = paused >= 3 * width;
      if (!isHeld) {
        paused += 1;
        leave();
      }
      await wait();
      if (isHeld) return;
      paused -= 1;
      await enter(true);
    },
  };
}
