import { ASCII_TLDS, OTHER_TLDS } from './tlds.ts';

// The alphabet of domains as X's reference (twitter-text 3.1) draws it: whatever is no ASCII punctuation, space or mark of
// direction may stand in a label, so a quotation mark and a Chinese sentence may too.
const PUNCTUATION = "!'#%&()*+,\\/:;<=>?@[]^{|}~$";
const SPACE_OR_MARK =
  /[\t-\r \u0085\u00A0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFFFE\uFEFF\uFFFF\u202A-\u202E\u061C\u200E\u200F\u2066-\u2069]/;
const ASCII_IN_RUN = Array.from(
  { length: 0x80 },
  (_, code) => code > 0x20 && !PUNCTUATION.includes(String.fromCharCode(code)),
);
const DOT = 0x2e;
const HYPHEN = 0x2d;
const UNDERSCORE = 0x5f;

const inRun = (code: number): boolean => ASCII_IN_RUN[code] ?? !SPACE_OR_MARK.test(String.fromCharCode(code));
const inLabel = (code: number): boolean =>
  code !== DOT && code !== HYPHEN && code !== UNDERSCORE && !Number.isNaN(code) && inRun(code);

const LETTERS = /[a-z]*/iy;
const PUNYCODE = /xn--[-0-9a-z]+/iy;
// Most words that follow a dot begin with a letter that no other top-level domain begins with.
const OTHER_FIRST = new Set(OTHER_TLDS.map((tld) => tld.charAt(0)));

/** Where the top-level domain that begins at `at` ends, or -1 if none does. */
export function topLevelEnd(text: string, at: number): number {
  LETTERS.lastIndex = at;
  const word = LETTERS.exec(text)?.[0] ?? '';
  const end = at + word.length;
  if (ASCII_TLDS.has(word.toLowerCase()) && closes(text, end)) return end;
  const other = OTHER_FIRST.has(text.charAt(at).toLowerCase()) ? otherEnd(text, at) : -1;
  if (other >= 0) return other;
  PUNYCODE.lastIndex = at;
  return PUNYCODE.test(text) ? PUNYCODE.lastIndex : -1;
}

function otherEnd(text: string, at: number): number {
  const tld = OTHER_TLDS.find(
    (each) => text.slice(at, at + each.length).toLowerCase() === each && closes(text, at + each.length),
  );
  return tld === undefined ? -1 : at + tld.length;
}

const closes = (text: string, end: number): boolean => !/[0-9a-zA-Z@+-]/.test(text.charAt(end));

interface Label {
  readonly start: number;
  readonly end: number;
  /** The last `_` of the label, or -1: a name right before the top-level domain holds none. */
  readonly underscore: number;
}

/** A stretch of text without spaces and punctuation that holds at least one dot. */
export interface DomainRun {
  readonly start: number;
  readonly end: number;
  /** Whether any domain may begin here: `3.5` and `e.g` hold none. */
  readonly holdsDomain: boolean;
  /** Where the longest domain that begins at `at` ends, or -1. Each question takes constant time. */
  readonly domainEnd: (at: number) => number;
}

/** Every run of the text in which a domain may stand, found around its dots. Linear in the text. */
export function* domainRuns(text: string): Generator<DomainRun> {
  let done = 0;
  for (let dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', done)) {
    if (!inLabel(text.charCodeAt(dot + 1))) {
      // The full stop of a sentence: no domain goes on behind it.
      done = dot + 1;
      continue;
    }
    let start = dot;
    while (start > done && inRun(text.charCodeAt(start - 1))) start--;
    let end = dot + 1;
    while (end < text.length && inRun(text.charCodeAt(end))) end++;
    done = end;
    yield domainRun(text, start, end);
  }
}

function domainRun(text: string, start: number, end: number): DomainRun {
  const labels = splitLabels(text, start, end);
  const ends = labels.map((label, index) => (index === 0 ? -1 : topLevelEnd(text, label.start)));
  if (ends.every((each) => each < 0)) return { start, end, holdsDomain: false, domainEnd: () => -1 };
  const chainEnd = chainEnds(text, labels);
  const lastGood = latestNames(labels, ends);
  const labelAt = (at: number): number => labels.findIndex((label) => at <= label.end);
  let from = 0;
  const domainEnd = (at: number): number => {
    while ((labels[from]?.end ?? Infinity) < at) from++;
    const index = (labels[from]?.start ?? Infinity) <= at ? from : labelAt(at);
    const label = labels[index];
    if (!label || index >= labels.length - 1 || at >= label.end) return -1;
    if (!inLabel(text.charCodeAt(at)) || !inLabel(text.charCodeAt(label.end - 1))) return -1;
    const best = lastGood[chainEnd[index + 1] ?? 0] ?? -1;
    if (best > index + 1) return ends[best] ?? -1;
    return label.underscore < at ? (ends[index + 1] ?? -1) : -1;
  };
  return { start, end, holdsDomain: true, domainEnd };
}

function splitLabels(text: string, start: number, end: number): readonly Label[] {
  const labels: Label[] = [];
  for (let from = start; from <= end;) {
    const dot = text.indexOf('.', from);
    const to = dot < 0 || dot > end ? end : dot;
    const underscore = text.slice(from, to).lastIndexOf('_');
    labels.push({ start: from, end: to, underscore: underscore < 0 ? -1 : from + underscore });
    from = to + 1;
  }
  return labels;
}

/** For each label the first one at or after it that cannot stand before another: empty, at a hyphen, or the last. */
function chainEnds(text: string, labels: readonly Label[]): readonly number[] {
  const ends = labels.map((_, index) => index);
  for (let index = labels.length - 2; index >= 0; index--) {
    const label = labels[index];
    const sound =
      label &&
      label.end > label.start &&
      inLabel(text.charCodeAt(label.start)) &&
      inLabel(text.charCodeAt(label.end - 1));
    if (sound) ends[index] = ends[index + 1] ?? index;
  }
  return ends;
}

/** For each label the last one up to it that begins with a top-level domain and follows a name, or -1. */
function latestNames(labels: readonly Label[], ends: readonly number[]): readonly number[] {
  let latest = -1;
  return labels.map((_, index) => {
    if ((ends[index] ?? -1) >= 0 && (labels[index - 1]?.underscore ?? 0) < 0) latest = index;
    return latest;
  });
}
