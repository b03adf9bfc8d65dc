/** A week's list whose words meet everything that a network rewrites: links, bare domains, `& < >`, accents, bullets. */
export const list = `# Papers

## Top AI Papers of the Week (June 14 - June 21) - 2026

| **Paper** | **Links** |
| --- | --- |
| 1) **Agents that Read & Write** - Reads AGENTS.md and claude.ai pages where a < b && b > c, and writes down what it found. | [Paper](https://arxiv.org/abs/2606.00001), [Code](https://github.com/example/one) |
| 2) **A Café of Models** - Four naïve models share one memory, and each of them learns from what the others order. | [Paper](https://arxiv.org/abs/2606.00002) |
| 3) **Cheap Attention** - Attention for half of the price. <br>● It is quick <br>● It is small | [Paper](https://arxiv.org/abs/2606.00003?a=1&b=2) |
| 4) **Benchmarks for "R&D"** - Asks whether a benchmark is worth $100M, and finds that most of them are not. | [Paper](https://arxiv.org/abs/2606.00004) |
| 5) **Slow Thinking** - Thinks for an hour about every word, and is right more often than before. | [Paper](https://arxiv.org/abs/2606.00005/) |
| 6) **Tools All the Way Down** - A tool that makes tools which make tools; the third one is useful. | [Paper](https://openreview.net/forum?id=abc_DEF) |
| 7) **What Transformers Forget** - Shows which facts go first when a model learns something new. | [Paper](https://arxiv.org/abs/2606.00007) |
| 8) **Maps of Language** - Draws two hundred languages on one map, where neighbours sound alike. | [Paper](https://arxiv.org/abs/2606.00008) |
| 9) **Seeing with Sound** - Rooms are drawn from their echoes with an error of 3 cm. | [Paper](https://arxiv.org/abs/2606.00009) |
| 10) **The Last Token** - The token at the end of a prompt knows more than all of the others. | [Paper](https://arxiv.org/abs/2606.00010) |
`;
export const week = '2026-06-14/2026-06-21';
