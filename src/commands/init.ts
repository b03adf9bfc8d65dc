import { command, quoted } from '../core/command.ts';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FailedError, messageOf, orIf } from '../errors.ts';
import { makeFolder } from '../files.ts';
import { shipped } from '../shipped.ts';
import type { World } from '../world.ts';
import { DAY_MS } from '../core/moment.ts';

/** `init`: makes what a new bot needs, a commented `.env` and a first list, in a folder. Overwrites nothing. */
export async function run(values: readonly string[], _options: unknown, world: World): Promise<number> {
  const [folder = '.'] = values;
  const files = [
    { path: join(folder, '.env'), text: await readFile(shipped('.env.example'), 'utf8') },
    { path: join(folder, 'content', 'list.md'), text: firstList(world.clock.now()) },
  ];
  for (const { path, text } of files) {
    const isNew = await writeNew(path, text);
    world.out(isNew ? `${path} is written.\n` : `${path} is there already, and left as it is.\n`);
  }
  world.out(
    nextSteps(
      folder,
      files.map(({ path }) => path),
    ),
  );
  return 0;
}

/** Writes a file that only its owner may read; keys will stand in one of them. False if it was there already. */
async function writeNew(path: string, text: string): Promise<boolean> {
  const mode = path.endsWith('.env') ? 0o600 : 0o644;
  try {
    await makeFolder(dirname(path));
    return await orIf(
      ['EEXIST'],
      writeFile(path, text, { flag: 'wx', mode }).then(() => true),
      false,
    );
  } catch (error) {
    throw new FailedError(`${path} cannot be written (${messageOf(error)}). Choose another folder.`, { cause: error });
  }
}

const nextSteps = (folder: string, [env = '', list = '']: readonly string[]): string => `
Next:
  1. Write your week into ${list}, or name your list in ${env} (LIST_SOURCE).
  2. ${folder === '.' ? '' : `cd ${quoted(folder)} && `}${command('post', {}, '--dry-run')} shows the thread; nothing is sent.
  3. Choose networks and give their keys in ${env}; ${command('doctor')} tries them.
  4. ${command('post', { week: 'latest' })} publishes the week; ${command('start')} does so each week by itself.
`;

/** A list of one week, the seven days that end with this one, in the layout that most lists have. */
function firstList(now: Date): string {
  const days = (back: number): string => new Date(now.getTime() - back * DAY_MS).toISOString().slice(0, 10);
  return `# Papers of the Week

Each week is a heading with its dates and a table below it, the newest week first.

## Papers of the Week (${days(6)} - ${days(0)})

| **Paper** | **Links** |
| --- | --- |
| 1) **The first paper's title** - Say here in one sentence what the paper does or found. More sentences may follow; a post takes what fits. | [Paper](https://example.org/first), [Code](https://example.org/first/code) |
| 2) **The second paper's title** - Every entry has a title, a summary and at least one link. | [Paper](https://example.org/second) |
`;
}
