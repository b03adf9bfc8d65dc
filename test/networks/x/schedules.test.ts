import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EditionMark } from '../../../src/core/list/fingerprint.ts';
import type { Thread } from '../../../src/core/thread/posts.ts';
import { openJournal } from '../../../src/journal/state-file.ts';
import { createX } from '../../../src/networks/x/account.ts';
import { freezeThread, publishThread } from '../../../src/publish.ts';
import { fakeDisk } from '../../fakes/disk.ts';
import { tell } from '../../fakes/tally.ts';
import { fakeClock } from '../../fakes/time.ts';
import { startXServer, type Fault, type How, type XServer } from '../../peers/x-server.ts';
import { makeTools, xSettings, xThread } from '../bench.ts';

/** As in the environment's default: longer than any lag below. */
const settleMs = 300_000;
const texts = xThread.map(({ text }) => text);
const mark: EditionMark = { week: '2026-06-14/2026-06-21', heading: 'Papers', aliases: [], links: [], entryHashes: [] };
const thread: Thread = { network: 'x', limit: 280, posts: xThread, costUsd: 1 };

let server: XServer;
let now: () => number;
let kill: () => void;
beforeAll(async () => {
  server = await startXServer({ clock: () => now(), kill: () => kill() });
});
afterAll(() => server.close());

const answer = (status: number, body: unknown): How => ({ kind: 'answer', status, body });
const how = fc.constantFrom<How>(
  { kind: 'reset' },
  { kind: 'cut' },
  { kind: 'kill' },
  answer(503, '<html>out of order</html>'),
  answer(201, {}),
  answer(200, { errors: [{ title: 'Partial', detail: 'x' }] }),
  answer(429, { title: 'Too Many Requests' }),
  answer(403, { detail: 'deleted or not visible to you' }),
  answer(402, { title: 'CreditsDepleted', detail: 'No credits.' }),
);
const fault = fc.record<Fault>({
  on: fc.constantFrom('create', 'create', 'create', 'timeline', 'me'),
  whileShown: fc.nat({ max: texts.length - 1 }),
  applied: fc.boolean(),
  how,
});

/** A refusal is honest: what was refused was not done. And who we are is not told by half. */
const isHonest = ({ how: { kind, ...rest }, applied }: Fault): boolean =>
  !(applied && kind === 'answer' && 'status' in rest && rest.status >= 400 && rest.status < 500);

/** One process of the bot, until it ends or dies. Dead, it touches neither disk nor network any more. */
async function runOnce(disk: ReturnType<typeof fakeDisk>, clock: ReturnType<typeof fakeClock>): Promise<string> {
  const power = new AbortController();
  const forever = new Promise<never>(() => undefined);
  const died = new Promise<string>((done) => {
    kill = () => {
      power.abort();
      done('killed');
    };
  });
  const alive = () => (power.signal.aborted ? forever : Promise.resolve());
  const live = async (): Promise<string> => {
    const tools = makeTools({ clock, abort: power.signal });
    const login = await createX(xSettings(server.url, { settleMs }), tools).connect();
    await alive();
    if (login.status === 'refused') return 'refused';
    const { account } = login;
    const journal = await openJournal('/state.json', disk.calls(alive));
    if (journal.state().threads.length === 0)
      await freezeThread({ journal, network: 'x', account, mark, thread, now: clock.now() });
    const report = () => undefined;
    const stop = new AbortController().signal;
    return (await publishThread({ journal, network: 'x', account, week: mark.week, clock, stop, report })).status;
  };
  return await Promise.race([died, live()]);
}

const numRuns = Number(process.env.SCHEDULES ?? 60);
/** The same each time; FC_SEED=… tries other schedules. */
const seed = Number(process.env.FC_SEED ?? 20260614);

it('is on X once and in order after any schedule of faults, however often it is started again', async () => {
  const schedule = fc.record({ faults: fc.array(fault, { maxLength: 8 }), lagMs: fc.constantFrom(0, 1500, 240_000) });
  await fc.assert(
    fc.asyncProperty(schedule, async ({ faults, lagMs }) => {
      const clock = fakeClock(new Date().toISOString());
      now = () => clock.now().getTime();
      for (const { id } of server.posts()) server.remove(id);
      server.change({ lagMs });
      server.fail(...faults.filter(isHonest));
      const disk = fakeDisk();
      const ends: string[] = [];
      while (ends.at(-1) !== 'posted' && ends.length < 30) {
        ends.push(await runOnce(disk, clock));
        expect(ends).not.toContain('in-doubt');
        clock.move(3_600_000);
      }
      expect(server.posts().map(({ words }) => words)).toEqual(texts);
      expect(server.posts().map(({ parent }) => parent)).toEqual([
        undefined,
        ...server
          .posts()
          .slice(0, -1)
          .map(({ id }) => id),
      ]);
    }),
    { numRuns, seed },
  );
  tell('random schedules of faults over real sockets to a server like X', { schedules: numRuns });
  console.info(`X: FC_SEED=${seed}`);
}, 300_000);
