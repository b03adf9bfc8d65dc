import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { drawThread } from '../../src/render/thread-view.ts';
import { columnsOf, makePaper, wrap } from '../../src/render/paper.ts';
import { sampleThread } from './sample.ts';

const terminal = (columns: number, colours = true) => makePaper({ isInteractive: true, columns, colours });
const pipe = makePaper({ isInteractive: false, columns: 80, colours: false });
const thread = sampleThread({ network: 'x', limit: 280, links: 'written' });
const view = { thread, name: 'X' };

it('tells the columns that a text takes', () => {
  const texts =
    'plain words|δ-mem – “so”|漢字かな|한국어|ｆｕｌｌ|🔥|👩‍🔬|☀️|🇨🇭|e\u0301|a\u200bb|\u001b[4mlink\u001b[24m|'.split(
      '|',
    );
  expect(texts.map(columnsOf)).toEqual([11, 12, 8, 6, 8, 2, 2, 2, 2, 1, 2, 4, 0]);
});

describe('a text on the console', () => {
  it('is never wider than the terminal, whatever its script', () => {
    for (const text of ['word ', '漢', 'x', '🔥', 'ein Wort 漢字'].map((part) => part.repeat(90)))
      for (const columns of [40, 80, 120]) {
        const wrapped = wrap(text, columns, '   ');
        for (const line of wrapped.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
        expect(wrapped.replaceAll(/\s/g, '')).toBe(text.replaceAll(' ', ''));
      }
  });

  it('keeps an address whole, and in a pipe every line', () => {
    const url = `https://example.org/${'a'.repeat(100)}`;
    expect(wrap(`See ${url} now`, 60, '')).toBe(`See\n${url}\nnow`);
    expect(wrap('word '.repeat(60), Number.POSITIVE_INFINITY, '')).not.toContain('\n');
  });

  it('inks a link where it stands, and not the same word elsewhere', () => {
    const text = 'Papers of the week\n\nPaper';
    const links = [{ label: 'Paper', url: 'https://example.org/p', start: 20, end: 25 }];
    const posts = [{ kind: 'hook' as const, text, length: text.length, links }];
    const drawn = drawThread({ name: 'Bluesky', thread: { ...thread, posts } }, terminal(80));
    const inked = terminal(80).ink.link('Paper');
    expect(drawn.split(inked)).toHaveLength(2);
    expect(drawn).toContain('   Papers of the week');
    expect(stripVTControlCharacters(drawn)).toContain('\n   the link behind “Paper”: https://example.org/p');
  });

  it('shows the alt text of the picture apart from the words of the post, to the last', () => {
    const drawn = stripVTControlCharacters(drawThread(view, terminal(50)));
    expect(drawn).toContain('\n   picture: Quiet Papers of the Week. 1. Sparse');
    expect(drawn.replace(/\s+/g, ' ')).toContain(thread.posts[0]?.media?.[0]?.alt);
  });

  it('draws a bar for a person, the count alone for a pipe, no colours where none are wanted', () => {
    expect(stripVTControlCharacters(drawThread(view, terminal(80)))).toMatch(/ 1\/12 ━+╌+ \d+\/280/);
    expect(drawThread(view, pipe)).toMatch(/ 1\/12 \d+\/280\n/);
    expect(drawThread(view, pipe)).not.toMatch(/\u001b|━/);
    expect(drawThread(view, terminal(80, false))).not.toContain('\u001b');
  });
});
