// Paragraphs and headings in HTML stand above many a list that is none.
const FIRST_TAG =
  /^\s*(?:<(?:div|center)(?:\s[^<>]{0,300})?>\s*){0,3}<(?:(?:table|tr|ol|ul|details)[\s>]|(?:p|h[1-6])(?:\s[^<>]{0,300})?>\s*(?:<(?:b|strong)>\s*)?\d)/i;
const TABLE_RULE = /^[ \t]{0,3}\|?[ \t]{0,9}:?-+:?[ \t]{0,9}\|/m;
// A table's row, a list's item, a heading: what can hold an entry.
const UNIT = /<(?:tr|li|summary|h[1-6]|p)[\s>]/gi;
const WRAPPER = /<\/?(?:table|thead|tbody|tfoot|ol|ul|details|div|center|p)(?:\s[^<>]{0,300})?>/gi;
const ITEM = /<li(?:\s[^<>]{0,300})?>/gi;

/**
 * A list that is written in HTML as markdown that says the same, so that the readers of markdown can read it; entries
 * keep their lines. Undefined where it is not written so.
 */
export function markdownFromHtml(text: string): string | undefined {
  if (!FIRST_TAG.test(text) || TABLE_RULE.test(text) || (text.match(UNIT)?.length ?? 0) < 2) return undefined;
  // Points below the items of a numbered list are no entries.
  const inner = /<ol[\s>]/i.test(text) ? text.replace(element('ul'), (list) => asPoints(list)) : text;
  return inner
    .replace(WRAPPER, ' ')
    .replace(
      element('tr'),
      onOneLine((row) => (/<td[\s>]/i.test(row) ? `1. ${cellsOf(row).join(' ')}` : '')),
    )
    .replace(
      element('li'),
      onOneLine((item) => `1. ${item}`),
    )
    .replace(
      element('summary|h[1-6]'),
      onOneLine((title) => `#### ${title}`),
    );
}

/** An element with all that stands in it; one that does not end near is none. */
const element = (names: string): RegExp =>
  new RegExp(`[ \\t]*<(${names})(?:\\s[^<>]{0,300})?>([^]{0,16000}?)</\\1>[ \\t]*`, 'gi');

const asPoints = (list: string): string => list.replace(ITEM, '<br>● ').replace(/<\/(?:li|ul)>/gi, '');

const cellsOf = (row: string): readonly string[] =>
  asPoints(row)
    .split(/<t[dh](?:\s[^<>]{0,300})?>/i)
    .slice(1)
    .map((cell) =>
      cell
        .replace(/<\/t[dh]>/gi, '')
        .trim()
        .replace(/(?<!\\)\|/g, '\\|'),
    );

/** Writes words on a line of their own, with the line breaks that stood in them behind it. */
function onOneLine(write: (words: string) => string) {
  return (html: string, _name: string, inner: string, offset: number, text: string): string => {
    const words = write(inner.replace(/\s+/g, ' ').trim());
    const before = offset === 0 || text[offset - 1] === '\n' ? '' : '\n';
    const after = text[offset + html.length] === '\n' ? '' : '\n';
    return `${before}${words}${'\n'.repeat(html.split('\n').length - 1)}${after}`;
  };
}
