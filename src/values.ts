import * as v from 'valibot';

const placeholders = ['{heading}', '{dates}', '{count}', '{list}'];
/** The default time zone. */
export const utc = 'Etc/UTC';

// The kinds of values that variables take. What each one expects completes the sentence of an error: "expected …".

/** One of these words, in upper or lower case. */
export function oneOf<const Values extends readonly string[]>(values: Values, example: string) {
  const expected = `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}, e.g. ${example}`;
  return v.pipe(v.string(), v.toLowerCase(), v.picklist(values, expected));
}

function split(text: string): readonly string[] {
  return [
    ...new Set(
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  ];
}

const onOneLine =
  String.raw`a value on one line: in double quotes \n and \r are line breaks, so use single quotes, or / for \ `.trim();
const isOnOneLine = (text: string): boolean => !/[\0-\x1f\x7f]/.test(text);

/** A file or a folder. */
export function path() {
  return v.pipe(v.string(), v.check(isOnOneLine, onOneLine));
}

/** A file or a folder; or addresses, which may stand on a line each. */
export function source() {
  const isAddresses = (text: string) => text.split(/\s+/).every((part) => /^https?:\/\//i.test(part));
  return v.pipe(
    v.string(),
    v.check((text) => isOnOneLine(text) || isAddresses(text), onOneLine),
  );
}

export function list(expected: string) {
  return v.pipe(
    v.string(),
    v.transform(split),
    v.check((parts) => parts.length > 0, expected),
    v.check((parts) => parts.every(isOnOneLine), onOneLine),
  );
}

/** One or more of these names, in upper or lower case. */
export function names(known: readonly string[], example: string) {
  const expected = `one or more of ${known.join(', ')}, separated by commas, e.g. ${example}`;
  return v.pipe(
    v.string(),
    v.toLowerCase(),
    v.transform(split),
    v.check((parts) => parts.length > 0 && parts.every((part) => known.includes(part)), expected),
  );
}

export function whole(least: number, most: number, what: string, example: string) {
  const expected = `${what} from ${least} to ${most}, e.g. ${example}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,12}$/, expected),
    v.transform(Number),
    v.minValue(least, expected),
    v.maxValue(most, expected),
  );
}

/** As many milliseconds as setTimeout takes. */
export function milliseconds(least: number, example: string) {
  return whole(least, 2_147_483_647, 'a number of milliseconds', example);
}

export function money() {
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,9}(\.\d{1,6})?$/, 'an amount in US dollars, digits and a point alone, e.g. MAX_COST_USD=3'),
    v.transform(Number),
  );
}

export function address(example: string) {
  return v.pipe(v.string(), v.check(isWebAddress, `an address that starts with http:// or https://, e.g. ${example}`));
}

/** A proxy: an address, or a host with a port alone, as other programs also take it. */
export function proxy(example: string) {
  const expected = `the address of an HTTP proxy, e.g. ${example}`;
  return v.pipe(
    v.string(),
    v.transform((text) => (text.includes('://') ? text : `http://${text}`)),
    v.check(isWebAddress, expected),
  );
}

/** An address that paths are appended to; a slash at its end is dropped. */
export function base(example: string) {
  const expected = `an address that starts with http:// or https://, without ? and #, e.g. ${example}`;
  return v.pipe(
    v.string(),
    v.check((text) => isWebAddress(text) && !/[?#]/.test(text), expected),
    v.transform((text) => text.replace(/\/+$/, '')),
  );
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(text) && !/\s/.test(text) && URL.canParse(text);
}

export function database() {
  const expected =
    'an address of PostgreSQL, e.g. STATE_URL=postgresql://weekthread:password@db.example.org/weekthread';
  return v.pipe(
    v.string(),
    v.check((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text), expected),
  );
}

export function botName() {
  return v.pipe(v.string(), v.maxLength(100, 'a name of at most 100 characters, e.g. BOT=papers'));
}

export function secret() {
  return v.pipe(
    v.string(),
    v.regex(/^[\x21-\x7e]+$/, 'a key without spaces, quotes or line breaks around or in it: copy it again'),
  );
}

export function colour() {
  return v.pipe(
    v.string(),
    v.regex(/^#([\da-f]{3}|[\da-f]{6})$/i, 'a colour in hexadecimal, in quotes, e.g. CARD_ACCENT="#3b6ef6"'),
  );
}

export function template(example: string) {
  const known = (text: string) => (text.match(/\{[a-z]+\}/gi) ?? []).every((word) => placeholders.includes(word));
  return v.pipe(
    v.string(),
    v.check(known, `a text with no other placeholders than ${placeholders.join(' ')}, e.g. ${example}`),
  );
}

export function language() {
  const expected = 'a language tag (BCP 47), e.g. LANGUAGE=en or LANGUAGE=pt-BR';
  return v.pipe(
    v.string(),
    v.check(isLanguage, ({ input }) => (typeof input === 'string' ? `${expected}${tagFor(input)}` : expected)),
  );
}

/** The standard also allows names of five letters and more, and registers none. */
function isLanguage(text: string): boolean {
  try {
    return /^[a-z]{2,3}(?:-|$)/i.test(text) && Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** The tag of a language that was given by its name, in English or in itself: `english`, `Deutsch`. */
function tagFor(name: string): string {
  const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
  const english = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  const tags = letters.flatMap((one) => letters.map((other) => one + other)).filter((tag) => english.of(tag));
  const own = (tag: string) => new Intl.DisplayNames(tag, { type: 'language', fallback: 'none' }).of(tag);
  const meant = tags.find((tag) =>
    [english.of(tag), own(tag)].some((known) => known?.toLowerCase() === name.toLowerCase()),
  );
  return meant === undefined ? '' : `; for "${name}" LANGUAGE=${meant}`;
}

export function timezone() {
  const expected =
    'an IANA time zone as Region/City, or UTC, e.g. TIMEZONE=Europe/Berlin; short names mean several zones each';
  return v.pipe(v.string(), v.check(isTimezone, expected));
}

/** `BST` is Bangladesh for one program and Britain for another; `EST` knows no summer. Only UTC is short and clear. */
function isTimezone(text: string): boolean {
  if (text === utc || text === 'UTC') return true; // Looking up a zone takes as long as reading the list.
  try {
    return text.includes('/') && new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Checks only the form; whether there is ever such a moment is for `ScheduleCheck`. */
export function schedule() {
  const isSchedule = (text: string) => /^\S+(\s+\S+){4,5}$/.test(text);
  return v.pipe(
    v.string(),
    v.check(isSchedule, 'five fields (minute, hour, day, month, day of the week), e.g. SCHEDULE="0 17 * * 1,2"'),
  );
}
