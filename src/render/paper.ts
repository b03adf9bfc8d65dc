import { styleText } from 'node:util';

type Ink = (text: string) => string;

/** What the console writes on: how wide it is, and with which inks. */
export interface Paper {
  /** A person looks at it: bars may be drawn and long lines wrapped. */
  readonly isInteractive: boolean;
  readonly columns: number;
  readonly ink: Readonly<Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'link', Ink>>;
}

/** Paper for a terminal, or plain paper for a pipe. Without colours every ink leaves the text as it is. */
export function makePaper(terminal: { isInteractive: boolean; columns: number; colours: boolean }): Paper {
  const ink = (style: Parameters<typeof styleText>[0]): Ink =>
    terminal.colours ? (text) => styleText(style, text, { validateStream: false }) : (text) => text;
  return {
    isInteractive: terminal.isInteractive,
    columns: terminal.isInteractive ? terminal.columns : Number.POSITIVE_INFINITY,
    ink: {
      bold: ink('bold'),
      dim: ink('dim'),
      red: ink('red'),
      green: ink('green'),
      yellow: ink('yellow'),
      link: ink(['underline', 'blue']),
    },
  };
}

/** A text without signs that a terminal obeys: whatever a list holds, it stays text. */
export const harmless = (text: string): string =>
  text.toWellFormed().replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');
