import type { Edition, Entry } from './edition.ts';
import { mainLink } from './paper-link.ts';
import type { Week } from '../week.ts';

/** What a later run must know of the edition a thread was made from, whatever the list says by then. */
export interface EditionMark {
  readonly week: Week;
  /** Other dates under which the list has shown this week since. */
  readonly aliases: readonly Week[];
  readonly heading: string;
  /** The first link of each entry, normalised: the second guard against posting a week twice. */
  readonly links: readonly string[];
  /** A hash for each entry in order: tells which ones the list changed since. */
  readonly entryHashes: readonly string[];
}

/** The least number of paper links that two lists must share to be one week. */
const FEWEST_SHARED = 3;
const NOISE = /^(?:utm_\w+|s|t|ref|ref_src|ref_url|fbclid|gclid|mc_cid|mc_eid|si|share|via)$/i;

/** What a later run must know of an edition to find it again. `hash` gives the same short text for the same words. */
export function markEdition(edition: Edition, hash: (text: string) => string): Omit<EditionMark, 'aliases'> {
  const { week, heading, entries } = edition;
  return {
    week,
    heading,
    links: entries.flatMap((entry) => paperLink(entry) ?? []),
    entryHashes: entries.map((entry) => hash(entryWords(entry))),
  };
}

/** How many links two lists have in common; each counts once. */
export function sharedLinks(a: readonly string[], b: readonly string[]): number {
  const known = new Set(b);
  return [...new Set(a)].filter((link) => known.has(link)).length;
}

/** Whether a list is the recorded week: its dates are, or it shares at least three and at least half of its paper links. */
export function isSameWeek(
  mark: { readonly week: Week; readonly links: readonly string[] },
  record: Pick<EditionMark, 'week' | 'aliases' | 'links'>,
): boolean {
  if (record.week === mark.week || record.aliases.includes(mark.week)) return true;
  const shared = sharedLinks(mark.links, record.links);
  return shared >= FEWEST_SHARED && shared * 2 >= new Set(mark.links).size;
}

/** One address for all ways to write it: scheme, `www.`, trailing slash, tracking words, arXiv version and format folded. */
export function normaliseLink(url: string): string {
  if (!URL.canParse(url)) return url.trim().toLowerCase();
  const { hostname, pathname, searchParams, port } = new URL(url);
  const host = hostname.toLowerCase().replace(/^(?:www|m|mobile|export)\./, '');
  const arxiv = /^arxiv\.org$/.test(host) && arxivId(pathname);
  if (arxiv) return `arxiv.org/abs/${arxiv}`;
  const kept = [...searchParams].filter(([name]) => !NOISE.test(name)).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const query = kept.map(([name, value]) => `${name}=${value}`).join('&');
  const path = pathname.replace(/\/{2,}/g, '/').replace(/\/+$/, '');
  return `${host === 'twitter.com' ? 'x.com' : host}${port && `:${port}`}${path}${query && `?${query}`}`;
}

const arxivId = (path: string): string | undefined =>
  /^\/(?:abs|pdf|html|format|e-print|ps)\/(.+?)(?:v\d+)?(?:\.pdf)?\/?$/i.exec(path)?.[1]?.toLowerCase();

function paperLink({ links }: Entry): string | undefined {
  const link = mainLink(links);
  return link && normaliseLink(link.url);
}

const entryWords = ({ title, summary, links }: Entry): string =>
  [title, summary, ...links.map(({ label, url }) => `${label} ${url}`)].join('\n');
