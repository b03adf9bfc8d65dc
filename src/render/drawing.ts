/** How the preview draws what a network will show. */
export interface Drawing {
  /** The colour of its links, `#rrggbb`; the list's accent where it has none of its own. */
  readonly colour?: string;
  /** What it shows of an address that is written out in the text; all of it where this is absent. */
  readonly address?: (url: string) => string;
  /** It shows an entry in parts, as a page, and no author beside each post. */
  readonly isPage?: true;
}

/** An address without its scheme and `www.`, as most apps show it. */
export const withoutScheme = (url: string): string => url.replace(/^https?:\/\//i, '').replace(/^www\./i, '');

/** The beginning of a text, with a mark where it was cut. */
export const ellipsised = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text;
