import { createHmac } from 'node:crypto';

export type Keys = Readonly<Record<'appKey' | 'appSecret' | 'accessToken' | 'accessSecret', string>>;

/** Keys that can be recognised wherever they should not stand. */
export const xKeys: Keys = {
  appKey: 'SECRETappkey0123456789abc',
  appSecret: 'SECRETappsecret/0123456789+abcdefghijklmnopqrst',
  accessToken: '987654321-SECRETaccesstoken0123456789abcdef',
  accessSecret: 'SECRETaccesssecret=0123456789abcdefghijklmnop',
};

/** The same in the bot's environment. */
export const xVariables = {
  X_APP_KEY: xKeys.appKey,
  X_APP_SECRET: xKeys.appSecret,
  X_ACCESS_TOKEN: xKeys.accessToken,
  X_ACCESS_SECRET: xKeys.accessSecret,
};

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!*'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Checks an OAuth 1.0a header (RFC 5849) of a request whose body takes no part in it; says what is wrong. */
export function oauthFault(header: string | undefined, method: string, url: URL, keys: Keys): string | undefined {
  if (!header?.startsWith('OAuth ')) return 'no OAuth 1.0a header';
  const fields = new Map(
    [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name!, decodeURIComponent(value!)]),
  );
  if (fields.get('oauth_consumer_key') !== keys.appKey) return 'unknown consumer key';
  if (fields.get('oauth_token') !== keys.accessToken) return 'unknown access token';
  if (Math.abs(Date.now() / 1000 - Number(fields.get('oauth_timestamp'))) > 300) return 'timestamp out of bounds';
  const signed = [...fields].filter(([name]) => name !== 'oauth_signature');
  const parameters = [...signed, ...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`);
  const base = [method, `${url.origin}${url.pathname}`, parameters.sort().join('&')].map(encode).join('&');
  const key = `${encode(keys.appSecret)}&${encode(keys.accessSecret)}`;
  const right = createHmac('sha1', key).update(base).digest('base64');
  return fields.get('oauth_signature') === right ? undefined : 'wrong signature';
}
