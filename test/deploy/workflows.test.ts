import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { namesOf } from '../../src/config/variables.ts';
import { readWorkflow, runSteps, stepsOf, type Ran } from './workflow.ts';

const root = mkdtempSync(join(tmpdir(), 'weekthread-deploy-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** A bot that counts its looks in the state file, leaves a lock behind and exits as it is told. */
const BOT = `
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const file = process.env.STATE_FILE;
const looks = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).looks : 0;
if (!process.env.UNCHANGED) writeFileSync(file, JSON.stringify({ looks: looks + 1 }));
writeFileSync(file + '.lock', 'held');
console.log('Ran ' + JSON.stringify(process.argv.slice(2)));
process.exit(Number(process.env.EXIT ?? 0));
`;

const POST = ['Fetch the state', 'Post what is due', 'Hand the state on'];
const KEEP = ['Fetch what was kept', 'Keep the state'];
const post = readWorkflow('deploy/github/weekthread.yml');

/** A stand-in for the built command, in a folder that says what its files are, as `dist/` does. */
function writeBot(folder: string, text: string): void {
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'dist', 'package.json'), '{ "type": "commonjs" }');
  writeFileSync(join(folder, 'dist', 'cli.js'), text);
}

function makeOrigin(name: string): string {
  const origin = join(root, `${name}.git`);
  const seed = join(root, `${name}-seed`);
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', origin]);
  writeBot(seed, BOT);
  git(seed, 'init', '--quiet', '--initial-branch=main');
  git(seed, 'add', '--all');
  git(seed, 'commit', '--quiet', '--message', 'The bot');
  git(seed, 'push', '--quiet', origin, 'main');
  return origin;
}

let runs = 0;
/** One run in a clean checkout. */
function run(origin: string, env: Readonly<Record<string, string>> = {}): readonly Ran[] {
  const folder = join(root, `run-${String((runs += 1))}`);
  execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${origin}`, folder]);
  return [...runSteps(post, POST, folder, env), ...keep(origin, join(folder, 'handed'))];
}

/** The job that keeps the state, in a clean checkout of its own, with what the other one handed on. */
function keep(origin: string, handed: string): readonly Ran[] {
  const folder = join(root, `keep-${String((runs += 1))}`);
  execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${origin}`, folder]);
  cpSync(handed, join(folder, 'handed'), { recursive: true });
  return runSteps(post, KEEP, folder, {});
}

const kept = (origin: string): { looks: number; files: string[]; commits: number } => {
  const files = git(origin, 'ls-tree', '-r', '--name-only', 'weekthread-state').trim().split('\n');
  const { looks } = JSON.parse(git(origin, 'show', 'weekthread-state:state.json')) as { looks: number };
  return { looks, files, commits: Number(git(origin, 'rev-list', '--count', 'weekthread-state')) };
};

