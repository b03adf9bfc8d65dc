import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { getDefaults, object } from 'valibot';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../src/command-line.ts';
import { namesOf } from '../src/config/variables.ts';
import { ownName, settingNames, variablesWith } from '../src/config/variables.ts';
import { networkIds } from '../src/networks/help.ts';
import { roomsWith } from '../src/networks/index.ts';
import { deskWith } from './commands/world.ts';

const rooms = roomsWith();
const variables = object({
  ...variablesWith(rooms).entries,
  ...Object.fromEntries(rooms.flatMap((room) => Object.entries(room.variables))),
});

const at = (file: string): URL => new URL(`../${file}`, import.meta.url);
const read = (file: string): string => readFileSync(at(file), 'utf8');
const inDocs = readdirSync(at('docs')).filter((name) => name.endsWith('.md'));
const pages = ['README.md', 'SECURITY.md', 'deploy/README.md', ...inDocs.map((name) => `docs/${name}`)];
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };

/** What all matches of a pattern with one group hold. */
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);
/** The first cell of each row of a page's tables, and the second. */
const rows = (page: string): (readonly [string, string])[] =>
  [...read(page).matchAll(/^\| ((?:[^|\\]|\\.)*)\| ((?:[^|\\]|\\.)*)\|/gm)].map(([, one = '', two = '']) => [one, two]);

describe('The README', () => {
  it('shows of a dry run what the program prints', async () => {
    const { run } = await deskWith('');
    const { out } = await run('post --dry-run --to x --source content');
    const blocks = all(
      /<!-- dry-run -->([^]*)<!-- \/dry-run -->/.exec(read('README.md'))?.[1] ?? '',
      /```\n([^]*?)```/g,
    );
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) expect(out).toContain(block);
  });

  it('is read in three minutes, at 230 words a minute', () => {
    const words =
      read('README.md')
        .replaceAll(/```[^]*?```|!?\]\([^)]*\)/g, '')
        .match(/[\p{L}\p{N}]+/gu) ?? [];
    expect(words.length).toBeLessThan(690);
  });

  it('leads to every page', () => {
    const linked = all(read('README.md'), /\]\(([^)]*\.md)\)/g);
    expect(pages.filter((page) => page !== 'README.md' && !linked.includes(page))).toEqual([]);
  });
});

describe.each(pages)('%s', (page) => {
  const text = read(page);

  it('names scripts that exist', () => {
    expect(all(text, /npm run (?:-s )?([\w:-]+)/g).filter((script) => !(script in scripts))).toEqual([]);
  });

  it('points to files and headings that exist', () => {
    const headings = (of: string): string[] =>
      all(readFileSync(of, 'utf8'), /^#+ (.*)$/gm).map((heading) =>
        heading
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
          .replaceAll(' ', '-'),
      );
    const leadsNowhere = (target: string): boolean => {
      const url = new URL(target, at(page));
      if (!existsSync(new URL(url.pathname, url))) return true;
      return url.hash !== '' && !headings(url.pathname).includes(url.hash.slice(1));
    };
    expect(all(text, /\]\((?!https?:)([^)]+)\)/g).filter(leadsNowhere)).toEqual([]);
  });
});

describe('docs/settings.md', () => {
  const settings = read('docs/settings.md');
  const table = rows('docs/settings.md').map(([names, value]) => [all(names, /`(\w+)`/g), all(value, /`([^`]*)`/g)]);

  it('explains every variable', () => {
    const own = networkIds.map((id) => ownName(id, ''));
    const names = [...Object.keys(variables.entries), ...settingNames, ...own];
    expect(names.filter((name) => !settings.includes(`\`${name}\``))).toEqual([]);
  });

  it('gives the defaults that the program has', () => {
    const defaults: Readonly<Record<string, unknown>> = getDefaults(variables);
    const told = table.flatMap(([names = [], values = []]) => {
      // One default for one name, in order; a name that has none is told by words or not at all.
      const withDefault = names.filter((name) => typeof defaults[name] === 'string');
      return withDefault.map((name, index) => [name, values[index]] as const);
    });
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter(([name, value]) => value !== undefined && value !== defaults[name])).toEqual([]);
  });

  it('says which values are secrets', () => {
    const [secrets = ''] = all(settings, /^These values are secrets[^:]*: ([^.]*)\./gm);
    expect(all(secrets, /`(\w+)`/g).toSorted()).toEqual([...namesOf().secrets].toSorted());
  });
});

describe('docs/running.md', () => {
  const told = rows('docs/running.md').map(([command]) => command.replaceAll('\\|', '|'));

  it.each(commandLine.map(({ name, options }) => ({ name: name.split(' ')[0] ?? '', options })))(
    'tells of $name, with its options',
    ({ name, options }) => {
      const line = told.find((command) => command.startsWith(`\`${name}`)) ?? '';
      const own = options.map(([flags]) => flags.split(' ')[0] ?? '');
      // What every command has is told above the table; --to stands in few of its rows.
      const missing = own.filter(
        (flag) => !['--json', '--to', '--yes', '--out'].includes(flag) && !line.includes(flag),
      );
      expect([line === '', missing]).toEqual([false, []]);
    },
  );

  it('tells of files that git leaves alone', () => {
    const ignored = read('.gitignore').split('\n');
    for (const file of ['preview.html', 'plan.json', '.env']) {
      expect(read('docs/running.md') + read('.env.example') + read('src/command-line.ts')).toContain(file);
      expect(ignored).toContain(file);
    }
  });
});

describe('deploy/README.md', () => {
  const text = read('deploy/README.md');
  const [, ...chapters] = text.split(/^## /m);
  const tasks = [
    'Install',
    'A second bot',
    'Upgrade',
    'Back up and restore',
    'Move to another machine',
    'Serve the site',
  ];

  it('says for each place how to install, upgrade, back up, move, serve and remove', () => {
    const told = chapters.filter((chapter) => /^(?:systemd|A container|GitHub Actions)\n/.test(chapter));
    expect(told.map((chapter) => all(chapter, /^### (.*)$/gm))).toEqual(Array(3).fill([...tasks, 'Remove']));
  });

  it('names files of deploy/ that exist', () => {
    expect(all(text, /(deploy\/[\w./@-]+)/g).filter((file) => !existsSync(at(file)))).toEqual([]);
  });

  it('says which values GitHub Actions reads from secrets', () => {
    const [secrets = ''] = all(text, /\*\*Secrets\*\*: ([^.]*)\./g);
    expect(all(secrets, /`(\w+)`/g).toSorted()).toEqual([...namesOf().secrets].toSorted());
  });
});

describe('docs/contributing.md', () => {
  const map = /^src\/\n([^]*?)```/m.exec(read('docs/contributing.md'))?.[1] ?? '';

  it('has a map of src/ that is true: what it names is there, and every folder is on it', () => {
    const named = all(map, /^ {2}(\S+)/gm);
    expect(named.filter((name) => !existsSync(at(`src/${name}`)))).toEqual([]);
    const entries = readdirSync(at('src'), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${name}/`);
    expect(folders.filter((folder) => !map.includes(folder))).toEqual([]);
  });

  it('tells of every script that is not a step of another', () => {
    const told = read('docs/contributing.md') + read('README.md') + read('docs/running.md');
    const own = Object.keys(scripts).filter((name) => !/^(?:check:|prepack$)/.test(name));
    expect(own.filter((name) => !new RegExp(`npm (?:run )?${name}\\b`).test(told))).toEqual([]);
  });
});
