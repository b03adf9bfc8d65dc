import * as v from 'valibot';
import { threadCost } from './price.ts';
import { PostJson, type PlannedPost, readPost } from './plan-post.ts';
import type { PostRules, Post, Thread } from './posts.ts';
import { daysBetween, type Week } from '../week.ts';

/** The threads of one week as a dry run prints them and `--plan` takes them, edited or not. */
export interface Plan {
  readonly week: Week;
  readonly heading: string;
  readonly threads: readonly Thread[];
}

/** A plan, or everything that is wrong with it, each as a sentence for the person who edited it. */
export type PlanReading = { readonly plan: Plan } | { readonly problems: readonly string[] };

/** The JSON of a dry run: posts as they will read, without the places of their links. */
export const toPlanJson = (week: Week, heading: string, threads: readonly Thread[]) => ({
  week,
  heading,
  threads: threads.map(({ network, limit, costUsd, posts }) => ({
    network,
    limit,
    costUsd,
    posts: posts.map((post) => toPostJson(post, limit)),
  })),
});

const toPostJson = (post: Post, limit: number | null) => ({
  kind: post.kind,
  ...(post.kind === 'entry' ? { rank: post.rank, title: post.title } : {}),
  text: post.text,
  length: post.length,
  limit,
  ...(post.kind === 'entry' ? { summary: post.summary } : {}),
  links: post.links.map(({ label, url, auto }) => ({ label, url, ...(auto ? { auto } : {}) })),
  ...(post.kind === 'entry' && post.why ? { why: post.why } : {}),
  ...(post.media ? { media: post.media.map(({ alt }) => ({ alt })) } : {}),
});

const isWeek = (text: string): text is Week => {
  const [start = '', end = '', ...more] = text.split('/');
  return more.length === 0 && daysBetween(start, end) >= 0;
};
const PlanJson = v.object({
  week: v.custom<Week>(
    (text) => typeof text === 'string' && isWeek(text),
    'Expected dates such as 2026-06-14/2026-06-21',
  ),
  heading: v.string(),
  threads: v.pipe(
    v.array(
      v.object({ network: v.string(), posts: v.pipe(v.array(PostJson), v.minLength(1, 'Expected at least one post')) }),
    ),
    v.minLength(1, 'Expected at least one thread'),
  ),
});

/** Reads a plan. The words of each `text` count: lengths, summaries, prices and the places of links are worked out from them. */
export function readPlan(json: unknown, rulesOf: (network: string) => PostRules | undefined): PlanReading {
  if (Array.isArray(json))
    return {
      problems: ['A plan is the JSON object of one week; this is an array. Keep the object of the week to be posted.'],
    };
  const parsed = v.safeParse(PlanJson, json);
  if (!parsed.success) return { problems: parsed.issues.map(sentenceOf) };
  const { week, heading, threads } = parsed.output;
  const problems = repeated(threads.map(({ network }) => network)).map(
    (network) => `The plan holds two threads for ${network}. Keep one of them.`,
  );
  const read = threads.flatMap(({ network, posts }): readonly Thread[] => {
    const rules = rulesOf(network);
    if (rules) return [readThread(posts, rules, problems)];
    problems.push(
      `The plan holds a thread for ${network}, which is no network that posts can go to. Remove the thread or correct its name.`,
    );
    return [];
  });
  return problems.length > 0 ? { problems } : { plan: { week, heading, threads: read } };
}

function readThread(planned: readonly PlannedPost[], rules: PostRules, problems: string[]): Thread {
  const posts = planned.map((each, index) => {
    const { post, problems: found } = readPost(each, rules);
    const twin = planned
      .slice(0, index)
      .findIndex(({ text }) => text.trim() === each.text.trim() && text.trim() !== '');
    const all =
      twin < 0 ? found : [...found, `The text is that of post ${twin + 1}. Write another one, or remove the post.`];
    problems.push(...all.map((problem) => `${rules.name}, post ${index + 1} of ${planned.length}: ${problem}`));
    return post;
  });
  return { network: rules.network, limit: rules.limit, posts, costUsd: threadCost(posts, rules) };
}

const repeated = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];

const sentenceOf = (issue: v.BaseIssue<unknown>): string => {
  const path = v.getDotPath(issue) ?? 'the plan';
  // `threads.0.posts.3.text` as people count: thread 1, post 4, text.
  const place = path
    .replace(/(thread|post|link)s\.(\d+)/g, (_, noun: string, at: string) => `${noun} ${Number(at) + 1}`)
    .replaceAll('.', ', ');
  const words = issue.message.startsWith('Invalid')
    ? `Expected ${issue.expected ?? 'something else'}, got ${issue.received === 'undefined' ? 'nothing' : issue.received}`
    : issue.message;
  return `${place}: ${words}. A plan is the JSON that a dry run prints with --json.`;
};
