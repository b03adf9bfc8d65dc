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

/** The text with every line indented, and broken at words where it is wider than `columns`. */
export function wrap(text: string, columns: number, indent: string): string {
  const width = Math.max(20, Math.min(columns, 100) - indent.length);
  const room = columns === Number.POSITIVE_INFINITY ? columns : width;
  return text
    .split('\n')
    .flatMap((line) => breakLine(line, room))
    .map((line) => (line ? indent + line : line))
    .join('\n');
}

function breakLine(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line];
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current ? `${current} ${word}` : word;
    }
  }
  return [...lines, current];
}
