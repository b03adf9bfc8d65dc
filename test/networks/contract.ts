import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Batch, PostRef } from '../../src/core/record/thread-record.ts';
import type { Post } from '../../src/core/thread/posts.ts';
import type { Account, LookUp, Network, Place } from '../../src/networks/network.ts';

/** A network with something to push against: what one case of the contract is given, new for each case. */
export interface Bench {
  /** Makes the network as `networks/index.ts` would; called again where a case plays a second process. */
  readonly network: () => Network;
  /** The same with credentials that the server does not take. */
  readonly intruder?: () => Network;
  /** A small thread, composed by the network's rules: a hook, entries, perhaps a closer. */
  readonly posts: readonly Post[];
  /** The words that the network shows of the account, oldest first, undone from what the network makes of them. */
  readonly shown: () => Promise<readonly string[]> | readonly string[];
  /** How long the network may take to show what it took, in ms; at once where it is left out. */
  readonly patienceMs?: number;
  /** Whether it is known that what is sent twice with the same key is published once. */
  readonly ignoresKeys?: 'perhaps';
  /** How long what is unreadable says that it will be so. */
  readonly readableAfterMs?: number;
  /** How to make the network fail. A fault that is absent cannot happen there, and its case is skipped. */
  readonly faults: Faults;
  /** Aborts the signal that the network was given. */
  readonly abort: () => void;
  /** Lines that the network warned with. */
  readonly warnings: readonly string[];
  /** What must never be read anywhere: keys, tokens, passwords. */
  readonly secrets: readonly string[];
  readonly close: () => Promise<void> | void;
}

/** Each one holds for the next request that publishes, and for that one alone; `unreadable` holds until `close`. */
export interface Faults {
  /** The request never arrives, and nobody says so. */
  readonly loseRequest?: () => void;
  /** The request is carried out; its answer never arrives. */
  readonly loseAnswer?: () => void;
  /** The network says no for good, in words that repeat every secret it was shown. */
  readonly refuse?: () => void;
  /** The network says: later. */
  readonly rateLimit?: () => void;
  /** The network takes the request and says nothing. */
  readonly silence?: () => void;
  /** Nobody listens there. */
  readonly unreachable?: () => void;
  /** What was published cannot be read. */
  readonly unreadable?: () => void;
}

export type FaultName = keyof Faults;

/** `search`: a thread published anew replaces itself, so that nobody has to look for an older one. */
export type Lack = FaultName | 'search';

const frozenAt = '2026-06-22T15:01:00.000Z';

/**
 * What every network must hold, whichever way it publishes. `lacks` names what cannot happen on this network.
 * @example networkContract('X', async () => { const server = await startXServer(); return { … }; });
 */
