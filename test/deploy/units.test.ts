import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'weekthread-units-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('the systemd units', () => {
  const units = readdirSync(join(root, 'deploy/systemd')).filter((name) => /\.(?:service|timer)$/.test(name));
  const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

  it.skipIf(!hasSystemd)('are sound by systemd-analyze (skipped where that is absent)', () => {
    // Where node lies elsewhere, the unit is checked with the one that runs this test.
    for (const unit of units)
      writeFileSync(join(folder, unit), read(`deploy/systemd/${unit}`).replaceAll('/usr/bin/node', process.execPath));
    const checked = spawnSync('systemd-analyze', ['verify', ...units.map((unit) => join(folder, unit))], {
      encoding: 'utf8',
    });
    expect([checked.status, checked.stderr]).toEqual([0, '']);
  });

  it('guard the look as they guard the service', () => {
    const guards = (unit: string): string[] =>
      read(`deploy/systemd/${unit}`)
        .split('\n')
        .filter((line) =>
          /^(Protect|Private|Restrict[A-Z]|System|Capability|NoNew|Dynamic|User|State|Lock|UMask|ReadWrite)/.test(line),
        );
    const withoutRestart = guards('weekthread.service').filter((line) => !line.startsWith('RestartSec'));
    expect(guards('weekthread-look.service')).toEqual(withoutRestart);
  });
});

describe('the unit for each of several bots', () => {
  it('is the service with a user, settings and a state of its own', () => {
    const one = read('deploy/systemd/weekthread@.service');
    const own = /^(?:Description|EnvironmentFile|User|StateDirectory|WorkingDirectory|ReadWritePaths|# )/;
    const shared = (text: string): string[] => text.split('\n').filter((line) => !own.test(line));
    expect(shared(one)).toEqual(shared(read('deploy/systemd/weekthread.service')));
    expect(one.match(/%i/g)).toHaveLength(8);
  });
});

describe('the command beside the service', () => {
  const say = (name: string, ...words: readonly string[]): readonly string[] => {
    const bin = join(folder, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'systemd-run'), '#!/bin/sh\nprintf "%s\\n" "$@"\n', { mode: 0o755 });
    cpSync(join(root, 'deploy/systemd/weekthread'), join(folder, name));
    const env = { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}` };
    return execFileSync('sh', [join(folder, name), ...words], { encoding: 'utf8', env }).split('\n');
  };

  it('runs for one of several bots under that name', () => {
    const unit = read('deploy/systemd/weekthread@.service').replaceAll('%i', 'papers').split('\n');
    const own = unit.filter((line) => /^(?:Dynamic|User|StateD|Working|ReadWrite|UMask|Environment)/.test(line));
    const said = say('weekthread@papers', 'status');
    expect(said).toEqual(expect.arrayContaining(own.map((line) => `--property=${line}`)));
  });

  it('runs with the user, the settings and the state of the service, and passes its words on', () => {
    const said = say('weekthread', 'post', '2026-06-14', '--to', 'x, site');
    const service = read('deploy/systemd/weekthread.service').split('\n');
    const shared = service.filter((line) => /^(?:Dynamic|User|StateD|Working|ReadWrite|UMask|Environment)/.test(line));
    expect(shared).toHaveLength(8);
    expect(said).toEqual(expect.arrayContaining(shared.map((line) => `--property=${line}`)));
    const [start = ''] = service.filter((line) => line.startsWith('ExecStart=')).map((line) => line.slice(10));
    const words = [...start.split(' ').slice(0, 2), 'post', '2026-06-14', '--to', 'x, site', ''];
    expect(said.slice(-words.length)).toEqual(words);
  });
});

describe('the container', () => {
  const lines = read('deploy/Dockerfile').split('\n');
  const copied = lines.filter((line) => /^COPY (?!--from)/.test(line)).flatMap((line) => line.split(' ').slice(1, -1));
  const ignored = read('deploy/Dockerfile.dockerignore');

  it.each(copied.map((path) => path.replace('./', '')))(
    'finds %s, which is not left out of what it is built from',
    (path) => {
      expect(existsSync(join(root, path))).toBe(true);
      expect(ignored.split('\n')).toContain(`!${path}`);
    },
  );

  it('is told every setting by its .env, but where the state and the site are', () => {
    const { services } = parse(read('deploy/compose.yaml')) as {
      readonly services: Readonly<
        Record<string, { readonly env_file: string; readonly environment: object; readonly volumes: object }>
      >;
    };
    expect(services.weekthread).toMatchObject({
      env_file: '${BOT_ENV:-../.env}',
      environment: { STATE_FILE: '/data/state.json', SITE_FOLDER: '/data/public' },
      volumes: ['weekthread:/data', 'site:/data/public'],
    });
    expect(Object.keys(services.weekthread?.environment ?? {})).toHaveLength(2);
  });

  it('does not run as root and has one place to write to', () => {
    expect(lines).toContain('USER node');
    expect(lines.filter((line) => line.startsWith('VOLUME'))).toEqual(['VOLUME /data']);
  });

  // dist/ is there after a build, as for every test of the command line.
  it.skipIf(!existsSync(join(root, 'dist/cli.js')))('holds all that the bot needs to post with a picture', () => {
    const app = join(folder, 'app');
    for (const path of ['package.json', 'assets', 'content', 'dist', 'node_modules/@resvg'])
      cpSync(join(root, path), join(app, path), { recursive: true });
    const env = {
      PATH: process.env.PATH,
      STATE_FILE: join(folder, 'state.json'),
      SITE_FOLDER: join(folder, 'public'),
      LIST_SOURCE: join(app, 'content'),
    };
    const cli = (...args: string[]): string =>
      execFileSync(process.execPath, [join(app, 'dist/cli.js'), ...args], { cwd: folder, env, encoding: 'utf8' });
    expect(cli('post', '--yes', '--json')).toContain('"status": "posted"');
    expect(readdirSync(join(folder, 'public'), { recursive: true }).some((name) => String(name).endsWith('.png'))).toBe(
      true,
    );
  });
});
