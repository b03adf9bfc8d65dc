import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { networkNames } from '../src/config/kinds.ts';
import { ownName, settingNames, variables } from '../src/config/schema.ts';
import { deskWith } from './commands/world.ts';

const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const readme = read('README.md');
const pages = { 'README.md': readme, 'deploy/README.md': read('deploy/README.md') };
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };

describe('The README', () => {
  it('shows of a dry run what the program prints', async () => {
    const { run } = await deskWith('');
    const { out } = await run('post --dry-run --to x --source content');
    const excerpt = /<!-- dry-run -->([^]*)<!-- \/dry-run -->/.exec(readme)?.[1] ?? '';
    const blocks = [...excerpt.matchAll(/```\n([^]*?)```/g)].map(([, block = '']) => block);
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) expect(out).toContain(block);
  });

  it.each(Object.entries(pages))('names scripts that exist: %s', (_, text) => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  it.each(Object.entries(pages))('points to files that exist: %s', (page, text) => {
    const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => target);
    const folder = new URL(`../${page}`, import.meta.url);
    expect(targets.filter((target) => !existsSync(new URL(target, folder)))).toEqual([]);
  });

  it('tells of files that git leaves alone', () => {
    const ignored = read('.gitignore').split('\n');
    for (const file of ['preview.html', 'plan.json', '.env']) {
      expect(pages['README.md'] + read('.env.example') + read('src/command-line.ts')).toContain(file);
      expect(ignored).toContain(file);
    }
  });

  it('explains every variable', () => {
    const parts = [...Object.keys(variables.entries), ...settingNames, ...networkNames.map((id) => ownName(id, ''))];
    expect(parts.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});
