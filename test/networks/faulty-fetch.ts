import type { Faults } from './contract.ts';

interface Asked {
  readonly method: string;
  readonly url: string;
}

type Fault = 'loseRequest' | 'loseAnswer' | 'silence' | 'unreachable';

/** A `fetch` that loses what it is told to, in front of a server that nobody can tell to fail. */
export function faultyFetch(publishes: (asked: Asked) => boolean): { fetch: typeof fetch; faults: Faults } {
  let next: Fault | undefined;
  let isBlind = false;
  const faulty: typeof fetch = async (input, init) => {
    const asked = { method: init?.method ?? 'GET', url: input instanceof Request ? input.url : String(input) };
    if (isBlind && asked.method === 'GET') return new Response('<h1>later</h1>', { status: 503 });
    const fault = publishes(asked) ? next : undefined;
    if (fault === undefined) return await fetch(input, init);
    next = undefined;
    if (fault === 'unreachable') throw broken('ECONNREFUSED');
    if (fault === 'silence') return await silence(init?.signal);
    if (fault === 'loseAnswer') await (await fetch(input, init)).text();
    throw broken('ECONNRESET');
  };
  const cause = (fault: Fault) => () => void (next = fault);
  return {
    fetch: faulty,
    faults: {
      loseRequest: cause('loseRequest'),
      loseAnswer: cause('loseAnswer'),
      silence: cause('silence'),
      unreachable: cause('unreachable'),
      unreadable: () => void (isBlind = true),
    },
  };
}

const broken = (code: string): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

const silence = (signal: AbortSignal | null | undefined): Promise<never> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  });
