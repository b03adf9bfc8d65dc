import { readFile } from 'node:fs/promises';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeEntities } from '../../../src/core/text.ts';
import type { Post } from '../../../src/core/thread/posts.ts';
import { createSite } from '../../../src/networks/site/account.ts';
import { temporaryFolder } from '../../fakes/children.ts';
import { sampleThread } from '../../render/sample.ts';
import { networkContract } from '../contract.ts';

/** The words of a page that stand between tags, so that a text can be looked for in it. */
const plain = (html: string): string => decodeEntities(html.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ');

/** The page lays a post out anew: its sentences are there, and its links lead where they led. */
const isOn = ({ text, links }: Post, html: string, words: string): boolean =>
  text
    .split(/\n|●/)
    .filter((line) => line !== '' && !links.some(({ label }) => line.startsWith(label)))
    .every((line) => words.includes(line.replace(/^\d+\/\d+ /, '').trim())) &&
  links.every(({ url, auto }) => auto ?? html.includes(`href="${url.replaceAll('&', '&amp;')}"`));

networkContract(
  'The local site',
  async () => {
    const folder = join(await temporaryFolder(), 'public');
    const warnings: string[] = [];
    const settings = { folder, url: '', listUrl: 'https://example.org/list', language: 'en', accent: '#c2410c' };
    const tools = { warn: (line: string) => void warnings.push(line) };
    const { posts } = sampleThread({ network: 'site', limit: null, links: 'label' });
    return {
      network: () => createSite(settings, tools),
      posts,
      shown: async () => {
        const { items } = await readFile(join(folder, 'feed.json'), 'utf8').then(
          (text) => JSON.parse(text) as { readonly items: readonly { readonly url: string }[] },
          () => ({ items: [] }),
        );
        const pages = await Promise.all(items.map(({ url }) => readFile(new URL(url), 'utf8')));
        const [html, words] = [pages.join(''), pages.map(plain).join(' ')];
        return posts.filter((post) => isOn(post, html, words)).map(({ text }) => text);
      },
      faults: {
        refuse: () => {
          rmSync(folder, { recursive: true });
          writeFileSync(folder, 'a file where the folder was');
        },
      },
      abort: () => undefined,
      warnings,
      secrets: [],
      close: () => undefined,
    };
  },
  ['loseRequest', 'loseAnswer', 'rateLimit', 'silence', 'unreachable', 'unreadable', 'search'],
);
