const rows = [
  '**Agents that Read & Write** - Reads AGENTS.md and claude.ai pages where a < b && b > c, and writes down what it found. | [Paper](https://arxiv.org/abs/2606.00001), [Code](https://github.com/example/one)',
  '**A Café of Models** - Four naïve models share one memory, and each of them learns from what the others order. | [Paper](https://arxiv.org/abs/2606.00002)',
  '**Cheap Attention** - Attention for half of the price. <br>● It is quick <br>● It is small | [Paper](https://arxiv.org/abs/2606.00003?a=1&b=2)',
  '**Benchmarks for "R&D"** - Asks whether a benchmark is worth $100M, and finds that most of them are not. | [Paper](https://arxiv.org/abs/2606.00004)',
  '**Slow Thinking** - Thinks for an hour about every word, and is right more often than before. | [Paper](https://arxiv.org/abs/2606.00005/)',
  '**Tools All the Way Down** - A tool that makes tools which make tools; the third one is useful 👩‍🔬. | [Paper](https://openreview.net/forum?id=abc_DEF)',
  '**大規模言語モデル** - 日本語の要約も、一言一句そのまま、ただ一度だけ投稿される。 | [Paper](https://arxiv.org/abs/2606.00007)',
  '**Maps of Language** - Draws two hundred languages on one map, where neighbours sound alike. | [Paper](https://de.wikipedia.org/wiki/K%C3%BCnstliche_Intelligenz)',
  '**Seeing with Sound** - Rooms are drawn from their echoes with an error of 3 cm; AT&amp;T helped. | [Paper](https://ARXIV.org/abs/2606.00009)',
  '**The Last Token** - The token at the end of a prompt knows more than all of the others. | [Paper](https://arxiv.org/abs/2606.00010)',
];

/** A week's list of so many entries whose words meet everything that a network rewrites: links, bare domains, `& < >`,
 *  accents, bullets, other scripts. */
export const listOf = (entries: number): string =>
  [
    '# Papers\n\n## Top AI Papers of the Week (June 14 - June 21) - 2026\n',
    '| **Paper** | **Links** |',
    '| --- | --- |',
    ...rows.slice(0, entries).map((row, index) => `| ${index + 1}) ${row} |`),
    '',
  ].join('\n');

export const list = listOf(10);
export const week = '2026-06-14/2026-06-21';
