import { hostOf, namesOtherHost, plainAddress, quietAddress } from './plain-address.ts';
import { labelText, withCashtags } from './safe-text.ts';
import { cutAtWords } from '../cut-title.ts';
import { type Entry, type Link, isPaperAddress } from '../../list.ts';
import { findUrls } from '../links/find-links.ts';
import type { PostRules, PostLink } from '../posts.ts';

// What a post has room for beside its words: two URLs that are written out, four labels. A page shows all.
const MOST_WRITTEN = 2;
const MOST_LABELLED = 4;

/** The links of an entry that its post shows, best first: those with the wanted labels, else its first that leads to no person. */
export function chooseLinks(entry: Entry, wanted: readonly string[], rules: PostRules): readonly Link[] {
  const links = distinct(entry.links);
  const chosen = distinct(wanted.flatMap((label) => labelled(links, label)));
  const most = rules.limit === null ? Infinity : rules.linkStyle === 'written' ? MOST_WRITTEN : MOST_LABELLED;
  const first = links.find(({ label }) => !label.startsWith('@')) ?? links[0];
  const best = chosen.length > 0 ? chosen.slice(0, most) : first ? [first] : [];
  return distinct(
    best.map((link) => safeLink(isSaid(link, entry) ? { ...link, label: hostOf(link.url) } : link, rules)),
  );
}

/** In characters: a longer label is a part of a sentence, or the title of what it leads to. */
const LONGEST_NAME = 20;

/** Whether the words say a link's label already; one that is all of the title is left out later. */
const isSaid = ({ label }: Link, { title, summary }: Entry): boolean =>
  label.length > LONGEST_NAME && label !== title && `${title}\n${summary}`.includes(label);

/** The gate for links: an address as the network links it, which shows where it leads, and a label that does nothing else. */
function safeLink({ label, url }: Link, rules: PostRules): Link {
  const plain = plainAddress(url);
  const quiet = rules.mentions && /[@＠#＃]/.test(plain) ? quietAddress(plain, isCertain(plain, rules)) : plain;
  const address = rules.linkStyle === 'written' ? writable(quiet, rules) : quiet;
  return { label: safeLabel(label, address, rules), url: address };
}

/** In characters: a label names a link, and must leave room for what it names. */
const LONGEST_LABEL = 60;

/** Where the label names another host than that of the address, the address's own stands for it. */
function safeLabel(label: string, url: string, rules: PostRules): string {
  const words = namesOtherHost(label, url) ? hostOf(url) : label;
  const quiet = withCashtags(labelText(words, rules), 0, rules);
  return cutAtWords(quiet, (text) => text.length <= LONGEST_LABEL);
}

const isCertain = (url: string, rules: PostRules): boolean =>
  rules.findLinks(url).some(({ start, certain }) => start === 0 && certain !== false);

const distinct = (links: readonly Link[]): readonly Link[] =>
  links.filter((link, index) => links.findIndex(({ url }) => url === link.url) === index);

/** The links of a label; if none says `Paper`, one that leads to where papers live. */
function labelled(links: readonly Link[], label: string): readonly Link[] {
  const own = links.filter((link) => isLabelled(link, label));
  if (own.length > 0 || label.trim().toLowerCase() !== 'paper') return own;
  return links.filter(({ url }) => isPaperAddress(url)).slice(0, 1);
}

/** `Paper/Book` is a paper too. */
const isLabelled = (link: Link, label: string): boolean =>
  [link.label, ...link.label.split(/[/,&+]|\band\b/)].some(
    (part) => part.trim().toLowerCase() === label.trim().toLowerCase(),
  );

/** A URL that the network links as a whole: characters at which it would stop are percent-encoded. */
function writable(url: string, rules: PostRules): string {
  const isWhole = (text: string): boolean =>
    rules.findLinks(text).some(({ start, end }) => start === 0 && end === text.length);
  if (isWhole(url)) return url;
  const bare = url.replace(/[?#]+$/, '').replace(/^(https?:\/\/[^/?#]+)(?=[?#])/i, '$1/');
  const encoded = bare.replace(/[^\w\-.~!*';:@&=+$,/?#%[\]()]/gu, encodeURIComponent);
  const closed = encoded.replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'));
  const strict = closed.replace(
    /^(https?:\/\/[^/?#]+)([^?]*)(.*)$/i,
    (_, host: string, path: string, query: string) =>
      host + path.replace(/[^\w\-/%=#]/g, percent) + query.replace(/[^\w\-/%=#?&]/g, percent),
  );
  return [bare, encoded, closed, strict].find(isWhole) ?? url;
}

const percent = (mark: string): string => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** Whether a label says what the title says already, be it cut or with signs that no reader sees. */
export function isTitle(label: string, title: string): boolean {
  const [words, whole] = [label, title].map((text) => withoutUnseen(text).trim().toLowerCase());
  return (
    words !== undefined &&
    words !== '' &&
    whole !== undefined &&
    (words === whole || (label.endsWith('…') && whole.startsWith(words)))
  );
}

const withoutUnseen = (text: string): string =>
  /[^\x20-\x7e]/.test(text) ? text.replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|…$/g, '') : text;

/** Lines of links as they stand in a post, and where: offsets count from the beginning of the lines. */
export interface LinkLines {
  readonly text: string;
  readonly links: readonly PostLink[];
}

/** The links as a network shows them: written out, with labels or without, or as labels in a line. */
export function linkLines(
  links: readonly Link[],
  rules: PostRules,
  labels: boolean,
  { before = '', title = '' } = {},
): LinkLines {
  const separator = rules.linkStyle === 'label' ? ' · ' : '\n';
  let text = before;
  const placed = links.map((link, index): PostLink => {
    const label = link.label.trim() || 'Link';
    if (index > 0) text += separator;
    if (rules.linkStyle === 'written' && labels && !isTitle(label, title)) text += `${label}: `;
    const start = text.length;
    text += rules.linkStyle === 'label' ? label : link.url;
    return { label, url: link.url, start, end: text.length };
  });
  return { text, links: placed };
}

/**
 * All links of a finished text, in order: those that are meant, and those that the network makes by itself. Where a link
 * is what a post declares, a URL in its words is declared too.
 */
export function allLinks(text: string, meant: readonly PostLink[], rules: PostRules): readonly PostLink[] {
  const declares = rules.linkStyle === 'label';
  const others = (declares ? findUrls(text) : rules.findLinks(text))
    .filter(({ start, end }) => !meant.some((link) => link.start < end && start < link.end))
    .map(({ start, end }): PostLink => {
      const url = text.slice(start, end);
      return { label: url, url, start, end, ...(declares ? {} : { auto: true }) };
    });
  return [...meant, ...others].sort((a, b) => a.start - b.start);
}
