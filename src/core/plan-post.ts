import { allLinks } from './compose-links.ts';
import type { PlannedPost } from './plan.ts';
import type { PostRules } from './rules.ts';
import type { Post, PostLink } from './thread.ts';

type PlannedLink = PlannedPost['links'][number];

interface ReadPost {
  readonly post: Post;
  readonly problems: readonly string[];
}

/** One post of a plan, measured and priced anew, with what is wrong with it. */
export function readPost(planned: PlannedPost, rules: PostRules): ReadPost {
  const text = planned.text.normalize('NFC').trim();
  const { links, problems: lost } = placeLinks(text, planned.links, rules);
  const tooMuch = planned.media.flatMap(({ alt }) => altProblem(alt, rules));
  const media = planned.media.length > 0 ? { media: planned.media.map(({ alt }) => ({ alt })) } : {};
  const post: Post = { ...partsOf(planned, text, links), text, length: rules.measure(text), links, ...media };
  return { post, problems: [...lengthProblem(text, rules), ...lost, ...tooMuch] };
}

function lengthProblem(text: string, rules: PostRules): readonly string[] {
  if (text === '') return ['The text is empty. Write one, or remove the post.'];
  if (rules.fits(text)) return [];
  const length = rules.measure(text);
  if (rules.limit === null || length <= rules.limit)
    return [`The text is too long for ${rules.name} in bytes. Shorten it.`];
  return [`The text has ${length} of at most ${rules.limit} characters. Shorten it by ${length - rules.limit}.`];
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

/** Where the links of a plan stand in its text. From the end: links stand below the words that they may repeat. */
function placeLinks(text: string, planned: readonly PlannedLink[], rules: PostRules): PlacedLinks {
  const placed: PostLink[] = [];
  const problems: string[] = [];
  for (const link of planned.filter(({ auto }) => auto !== true).reverse()) {
    const range = place(text, link, placed, rules);
    if (typeof range === 'string') problems.unshift(range);
    else placed.push({ label: link.label, url: link.url, ...range });
  }
  const declared = new Set(planned.filter(({ auto }) => auto === true).map(({ url }) => url));
  const links = allLinks(text, placed, rules).map((link): PostLink => {
    const { label, url, start, end } = link;
    // A URL that was written into the text is meant; a word that happens to be one is not.
    return link.auto && /^https?:/i.test(url) && !declared.has(url) ? { label, url, start, end } : link;
  });
  return { links, problems };
}

type Range = Pick<PostLink, 'start' | 'end'>;

function place(text: string, link: PlannedLink, taken: readonly PostLink[], rules: PostRules): Range | string {
  const free = (words: string): Range | undefined => lastFree(text, words, taken);
  if (rules.linkStyle === 'label') {
    const range = free(link.label) ?? free(link.url);
    return (
      range ??
      `The link ${link.url} stands behind «${link.label}», which is not in the text. Write «${link.label}» into it, or remove the link.`
    );
  }
  const range = free(link.url);
  if (!range) return `The link ${link.url} is not in the text. Write it into the text, or remove it from the links.`;
  const found = rules.findLinks(text).find(({ start, end }) => start < range.end && range.start < end);
  if (!found || (found.start === range.start && found.end === range.end)) return range;
  const instead = text.slice(found.start, found.end);
  return `${rules.name} would link ${instead} in place of ${link.url}. Put a space around the address.`;
}

function lastFree(text: string, words: string, taken: readonly PostLink[]): Range | undefined {
  if (words === '') return undefined;
  for (let start = text.lastIndexOf(words); start >= 0; start = start === 0 ? -1 : text.lastIndexOf(words, start - 1)) {
    const end = start + words.length;
    if (!taken.some((link) => link.start < end && start < link.end)) return { start, end };
  }
  return undefined;
}
