import type { Clock } from './core/moment.ts';
import type { NetworkRoom } from './networks/room.ts';

/** Everything that the program needs of the outside; made once, in cli.ts, and passed on. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The bot's folder, from which its `.env` and its relative paths are read; empty for the one that the program is in. */
  readonly folder: string;
  /** Goes on as if started in another folder. Throws if there is none. */
  readonly enter: (folder: string) => void;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** Networks besides those of networks/index.ts. */
  readonly networks?: readonly NetworkRoom[];
  /** Answers: stdout. */
  readonly out: (text: string) => void;
  /** The log: stderr. */
  readonly err: (text: string) => void;
  /** Commands for the runner of a workflow, on stdout; given by main.ts, which lets no other text become one. */
  readonly command?: (text: string) => void;
  readonly terminal: {
    /** Whether a person reads stdout. */
    readonly isInteractive: boolean;
    readonly columns: number;
    readonly colours: boolean;
  };
  /** Asks the person at the terminal a yes-or-no question; absent where nobody sits there. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  /** Told when a command begins whose code is loaded. One that only reads has nothing to finish, and a signal ends it at once;
   *  another is asked to stop. Absent where no process is. */
  readonly begin?: (isReading: boolean) => void;
  /** Aborts when the program is asked to stop: then no new request is begun, and every wait ends at once. */
  readonly stop: AbortSignal;
  /** Aborts 8 s after `stop`: then the request in flight is given up. */
  readonly abort: AbortSignal;
}
