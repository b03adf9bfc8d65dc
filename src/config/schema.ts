import * as v from 'valibot';

/** The networks that can be named; what each needs is in `missingKeys`. */
const networkNames = ['site', 'x', 'bluesky', 'mastodon'] as const;
const placeholders = ['{heading}', '{dates}', '{count}', '{list}'];
const utc = 'Etc/UTC';
/** setTimeout takes no more. */
const longestMs = 2_147_483_647;

/** Every variable, its default, and what is expected of it, as the end of a sentence. Names are the contract. */
export const variables = v.object({
  LIST_SOURCE: v.optional(v.string(), 'content'),
  LIST_URL: v.optional(address('LIST_URL=https://example.org/list')),
  NETWORKS: v.optional(names(), 'site'),
  STATE_FILE: v.optional(v.string(), 'state.json'),
  SCHEDULE: v.optional(schedule(), '0 17 * * 1,2'),
  TIMEZONE: v.optional(timezone(), utc),
  MAX_AGE_DAYS: v.optional(whole(0, 36_500, 'a number of days', 'MAX_AGE_DAYS=21'), '21'),
  LINKS: v.optional(oneOf(['each', 'last'], 'LINKS=each'), 'each'),
  LINK_LABELS: v.optional(
    list('one label or more, separated by commas, e.g. LINK_LABELS=Paper,Code'),
    'Paper,Code,GitHub,Project',
  ),
  HOOK: v.optional(template('HOOK="Papers of the week, {dates}"')),
  CLOSER: v.optional(template('CLOSER="The whole list: {list}"')),
  LANGUAGE: v.optional(language(), 'en'),
  MAX_COST_USD: v.optional(money(), '3'),
  X_APP_KEY: v.optional(secret()),
  X_APP_SECRET: v.optional(secret()),
  X_ACCESS_TOKEN: v.optional(secret()),
  X_ACCESS_SECRET: v.optional(secret()),
  X_API_URL: v.optional(base('X_API_URL=https://api.x.com'), 'https://api.x.com'),
  X_POST_PAUSE_MS: v.optional(whole(0, longestMs, 'a number of milliseconds', 'X_POST_PAUSE_MS=3000'), '3000'),
  X_TIMEOUT_MS: v.optional(whole(1, longestMs, 'a number of milliseconds', 'X_TIMEOUT_MS=30000'), '30000'),
  RECONCILE_WAIT_SECONDS: v.optional(whole(0, 86_400, 'a number of seconds', 'RECONCILE_WAIT_SECONDS=300'), '300'),
  BLUESKY_SERVICE: v.optional(base('BLUESKY_SERVICE=https://bsky.social'), 'https://bsky.social'),
  BLUESKY_HANDLE: v.optional(handle()),
  BLUESKY_APP_PASSWORD: v.optional(secret()),
  MASTODON_URL: v.optional(base('MASTODON_URL=https://mastodon.social')),
  MASTODON_ACCESS_TOKEN: v.optional(secret()),
  MASTODON_VISIBILITY: v.optional(visibility('MASTODON_VISIBILITY=public'), 'public'),
  MASTODON_REPLY_VISIBILITY: v.optional(visibility('MASTODON_REPLY_VISIBILITY=unlisted'), 'unlisted'),
  SITE_FOLDER: v.optional(v.string(), 'public'),
  SITE_URL: v.optional(base('SITE_URL=https://example.org/weekly')),
  CARD: v.optional(oneOf(['on', 'off'], 'CARD=on'), 'on'),
  CARD_THEME: v.optional(oneOf(['light', 'dark'], 'CARD_THEME=light'), 'light'),
  CARD_ACCENT: v.optional(colour(), '#3b6ef6'),
  CARD_FONTS: v.optional(
    list('paths of .ttf files, separated by commas, e.g. CARD_FONTS=fonts/Regular.ttf,fonts/Bold.ttf'),
  ),
  NOTIFY_URL: v.optional(address('NOTIFY_URL=https://hooks.example.org/…')),
  LOG_LEVEL: v.optional(oneOf(['debug', 'info', 'warn', 'error'], 'LOG_LEVEL=info'), 'info'),
});

