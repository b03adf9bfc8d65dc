import { countGraphemes, type Post } from '../../core/thread.ts';
import type { Json } from '../../core/record.ts';

interface Range {
  readonly start: number;
  readonly end: number;
  readonly feature: Readonly<Record<string, Json>>;
}

const utf8 = new TextEncoder();

/** Links behind their labels, and the hashtags of hook and closer. Facets count bytes of UTF-8; a post counts UTF-16. */
export function facetsOf(post: Post): readonly Json[] {
  const links = linkRanges(post);
  // Only the operator's own words tag: a `#1` in an entry's summary is no hashtag.
  const tags = post.kind === 'entry' ? [] : tagRanges(post.text);
  const free = tags.filter((tag) => links.every((link) => tag.end <= link.start || tag.start >= link.end));
  return [...links, ...free]
    .toSorted((one, other) => one.start - other.start)
    .map(({ start, end, feature }) => ({
      index: { byteStart: bytesBefore(post.text, start), byteEnd: bytesBefore(post.text, end) },
      features: [feature],
    }));
}

const bytesBefore = (text: string, offset: number): number => utf8.encode(text.slice(0, offset)).length;

/** Words that other networks turn into links by themselves stay words here. */
const linkRanges = (post: Post): readonly Range[] =>
  post.links
    .filter((link) => link.auto !== true && link.end > link.start && URL.canParse(link.url))
    .map(({ start, end, url }) => ({ start, end, feature: { $type: 'app.bsky.richtext.facet#link', uri: url } }));

/** A `#` at the start of a word, in either width, and all up to the next space or `#`. */
const hashtag = /(?<![\p{L}\p{N}\p{M}_&/?=#＃-])[#＃]([^\s#＃\p{Cf}]+)/gu;
/** A tag must hold more than digits and punctuation. */
const word = /[^\p{N}\p{P}\p{S}]/u;
/** https://docs.bsky.app: a tag has at most 64 graphemes. */
const mostGraphemes = 64;

function tagRanges(text: string): readonly Range[] {
  return [...text.matchAll(hashtag)].flatMap(({ index, 1: run = '' }) => {
    const tag = run.replace(/[\p{P}\p{S}]+$/u, '');
    if (!word.test(tag) || countGraphemes(tag) > mostGraphemes) return [];
    return [{ start: index, end: index + 1 + tag.length, feature: { $type: 'app.bsky.richtext.facet#tag', tag } }];
  });
}
