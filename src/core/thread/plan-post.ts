import * as v from 'valibot';
import { allLinks } from './compose/link-line.ts';
import { cashtagsIn } from './compose/safe-text.ts';
import type { PostRules, Post, PostLink } from './posts.ts';

const links = v.optional(v.array(v.object({ label: v.string(), url: v.string(), auto: v.optional(v.boolean()) })), []);
const media = v.optional(v.array(v.object({ alt: v.string() })), []);
/** The JSON of one post of a plan. */
export const PostJson = v.variant('kind', [
  v.object({ kind: v.literal('hook'), text: v.string(), links, media }),
  v.object({ kind: v.literal('entry'), rank: v.pipe(v.number(), v.integer()), text: v.string(), links, media }),
  v.object({ kind: v.literal('closer'), text: v.string(), links, media }),
]);
/** What a post of a plan says; all else about it is worked out anew. */
export type PlannedPost = v.InferOutput<typeof PostJson>;

type PlannedLink = PlannedPost['links'][number];

interface ReadPost {
  readonly post: Post;
  readonly problems: readonly string[];
}

/** One post of a plan, measured and priced anew, with what is wrong with it. */
export function readPost(planned: PlannedPost, rules: PostRules): ReadPost {
  const text = planned.text.normalize('NFC').trim();
  const { links, problems: lost } = placeLinks(text, planned, rules);
  const tooMuch = planned.media.flatMap(({ alt }) => altProblem(alt, rules));
  const media = planned.media.length > 0 ? { media: planned.media.map(({ alt }) => ({ alt })) } : {};
  const post: Post = { ...partsOf(planned, text, links), text, length: rules.measure(text), links, ...media };
  return { post, problems: [...lengthProblem(text, rules), ...cashtagProblem(text, rules), ...lost, ...tooMuch] };
}

function lengthProblem(text: string, rules: PostRules): readonly string[] {
  if (text === '') return ['The text is empty. Write one, or remove the post.'];
  if (rules.fits(text)) return [];
  const length = rules.measure(text);
  if (rules.limit === null || length <= rules.limit)
    return [`The text is too long for ${rules.name} in bytes. Shorten it.`];
  return [`The text has ${length} of at most ${rules.limit} characters. Shorten it by ${length - rules.limit}.`];
}

function cashtagProblem(text: string, rules: PostRules): readonly string[] {
  const tags = cashtagsIn(text);
  if (!rules.oneCashtag || tags.length < 2) return [];
  return [`${rules.name} refuses a text with more than one cashtag: ${tags.join(', ')}. Keep the $ of one of them.`];
}

function altProblem(alt: string, rules: PostRules): readonly string[] {
  if (rules.altLimit === null) return [`${rules.name} takes no pictures. Remove the media.`];
  const length = Array.from(alt).length;
  return length <= rules.altLimit
    ? []
    : [`The alt text has ${length} of at most ${rules.altLimit} characters. Shorten it.`];
}

/** Title and summary as they stand in the text, whatever the plan says of them. */
function partsOf(planned: PlannedPost, text: string, links: readonly PostLink[]) {
  if (planned.kind !== 'entry') return { kind: planned.kind };
  const [head = '', ...paragraphs] = text.split(/\n{2,}/);
  const body = isLinks(paragraphs.at(-1) ?? '', links, text) ? paragraphs.slice(0, -1) : paragraphs;
  return {
    kind: planned.kind,
    rank: planned.rank,
    title: head.replace(/^\d+\/\d+\s*/, ''),
    summary: body.join('\n\n'),
  };
}

/** Whether a text's last paragraph is made of links, their labels and what stands between them. */
function isLinks(paragraph: string, links: readonly PostLink[], text: string): boolean {
  const start = text.length - paragraph.length;
  const inside = links.filter((link) => link.start >= start && !link.auto).sort((a, b) => b.start - a.start);
  const rest = inside.reduce(
    (left, link) => left.slice(0, link.start - start) + left.slice(link.end - start),
    paragraph,
  );
  return inside.length > 0 && rest.split('\n').every((line) => /^(?:[\s·|,]*|[^.!?]{1,40}:\s*)$/.test(line));
}

interface PlacedLinks {
  readonly links: readonly PostLink[];
  readonly problems: readonly string[];
}

/** Where the links of a plan stand in its text, in order: in an entry's post below the words, in a closer above them. */
function placeLinks(text: string, planned: PlannedPost, rules: PostRules): PlacedLinks {
  const placed: PostLink[] = [];
  const problems: string[] = [];
  const meant = planned.links.filter(({ auto }) => auto !== true);
  const fromEnd = planned.kind === 'entry';
  for (const link of fromEnd ? meant.toReversed() : meant) {
    const range = place(text, link, { taken: placed, fromEnd }, rules);
    if (typeof range === 'string') problems.push(range);
    else placed.push({ label: link.label, url: link.url, start: range.start, end: range.end });
  }
  const declared = new Set(planned.links.filter(({ auto }) => auto === true).map(({ url }) => url));
  const links = allLinks(text, placed, rules).map((link): PostLink => {
    const { label, url, start, end } = link;
    // A URL that was written into the text is meant; a word that happens to be one is not.
    return link.auto && /^https?:/i.test(url) && !declared.has(url) ? { label, url, start, end } : link;
  });
  return { links, problems };
}

type Range = Pick<PostLink, 'start' | 'end'>;

interface Room {
  /** What other links have for a label already. */
  readonly taken: readonly Range[];
  readonly fromEnd: boolean;
}

function place(text: string, link: PlannedLink, room: Room, rules: PostRules): Range | string {
  if (rules.linkStyle === 'label') {
    const range = nextFree(wholeWords(text, link.label), room) ?? nextFree(places(text, link.url), room);
    const { url, label } = link;
    return (
      range ??
      `The link ${url} stands behind “${label}”, which is not in the text. Write “${label}” into it, or remove the link.`
    );
  }
  const found = rules.findLinks(text);
  const whole = found.filter(({ start, end }) => text.slice(start, end) === link.url);
  const range = nextFree(whole, room) ?? nextFree(places(text, link.url), room);
  if (!range) return `The link ${link.url} is not in the text. Write it into the text, or remove it from the links.`;
  const other = found.find(({ start, end }) => start < range.end && range.start < end);
  if (!other || (other.start === range.start && other.end === range.end)) return range;
  const instead = text.slice(other.start, other.end);
  return `${rules.name} would link ${instead} in place of ${link.url}. Put a space around the address.`;
}

/** The first place after those taken (or the last before them), else any that is free. */
function nextFree(ranges: readonly Range[], { taken, fromEnd }: Room): Range | undefined {
  const free = ranges.filter(({ start, end }) => !taken.some((range) => range.start < end && start < range.end));
  const edge = taken.at(-1);
  if (fromEnd) return free.findLast(({ end }) => end <= (edge?.start ?? Infinity)) ?? free.at(-1);
  return free.find(({ start }) => start >= (edge?.end ?? 0)) ?? free[0];
}

function places(text: string, words: string): readonly Range[] {
  const ranges: Range[] = [];
  if (words === '') return ranges;
  for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + words.length))
    ranges.push({ start, end: start + words.length });
  return ranges;
}

/** `Paper` is not in `Papers`. */
const wholeWords = (text: string, words: string): readonly Range[] =>
  places(text, words).filter(
    ({ start, end }) => !/[\p{L}\p{N}]$/u.test(text.slice(0, start)) && !/^[\p{L}\p{N}]/u.test(text.slice(end)),
  );
