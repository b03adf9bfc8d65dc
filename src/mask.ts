import { Buffer } from 'node:buffer';

/** Takes the secrets out of words that a person will read. */
export type Mask = (words: string) => string;

/** Shorter ones are no secrets, and would tear words apart. In characters. */
export const shortestSecret = 4;
/** In base64 shorter ones would look like parts of words. */
const shortestCoded = 8;

export const HIDDEN = '[hidden]';

/** `secrets` is asked each time: tokens are given and renewed in the middle of a run. What an address holds before its `@` goes too,
 *  and whatever looks like `others`. */
export function createMask(secrets: () => readonly string[], others: readonly RegExp[] = []): Mask {
  return (words) => {
    const masked = maskOf(secrets())(words).replace(/(:\/\/)[^/@\s]+@/g, `$1${HIDDEN}@`);
    return others.reduce((rest, form) => rest.replace(form, HIDDEN), masked);
  };
}

/** Masks these secrets, whatever wraps them: an address, a form, JSON, HTML, a header in base64. */
export function maskOf(secrets: readonly string[]): Mask {
  const all = secrets.filter((secret) => secret.trim().length >= shortestSecret).flatMap(formsOf);
  // The longest first: one form may begin another.
  const forms = [...new Set(all)].sort((one, other) => other.length - one.length);
  return (words) => forms.reduce((masked, form) => masked.replaceAll(form, HIDDEN), words);
}

function formsOf(given: string): readonly string[] {
  const secret = given.trim();
  const encoded = encodeURIComponent(secret.toWellFormed());
  return [
    given,
    secret,
    encoded,
    encodeURIComponent(encoded),
    encodeURI(secret.toWellFormed()),
    encoded.replaceAll('%20', '+'),
    encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    encodeURIComponent(secret.toWellFormed()).replace(
      /[!'()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    ...(secret.length >= shortestCoded ? base64Forms(secret) : []),
  ];
}

/** What a secret looks like in base64, wherever it begins in what was coded: the signs that it shares with nothing else. */
function base64Forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const coded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const own = coded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
