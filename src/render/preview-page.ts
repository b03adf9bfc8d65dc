import { writtenDates, weekEnd, weekStart } from '../core/week.ts';
import { listName, type Edition, type Finding } from '../core/list.ts';
import type { Post, Thread } from '../core/thread.ts';
import type { Drawing } from './drawing.ts';
import { escapeHtml, escapeLine, ownAddress } from './page/write-html.ts';
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
  const { edition, language } = model;
  const name = listName(edition.heading);
  const dates = writtenDates(edition.week, language);
  const card = model.card && `data:image/png;base64,${Buffer.from(model.card).toString('base64')}`;
  return `<!DOCTYPE html>
<html lang="${escapeLine(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<title>Preview: ${escapeLine(`${name}, ${dates}`)}</title>
<link rel="icon" href="data:,">
<style>
${previewStyle(model.threads, model.accent)}</style>
</head>
<body>
<header class="top">
<p class="dates">Preview · <time datetime="${weekStart(edition.week)}">${escapeHtml(dates)}</time></p>
<h1 dir="auto">${escapeHtml(name)}</h1>
<p class="from">${edition.entries.length} ${edition.entries.length === 1 ? 'entry' : 'entries'} from <code>${escapeHtml(`${edition.file}:${edition.line}`)}</code>, ${weekStart(edition.week)} to ${weekEnd(edition.week)}</p>
</header>
<main>
${nextRun(model.nextRun)}${general(model)}<form class="tabs">
<fieldset>
<legend>Show the thread as on</legend>
${tabs(model.threads)}
</fieldset>
</form>
<div class="panels">
${model.threads.map((each, at) => panel(each, at, model, card)).join('\n')}
</div>
</main>
</body>
</html>
`;
};

const nextRun = (lines: readonly NextRun[]): string =>
  lines.length === 0
    ? ''
    : `<section class="next" aria-labelledby="next">
<h2 id="next">The next run</h2>
<ul>
${lines.map(nextLine).join('\n')}
</ul>
</section>
`;

const nextLine = ({ name, words, url }: NextRun): string => {
  const href = url === undefined ? undefined : ownAddress(url);
  const link = href === undefined ? '' : ` <a href="${escapeHtml(href)}">Look at it</a>`;
  return `<li><strong>${escapeHtml(name)}</strong> <span>${escapeHtml(words)}.${link}</span></li>`;
};

const general = (model: PreviewModel): string => {
  const found = findingsFor(undefined, model);
  return found.length === 0
    ? ''
    : `<section class="general" aria-labelledby="general">
<h2 id="general">The list</h2>
${drawFindings(found)}</section>
`;
};

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
  return `<section class="panel ${escapeLine(thread.network)}"${drawing.isPage ? ' data-page' : ''} id="panel-${at}" aria-labelledby="name-${at}">
<h2 id="name-${at}">${escapeHtml(name)} <span>${count(thread.posts.length, 'post')} · ${price(thread)}</span></h2>
<ol>
${thread.posts.map((post, index) => drawPost(post, index, findingsFor(post, model), frame, states?.[index])).join('\n')}
</ol>
</section>`;
};

/** The findings beside a post; those of the week that belong to no entry, without one. An entry reaches to the next one's line. */
const findingsFor = (post: Post | undefined, { edition, findings }: PreviewModel): readonly Finding[] => {
  const ours = findings.filter(
    ({ week, file }) => week === edition.week || (week === undefined && file === edition.file),
  );
  const lines = edition.entries.map(({ line }) => line);
  const entryOf = (finding: Finding): number | undefined => {
    if (finding.week === undefined || finding.file !== edition.file) return undefined;
    const line = Math.max(...lines.filter((each) => each <= finding.line));
    return edition.entries.find((entry) => entry.line === line)?.rank;
  };
  if (post === undefined) return ours.filter((finding) => entryOf(finding) === undefined);
  return post.kind === 'entry' ? ours.filter((finding) => entryOf(finding) === post.rank) : [];
};
