import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { deskWith } from './world.ts';

const emptyFolder = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'weekthread-init-'));

test('init makes a commented .env and a first list, whose week can be shown at once', async () => {
  const { says } = await deskWith('');
  const folder = await emptyFolder();
  await says(`init ${folder}`, 0, 'weekthread post --dry-run');
  expect(await readFile(path.join(folder, '.env'), 'utf8')).toBe(await readFile('.env.example', 'utf8'));
  expect((await stat(path.join(folder, '.env'))).mode & 0o777).toBe(0o600);
  await says(`post --dry-run --source ${path.join(folder, 'content')}`, 0, '2026-06-16/2026-06-22');
});

test('init overwrites nothing, and says so', async () => {
  const { says } = await deskWith('');
  const folder = await emptyFolder();
  await writeFile(path.join(folder, '.env'), 'NETWORKS=site\n');
  await says(`init ${folder}`, 0, 'is there already, and left as it is');
  expect(await readFile(path.join(folder, '.env'), 'utf8')).toBe('NETWORKS=site\n');
});

test('init says why it cannot write', async () => {
  const { says } = await deskWith('');
  const folder = await emptyFolder();
  await writeFile(path.join(folder, 'file'), '');
  await says(`init ${path.join(folder, 'file')}`, 1, 'cannot be written');
});
