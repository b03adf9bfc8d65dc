// Written as text: the type-checker does not know the `v` flag of its target yet, Node.js 20 does.
const EVERY_EMOJI = '(?:\\p{RGI_Emoji}|[0-9#*]\\u20E3)\\uFE0F?';
// What can join characters to one emoji: joiner, keycap, flags, skin tones, tags, and the selector of the coloured variant.
const JOINED = /[\u200D\u20E3\uFE0F\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\u{E0020}-\u{E007F}]/u;
const JOINED_BY_MORE = /[\u200D\u20E3\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\u{E0020}-\u{E007F}]/u;
const SELECTED = /(?:\p{Emoji_Presentation}|(?![0-9#*])\p{Emoji}\uFE0F)\uFE0F?/gu;

let everyEmoji: RegExp | undefined;

/**
 * The emoji of a text where one of them may be more than a character; none where each is one. Every sequence that Unicode
 * recommends for interchange is one emoji (https://www.unicode.org/reports/tr51/#def_rgi_set). The expression for all of
 * them takes as long to make as the rest of a dry run's measuring: it is made when a text needs it.
 */
export function joinedEmoji(text: string): Iterable<RegExpExecArray> {
  if (!JOINED.test(text)) return [];
  if (!JOINED_BY_MORE.test(text)) return text.matchAll(SELECTED);
  everyEmoji ??= new RegExp(EVERY_EMOJI, 'gv');
  return text.matchAll(everyEmoji);
}
