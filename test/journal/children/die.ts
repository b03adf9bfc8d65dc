// Run as a process of its own: saves one thread more, and kills itself before a system call of the write, by number. Says
// `saved` if it lives that long.
import { openJournal } from '../../../src/journal/state-file.ts';
import { realFiles, type Files } from '../../../src/files.ts';
import { finishedThread } from '../../fakes/state.ts';

const [path = '', killAt = '0'] = process.argv.slice(2);
let calls = 0;

/** A call of the system, before which the process may die. */
async function counted<T>(call: () => Promise<T>): Promise<T> {
  calls += 1;
  if (calls === Number(killAt)) process.kill(process.pid, 'SIGKILL');
  return await call();
}

const files: Files = {
  read: (file) => counted(() => realFiles.read(file)),
  resolve: (file) => counted(() => realFiles.resolve(file)),
  list: (folder) => counted(() => realFiles.list(folder)),
  create: async (...args) => {
    const opened = await counted(() => realFiles.create(...args));
    return {
      // In two halves: a write can be torn.
      write: async (data) => {
        const half = Math.floor(data.length / 2);
        await counted(() => opened.write(data.subarray(0, half)));
        await counted(() => opened.write(data.subarray(half)));
      },
      sync: () => counted(() => opened.sync()),
      close: () => counted(() => opened.close()),
    };
  },
  rename: (from, to) => counted(() => realFiles.rename(from, to)),
  remove: (file) => counted(() => realFiles.remove(file)),
  syncFolder: (folder) => counted(() => realFiles.syncFolder(folder)),
};

const journal = await openJournal(path, files);
await journal.save((state) => ({ ...state, threads: [...state.threads, finishedThread(7)] }));
process.stdout.write('saved\n');
