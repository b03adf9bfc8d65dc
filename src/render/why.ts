import type { Why, WhySentence } from '../core/thread.ts';

/** Why a post says what it says, as lines under it: what was chosen and by which rules, the runner-up, and what was left out. */
export function whyLines(why: Why): readonly string[] {
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
