// Run as a process of its own: saves a state file again and again, growing by a thread each time, until it is killed.
import { openJournal } from '../../../src/journal.ts';
import { finishedThread } from '../../fakes/state.ts';

const journal = await openJournal(process.argv[2] ?? '');
for (;;) {
  const count = journal.state().threads.length;
  await journal.save((state) => ({ ...state, threads: [...state.threads, finishedThread(count)] }));
  process.stdout.write(`${count + 1}\n`);
}
