import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { deskWith, week } from '../commands/world.ts';
import { createBot, isBuilt, type Run } from '../e2e/bot.ts';

// Erase the screen, write the clipboard, ring, turn the writing direction, and what a runner of workflows takes for commands.
const STEERING = '\u001b[2J\u001b]52;c;YQ==\u0007\u009b31m\u202e\u2066\u0008::add-mask::x ##[add-path]y';
const SIGNS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
const COMMAND = /^\s*::|##\[/m;

const list = [
  week(`May 1 - May 7, 2026) ${STEERING} (x`, `A title ${STEERING}`, STEERING),
  week(`May 8 - May 14, 2026) ::stop-commands::z (x`, '::error::a title', '::warning::b'),
].join('\n');

const said = ({ out, err }: Run): string => `${out}\n${err}`;

describe.runIf(isBuilt)('nothing of a list steers a console or a runner', { timeout: 120_000 }, () => {
  it.each([
    ['weeks'],
    ['weeks --json'],
    ['lint'],
    ['lint --json'],
    ['post all --dry-run'],
    ['post latest --dry-run --json'],
    ['post latest --yes --to site'],
    ['post latest --yes --to site --json'],
    ['status'],
    ['status --json'],
    ['doctor'],
    ['post --due --to site'],
    ['post 2001-01-01'],
    ['rollback latest --to site --yes'],
  ])('%s', async (command) => {
    const bot = await createBot('http://127.0.0.1:1', list);
    try {
      await bot.run(['post', '--to', 'site', '--yes', '2026-05-01']);
      const plain = await bot.run(command.split(' '));
      expect(SIGNS.exec(said(plain))?.[0]).toBeUndefined();
      const onRunner = await bot.run(command.split(' '), { GITHUB_ACTIONS: 'true' });
      expect(COMMAND.exec(said(onRunner))?.[0]).toBeUndefined();
      if (command.endsWith('--json') && plain.code === 0) expect(() => JSON.parse(plain.out) as unknown).not.toThrow();
    } finally {
      await bot.close();
    }
  });

  it('JSON keeps what the list says', async () => {
    const bot = await createBot('http://127.0.0.1:1', list);
    const { out } = await bot.run(['weeks', '--json'], { GITHUB_ACTIONS: 'true' });
    await bot.close();
    expect(out).toContain('\\u202e');
    expect(JSON.stringify(JSON.parse(out))).toContain('\u202e');
  });

  it.each([`::add-mask::x.md`, `\u001b[2J\u202e.md`, '\n::set-output name=a::b.md'])(
    'nor the name of a file that is not there: %j',
    async (name) => {
      const bot = await createBot('http://127.0.0.1:1', list);
      const run = await bot.run(['weeks', '--source', name], { GITHUB_ACTIONS: 'true' });
      await bot.close();
      expect(run.code).not.toBe(0);
      expect(SIGNS.exec(said(run))?.[0] ?? COMMAND.exec(said(run))?.[0]).toBeUndefined();
    },
  );

  it('nor the name of a file that is there', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'weekthread-'));
    await writeFile(path.join(folder, '::error::\u001b[2J a.md'), list);
    const bot = await createBot('http://127.0.0.1:1', list);
    for (const command of ['weeks', 'lint']) {
      const run = await bot.run([command, '--source', folder], { GITHUB_ACTIONS: 'true' });
      expect(SIGNS.exec(said(run))?.[0] ?? COMMAND.exec(said(run))?.[0]).toBeUndefined();
    }
    await bot.close();
  });

  it('lint annotates on a runner with its own commands alone, each on a line', async () => {
    const bot = await createBot('http://127.0.0.1:1', list);
    await bot.writeList(`## Top (May 1 - May 7, 2026)\n\n1. **A** - ${STEERING} [::error::x\u001b](y)\n`);
    const { out } = await bot.run(['lint', '--format', 'github'], { GITHUB_ACTIONS: 'true' });
    await bot.close();
    expect(out).toMatch(/^::(?:error|warning|notice) file=/m);
    expect(out.split('\n').filter((line) => !/^(?:$|::(?:error|warning|notice) file=)/.test(line))).toEqual([]);
    expect(SIGNS.exec(out)?.[0]).toBeUndefined();
  });
});

describe('the program’s own colours', () => {
  it('stay on a terminal, and nothing else that begins with the same sign', async () => {
    const desk = await deskWith(list);
    const terminal = { isInteractive: true, columns: 80, colours: true };
    for (const command of ['weeks', 'post all --dry-run --to site', 'status']) {
      const { out } = await desk.run(command, { terminal });
      expect(out).toContain('\u001b[1m');
      expect(SIGNS.exec(out.replace(/\u001b\[(?:\d{1,2})m/g, ''))?.[0]).toBeUndefined();
    }
  });
});
