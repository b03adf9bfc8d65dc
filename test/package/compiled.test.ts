import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { wrap } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const kept = readdirSync(join(root, 'dist')).filter((name) => name.endsWith('.compiled'));

it('what the build compiled is taken by the Node.js that built it', () => {
  expect(kept.some((name) => name.startsWith('week-'))).toBe(true);
  for (const name of kept) {
    const source = wrap(readFileSync(join(root, 'dist', name.replace(`.${process.versions.v8}.compiled`, '')), 'utf8'));
    const script = new Script(source, { cachedData: readFileSync(join(root, 'dist', name)) });
    expect(script.cachedDataRejected, name).toBe(false);
  }
});

it.each([
  ['of another Node.js', (whole: Buffer) => Buffer.from(whole).fill(7, 0, 16)],
  ['that was cut', (whole: Buffer) => whole.subarray(0, whole.length / 2)],
  ['that is empty', () => Buffer.alloc(0)],
])('one %s is left out, and the command does as ever', (_, damage) => {
  const folder = mkdtempSync(join(tmpdir(), 'weekthread-compiled-'));
  for (const name of ['dist', 'content', 'package.json', '.env.example'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'assets'), join(folder, 'assets'));
  const shown = (): string =>
    execFileSync(process.execPath, ['dist/cli.js', 'post', '--dry-run', '--json'], { cwd: folder, encoding: 'utf8' });
  const whole = shown();
  expect(whole).toContain('"posts"');
  for (const name of kept) {
    const file = join(folder, 'dist', name);
    writeFileSync(file, damage(readFileSync(file)));
  }
  expect(shown()).toBe(whole);
});

it('a build beside settings that are wrong, and without a list, is whole all the same', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weekthread-built-'));
  for (const name of ['build.mjs', 'scripts', 'src', 'package.json', 'tsconfig.json', '.env.example'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, '.env'), 'MAX_POSTS=many\n');
  execFileSync(process.execPath, ['build.mjs'], { cwd: folder, stdio: 'pipe' });
  expect(execFileSync(process.execPath, ['dist/cli.js', '--help'], { cwd: folder, encoding: 'utf8' })).toContain(
    'post',
  );
});
