import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceError } from '../../src/source/reading.ts';
import { readSource } from '../../src/source/source.ts';

let folder: string;
const io = {
  fetch: () => Promise.reject(new Error('files need no network')),
  cacheFolder: '/nowhere',
  timeoutMs: 1,
};
const read = (source: string) => readSource(source, io);
const at = (...parts: readonly string[]) => path.join(folder, ...parts);

async function put(name: string, content: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(at(name)), { recursive: true });
  await writeFile(at(name), content);
}

async function failure(source: string): Promise<string> {
  const error: unknown = await read(source).then(
    () => 'read without an error',
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(SourceError);
  return error instanceof Error ? error.message : '';
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'source-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a file', () => {
  it('is read as it stands, under the path that was given', async () => {
    await put('list.md', '# List\r\n\r\n## Week\r\n');
    expect(await read(at('list.md'))).toEqual({
      documents: [{ file: at('list.md'), text: '# List\r\n\r\n## Week\r\n' }],
      warnings: [],
    });
  });

  it('is named as a person in the current folder would type it', async () => {
    const inside = await mkdtemp(path.resolve('test/source/.tmp-'));
    try {
      await writeFile(path.join(inside, 'a.md'), 'a');
      const relative = path.relative('', path.join(inside, 'a.md'));
      expect((await read(path.join(inside, 'a.md'))).documents[0]?.file).toBe(relative);
      expect((await read(`./${relative}`)).documents[0]?.file).toBe(relative);
    } finally {
      await rm(inside, { recursive: true });
    }
  });

  it('may have spaces in its name', async () => {
    await put('my list 2026.md', 'x');
    expect((await read(at('my list 2026.md'))).documents).toHaveLength(1);
  });

  it('loses its byte order mark and nothing else', async () => {
    await put('list.md', '\uFEFF## Week\n');
    expect((await read(at('list.md'))).documents[0]?.text).toBe('## Week\n');
  });
});

describe('a folder', () => {
  it('gives its markdown files and those up to three folders below, in the order of their paths, but no drafts or templates', async () => {
    for (const name of [
      'years/2024.markdown',
      'README.md',
      'years/2023.md',
      'a/b/c/d.mdx',
      'a/b/c/d/too-deep.md',
      'notes.txt',
      'UPPER.MD',
      '_drafts/x.md',
      'templates/y.md',
    ]) {
      await put(name, name);
    }
    const { documents } = await read(folder);
    expect(documents.map(({ text }) => text)).toEqual([
      'README.md',
      'UPPER.MD',
      'a/b/c/d.mdx',
      'years/2023.md',
      'years/2024.markdown',
    ]);
  });

  it('leaves out hidden folders, node_modules, broken links and folders that end in .md', async () => {
    for (const name of ['list.md', '.git/x.md', 'node_modules/y.md', '.draft.md', 'odd.md/z.md']) await put(name, name);
    await symlink(at('gone.md'), at('broken.md'));
    expect((await read(folder)).documents.map(({ text }) => text)).toEqual(['list.md', 'odd.md/z.md']);
  });

  it('warns of an empty file and reads the others', async () => {
    await put('2026.md', 'weeks');
    await put('2027.md', '\n');
    const { documents, warnings } = await read(folder);
    expect(documents).toHaveLength(1);
    expect(warnings).toEqual([`${at('2027.md')} is empty and left out.`]);
  });
});

describe('what cannot be read says what, where, and what to do', () => {
  it('a path that does not exist', async () => {
    expect(await failure(at('gone.md'))).toBe(
      `${at('gone.md')} does not exist. Set LIST_SOURCE or --source to the file, folder or address of the list.`,
    );
  });

  it('keeps what the system said as its cause', async () => {
    const error: unknown = await read(at('gone.md')).catch((cause: unknown) => cause);
    expect(error).toHaveProperty('cause.code', 'ENOENT');
  });

  it.each([
    ['a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), /is a binary file/],
    ['Latin-1', new Uint8Array([0x63, 0x61, 0x66, 0xe9]), /is not UTF-8 text/],
    ['a surrogate written as bytes', new Uint8Array([0x61, 0xed, 0xa0, 0x80]), /is not UTF-8 text/],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x23, 0x00]), /is UTF-16/],
    ['a web page', Buffer.from('\n<!DOCTYPE html>\n<html>'), /is a web page/],
    ['nothing', new Uint8Array(), /is empty/],
  ])('%s', async (_, bytes, words) => {
    await put('list.md', bytes);
    expect(await failure(at('list.md'))).toMatch(words);
  });

  it('a folder without markdown', async () => {
    await put('notes.txt', 'x');
    expect(await failure(folder)).toMatch(/holds no markdown file/);
  });

  it('a file larger than 4 MB', async () => {
    await put('list.md', 'x');
    await truncate(at('list.md'), 4 * 1024 * 1024 + 1);
    expect(await failure(at('list.md'))).toMatch(/larger than 4 MB/);
  });

  it('something that is neither file nor folder', async () => {
    expect(await failure('/dev/zero')).toMatch(/neither a file nor a folder/);
  });

  it.runIf(process.getuid?.() !== 0)('a file that this user may not read', async () => {
    await put('list.md', 'x');
    await chmod(at('list.md'), 0);
    expect(await failure(at('list.md'))).toMatch(/may not be read by this user/);
  });

  it.each([
    ['an address of another kind', 'ftp://example.org/list.md', /ftp:\/\/ is not known/],
    ['an address mixed with a path', 'https://example.org/a.md content', /^content is no web address/],
    ['an address without a host', 'https://', /is no web address/],
    [
      'a broken address, its password masked',
      'https://me:pass@exa:mple',
      /^https:\/\/\*\*\*@exa:mple is no web address/,
    ],
    ['a password with a slash in it', 'https://me:pa/ss@host/a.md', /^https:\/\/\*\*\*@host\/a\.md is no web address/],
    ['nothing at all', ' ', /No source is named/],
  ])('%s', async (_, source, words) => {
    expect(await failure(source)).toMatch(words);
  });
});
