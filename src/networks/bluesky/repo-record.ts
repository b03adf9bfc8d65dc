import * as v from 'valibot';
import type { Json } from '../../core/record.ts';
import { type Post, countGraphemes, plainWords } from '../../core/thread.ts';
import { parsed } from '../answers.ts';

export const collection = 'app.bsky.feed.post';

/** A picture on the server. */
export const blobSchema = v.object({
  $type: v.literal('blob'),
  ref: v.object({ $link: v.string() }),
  mimeType: v.string(),
  size: v.number(),
});

/** What `upload` gave: the picture, and its shape. */
const mediaSchema = v.object({ blob: blobSchema, width: v.number(), height: v.number() });

/** A post as the record that it will be, all but its date and its place in the thread. No field of it is undefined. */
export function repoRecordOf(
  post: Post,
  heading: string,
  language: string,
  media: Json | undefined,
): Readonly<Record<string, Json>> {
  const facets = facetsOf(post);
  const embed = pictureOf(post, media) ?? linkCardOf(post, heading);
  return {
    $type: collection,
    // Half a character has no bytes in UTF-8; both sides must hash the same text.
    text: post.text.toWellFormed(),
    langs: [language.replace('_', '-')],
    ...(facets.length > 0 ? { facets } : {}),
    ...(embed ? { embed } : {}),
  };
}

function pictureOf(post: Post, media: Json | undefined): Json | undefined {
  const picture = post.media?.[0];
  const uploaded = parsed(mediaSchema, media);
  if (!picture || !uploaded) return undefined;
  const { blob, width, height } = uploaded;
  return {
    $type: 'app.bsky.embed.images',
    images: [{ image: blob, alt: picture.alt.toWellFormed(), aspectRatio: { width, height } }],
  };
}

/** The list's address at the end of a thread. Several links are the entries' own: none of them stands for the list. */
function linkCardOf(post: Post, heading: string): Json | undefined {
  const [link, ...more] = linksOf(post);
  if (post.kind !== 'closer' || !link || more.length > 0) return undefined;
  return {
    $type: 'app.bsky.embed.external',
    external: { uri: link.url, title: plainWords(heading), description: '' },
  };
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly feature: Readonly<Record<string, Json>>;
}

/** Links behind their labels, and the hashtags of hook and closer. Facets count bytes of UTF-8; a post counts UTF-16. */
export function facetsOf(post: Post): readonly Json[] {
  const links = linksOf(post).map(({ start, end, url: uri }): Range => {
    return { start, end, feature: { $type: 'app.bsky.richtext.facet#link', uri } };
  });
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

const bytesBefore = (text: string, offset: number): number => Buffer.byteLength(text.slice(0, offset));

/** Words that other networks turn into links by themselves stay words here. */
const linksOf = ({ links }: Post): Post['links'] =>
  links.filter((link) => link.auto !== true && link.end > link.start && URL.canParse(link.url));

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
