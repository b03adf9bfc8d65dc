import type { Post, Thread, Why, WhySentence } from '../core/thread.ts';
import { harmless, type Paper, wrap } from './paper.ts';
import { count, dollars, isNearlyFull, withLinks } from './words.ts';

/** A thread as the console shows it, with what belongs beside it. */
export interface ThreadView {
  readonly thread: Thread;
  /** How people write the network's name. */
  readonly name: string;
  /** What the thread would cost with another setting, if that is cheaper. */
  readonly cheaper?: { readonly setting: string; readonly costUsd: number };
}

/** The first lines of a dry run: which week, from where. */
export function drawHeading(
  edition: { week: string; heading: string; file: string; line: number },
  paper: Paper,
): string {
  const { bold, dim } = paper.ink;
  return `${bold(harmless(edition.heading))}\n${dim(harmless(`${edition.week} · ${edition.file}:${edition.line}`))}\n`;
}

/** A thread as it will read on its network: every post with its number, length, price and links. */
export function drawThread(view: ThreadView, paper: Paper): string {
  const { bold, dim } = paper.ink;
  const { thread, cheaper } = view;
  const price = thread.costUsd > 0 ? ` · ${dollars(thread.costUsd)}` : '';
  const hint = cheaper ? dim(` (${dollars(cheaper.costUsd)} with ${cheaper.setting})`) : '';
  const title = `\n${bold(view.name)} · ${count(thread.posts.length, 'post')}${price}${hint}\n`;
  return [title, ...thread.posts.map((post, index) => drawPost(post, index, thread, paper))].join('\n');
}

function drawPost(post: Post, index: number, thread: Thread, paper: Paper): string {
  const { dim } = paper.ink;
  const number = `${String(index + 1).padStart(2)}/${thread.posts.length}`;
  const head = `${dim(number)} ${drawLength(post, thread.limit, paper)}`;
  const text = wrap(inkLinks(post, paper), paper.columns, INDENT);
  const why = post.kind === 'entry' && post.why ? whyLines(post.why) : [];
  const notes = [...(post.media ?? []).map(({ alt }) => `picture: ${alt}`), ...behindLabels(post), ...why];
  return [head, text, ...notes.map((note) => dimmed(note, paper)), ''].join('\n');
}

const INDENT = '   ';

/** What stands beside a post, each line inked by itself, so that the ink never runs into the margin. */
const dimmed = (note: string, paper: Paper): string =>
  wrap(harmless(note), paper.columns, INDENT)
    .split('\n')
    .map((line) => INDENT + paper.ink.dim(line.slice(INDENT.length)))
    .join('\n');

/** `━━━━━━━━╌╌ 214/280`, or the count alone where there is no limit; the bar only where colours tell its parts apart. */
function drawLength(post: Post, limit: number | null, paper: Paper): string {
  const { dim, green, red, yellow } = paper.ink;
  if (limit === null) return dim(count(post.length, 'character'));
  const figure = `${post.length}/${limit}`;
  if (!paper.isInteractive) return figure;
  const width = 20;
  const full = Math.min(width, Math.round((post.length / limit) * width));
  const ink = post.length > limit ? red : isNearlyFull(post.length, limit) ? yellow : green;
  return `${ink('━'.repeat(full))}${dim('╌'.repeat(width - full))} ${dim(figure)}`;
}

/** The text with its links inked, word by word, so that a line may break between them. */
const inkLinks = (post: Post, { ink }: Paper): string =>
  withLinks(post, harmless, (words) => harmless(words).replace(/\S+/g, (word) => ink.link(word)));

/** Where a network puts the address behind a label, the address is shown below the post. */
const behindLabels = (post: Post): readonly string[] =>
  post.links
    .filter(({ url, start, end, auto }) => !auto && post.text.slice(start, end) !== url)
    .map(({ label, url }) => `the link behind “${label}”: ${url}`);

/** Why a post says what it says, as lines under it: what was chosen and by which rules, the runner-up, and what was left out. */
function whyLines(why: Why): readonly string[] {
  if (why.end === 'empty') return ['why: the entry has no summary'];
  if (why.end === 'none') return ['why: nothing of the summary has room'];
  if (why.end === 'whole') return ['why: all of the summary has room'];
  if (why.said.length === 0) return ['why: no sentence or part of one has room; these are its first words'];
  const runnerUp = why.runnerUp ? [`runner-up, ${signed(why.runnerUp.points)}: ${why.runnerUp.text}`] : [];
  const left = why.leftOut.map((sentence) => `left out ${drawSentence(sentence)}: ${beginning(sentence.text)}`);
  return [`why, ${signed(why.points)}: ${why.said.map(drawSentence).join('; ')}`, ...runnerUp, ...left];
}

/** `sentence 2, cut before “, which” (says what it is +3, has a figure +2)`. */
function drawSentence({ sentence, rules, cut, leans }: WhySentence): string {
  const parts = [
    ...rules.map(({ rule, points }) => `${rule} ${signed(points)}`),
    ...(leans ?? []).map((rule) => `needs another: ${rule}`),
  ];
  return `sentence ${sentence}${cut === undefined ? '' : `, ${cut}`} (${parts.join(', ') || 'no rule'})`;
}

const signed = (points: number): string => (points < 0 ? `−${-points}` : `+${points}`);

const beginning = (text: string): string => (text.length > 60 ? `${text.slice(0, 60).replace(/\s\S*$/, '')}…` : text);
