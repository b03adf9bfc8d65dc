import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readDocuments } from '../../src/source/source.ts';
import { temporaryFolder } from '../fakes/children.ts';
import { refused } from '../fakes/refused.ts';

let folder: string;
const io = { fetch: () => Promise.reject(new Error('files need no network')), cacheFolder: '/nowhere', timeoutMs: 1 };
const read = (source: string) => readDocuments(source, io);
const textsOf = async (source: string) => (await read(source)).documents.map(({ text }) => text);
const at = (...parts: readonly string[]) => path.join(folder, ...parts);

async function put(name: string, content: string | Uint8Array = name): Promise<void> {
  await mkdir(path.dirname(at(name)), { recursive: true });
  await writeFile(at(name), content);
}

beforeEach(async () => {
  folder = await temporaryFolder();
});

describe('a file', () => {
  it('is read as it stands without its byte order mark, under the path that was given, spaces and all', async () => {
    await put('my list 2026.md', '\uFEFF# List\r\n\r\n## Week\r\n');
    const file = at('my list 2026.md');
    expect(await read(file)).toEqual({ documents: [{ file, text: '# List\r\n\r\n## Week\r\n' }], warnings: [] });
  });

  it('is named as a person in the current folder would type it', async () => {
    const inside = await mkdtemp(path.resolve('test/source/.tmp-'));
    try {
      await writeFile(path.join(inside, 'a.md'), 'a');
      const relative = path.relative('', path.join(inside, 'a.md'));
      for (const given of [path.join(inside, 'a.md'), `./${relative}`])
        expect((await read(given)).documents[0]?.file).toBe(relative);
    } finally {
      await rm(inside, { recursive: true });
    }
  });
});

describe('a folder', () => {
  it('gives its markdown files and those up to three folders below, in the order of their paths, but no drafts or templates', async () => {
    const files = ['README.md', 'UPPER.MD', 'a/b/c/d.mdx', 'odd.md/z.md', 'years/2023.md', 'years/2024.markdown'];
    const others = ['a/b/c/d/too-deep.md', 'notes.txt', '_drafts/x.md', 'templates/y.md', '.git/x.md', '.draft.md'];
    for (const name of [...files, ...others, 'node_modules/y.md'].reverse()) await put(name);
    await symlink(at('gone.md'), at('broken.md'));
    expect(await textsOf(folder)).toEqual(files);
  });

  it('warns of an empty file and reads the others', async () => {
    await put('2026.md');
    await put('2027.md', '\n');
    const { documents, warnings } = await read(folder);
    expect(documents).toHaveLength(1);
    expect(warnings).toEqual([`${at('2027.md')} is empty and left out.`]);
  });
});

describe('what cannot be read says what, where, and what to do', () => {
  it('and keeps what the system said as its cause', async () => {
    const error: unknown = await read(at('gone.md')).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'SourceError', cause: { code: 'ENOENT' } });
    const words = 'does not exist. Set LIST_SOURCE or --source to the file, folder or address of the list.';
    expect(error).toHaveProperty('message', `${at('gone.md')} ${words}`);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), /is a binary file/],
    ['Latin-1', new Uint8Array([0x63, 0x61, 0x66, 0xe9]), /is not UTF-8 text/],
    ['a surrogate written as bytes', new Uint8Array([0x61, 0xed, 0xa0, 0x80]), /is not UTF-8 text/],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x23, 0x00]), /is UTF-16/],
    ['a web page', '\n<!DOCTYPE html>\n<html>', /is a web page/],
    ['nothing', '', /is empty/],
  ])('%s', async (_, bytes, words) => {
    await put('list.md', bytes);
    expect(await refused(() => read(at('list.md')))).toMatch(words);
  });

  it('a file larger than 4 MB, a folder without markdown, something that is neither', async () => {
    await put('list.md');
    await truncate(at('list.md'), 4 * 1024 * 1024 + 1);
    expect(await refused(() => read(at('list.md')))).toMatch(/larger than 4 MB/);
    await put('none/notes.txt');
    expect(await refused(() => read(at('none')))).toMatch(/holds no markdown file/);
    expect(await refused(() => read('/dev/zero'))).toMatch(/neither a file nor a folder/);
  });

  it.runIf(process.getuid?.() !== 0)('a file that this user may not read', async () => {
    await put('list.md');
    await chmod(at('list.md'), 0);
    expect(await refused(() => read(at('list.md')))).toMatch(/may not be read by this user/);
  });

  it.each([
    ['ftp://example.org/list.md', /ftp:\/\/ is not known/],
    ['https://example.org/a.md content', /^content is no web address/],
    ['https://', /is no web address/],
    ['https://me:pass@exa:mple', /^https:\/\/\*\*\*@exa:mple is no web address/],
    ['https://me:pa/ss@host/a.md', /^https:\/\/\*\*\*@host\/a\.md is no web address/],
    [' ', /No source is named/],
  ])('an address that is none, without its password: %s', async (source, words) => {
    expect(await refused(() => read(source))).toMatch(words);
  });
});
