import type { Sentence, SourceText } from './split.ts';
import { append, closed, joined, rebuts, turns } from './words.ts';
import type { Fits } from './words.ts';

// A post holds fewer.
const MOST_BULLETS = 200;

/** Whole sentences of bullets behind the lead: as lines where there are several, as a sentence where there is one. */
export function addBullets(lead: string, bullets: SourceText['bullets'], fits: Fits): string {
  const added: (readonly string[])[] = [];
  const leadLines = lead === '' ? [] : [lead];
  for (const bullet of bullets.slice(0, MOST_BULLETS)) {
    let best: readonly string[] = [];
    for (let count = 1; count <= bullet.length; count++) {
      const sentences = bullet.slice(0, count).map(textOf);
      if (isHeading(sentences, bullet) || isOpen(bullet, count)) continue;
      if (!fits(join(leadLines, [...added, sentences], ''))) break;
      best = sentences;
    }
    if (best.length > 0) added.push(best);
  }
  return added.length === 0 ? lead : join(leadLines, added, '');
}

/** Whether the sentences of a bullet up to there are limited or taken back by the next one. */
function isOpen(bullet: readonly Sentence[], count: number): boolean {
  const next = bullet[count]?.text;
  return next !== undefined && (turns(next) || rebuts(next, bullet[count - 1]?.text ?? ''));
}

/** `Strong evaluations.` or `How is it built?`: what a bullet is about, without what it says. */
const isHeading = (sentences: readonly string[], bullet: readonly Sentence[]): boolean =>
  sentences.length === 1 &&
  bullet.length > 1 &&
  (sentences[0] ?? '').length < 40 &&
  !/[:–—-]\s/.test(sentences[0] ?? '');

/** The words of a sentence. */
export const textOf = ({ text }: Sentence): string => text;

/** A lead with its bullets, as lines where there are several; `announcement` stands before them. */
export function join(lead: readonly string[], bullets: readonly (readonly string[])[], announcement: string): string {
  const body = joined(lead);
  const lines = bullets.map((bullet) => closed(joined(bullet)));
  if (lines.length === 0) return body;
  if (lines.length === 1) return append(closed(body), lines[0] ?? '');
  return [lineOf(body, announcement), ...lines.map((line) => `• ${line}`)].filter((line) => line !== '').join('\n');
}

const lineOf = (body: string, announcement: string): string =>
  announcement === '' ? closed(body) : append(closed(body), announcement);
