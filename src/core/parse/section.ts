import type { Link, Section } from '../edition.ts';
import type { WrittenLink } from './links.ts';
import type { TitleAndSummary } from './plain.ts';

/** An entry as it was read, with what a check of the list must know beside what a thread needs. */
export interface ReadEntry {
  readonly rank: number;
  /** Whether the number stands in the list, or was counted. */
  readonly rankWritten: boolean;
  readonly title: string;
  readonly summary: string;
  readonly links: readonly Link[];
  /** Every link as written, those that lead nowhere included. */
  readonly written: readonly WrittenLink[];
  readonly splitBy: TitleAndSummary['by'] | 'columns';
  /** The entry's source, as it stands in the list. */
  readonly source: string;
  /** From 1, in the file. */
  readonly line: number;
  /** From 1: where the source begins in its line. */
  readonly column: number;
  /** More cells than the table has columns: joined again where they belong together. */
  readonly split: boolean;
}

/** A section as it was read. */
export interface ReadSection {
  readonly section: Section;
  readonly entries: readonly ReadEntry[];
  /** The line that was too long to be read to its end. */
  readonly cutAt?: number;
}

/** What a layout's reader gives for an entry; `line` counts from 0 at the first line of the section's body. */
export type Draft = Omit<ReadEntry, 'rank' | 'rankWritten' | 'line'> & {
  readonly rank: number | undefined;
  readonly line: number;
};

/** The links that lead somewhere. */
export function soundLinks(written: readonly WrittenLink[]): readonly Link[] {
  return written.flatMap(({ label, address }) =>
    address.status === 'sound' || address.status === 'repaired'
      ? [{ label: label || new URL(address.url).hostname, url: address.url }]
      : [],
  );
}

const PAPER = /paper|pdf|preprint|arxiv|article|report|book/i;

/**
 * The links whose address is still to be written. An empty one counts only where the entry misses it: `[Code]()` beside
 * a paper is how lists say that there is no code.
 */
export function unwrittenLinks(written: readonly WrittenLink[]): readonly string[] {
  const isAlone = soundLinks(written).length === 0;
  return written.flatMap(({ label, address }) => {
    if (address.status === 'placeholder') return [`[${label}](${address.written})`];
    return address.status === 'empty' && (isAlone || PAPER.test(label)) ? [`[${label}]()`] : [];
  });
}
