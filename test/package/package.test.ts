import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const work = mkdtempSync(join(tmpdir(), 'weekthread-package-'));
const [bot, prefix] = [join(work, 'bot'), join(work, 'opt')];
/** Only what is set here: the settings of whoever runs the tests stay out. npm itself is run as they set it up. */
const env = { PATH: process.env.PATH, HOME: work };
const npm = (cwd: string, ...args: string[]): string =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', timeout: 120_000 });

const sizeOf = (path: string): number =>
  lstatSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : lstatSync(path).size;

interface Lock {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: true; readonly deprecated?: string }>>;
}
const lockedIn = (path: string): Lock['packages'] => (JSON.parse(readFileSync(path, 'utf8')) as Lock).packages;

// The bundle is there, as for every test of the built command: it is packed as it stands.
beforeAll(() => {
  mkdirSync(bot);
  mkdirSync(prefix);
  npm(root, 'pack', '--ignore-scripts', '--pack-destination', work);
  const [tarball = ''] = readdirSync(work).filter((name) => name.endsWith('.tgz'));
  npm(bot, 'install', '--ignore-scripts', join(work, tarball));
  npm(work, 'install', '--global', '--prefix', prefix, '--ignore-scripts', join(work, tarball));
}, 300_000);

describe('the package, installed from its tarball into an empty folder', () => {
  const run = (...args: string[]): string =>
    execFileSync('npx', ['weekthread', ...args], { cwd: bot, env, encoding: 'utf8' });

  it('posts the example list that it brings, with its picture, to a local site', () => {
    expect(run('--help')).toContain('init');
    expect(run('post', '--yes', '--json')).toContain('"status": "posted"');
    const site = readdirSync(join(bot, 'public'), { recursive: true, encoding: 'utf8' });
    expect(site.filter((name) => /\.png$|feed\.json$/.test(name))).toHaveLength(2);
  });

  it('makes the settings and the first list of a new bot, and reads them', () => {
    expect(run('init')).toContain('.env is written');
    expect(readFileSync(join(bot, '.env'), 'utf8')).toBe(read('.env.example'));
    expect(run('post', '--dry-run')).toContain('content/list.md');
  });

  it('is as small as the README says, and runs nothing when it is installed', () => {
    const [, packages, megabytes] = /(\d+) packages, (\d+) MB/.exec(read('README.md')) ?? [];
    const installed = lockedIn(join(bot, 'node_modules', '.package-lock.json'));
    expect(Object.keys(installed)).toHaveLength(Number(packages));
    expect(
      Object.values(installed).filter(({ hasInstallScript, deprecated }) => hasInstallScript ?? deprecated),
    ).toEqual([]);
    const size = sizeOf(join(bot, 'node_modules')) / 1e6;
    expect(Math.abs(size - Number(megabytes)) / Number(megabytes)).toBeLessThan(0.2);
  });

  it('holds the licence of every package in its bundle', () => {
    const licences = readFileSync(join(bot, 'node_modules/weekthread/dist/THIRD-PARTY-LICENSES'), 'utf8');
    const { devDependencies } = JSON.parse(read('package.json')) as {
      devDependencies: Readonly<Record<string, string>>;
    };
    const imported = ['pg', 'commander', 'valibot', 'twitter-api-v2', 'multiformats', 'undici'];
    for (const name of imported) expect(licences).toContain(`${name} ${devDependencies[name] ?? 'missing'} (`);
    expect(licences).toContain('Permission is hereby granted');
  });
});

it('is found by the systemd units where npm installs it with --prefix /opt/weekthread', () => {
  const [, path = ''] = /^ExecStart=\S+ \/opt\/weekthread(\S+)/m.exec(read('deploy/systemd/weekthread.service')) ?? [];
  expect(existsSync(join(prefix, path))).toBe(true);
  const settings = join(work, 'settings');
  mkdirSync(settings);
  writeFileSync(join(settings, '.env'), 'NETWORKS=site\n');
  const out = execFileSync(process.execPath, [join(prefix, path), 'post', '--yes'], {
    cwd: settings,
    env,
    encoding: 'utf8',
  });
  expect(out).toContain('posted');
  // By the units' UMask a web server may read the site; the state nobody but its owner.
  expect(statSync(join(settings, 'state.json')).mode & 0o077).toBe(0);
  expect(statSync(join(settings, 'public/index.html')).mode & 0o044).toBe(0o044);
  const [, guide = ''] =
    /^Documentation=file:\/\/\/opt\/weekthread(\S+)/m.exec(read('deploy/systemd/weekthread.service')) ?? [];
  expect(existsSync(join(prefix, guide))).toBe(true);
});

it('needs nothing that its makers call deprecated', () => {
  const all = Object.entries(lockedIn(join(root, 'package-lock.json')));
  expect(all.filter(([, { deprecated }]) => deprecated !== undefined)).toEqual([]);
});
