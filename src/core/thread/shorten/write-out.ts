import { append, capitalised, closed, withSemicolon } from './join.ts';
import type { Judged, Piece } from './read-summary.ts';

/** Where a text ends: at the source's own end, the end of a sentence, of a clause before `;`, inside a sentence, or with an ellipsis. */
export type End = 'whole' | 'sentence' | 'clause' | 'inner' | 'ellipsis' | 'none';

/** A text that could be posted. */
export interface Extract {
  readonly text: string;
  readonly end: End;
  /** The number of the room that it is made for. */
  readonly room: number;
  readonly points: number;
  /** In the order of the source; none where the text is all of it. */
  readonly pieces: readonly Piece[];
}

/** Pieces that could be a post together. */
export interface Taken {
  readonly pieces: readonly Piece[];
  readonly points: number;
  readonly room: number;
}

export const inOrder = (pieces: readonly Piece[]): readonly Piece[] => [...pieces].sort((a, b) => a.unit - b.unit);

/** Pieces as a text, in the order of the source: clauses of one sentence with a semicolon between them. */
export function written(judged: Judged, { pieces, points, room }: Taken): Extract {
  const sorted = inOrder(pieces);
  let text = '';
  sorted.forEach((piece, index) => {
    const [own, before] = [judged.units[piece.unit], judged.units[sorted[index - 1]?.unit ?? -1]];
    const joins = own && before?.sentence === own.sentence;
    text = joins
      ? withSemicolon(text.replace(/[.。]$/, ''), piece.text)
      : append(closed(text), capitalised(piece.text, judged.title.text));
  });
  return { text: closed(text), end: endOf(judged, sorted), room, points, pieces: sorted };
}

function endOf({ units }: Judged, sorted: readonly Piece[]): End {
  const last = sorted.at(-1);
  if (!last || last.isInner) return 'inner';
  return units[last.unit + 1]?.isClause ? 'clause' : 'sentence';
}
