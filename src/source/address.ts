/** A web address ready to be asked: without credentials, which travel as a header to its own origin alone. */
export interface Address {
  readonly url: URL;
  readonly authorization?: string;
  /** As it may be shown: credentials and keys masked. */
  readonly shown: string;
  /** A word for the person who set it, where another address is read than the one that was given. */
  readonly note?: string;
}

/** Whether a part of a source is meant as a web address. */
export const isAddress = (part: string): boolean => /^https?:\/\//i.test(part);

/** The address that a person gave, or undefined where it is none. */
export function parseAddress(given: string): Address | undefined {
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

/** RFC 7617: the name and the password as they are, not as an address escapes them. */
function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${unescaped(username)}:${unescaped(password)}`).toString('base64')}`;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Text with the credentials of every address in it masked, and the values of query parameters that look like keys. */
export function maskAddress(text: string): string {
  return text
    .replace(/https?:\/\/\S*@\S*/gi, maskCredentials)
    .replace(/([?&][^=&#\s]*(?:token|key|secret|sig|signature|password|auth)=)[^&#\s]+/gi, '$1***');
}

/** What is no address is masked up to its last `@`: a password with a slash in it makes it one of those. */
function maskCredentials(address: string): string {
  return URL.canParse(address) ? address.replace(/\/\/[^/?#]*@/, '//***@') : address.replace(/\/\/.*@/, '//***@');
}

/** Where the text lies that a code host's page shows; undefined where the address is no such page. */
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

/** What to give instead of a web page, where that can be told from its address. */
export function rawAdvice(url: URL): string {
  const [owner, repository] = url.pathname.split('/').slice(1);
  if (/^(www\.)?github\.com$/.test(url.hostname) && owner && repository) {
    return `Give the raw address of the file, e.g. https://raw.githubusercontent.com/${owner}/${repository}/HEAD/README.md`;
  }
  return 'Give the address of the markdown file itself (code hosts call it "raw").';
}
