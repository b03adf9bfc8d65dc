import type { Finding } from '../../core/list.ts';
import type { BatchState } from '../../core/record.ts';
import { capital } from '../../core/text.ts';
import type { Post } from '../../core/thread.ts';
import { anchorTo, type Drawing, escapeHtml, escapeLine, linkedHtml } from '../html.ts';
import { entryContent } from '../page/entry-parts.ts';
import { isNearlyFull } from '../words.ts';

/** How far a post has come on its network. */
export interface PostState {
  readonly state: BatchState;
  /** Its address, if it is up. */
  readonly url?: string;
}

/** What belongs to all posts of a thread. */
export interface PostFrame {
  readonly drawing: Drawing;
  readonly limit: number | null;
  readonly count: number;
  readonly author: { readonly name: string; readonly handle: string };
  /** The card as a `data:` address; absent where it is not drawn. */
  readonly card: string | undefined;
}

/** One post as its network will show it, with its length and what a check says of it. `at` counts from 0. */
export const drawPost = (
  post: Post,
  at: number,
  findings: readonly Finding[],
  frame: PostFrame,
  { state, url = '' }: PostState = { state: { status: 'unsent' } },
): string => {
  const { author, count, drawing } = frame;
  return `<li class="post">
${drawing.isPage ? '' : `<span class="avatar" aria-hidden="true">${escapeHtml(initials(author.name))}</span>\n`}<article aria-label="Post ${at + 1} of ${count}">
<header>${drawing.isPage ? '' : `<strong class="author">${escapeHtml(author.name)}</strong> <span class="handle">${escapeHtml(author.handle)}</span>`}${drawState(state, url) ?? drawLength(post, frame)}</header>
${drawWords(post, at, drawing)}${(post.media ?? []).map(({ alt }) => drawPicture(alt, frame.card)).join('')}${drawFindings(findings)}</article>
</li>`;
};

/** On a page an entry stands in parts, elsewhere a post is its text. */
const drawWords = (post: Post, at: number, drawing: Drawing): string => {
  const id = `title-${at}`;
  const parts = drawing.isPage && post.kind === 'entry' ? entryContent(post, id) : undefined;
  if (parts === undefined || post.kind !== 'entry')
    return `<p class="text" dir="auto">${linkedHtml(post, drawing)}</p>\n`;
  return `<div class="text">\n<h3 id="${id}" dir="auto"><span class="rank">${post.rank}</span> ${escapeHtml(post.title)}</h3>\n${parts}</div>\n`;
};

/** Up to two letters that stand for a name. */
const initials = (name: string): string =>
  (name.match(/[\p{L}\p{N}]+/gu) ?? ['?'])
    .slice(0, 2)
    .map((word) => Array.from(word)[0]?.toUpperCase() ?? '')
    .join('');

const drawPicture = (alt: string, card: string | undefined): string => `<figure>
${
  card === undefined
    ? '<div class="nocard">The picture of the week goes here.</div>'
    : `<img src="${card}" width="1200" height="675" alt="${escapeLine(alt)}">`
}
<figcaption><span class="alt">ALT</span> ${escapeHtml(alt)}</figcaption>
</figure>
`;

/** What happened to a post; nothing while it was not sent. */
const drawState = (state: BatchState, url: string): string | undefined => {
  switch (state.status) {
    case 'posted': {
      const words = `posted ${state.at.slice(0, 16).replace('T', ' ')}`;
      return `<span class="length">${anchorTo(url, words)}</span>`;
    }
    case 'refused':
      return `<span class="length over" title="${escapeLine(state.refusal.words)}">refused</span>`;
    case 'sending':
      return '<span class="length near">in doubt</span>';
    case 'unsent':
      return undefined;
  }
};

/** A ring that fills as the post does, with the count beside it; the count alone where there is no limit. */
const drawLength = ({ length }: Post, { limit }: PostFrame): string => {
  if (limit === null) return `<span class="length">${length} characters</span>`;
  const share = Math.min(1, length / limit);
  const state = length > limit ? ' over' : isNearlyFull(length, limit) ? ' near' : '';
  const round = 2 * Math.PI * 8;
  return `<span class="length${state}"><svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><g fill="none" stroke-width="3" transform="rotate(-90 10 10)"><circle cx="10" cy="10" r="8"/><circle class="used" cx="10" cy="10" r="8" stroke-dasharray="${(share * round).toFixed(2)} ${round.toFixed(2)}"/></g></svg>${
    length > limit ? `${length - limit} too long: ` : ''
  }${length}/${limit}</span>`;
};

/** What a check of the list says, as a list; nothing where it says nothing. */
export const drawFindings = (findings: readonly Finding[]): string =>
  findings.length === 0 ? '' : `<ul class="findings">\n${findings.map(drawFinding).join('\n')}\n</ul>\n`;

const drawFinding = (finding: Finding): string =>
  `<li class="${finding.severity}"><strong>${capital(finding.severity)}</strong> ${escapeHtml(finding.message)} ${escapeHtml(finding.advice)} <code>${escapeHtml(`${finding.file}:${finding.line}:${finding.column}`)}</code> <code>${escapeHtml(finding.rule)}</code></li>`;
