import type { Entry, Section } from '../edition.ts';
import type { Finding } from '../finding.ts';
import { isPaper } from '../paper-link.ts';
import { soundLinks, type WrittenLink } from './cell-links.ts';
import type { TitleAndSummary } from './entry-title.ts';

/** An entry as it was read, with what a check of the list must know beside what a thread needs. */
export interface ReadEntry extends Omit<Entry, 'unwritten'> {
  /** Whether the number stands in the list, or was counted. */
  readonly rankWritten: boolean;
  /** Every link as written, those that lead nowhere included. */
  readonly written: readonly WrittenLink[];
  readonly splitBy: TitleAndSummary['by'] | 'columns';
  /** The entry's source, as it stands in the list. */
  readonly source: string;
  /** From 1: where the source begins in its line. */
  readonly column: number;
  /** More cells than the table has columns: joined again where they belong together. */
  readonly split: boolean;
  /** The headings inside the week that it stands under, from the outermost. */
  readonly parts: readonly string[];
}

/** What stands among the entries and is none of them, and why. */
export interface Beside {
  readonly why: 'no link' | 'again';
  readonly title: string;
  readonly line: number;
}

/** A section as it was read. */
export interface ReadSection {
  readonly section: Section;
  readonly entries: readonly ReadEntry[];
  readonly beside: readonly Beside[];
  /** What was mended before it was read. */
  readonly mended: readonly Finding[];
  /** The tables, lists and numbered paragraphs that no entry was read from, by their first and last lines. */
  readonly leftOut: readonly { readonly line: number; readonly lastLine: number }[];
  /** The line that was too long to be read to its end. */
  readonly cutAt?: number;
}

/** What a way of reading gives for an entry; `line` counts from 0 at the first line of the section's body. */
export type Draft = Omit<ReadEntry, 'rank' | 'rankWritten' | 'parts'> & {
  readonly rank: number | undefined;
  readonly lastLine: number;
  /** How many links with words of their own begin lines below its title: a block with several is a part of the list, no entry. */
  readonly mains: number;
  /** The categories that it stands in, if its way of reading knows. */
  readonly parts?: readonly string[];
};

/** An entry with the headings that it stands under. */
export type Placed = Draft & Pick<ReadEntry, 'parts'>;

/**
 * The links whose address is still to be written. An empty one counts only where the entry misses it: `[Code]()` beside
 * a paper is how lists say that there is no code.
 */
export function unwrittenLinks(written: readonly WrittenLink[]): readonly string[] {
  const isAlone = soundLinks(written).length === 0;
  return written.flatMap(({ label, address }) => {
    if (address.status === 'placeholder') return [`[${label}](${address.written})`];
    return address.status === 'empty' && (isAlone || isPaper({ label, url: '' })) ? [`[${label}]()`] : [];
  });
}
