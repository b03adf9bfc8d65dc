import { chmod, lstat, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { deskWith, ten, week } from '../commands/world.ts';

const list = week('June 14 - June 21, 2026', ...ten('Paper'));

describe('what the program writes', () => {
  it('follows no link that somebody laid where it writes', async () => {
    const desk = await deskWith(list, { CARD: 'off' });
    const victim = path.join(desk.folder, 'victim');
    await writeFile(victim, 'mine');
    expect((await desk.run('post')).code).toBe(0);
    const site = path.join(desk.folder, 'site');
    const files = (await readdir(site, { recursive: true })).filter(
      (name) => /\.\w+$/.test(name) && name !== 'index.html',
    );
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) {
      await symlink(victim, path.join(site, `${file}.tmp`));
      await rm(path.join(site, file));
      await symlink(victim, path.join(site, file));
    }
    await symlink(victim, path.join(desk.folder, 'preview.html'));
    await symlink(victim, path.join(site, 'index.html.tmp'));
    await rm(path.join(desk.folder, 'state.json'));
    expect((await desk.run('post')).code).toBe(0);
    expect((await desk.run(`preview --out ${desk.folder}/preview.html`)).code).toBe(0);
    expect(await readFile(victim, 'utf8')).toBe('mine');
    expect((await lstat(path.join(site, 'atom.xml'))).isSymbolicLink()).toBe(false);
    expect(await readFile(path.join(desk.folder, 'preview.html'), 'utf8')).toContain('<!DOCTYPE html>');
  });

  it('is, where it is private, for its owner alone; a .env or state that is not is told', async () => {
    const desk = await deskWith(list, { CARD: 'off' });
    await desk.run('post');
    const state = path.join(desk.folder, 'state.json');
    expect((await stat(state)).mode & 0o077).toBe(0);
    const { out } = await desk.run('doctor');
    expect(out).not.toContain('other users');
    await chmod(state, 0o644);
    expect((await desk.run('doctor')).out).toContain(`chmod 600 ${state}`);
    const env = path.join(desk.folder, '.env');
    await writeFile(env, 'CARD=off', { mode: 0o640 });
    expect((await desk.run('doctor', { folder: desk.folder })).out).toContain(`chmod 600 ${env} ${state}`);
  });
});
