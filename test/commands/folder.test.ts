import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cwd } from 'node:process';
import { afterEach, describe, expect, it } from 'vitest';
import { deskWith, ten, week } from './world.ts';

const start = cwd();
afterEach(() => process.chdir(start));

/** A folder with a bot in `bots/papers`, and nothing of its own. */
async function house() {
  const desk = await deskWith('', { LIST_SOURCE: '', STATE_FILE: '', SITE_FOLDER: '' });
  const bot = join(desk.folder, 'bots', 'papers');
  await mkdir(join(bot, 'content'), { recursive: true });
  await writeFile(join(bot, 'content', '2026.md'), week('June 14 - June 21, 2026', ...ten('Depth')));
  await writeFile(join(bot, '.env'), 'LIST_SOURCE=content\nSTATE_FILE=mine.json\nCARD=off\n');
  return { run: desk.run, bot, above: desk.folder };
}

describe('-C', () => {
  it('answers as if started in the folder, and writes nowhere else', async () => {
    const { run, bot, above } = await house();
    process.chdir(bot);
    const within = await run('post --dry-run --json');
    const listed = await run('weeks --json');
    process.chdir(above);
    expect(await run('-C bots/papers post --dry-run --json')).toEqual(within);
    process.chdir(above);
    expect(await run('-C bots/papers weeks --json')).toEqual(listed);
    expect(listed.out).toContain('"content/2026.md"');
    process.chdir(above);
    expect(await run('post -C bots/papers')).toMatchObject({ code: 0 });
    expect((await readdir(bot)).sort()).toEqual(['.env', 'content', 'mine.json', 'public']);
    expect((await readdir(above)).sort()).toEqual(['bots', 'list.md']);
  });

  it('names a folder that is not there, and does nothing', async () => {
    const { run, above } = await house();
    process.chdir(above);
    const said = await run('-C bots/none status');
    expect(said.code).toBe(2);
    expect(said.err).toContain('-C bots/none: this folder cannot be entered');
  });
});
