// How often each rule fires by which the text of a post is chosen: for the sentences of a list, and for the posts made of them.
//   npm run rules [list, folder or address …]     the example list if none is named
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'rules-'));

/** The names of the rules, from the source itself. */
async function ruleNames() {
  const bundle = await rolldown({ input: path.join(root, 'src/core/thread/shorten/explain.ts'), platform: 'node' });
  const file = path.join(folder, 'names.mjs');
  await bundle.write({ file, format: 'esm' });
  return (await import(pathToFileURL(file))).RULE_NAMES;
}

/** The reasons of every post of a list on the networks with limits. */
function reasonsOf(source) {
  const args = ['post', 'all', '--dry-run', '--json', '--why', '--to', 'x,bluesky,mastodon', '--source', source];
  const env = { PATH: process.env.PATH, HOME: folder, STATE_FILE: path.join(folder, 'state.json') };
  const stdio = ['ignore', 'pipe', 'inherit'];
  const answer = execFileSync(process.execPath, [path.join(root, 'dist/cli.js'), ...args], {
    cwd: root,
    env,
    stdio,
    maxBuffer: 1 << 29,
  });
  const posts = [JSON.parse(answer)]
    .flat()
    .flatMap(({ week, threads }) =>
      threads.flatMap((thread) =>
        thread.posts.map((post) => ({ ...post, place: `${week} entry ${post.rank} (${thread.network})` })),
      ),
    );
  return posts.filter(({ why }) => why !== undefined);
}

try {
  const counts = new Map((await ruleNames()).map((name) => [name, { seen: 0, posted: 0, first: '' }]));
  const count = (name, kind, place) => {
    const row = counts.get(name);
    if (!row) return;
    row[kind]++;
    row.first ||= place;
  };
  const posts = (sources.length > 0 ? sources : [path.join(root, 'content')]).flatMap((source) =>
    reasonsOf(path.resolve(source)),
  );
  for (const { why, place } of posts)
    for (const [kind, sentences] of [
      ['posted', why.said],
      ['seen', [...why.said, ...why.leftOut]],
    ])
      for (const { rules, leans = [], cut = '' } of sentences)
        for (const name of [
          ...rules.map(({ rule }) => rule),
          ...leans,
          ...[...counts.keys()].filter((each) => cut.includes(each)),
        ])
          count(name, kind, place);
  console.log(`${posts.length} posts. Rule: fired / of these in posted sentences, first seen`);
  for (const [name, { seen, posted, first }] of counts)
    console.log(`${String(seen).padStart(6)} ${String(posted).padStart(6)}  ${name.padEnd(36)} ${first || 'NEVER'}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
