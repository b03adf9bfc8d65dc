// What a thread of twelve costs on each network over loopback: requests, time, and how much of it is ours.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { withTexts } from '../scripts/with-texts.mjs';
import { median } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const parts = {
  bluesky: 'src/networks/bluesky/account.ts',
  mastodon: 'src/networks/mastodon/account.ts',
  site: 'src/networks/site/account.ts',
  x: 'src/networks/x/account.ts',
  pdsPeer: 'test/peers/pds-script.ts',
  mastodonPeer: 'test/peers/mastodon-server.ts',
  xPeer: 'test/peers/x-server.ts',
};
const moment = '2026-06-22T15:01:00.000Z';
const edition = { week: '2026-06-14/2026-06-21', heading: 'Top AI Papers of the Week' };
const card = { png: new Uint8Array(80_000), alt: 'Ten titles', width: 1200, height: 675 };

/**
 * Posts a thread of twelve `rounds` times on each network, each time on a new server in the same process.
 * Gives for each: the posts, the requests by name, the median of the whole time, and of what is ours for each post in
 * milliseconds (everything but waiting for the server; the pause between two posts is left out). X's client makes its
 * requests itself: there nobody can tell which part is ours.
 */
export async function measureNetworks(rounds = 9) {
  const folder = mkdtempSync(path.join(root, 'node_modules', '.bench-'));
  try {
    const { bluesky, mastodon, site, x, pdsPeer, mastodonPeer, xPeer } = await bundle(folder);
    const { blueskyLogin, startPdsScript } = pdsPeer;
    const { mastodonToken, startMastodonServer } = mastodonPeer;
    const common = { language: 'en', timeoutMs: 10_000 };
    const toBluesky = ({ url }, tools) =>
      bluesky.createBluesky({ service: url, login: blueskyLogin, ...common }, tools);
    const toMastodon = ({ url }, tools) =>
      mastodon.createMastodon(
        { url, accessToken: mastodonToken, visibility: 'public', replyVisibility: 'unlisted', ...common },
        tools,
      );
    const toX = ({ url }, tools) =>
      x.createX({ keys: xPeer.xKeys, apiUrl: url, pauseMs: 0, timeoutMs: 10_000, settleMs: 0 }, tools);
    const toSite = ({ url }, tools) =>
      site.createSite({ folder: url, url: '', listUrl: '', language: 'en', accent: '#3367d6' }, tools);
    return [
      await measure('x', 'written', rounds, xPeer.startXServer, toX),
      await measure('bluesky', 'label', rounds, startPdsScript, toBluesky),
      await measure('mastodon', 'written', rounds, startMastodonServer, toMastodon),
      await measure('site', 'label', rounds, startFolder, toSite),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The local site has no server: a folder, and nobody to wait for. */
function startFolder() {
  const url = mkdtempSync(path.join(tmpdir(), 'bench-site-'));
  return { url, requests: [], close: () => rmSync(url, { recursive: true }) };
}

async function bundle(folder) {
  const input = Object.fromEntries(Object.entries(parts).map(([name, file]) => [name, path.join(root, file)]));
  const built = await rolldown({
    input,
    platform: 'node',
    external: [/^node:/, '@resvg/resvg-js'],
    plugins: [withTexts],
    logLevel: 'silent',
  });
  await built.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' });
  const load = async (name) => [name, await import(pathToFileURL(path.join(folder, `${name}.mjs`)).href)];
  return Object.fromEntries(await Promise.all(Object.keys(parts).map(load)));
}

async function measure(network, linkStyle, rounds, start, create) {
  const runs = [];
  for (let round = 0; round <= rounds; round++) {
    const server = await start();
    const run = await publish(server, create, postsOf(linkStyle));
    await server.close();
    if (round > 0) runs.push(run); // the first round loads the code
  }
  const { posts, requests } = runs[0];
  const totalMs = median(runs.map((run) => run.totalMs));
  const oursMsPerPost = network === 'x' ? undefined : median(runs.map((run) => run.oursMs)) / posts;
  return { network, posts, requests, totalMs, oursMsPerPost };
}

async function publish(server, create, posts) {
  let waitedMs = 0;
  const tools = {
    clock: { now: () => new Date(), sleep: () => Promise.resolve() },
    abort: new AbortController().signal,
    warn: () => undefined,
    fetch: async (...asked) => {
      const before = performance.now();
      const response = await fetch(...asked);
      const body = await response.arrayBuffer();
      waitedMs += performance.now() - before;
      return new Response(body, { status: response.status, headers: response.headers });
    },
  };
  const began = performance.now();
  const { account } = await create(server, tools).connect();
  const { media } = await account.upload(card);
  const refs = [];
  for (const [index, batch] of account.batches(posts, { edition, frozenAt: moment, at: moment, media }).entries()) {
    const place = { key: `${moment}/${index}`, doubts: 0, ...(index > 0 && { root: refs[0], parent: refs.at(-1) }) };
    const outcome = await account.send(batch, place);
    if (outcome.status !== 'posted') throw new Error(JSON.stringify(outcome));
    refs.push(...outcome.refs);
  }
  const totalMs = performance.now() - began;
  return { posts: refs.length, requests: countBy(server.requests), totalMs, oursMs: totalMs - waitedMs };
}

function postsOf(linkStyle) {
  const hook = { kind: 'hook', text: 'Ten papers of the week', length: 22, links: [], media: [{ alt: card.alt }] };
  const entries = Array.from({ length: 10 }, (_, index) => entryOf(index + 1, linkStyle));
  return [hook, ...entries, { kind: 'closer', text: 'That was the week.', length: 18, links: [] }];
}

function entryOf(rank, linkStyle) {
  const url = `https://arxiv.org/abs/2606.${String(10_000 + rank)}`;
  const words = `${rank}/10 A title of a paper\n\n${'Words of a summary. '.repeat(10)}\n\n`;
  const shown = linkStyle === 'label' ? 'Paper' : url;
  const links = [{ label: 'Paper', url, start: words.length, end: words.length + shown.length }];
  const text = words + shown;
  return { kind: 'entry', rank, title: 'A title of a paper', summary: '', text, length: text.length, links };
}

const countBy = (requests) =>
  requests
    .map((each) => each.route ?? each)
    .reduce((counts, name) => ({ ...counts, [name]: (counts[name] ?? 0) + 1 }), {});