export type Variables = v.InferOutput<typeof variables>;
export type VariableName = keyof Variables;

/** What no output may ever show. NOTIFY_URL too: whoever knows a webhook's address can write to it. */
export const secretNames = [
  'X_APP_KEY',
  'X_APP_SECRET',
  'X_ACCESS_TOKEN',
  'X_ACCESS_SECRET',
  'BLUESKY_APP_PASSWORD',
  'MASTODON_ACCESS_TOKEN',
  'NOTIFY_URL',
] as const satisfies readonly VariableName[];

function oneOf<const Values extends readonly string[]>(values: Values, example: string) {
  const expected = `${values.join(' or ')}, e.g. ${example}`;
  return v.pipe(v.string(), v.toLowerCase(), v.picklist(values, expected));
}

function visibility(example: string) {
  return oneOf(['public', 'unlisted', 'private', 'direct'], example);
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

function list(expected: string) {
  return v.pipe(
    v.string(),
    v.transform(split),
    v.check((parts) => parts.length > 0, expected),
  );
}

function names() {
  const expected = `one or more of ${networkNames.join(', ')}, separated by commas, e.g. NETWORKS=site,bluesky`;
  return v.pipe(
    v.string(),
    v.toLowerCase(),
    v.transform((text) => [...split(text)]),
    v.array(v.picklist(networkNames, expected)),
    v.minLength(1, expected),
  );
}

function whole(least: number, most: number, what: string, example: string) {
  const expected = `${what} from ${least} to ${most}, e.g. ${example}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,12}$/, expected),
    v.transform(Number),
    v.minValue(least, expected),
    v.maxValue(most, expected),
  );
}

function money() {
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,9}(\.\d{1,6})?$/, 'an amount in US dollars, digits and a point alone, e.g. MAX_COST_USD=3'),
    v.transform(Number),
  );
}

function address(example: string) {
  return v.pipe(v.string(), v.check(isWebAddress, `an address that starts with http:// or https://, e.g. ${example}`));
}

/** An address that paths are joined to: without the slash at its end. */
function base(example: string) {
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

function secret() {
  return v.pipe(
    v.string(),
    v.regex(/^[\x21-\x7e]+$/, 'a key without spaces, quotes or line breaks around or in it: copy it again'),
  );
}

function handle() {
  return v.pipe(
    v.string(),
    v.transform((text) => text.replace(/^@/, '')),
    v.regex(/^[^\s/@]+([.@][^\s/@]+)+$/, 'a full handle, e.g. BLUESKY_HANDLE=name.bsky.social'),
  );
}

function colour() {
  return v.pipe(
    v.string(),
    v.regex(/^#([\da-f]{3}|[\da-f]{6})$/i, 'a colour in hexadecimal, in quotes, e.g. CARD_ACCENT="#3b6ef6"'),
  );
}

function template(example: string) {
  const known = (text: string) => (text.match(/\{[a-z]+\}/gi) ?? []).every((word) => placeholders.includes(word));
  return v.pipe(
    v.string(),
    v.check(known, `a text with no other placeholders than ${placeholders.join(' ')}, e.g. ${example}`),
  );
}

function language() {
  return v.pipe(v.string(), v.check(isLanguage, 'a language tag (BCP 47), e.g. LANGUAGE=en or LANGUAGE=pt-BR'));
}

function isLanguage(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

function timezone() {
  return v.pipe(v.string(), v.check(isTimezone, 'an IANA time zone, e.g. TIMEZONE=Europe/Berlin'));
}

function isTimezone(text: string): boolean {
  if (text === utc) return true; // asking for a zone costs as much as reading the list
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Only the form: whether a day is ever like this is for whoever looks by it (`ScheduleCheck`). */
function schedule() {
  const isSchedule = (text: string) => /^\S+(\s+\S+){4,5}$/.test(text);
  return v.pipe(
    v.string(),
    v.check(isSchedule, 'five fields (minute, hour, day, month, day of the week), e.g. SCHEDULE="0 17 * * 1,2"'),
  );
}
