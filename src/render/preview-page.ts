import { writtenDates, weekEnd, weekStart } from '../core/week.ts';
import { listName, type Edition, type Finding } from '../core/list.ts';
import type { Post, Thread } from '../core/thread.ts';
import { anchorTo, type Drawing, escapeHtml, escapeLine, htmlDocument } from './html.ts';
import { drawFindings, drawPost, type PostFrame, type PostState } from './preview/preview-post.ts';
import { previewStyle } from './style.ts';
import { count, dollars } from './words.ts';

/** A thread and who will post it. */
export interface PreviewThread {
  readonly thread: Thread;
  /** How people write the network's name: `Bluesky`. */
  readonly name: string;
  readonly drawing: Drawing;
  /** The account, where it is known: `Weekly Papers`, `@papers@example.social`. */
  readonly account?: { readonly name: string; readonly handle: string };
  /** How far each post has come; absent where the thread was not begun. */
  readonly states?: readonly PostState[];
}

/** What the next run would do on one network. */
export interface NextRun {
  readonly name: string;
  /** A sentence without its subject and its full stop: `would publish 12 posts`. */
  readonly words: string;
  /** Where it can be looked at. */
  readonly url?: string;
}

/** Everything the preview shows. */
export interface PreviewModel {
  readonly edition: Pick<Edition, 'week' | 'heading' | 'file' | 'line' | 'entries'>;
  readonly threads: readonly PreviewThread[];
  /** The picture of the week as PNG; absent where it is switched off or could not be drawn. */
  readonly card?: Uint8Array;
  /** What lint says of the list; what concerns other weeks is left out. */
  readonly findings: readonly Finding[];
  readonly nextRun: readonly NextRun[];
  /** BCP 47. */
  readonly language: string;
  /** `#rrggbb`. */
  readonly accent: string;
}

/** The thread as each network will show it: one HTML page that asks nothing of anybody and needs no script. */
export const renderPreview = (model: PreviewModel): string => {
  const { edition, language, threads, accent, nextRun } = model;
  const name = listName(edition.heading);
  const dates = writtenDates(edition.week, language);
  const card = model.card && `data:image/png;base64,${Buffer.from(model.card).toString('base64')}`;
  return htmlDocument({
    language,
    title: `Preview: ${name}, ${dates}`,
    kind: '<meta name="robots" content="noindex">',
    policy: "style-src 'unsafe-inline'; img-src data:",
    head: `<link rel="icon" href="data:,">
<style>
${previewStyle(threads, accent)}</style>
`,
    body: `<header class="top">
<p class="dates">Preview · <time datetime="${weekStart(edition.week)}">${escapeHtml(dates)}</time></p>
<h1 dir="auto">${escapeHtml(name)}</h1>
<p class="from">${count(edition.entries.length, 'entry')} from <code>${escapeHtml(`${edition.file}:${edition.line}`)}</code>, ${weekStart(edition.week)} to ${weekEnd(edition.week)}</p>
</header>
<main>
${section('next', 'The next run', nextRun.length > 0 && `<ul>\n${nextRun.map(nextLine).join('\n')}\n</ul>\n`)}${section('general', 'The list', drawFindings(findingsFor(undefined, model)))}<form class="tabs">
<fieldset>
<legend>Show the thread as on</legend>
${tabs(threads)}
</fieldset>
</form>
<div class="panels">
${threads.map((each, at) => panel(each, at, model, card)).join('\n')}
</div>
</main>`,
  });
};

/** A part of the page under a heading; nothing where it holds nothing. */
const section = (id: string, heading: string, html: string | false): string =>
  html ? `<section class="${id}" aria-labelledby="${id}">\n<h2 id="${id}">${heading}</h2>\n${html}</section>\n` : '';

const nextLine = ({ name, words, url }: NextRun): string =>
  `<li><strong>${escapeHtml(name)}</strong> <span>${escapeHtml(words)}.${url === undefined ? '' : ` ${anchorTo(url, 'Look at it')}`}</span></li>`;

const tabs = (threads: readonly PreviewThread[]): string => {
  const labels = threads.map(({ name, thread }) => `${escapeHtml(name)} <span>${price(thread)}</span>`);
  const all = threads.length > 1 ? ['All'] : [];
  return [...labels, ...all]
    .map(
      (label, at) =>
        `<label><input type="radio" name="network" id="tab-${at < threads.length ? at : 'all'}"${at === 0 ? ' checked' : ''}> ${label}</label>`,
    )
    .join('\n');
};

const price = ({ costUsd }: Thread): string => (costUsd > 0 ? dollars(costUsd) : 'free');

const panel = (
  { thread, name, drawing, account, states }: PreviewThread,
  at: number,
  model: PreviewModel,
  card: string | undefined,
): string => {
  const author = account ?? { name: listName(model.edition.heading), handle: '' };
  const frame: PostFrame = { drawing, limit: thread.limit, count: thread.posts.length, author, card };
  const posts = thread.posts.map((post, index) =>
    drawPost(post, index, findingsFor(post, model), frame, states?.[index]),
  );
  return `<section class="panel ${escapeLine(thread.network)}"${drawing.isPage ? ' data-page' : ''} id="panel-${at}" aria-labelledby="name-${at}">
<h2 id="name-${at}">${escapeHtml(name)} <span>${count(posts.length, 'post')} · ${price(thread)}</span></h2>
<ol>
${posts.join('\n')}
</ol>
</section>`;
};

/** The findings beside a post; those of the week that belong to no entry, without one. */
const findingsFor = (post: Post | undefined, { edition, findings }: PreviewModel): readonly Finding[] => {
  const rank = post?.kind === 'entry' ? post.rank : undefined;
  if (post && rank === undefined) return [];
  return findings.filter((finding) => {
    const { week = finding.file === edition.file ? edition.week : undefined } = finding;
    return week === edition.week && rankOf(finding, edition) === rank;
  });
};

/** The rank of the entry that a finding is about: it reaches to the next one's line. */
const rankOf = ({ week, file, line }: Finding, edition: PreviewModel['edition']): number | undefined => {
  if (week === undefined || file !== edition.file) return undefined;
  const before = edition.entries.filter((entry) => entry.line <= line);
  return before.toSorted((one, other) => other.line - one.line)[0]?.rank;
};