export function networkContract(name: string, setup: () => Promise<Bench> | Bench, lacks: readonly Lack[] = []): void {
  describe(`${name} keeps the contract of the networks`, () => {
    let bench: Bench;
    let said: unknown[];
    let nonce: string;
    beforeEach(async () => {
      [said, nonce] = [[], randomUUID()];
      bench = await setup();
    });
    afterEach(async () => {
      await bench.close();
      const everything = JSON.stringify([said, bench.warnings]);
      for (const secret of bench.secrets) expect(everything).not.toContain(secret);
    });

    const note = <Value>(value: Value): Value => {
      said.push(value);
      return value;
    };
    const login = async (network = bench.network()): Promise<Account> => {
      const outcome = note(await network.connect());
      if (outcome.status !== 'connected') throw new Error(`refused: ${outcome.refusal.words}`);
      return outcome.account;
    };
    const freeze = (account: Account): readonly Batch[] => {
      const edition = { week: '2026-06-14/2026-06-21', heading: 'Top AI Papers of the Week' } as const;
      const batches = account.batches(bench.posts, { edition, frozenAt, at: frozenAt });
      return JSON.parse(JSON.stringify(batches)) as readonly Batch[];
    };
    const place = (index: number, refs: readonly PostRef[], tries = 0): Place => ({
      // A server that is not new for each case would take a case's posts for those of the one before.
      key: `${nonce}/${index}`,
      ...(refs.length > 0 && { root: refs[0]!, parent: refs.at(-1)! }),
      ...(tries > 0 && { sentAt: new Date().toISOString() }),
    });
    /** Sends batches `from` to `to`, and gives the refs of all so far. */
    const publish = async (account: Account, from = 0, to = Infinity, before: readonly PostRef[] = []) => {
      const refs = [...before];
      const batches = freeze(account);
      for (const [index, batch] of batches.entries()) {
        if (index < from || index >= to) continue;
        const outcome = note(await account.send(batch, place(index, refs)));
        if (outcome.status !== 'posted') throw new Error(`batch ${index}: ${JSON.stringify(outcome)}`);
        refs.push(...outcome.refs);
      }
      return refs;
    };
    /** Looks, and again where a network shows late what it took, as the bot does until `settleMs` is over. */
    const look = async (ask: () => Promise<LookUp>): Promise<LookUp> => {
      let found = note(await ask());
      for (let tries = 1; bench.patienceMs && tries < 3 && found.status === 'absent'; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 1000));
        found = note(await ask());
      }
      return found;
    };
    const words = (posts = bench.posts) => posts.map(({ text }) => text);
    const expectShown = async (texts: readonly string[]): Promise<void> => {
      const { patienceMs = 0, shown } = bench;
      if (patienceMs > 0) await expect.poll(shown, { timeout: patienceMs, interval: 500 }).toEqual(texts);
      else expect(await shown()).toEqual(texts);
    };
    /** The batch in the middle, or the only one, after the ones before it are posted. */
    const reachMiddle = async (account: Account) => {
      const batches = freeze(account);
      const index = Math.floor(batches.length / 2);
      return { batch: batches[index]!, index, refs: await publish(account, 0, index), batches };
    };
    const whenIt = (fault: Lack) => (lacks.includes(fault) ? it.skip : it);
    const cause = (fault: FaultName): void => {
      const make = bench.faults[fault];
      if (!make) throw new Error(`The bench of ${name} has no ${fault}: write it, or say that the network lacks it.`);
      make();
    };

    it('names the account, the same each time', async () => {
      const [first, second] = [await login(), await login()];
      expect(first.id).not.toBe('');
      expect([second.id, second.name]).toEqual([first.id, first.name]);
    });

    it('puts every post in exactly one batch, in order, the same for the same moment', async () => {
      const account = await login();
      const batches = freeze(account);
      expect(batches.flatMap(({ posts }) => posts)).toEqual(bench.posts.map((_, index) => index));
      expect(freeze(account)).toEqual(batches);
    });

    it('publishes the thread whole and in order, and says where each post is', async () => {
      const account = await login();
      const refs = await publish(account);
      await expectShown(words());
      expect(new Set(refs.map(({ id }) => id)).size).toBe(bench.posts.length);
      for (const { url } of refs) expect(url).toMatch(/^(https?|file):\/\//);
    });

    it('goes on in another process where the first one stopped', async () => {
      const { index, refs } = await reachMiddle(await login());
      await publish(await login(), index, Infinity, refs);
      await expectShown(words());
    });

    it('finds nothing where nothing was published', async () => {
      const account = await login();
      expect(note(await account.search(bench.posts[0]!)).status).toBe('absent');
      const [batch] = freeze(account);
      expect(note(await account.find(batch!, place(0, [], 1))).status).toBe('absent');
    });

    whenIt('search')('finds the hook of a thread whose state was lost', async () => {
      await publish(await login());
      const account = await login();
      expect((await look(() => account.search(bench.posts[0]!))).status).toBe('found');
    });

    whenIt('loseAnswer')('finds a batch whose answer was lost, and the refs are the ones to go on with', async () => {
      const account = await login();
      const { batch, batches, index, refs } = await reachMiddle(account);
      cause('loseAnswer');
      expect(note(await account.send(batch, place(index, refs))).status).toBe('unknown');
      const other = await login();
      const finding = await look(() => other.find(batch, place(index, refs, 1)));
      if (finding.status !== 'found') throw new Error(JSON.stringify(finding));
      expect(finding.refs).toHaveLength(batch.posts.length);
      await publish(account, index + 1, batches.length, [...refs, ...finding.refs]);
      await expectShown(words());
    });

    whenIt('loseRequest')('finds a batch absent whose request was lost, and takes it the second time', async () => {
      const account = await login();
      const { batch, batches, index, refs } = await reachMiddle(account);
      cause('loseRequest');
      expect(note(await account.send(batch, place(index, refs))).status).toBe('unknown');
      expect(note(await account.find(batch, place(index, refs, 1))).status).toBe('absent');
      const again = note(await account.send(batch, place(index, refs, 1)));
      if (again.status !== 'posted') throw new Error(JSON.stringify(again));
      await publish(account, index + 1, batches.length, [...refs, ...again.refs]);
      await expectShown(words());
    });

    whenIt('loseAnswer')('does not publish twice what is sent twice with the same key', async (test) => {
      const account = await login();
      const { batch, index, refs } = await reachMiddle(account);
      cause('loseAnswer');
      note(await account.send(batch, place(index, refs)));
      const again = note(await account.send(batch, place(index, refs, 1)));
      // Either it answers with what is there, or it says that one has to look.
      expect(['posted', 'unknown']).toContain(again.status);
      const first = await look(() => account.find(batch, place(index, refs, 1)));
      if (bench.ignoresKeys && first.status === 'unclear')
        return test.skip(
          'This server does not heed the key. The bot looks before every retry, and never relies on it.',
        );
      expect(first.status).toBe('found');
      const upTo = index + 1 === freeze(account).length ? bench.posts.length : batch.posts.at(-1)! + 1;
      await expectShown(words(bench.posts.slice(0, upTo)));
    });

    whenIt('unreadable')('never takes what it cannot read for absent, and says when it may be read again', async () => {
      const account = await login();
      const { batch, index, refs } = await reachMiddle(account);
      cause('unreadable');
      const found = note(await account.find(batch, place(index, refs, 1)));
      for (const look of [found, note(await account.search(bench.posts[0]!))]) {
        if (look.status !== 'unclear') throw new Error(JSON.stringify(look));
        if (bench.readableAfterMs !== undefined)
          expect(Math.abs(look.retryAfterMs! - bench.readableAfterMs)).toBeLessThan(2000);
      }
    });

    /** Sends the first batch while the network fails so. */
    const sendAgainst = async (fault: FaultName, account: Account) => {
      const [batch] = freeze(account);
      cause(fault);
      return note(await account.send(batch!, place(0, [])));
    };
    const refusalOf = async (fault: FaultName, account: Account) => {
      const outcome = await sendAgainst(fault, account);
      if (outcome.status !== 'refused') throw new Error(JSON.stringify(outcome));
      return outcome.refusal;
    };

    whenIt('refuse')('passes on the words of a refusal, and shows nothing', async () => {
      const refusal = await refusalOf('refuse', await login());
      expect(refusal.words.length).toBeGreaterThan(5);
      expect(refusal.retryAfterMs).toBeUndefined();
      await expectShown([]);
    });

    whenIt('rateLimit')('says how long to wait when it was too much', async () => {
      const account = await login();
      expect((await refusalOf('rateLimit', account)).retryAfterMs).toBeGreaterThan(0);
      await publish(account);
      await expectShown(words());
    });

    whenIt('unreachable')('knows that a request which reached nobody can be sent again', async () => {
      expect((await refusalOf('unreachable', await login())).retryAfterMs).toBeGreaterThan(0);
    });

    whenIt('silence')('does not wait for ever, and does not claim to know', async () => {
      expect((await sendAgainst('silence', await login())).status).toBe('unknown');
    });

    whenIt('silence')('gives up the request in flight when it is told to', async () => {
      const account = await login();
      const started = performance.now();
      setTimeout(bench.abort, 50);
      expect((await sendAgainst('silence', account)).status).toBe('unknown');
      expect(performance.now() - started).toBeLessThan(4000);
    });

    it('refuses credentials that are not taken, and says what to do', async (test) => {
      if (!bench.intruder) return test.skip(`${name} has no credentials`);
      const outcome = note(await bench.intruder().connect());
      if (outcome.status !== 'refused') throw new Error('the intruder was let in');
      expect(outcome.refusal.advice).toBeTruthy();
      expect(outcome.refusal.retryAfterMs).toBeUndefined();
    });

    it('removes a thread, and what is gone already counts as removed', async () => {
      const account = await login();
      const refs = await publish(account);
      const groups = freeze(account).map(({ posts }) => posts.map((index) => refs[index]!));
      for (const group of groups.toReversed()) expect(note(await account.remove(group)).status).toBe('removed');
      await expectShown([]);
      for (const group of groups.toReversed()) expect(note(await account.remove(group)).status).toBe('removed');
    });
  });
}
