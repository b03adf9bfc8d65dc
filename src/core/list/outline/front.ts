/** What a document says of itself above its first words. */
export interface FrontMatter {
  /** Where the text begins. */
  readonly end: number;
  readonly fields: ReadonlyMap<string, string>;
}

const NONE: FrontMatter = { end: 0, fields: new Map() };
/** In characters and lines: more is no front matter. */
const LONGEST = 20_000;
const FIELD = /^([A-Za-z][\w -]{0,30}?)\s*[:=]\s*(.*)$/;

/** Reads front matter in YAML (`---`), TOML (`+++`), or bare lines (`Title: …`, `Date: …`); values without their quotes. */
export function frontMatter(text: string): FrontMatter {
  const open = /^(?:(---|\+\+\+)[ \t]*\n|(?=(?:title|date|slug|author|category|tags)\s?:[^\n]*\n\w[\w -]*:))/i.exec(
    text.slice(0, 400),
  );
  if (!open) return NONE;
  const [, fence] = open;
  const rest = text.slice(open[0].length, LONGEST);
  const close =
    fence === undefined
      ? /\n\s*\n|$/.exec(rest)
      : (fence === '---' ? /^(?:---|\.\.\.)[ \t]*$/m : /^\+\+\+[ \t]*$/m).exec(rest);
  if (!close) return NONE;
  const lines = rest.slice(0, close.index).split('\n');
  if (!lines.every((line) => /^(?:[\w "'-]+\s*[:=]|\s|#|[-\]}]|$)/.test(line))) return NONE;
  const fields = new Map<string, string>();
  for (const line of lines) {
    const [, key = '', value = ''] = FIELD.exec(line) ?? [];
    if (key !== '') fields.set(key.toLowerCase().replace(/[_ -]/g, ''), value.trim().replace(/^(["'])(.*)\1$/, '$2'));
  }
  return { end: open[0].length + close.index + close[0].length, fields };
}
