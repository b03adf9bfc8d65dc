/** A web address ready to be requested. Its credentials are taken out, to be sent as a header to its own origin only. */
export interface ListAddress {
  readonly url: URL;
  readonly authorization?: string;
  /** For messages: with credentials and keys masked. */
  readonly shown: string;
  /** A note for the operator, where the address that is read is not the one that was given. */
  readonly note?: string;
}

/** Whether a part of a source is meant as a web address. */
export const isAddress = (part: string): boolean => /^https?:\/\//i.test(part);

/** Reads an address as a person gave it; undefined if it is not a web address. */
export function parseAddress(given: string): ListAddress | undefined {
  if (!isAddress(given) || !URL.canParse(given)) return undefined;
  const url = new URL(given);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  url.hash = '';
  const raw = rawAddress(url);
  const shown = maskAddress(given);
  return {
    url: raw ?? url,
    shown: raw === undefined ? shown : maskAddress(raw.href),
    ...(username === '' && password === '' ? {} : { authorization: basic(username, password) }),
    ...(raw === undefined
      ? {}
      : { note: `${shown} is a page for people; its text is read from ${maskAddress(raw.href)} instead.` }),
  };
}

/** RFC 7617: user name and password as they are, without the escapes of a URL. */
function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${unescaped(username)}:${unescaped(password)}`).toString('base64')}`;
}

/** Without the escapes of a URL; as it stands if they are damaged. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const QUERY_VALUE = /([?&])([^=&?#\s]*)=[^&#\s]+/g;
/** What a query says of a file and of no person; any other value may be a key. */
const HARMLESS =
  /^(?:ref|branch|tag|rev|at|v|ver|version|raw|plain|format|alt|download|dl|inline|lang|language|page|path|file|name|list|week|year|month|date|view|tab|export)$/i;
const SECRET_NAME = /token|key|secret|sig|password|auth/i;

/** What an address holds that no output may show: its password, as written and as sent, or its user name, if that stands alone,
 *  as a token does; and the values of its query that may be keys, short ones only if their names say so. */
export function secretsOf(address: string): readonly string[] {
  // An address of another scheme, or of none, is a slip; its password is one all the same.
  const [, inside] = /^[a-z][a-z\d+.-]*:\/+([^/\s]*)@/i.exec(address) ?? /^([^/\s:@]+:[^/\s]*)@/.exec(address) ?? [];
  const secret = inside?.replace(/^[^:]*:/, '');
  const keys = isAddress(address) ? [...address.matchAll(QUERY_VALUE)] : [];
  return [
    ...(inside === undefined || secret === undefined ? [] : [inside, secret, unescaped(secret)]),
    ...keys.flatMap(([all, , name = '']) => {
      const value = all.slice(all.indexOf('=') + 1);
      return SECRET_NAME.test(name) || (!HARMLESS.test(name) && value.length >= 8) ? [value, unescaped(value)] : [];
    }),
  ];
}

/** The text with the credentials of every address in it masked, be its scheme wrong or forgotten, and the values of query parameters that are not known to be harmless. */
export function maskAddress(text: string): string {
  return text
    .replace(/(?<![a-z\d+.-])[a-z][a-z\d+.-]*:\/+\S*@\S*/gi, maskCredentials)
    .replace(/(?<![^\s"'(])[^\s/:@]+:[^\s/@]+@/g, '***@')
    .replace(QUERY_VALUE, (all, sign: string, name: string) => (HARMLESS.test(name) ? all : `${sign}${name}=***`));
}

/** A broken address (a slash in the password breaks one) is masked up to its last `@`. A `?` or `#` may be of the password. */
function maskCredentials(address: string): string {
  return address.replace(URL.canParse(address) ? /(:\/+)[^/]*@/ : /(:\/+).*@/, '$1***@');
}

/** The raw address of the file that a code host's page shows; undefined if the address is not such a page. */
function rawAddress(url: URL): URL | undefined {
  const [owner, repository, view, ...rest] = url.pathname.split('/').slice(1);
  if (/^(www\.)?github\.com$/.test(url.hostname) && view === 'blob' && rest.length > 1) {
    return new URL(`https://raw.githubusercontent.com/${[owner, repository, ...rest].join('/')}`);
  }
  if (url.hostname === 'gitlab.com' && url.pathname.includes('/-/blob/')) {
    return new URL(url.href.replace('/-/blob/', '/-/raw/'));
  }
  return undefined;
}

/** What to give instead of a web page's address, as a sentence. */
export function rawAdvice(url: URL): string {
  const [owner, repository] = url.pathname.split('/').slice(1);
  if (/^(www\.)?github\.com$/.test(url.hostname) && owner && repository) {
    return `Give the raw address of the file, e.g. https://raw.githubusercontent.com/${owner}/${repository}/HEAD/README.md`;
  }
  return 'Give the address of the markdown file itself (code hosts call it "raw").';
}
