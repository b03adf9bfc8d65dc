/** The elements that GitHub renders; a word in angle brackets that is none of them is content (`<RET>`, `<think>`). */
const TAGS = new Set(
  (
    'a abbr article aside b bdi bdo blockquote body br caption center cite code col colgroup dd del details dfn div dl dt ' +
    'em figcaption figure font footer h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label li link main ' +
    'mark math meta mfrac mi mn mo mrow msqrt msub msup mtext nav nobr ol p picture pre q rp rt rtc ruby s samp script section small source span strike strong style sub ' +
    'summary sup svg table tbody td tfoot th thead time title tr tt u ul var video wbr'
  ).split(' '),
);

/** Elements that do nothing in a row without attributes: `the <img> token` speaks of a word, not of a picture. */
const BARE_WORDS = new Set(
  'body font head html iframe img input label link main meta script source style time title video'.split(' '),
);

/** What an HTML tag does to visible text. */
export type TagEffect = 'break' | 'bold' | 'bold end' | 'nothing' | 'content';

/** What a piece of text that markdown takes for HTML means: `<br>` breaks, known elements vanish, all else is content. */
export function tagEffect(html: string): TagEffect {
  if (html.startsWith('<!--')) return 'nothing';
  const match = /^<(\/?)([a-z][a-z0-9]*)(?![^\s/>])/i.exec(html);
  const name = match?.[2]?.toLowerCase() ?? '';
  const inner = html
    .slice(match?.[0].length ?? 0)
    .replace(/\/?>$/, '')
    .trim();
  // `a <b and c> d` compares; attributes have values.
  if (inner === '' ? BARE_WORDS.has(name) : name.length < 3 && !inner.includes('=')) return 'content';
  if (name === 'br' || name === 'p' || name === 'li' || name === 'div' || name === 'hr') return 'break';
  if (name === 'b' || name === 'strong') return match?.[1] === '/' ? 'bold end' : 'bold';
  return TAGS.has(name) ? 'nothing' : 'content';
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['ndash', '–'],
  ['mdash', '—'],
  ['hellip', '…'],
]);

/** Decodes numeric character references and the few named ones that lists and servers write; others stay as they are. */
export const decodeEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (all, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES.get(name.toLowerCase()) ?? all;
    const point = typeof decimal === 'string' ? Number(decimal) : parseInt(String(hex), 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });

/** Whether a text has a letter of any script. Of most texts the first question tells; the second one is slow to make. */
export const hasLetter = (text: string): boolean => /[A-Za-z]/.test(text) || /\p{L}/u.test(text);

/** Whether a sign is a capital, a small letter. An expression that knows all of them (`\p{Lu}`) is slow to make. */
export const isCapital = (sign: string): boolean => sign !== sign.toLowerCase();
export const isSmall = (sign: string): boolean => sign !== sign.toUpperCase();

/**
 * Letters of the scripts that lists are written in (Latin, Greek, Cyrillic, Chinese, Japanese, Korean), for the classes of
 * expressions: those that know every letter (`\p{L}`) are ten times as slow to make, and most runs use one only once.
 */
export const LETTERS = 'A-Za-z\\u00c0-\\u024f\\u0370-\\u04ff\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af';

/** A text's letters and digits, with single spaces for all that stands between them. */
export const wordsAlone = (text: string): string =>
  text.replace(/[^\x00-\x7f]/.test(text) ? /[^\p{L}\p{N}]+/gu : /[^A-Za-z\d]+/g, ' ').trim();

/** White space of every kind folded to single spaces, none at the ends, no zero-width spaces. */
export const foldSpace = (text: string): string =>
  UNFOLDED.test(text)
    ? text
        .replace(/[\u200b\u2060]/g, '')
        .replace(/\s+/g, ' ')
        .trim()
    : text;

const UNFOLDED = /^\s|\s\s|[^\S ]|[\u200b\u2060]|\s$/;

/** The visible text of a heading or label, without a markdown parser: marks, tags and link targets gone. */
export function plainText(raw: string): string {
  const text = /[\\*`_<[]/.test(raw) ? withoutMarks(raw) : raw;
  return foldSpace(decodeEntities(text));
}

const withoutMarks = (raw: string): string =>
  raw
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/<[^<>]{1,300}>/g, (tag) => (tagEffect(tag) === 'content' ? tag : ' '))
    .replace(/\[([^[\]]*)\](?:\([^()]*\)|\[[^[\]]*\])/g, '$1')
    .replace(
      raw.includes('_') ? marksAmongLetters() : /\\([!-/:-@[-`{-~])|\*+|`+/g,
      (_, escaped: string | undefined) => escaped ?? '',
    );

// An expression that knows letters is slow to make, and few headings have an underscore.
const marksAmongLetters = (): RegExp => /\\([!-/:-@[-`{-~])|(?:\*+|`+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}]))/gu;

/** With a capital letter at its beginning. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * A text without the marks at its end: `mark` says of one character whether it is one. Linear, where an expression that
 * ends in `+$` begins anew at every mark of a long row.
 */
export function trimEnd(text: string, mark: RegExp): string {
  let end = text.length;
  while (end > 0 && mark.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

const marks = [
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const;

/** Reads bytes as editors and shells save text: UTF-8, or UTF-16 with a byte order mark, as Windows PowerShell's `>` writes it.
 *  The mark is taken off. Undefined if the bytes are neither. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const marked = marks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte));
  try {
    const text = new TextDecoder(marked?.encoding ?? 'utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Pieces of a text, each with the white space after it, in lines: as many on each as fit. */
export function fillLines(pieces: Iterable<string>, fits: (line: string) => boolean): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && !fits((line + piece).trimEnd())) {
      lines.push(line);
      line = '';
    }
    line += piece;
  }
  return [...lines, line].map((each) => each.trimEnd()).filter((each) => each !== '');
}
