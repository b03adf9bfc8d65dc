import type { Week } from '../week.ts';

/** A markdown document as it was read. `file` is its path or URL, as a person would type it. */
export interface Markdown {
  readonly file: string;
  readonly text: string;
}

/** Where the year of a week came from: its own heading, or what it was inferred from. */
export type YearSource = 'heading' | 'neighbours' | 'title' | 'file name' | 'links';

/** Where the dates of a week stand: in a heading, or for a whole file in its title, front matter, first lines or name. */
export type DatesFrom = 'heading' | 'title' | 'front matter' | 'line' | 'file name';

/** One week's part of a document, or all of it, found by its dates, its body not parsed yet. */
export interface Section {
  readonly week: Week;
  /** The heading's visible text, e.g. `Top AI Papers of the Week (May 11 - May 17) - 2026`. */
  readonly heading: string;
  readonly file: string;
  /** The heading's line, from 1. */
  readonly line: number;
  readonly yearFrom: YearSource;
  readonly datesFrom: DatesFrom;
  /** One day alone is named. */
  readonly isDay: boolean;
  /** The markdown below the heading, to the next heading of its level or higher. */
  readonly body: string;
  /** The line on which the body begins, from 1. */
  readonly bodyLine: number;
  /** Where the document's reference links lead (`[1]: https://…`), by label. */
  readonly definitions: ReadonlyMap<string, string>;
}

export interface Link {
  readonly label: string;
  readonly url: string;
}

/** One ranked line of a week's list. */
export interface Entry {
  readonly rank: number;
  readonly title: string;
  /** The visible text: links' text kept, `<br>` as a space, bullets kept, white space folded. May be empty. */
  readonly summary: string;
  readonly links: readonly Link[];
  /** Its line in the file, from 1. */
  readonly line: number;
  /** Links that still wait for their address, as they are written (`[Paper](xxx)`); left out where there are none. */
  readonly unwritten?: readonly string[];
}

/** One week's list. Its identity is `week`. */
export interface Edition {
  readonly week: Week;
  readonly heading: string;
  readonly file: string;
  readonly line: number;
  readonly entries: readonly Entry[];
}
