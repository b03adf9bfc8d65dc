import twitter from 'twitter-text';

export interface UrlEntity {
  readonly start: number;
  readonly end: number;
  readonly url: string;
  readonly expanded_url: string;
  readonly display_url: string;
  readonly media_key?: string;
}

export interface Shown {
  readonly text: string;
  readonly urls: readonly UrlEntity[];
}

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** What X makes of the words of a post: t.co for every link and bare domain, entities for `& < >`, a link for media. */
export function show(id: string, words: string, mediaKeys: readonly string[], owner: string): Shown {
  let text = '';
  let rest = 0;
  const urls: UrlEntity[] = [];
  const shorten = (expanded: string, more: { readonly media_key?: string } = {}): void => {
    const url = `https://t.co/${Buffer.from(`${id}${urls.length}`).toString('base64url').slice(-10).replace(/\W/g, '0')}`;
    const start = text.length;
    text += url;
    const display = expanded.replace(/^https?:\/\/(www\.)?/, '');
    urls.push({ start, end: text.length, url, expanded_url: expanded, display_url: display, ...more });
  };
  const trimmed = words.normalize('NFC').trim();
  for (const { url, indices } of twitter.extractUrlsWithIndices(trimmed)) {
    text += escape(trimmed.slice(rest, indices[0]));
    shorten(/^https?:/i.test(url) ? url : `http://${url}`);
    rest = indices[1];
  }
  text += escape(trimmed.slice(rest));
  for (const key of mediaKeys.slice(0, 1)) {
    text += ' ';
    shorten(`https://x.com/${owner}/status/${id}/photo/1`, { media_key: key });
  }
  return { text, urls };
}

export const weightedLength = (text: string): number => twitter.parseTweet(text).weightedLength;
export const cashtags = (text: string): number => twitter.extractCashtags(text).length;