describe('the workflow that posts on a schedule', () => {
  it('keeps the state on a branch of its own, without the lock, and finds it again', () => {
    const origin = makeOrigin('kept');
    expect(run(origin).map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    expect(kept(origin)).toEqual({ looks: 1, files: ['state.json'], commits: 1 });
    expect(run(origin).map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    expect(kept(origin)).toMatchObject({ looks: 2, commits: 2 });
  });

  it.each(['1', '3'])('keeps the state even when the run fails with exit code %s', (exit) => {
    const origin = makeOrigin(`failed-${exit}`);
    expect(run(origin, { EXIT: exit }).map(({ code }) => code)).toEqual([0, Number(exit), 0, 0, 0]);
    expect(kept(origin).looks).toBe(1);
  });

  it('looks, or runs the one command that a person typed, with the same state', () => {
    const origin = makeOrigin('typed');
    expect(run(origin)[1]?.output).toContain('Ran ["post","--due"]');
    const typed = run(origin, { COMMAND: 'resolve 2026-06-14 --to x --not-posted; exit 7 *' });
    expect(typed.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    expect(typed[1]?.output).toContain('Ran ["resolve","2026-06-14","--to","x","--not-posted;","exit","7","*"]');
    expect(kept(origin).looks).toBe(2);
  });

  it('makes no commit where nothing changed', () => {
    const origin = makeOrigin('same');
    run(origin);
    expect(run(origin, { UNCHANGED: '1' }).map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    expect(kept(origin).commits).toBe(1);
  });

  it('does not run the bot where the state cannot be fetched', () => {
    const origin = makeOrigin('lost');
    run(origin);
    const folder = join(root, 'lost-run');
    execFileSync('git', ['clone', '--quiet', `file://${origin}`, folder]);
    rmSync(origin, { recursive: true });
    const ran = runSteps(post, POST, folder, {});
    expect(ran.map(({ name }) => name)).not.toContain('Post what is due');
    expect(ran[0]?.code).not.toBe(0);
  });

  it('passes every setting: keys from secrets, what may hold a password from either, the rest from variables', () => {
    const { COMMAND, STATE_FILE, SITE_FOLDER, ...given } =
      stepsOf(post).find(({ name }) => name === 'Post what is due')?.env ?? {};
    expect([COMMAND, STATE_FILE, SITE_FOLDER]).not.toContain(undefined);
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const names = [...example.matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name);
    // Told by the workflow itself, and only for `start` with folders.
    const own = ['STATE_FILE', 'SITE_FOLDER', 'CONCURRENCY'];
    const wanted = [...new Set(names)].filter((name) => !own.includes(name));
    const secrets: readonly string[] = namesOf().secrets;
    const either = ['LIST_SOURCE', 'HTTP_PROXY', 'HTTPS_PROXY'];
    const from = (name: string): string => {
      if (secrets.includes(name)) return `\${{ secrets.${name} }}`;
      return either.includes(name) ? `\${{ secrets.${name} || vars.${name} }}` : `\${{ vars.${name} }}`;
    };
    expect(given).toEqual(Object.fromEntries(wanted.map((name) => [name, from(name)])));
    expect(wanted.length).toBeGreaterThan(50);
  });

  it('runs one at a time', () => {
    expect(post.concurrency).toEqual({ group: 'weekthread', 'cancel-in-progress': false });
  });
});

describe('the workflow for the list', () => {
  const lint = readWorkflow('deploy/github/lint-list.yml');
  const cli = `
const { existsSync } = require('node:fs');
const source = process.argv[process.argv.indexOf('--source') + 1];
if (process.argv[2] === 'lint') console.log('::error file=' + source + ',line=3::Entry 7 appears twice.');
else console.log('1/10 A post\\n\`\`\`\`\`\`\\n</details>\\n# A heading\\nenv: ' + (existsSync('.env') ? 'read' : 'none'));
process.exit(process.argv[2] === 'lint' ? Number(process.env.LINT) : Number(process.env.DRY));
`;

  it.each([
    ['0', '0', [0, 0]],
    ['1', '0', [1, 0]],
    ['1', '1', [1, 1]],
  ])('annotates, and shows the thread whatever lint says (lint %s, thread %s)', (LINT, DRY, codes) => {
    const folder = mkdtempSync(join(root, 'lint-'));
    writeBot(join(folder, 'weekthread'), cli);
    // A pull request may hold anything.
    for (const at of ['', 'list', 'weekthread']) {
      mkdirSync(join(folder, at), { recursive: true });
      writeFileSync(join(folder, at, '.env'), 'LIST_SOURCE=/etc/passwd');
    }
    const summary = join(folder, 'summary.md');
    const places = { RUNNER_TEMP: join(folder, 'temp'), GITHUB_STEP_SUMMARY: summary };
    const ran = runSteps(lint, ['Lint', 'Show the thread'], folder, { LINT, DRY, ...places });
    expect(ran.map(({ code }) => code)).toEqual(codes);
    expect(ran[0]?.output).toContain('::error file=README.md,line=3::');
    const lines = readFileSync(summary, 'utf8').split('\n').slice(2);
    expect(lines.join('\n')).toContain('1/10 A post');
    expect(lines.join('\n')).toContain('env: none');
    // All of it is one indented block: nothing in it begins a line of its own.
    expect(lines.filter((line) => line !== '' && !line.startsWith('    '))).toEqual([]);
  });

  it('may only read', () => {
    expect(lint.permissions).toEqual({ contents: 'read' });
  });
});

describe('every workflow', () => {
  const own = readdirSync(new URL('../../.github/workflows/', import.meta.url)).map(
    (name) => `.github/workflows/${name}`,
  );
  const copies = readdirSync(new URL('../../deploy/github/', import.meta.url)).map((name) => `deploy/github/${name}`);

  it.each([...own, ...copies])(
    '%s pins its actions by digest, keeps no token beside what is installed, and every script is sound bash',
    (path) => {
      const workflow = readWorkflow(path);
      const steps = stepsOf(workflow);
      expect(steps.length).toBeGreaterThan(1);
      for (const { uses, run: script, with: settings } of steps) {
        if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
        if (uses?.startsWith('actions/checkout')) expect(settings).toMatchObject({ 'persist-credentials': false });
        if (script !== undefined) execFileSync('bash', ['-n', '-c', script]);
      }
      expect(workflow.permissions).toEqual({ contents: 'read' });
      for (const { steps: own, permissions } of Object.values(workflow.jobs)) {
        const installs = own.some(({ run: script = '' }) => /\bnpm\b|\bnode\b/.test(script));
        expect([installs, permissions?.contents === 'write']).not.toEqual([true, true]);
      }
    },
  );
});
