import { HtmlValidate } from 'html-validate';
import type { NetworkId } from '../../src/core/network-id.ts';
import type { Edition, Entry, Link } from '../../src/core/list/edition.ts';
import type { EntryPost, Post, PostLink, Thread } from '../../src/core/thread/posts.ts';

/** Our own words: title, summary, links. */
const rows = `
Sparse Lanterns | A routing layer that lights only the experts a token needs. The cost of a step falls by a third while quality holds on nine of ten tasks. ● Where it helps: Long prompts with few topics gain the most. ● Why it matters: Serving gets cheaper without training anew. | Paper https://example.org/papers/sparse-lanterns | Code https://example.net/lab/sparse-lanterns
How Small Can a Planner Be? | Measures how few parameters an agent needs to plan twenty steps ahead. Below one billion the plans fall apart, above three they stop improving. | Paper https://example.org/papers/small-planner
Reading Maps of Attention Without Fooling Yourself: A Field Guide for Careful People | A guide to twelve ways in which pictures of attention mislead, each with a test that would have caught it. | Paper https://example.org/papers/field-guide
TideBench | A benchmark whose questions change every day, so that no model can have seen them. | Paper https://example.org/papers/tidebench | Project https://tidebench.example/
Forgetting on Purpose | Removes single facts from a model and shows what else goes with them. | Paper https://example.org/papers/forgetting
A Compiler for Prompts | Turns a written procedure into a checked graph of calls. See AGENTS.md for the rules it reads. | Paper https://example.org/papers/prompt-compiler | GitHub https://example.net/lab/prompt-compiler
δ-Sketch | A memory of fixed size that is updated at every token, at less than one percent of the cost of full attention. | Paper https://example.org/papers/delta-sketch
Speech From Ten Minutes | Learns a new voice from ten minutes of sound and says when it is not sure. | Paper https://example.org/papers/ten-minutes
The Price of a Retry | Counts what agents spend on trying again: 41 percent of all tokens, most of it avoidable. | Paper https://example.org/papers/price-of-a-retry
Robots That Ask First | A policy that asks a person exactly when asking is cheaper than a mistake. | Paper https://example.org/papers/ask-first
`;

const entryOf = (row: string, at: number): Entry => {
  const [title = '', summary = '', ...links] = row.split(' | ');
  const read = links.map((link): Link => ({ label: link.split(' ')[0] ?? '', url: link.split(' ')[1] ?? '' }));
  return { rank: at + 1, title, summary, links: read, line: 11 + at };
};

/** A week of our own words. */
export const sampleEdition: Edition = {
  week: '2026-05-11/2026-05-17',
  heading: 'Quiet Papers of the Week (May 11 - May 17) - 2026',
  file: 'content/2026.md',
  line: 8,
  entries: rows.trim().split('\n').map(entryOf),
};

/** How the sample is put into posts: the words of a link stand behind its label, or its address is written out. */
export interface SampleStyle {
  readonly network: NetworkId;
  readonly limit: number | null;
  readonly links: 'label' | 'written';
}

/** A thread of the sample (or of another edition), made by hand: the tests of how things look need no composer. */
export const sampleThread = (style: SampleStyle, edition: Edition = sampleEdition): Thread => ({
  network: style.network,
  limit: style.limit,
  costUsd: style.network === 'x' ? 2.015 : 0,
  posts: [hook(edition), ...edition.entries.map((one) => post(one, edition.entries.length, style)), closer()],
});

const hook = (edition: Edition): Post => {
  const text = `${edition.heading.replace(/ \(.*$/, '')}, May 11–17, 2026\n\nTen papers, one thread.`;
  return {
    kind: 'hook',
    text,
    length: text.length,
    links: [],
    media: [{ alt: 'Quiet Papers of the Week. 1. Sparse Lanterns.' }],
  };
};

const closer = (): Post => {
  const text = 'That was the week. The whole list: example.org/list';
  const url = 'https://example.org/list';
  return { kind: 'closer', text, length: text.length, links: [{ label: 'The list', url, start: 35, end: 51 }] };
};

const post = (one: Entry, count: number, { limit, links: written }: SampleStyle): EntryPost => {
  const room = limit === null ? Infinity : limit - one.title.length - 60;
  const summary =
    one.summary.length <= room
      ? one.summary
      : one.summary.slice(0, one.summary.lastIndexOf('.', room) + 1) || one.summary.slice(0, room);
  let text = `${one.rank}/${count} ${one.title}\n\n${summary}\n\n`;
  const links: PostLink[] = [];
  for (const [at, { label, url }] of one.links.entries()) {
    const words = written === 'written' ? url : label;
    if (at > 0) text += written === 'written' ? '\n' : ' · ';
    links.push({ label, url, start: text.length, end: text.length + words.length });
    text += words;
  }
  const auto = text.indexOf('AGENTS.md');
  if (auto >= 0) links.unshift({ label: 'AGENTS.md', url: 'AGENTS.md', start: auto, end: auto + 9, auto: true });
  return { kind: 'entry', rank: one.rank, title: one.title, summary, text, length: text.length, links };
};

/** What is wrong with a page. */
export const htmlProblems = async (html: string): Promise<readonly string[]> => {
  const { results } = await new HtmlValidate({ extends: ['html-validate:standard'] }).validateString(html);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line} ${ruleId} ${message}`));
};
