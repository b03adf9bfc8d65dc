import * as v from 'valibot';

// The kinds of values that variables take. What each one expects completes the sentence of an error: "expected …".

/** The default time zone. */
export const utc = 'Etc/UTC';

const checked = (isRight: (text: string) => boolean, expected: string) =>
  v.pipe(v.string(), v.check(isRight, expected));

/** One of these words, in upper or lower case. */
export function oneOf<const Values extends readonly string[]>(values: Values, example: string) {
  const expected = `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}, e.g. ${example}`;
  return v.pipe(v.string(), v.toLowerCase(), v.picklist(values, expected));
}

const split = (text: string): readonly string[] => {
  const parts = text.split(',').map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
};

const onOneLine =
  String.raw`a value on one line: in double quotes \n and \r are line breaks, so use single quotes, or / for \ `.trim();
const isOnOneLine = (text: string): boolean => !/[\0-\x1f\x7f]/.test(text);

/** A file or a folder. */
export const path = () => checked(isOnOneLine, onOneLine);

/** A file or a folder; or addresses, which may stand on a line each. */
export const source = () =>
  checked((text) => isOnOneLine(text) || text.split(/\s+/).every((part) => /^https?:\/\//i.test(part)), onOneLine);

export const list = (expected: string) =>
  v.pipe(
    v.string(),
    v.transform(split),
    v.check((parts) => parts.length > 0, expected),
    v.check((parts) => parts.every(isOnOneLine), onOneLine),
  );

/** One or more of these names, in upper or lower case. */
export const names = (known: readonly string[], example: string) =>
  v.pipe(
    v.string(),
    v.toLowerCase(),
    v.transform(split),
    v.check(
      (parts) => parts.length > 0 && parts.every((part) => known.includes(part)),
      `one or more of ${known.join(', ')}, separated by commas, e.g. ${example}`,
    ),
  );

export function whole(least: number, most: number, what: string, example: string) {
  const expected = `${what} from ${least} to ${most}, e.g. ${example}`;
  const isWithin = (text: string): boolean => /^\d{1,12}$/.test(text) && Number(text) >= least && Number(text) <= most;
  return v.pipe(checked(isWithin, expected), v.transform(Number));
}

/** As many milliseconds as setTimeout takes. */
export const milliseconds = (least: number, example: string) =>
  whole(least, 2_147_483_647, 'a number of milliseconds', example);

export const money = () =>
  v.pipe(
    checked(
      (text) => /^\d{1,9}(\.\d{1,6})?$/.test(text),
      'an amount in US dollars, digits and a point alone, e.g. MAX_COST_USD=3',
    ),
    v.transform(Number),
  );

const isWebAddress = (text: string): boolean =>
  /^https?:\/\/[^\s/]/i.test(text) && !/\s/.test(text) && URL.canParse(text);

export const address = (example: string) =>
  checked(isWebAddress, `an address that starts with http:// or https://, e.g. ${example}`);

/** A proxy: an address, or a host with a port alone, as other programs also take it. */
export const proxy = (example: string) =>
  v.pipe(
    v.string(),
    v.transform((text) => (text.includes('://') ? text : `http://${text}`)),
    v.check(isWebAddress, `the address of an HTTP proxy, e.g. ${example}`),
  );

/** An address that paths are appended to; a slash at its end is dropped. */
export const base = (example: string) =>
  v.pipe(
    checked(
      (text) => isWebAddress(text) && !/[?#]/.test(text),
      `an address that starts with http:// or https://, without ? and #, e.g. ${example}`,
    ),
    v.transform((text) => text.replace(/\/+$/, '')),
  );

export const database = () =>
  checked(
    (text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text),
    'an address of PostgreSQL, e.g. STATE_URL=postgresql://weekthread:password@db.example.org/weekthread',
  );

export const botName = () => checked((text) => text.length <= 100, 'a name of at most 100 characters, e.g. BOT=papers');

export const secret = () =>
  checked(
    (text) => /^[\x21-\x7e]+$/.test(text),
    'a key without spaces, quotes or line breaks around or in it: copy it again',
  );

export const colour = () =>
  checked(
    (text) => /^#([\da-f]{3}|[\da-f]{6})$/i.test(text),
    'a colour in hexadecimal, in quotes, e.g. CARD_ACCENT="#3b6ef6"',
  );

const placeholders = ['{heading}', '{dates}', '{count}', '{list}'];

export const template = (example: string) =>
  checked(
    (text) => (text.match(/\{[a-z]+\}/gi) ?? []).every((word) => placeholders.includes(word)),
    `a text with no other placeholders than ${placeholders.join(' ')}, e.g. ${example}`,
  );

export const language = () => checked(isLanguage, 'a language tag (BCP 47), e.g. LANGUAGE=en or LANGUAGE=pt-BR');

/** The standard also allows names of five letters and more, and registers none. */
function isLanguage(text: string): boolean {
  try {
    return /^[a-z]{2,3}(?:-|$)/i.test(text) && Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

export const timezone = () =>
  checked(
    isTimezone,
    'an IANA time zone as Region/City, or UTC, e.g. TIMEZONE=Europe/Berlin; short names mean several zones each',
  );

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
export const schedule = () =>
  checked(
    (text) => /^\S+(\s+\S+){4,5}$/.test(text),
    'five fields (minute, hour, day, month, day of the week), e.g. SCHEDULE="0 17 * * 1,2"',
  );
