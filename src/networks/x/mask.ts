import { createMask, type Mask } from '../../mask.ts';

/** What OAuth 1.0a puts into a header (RFC 5849, 3.5.1), with its values; and other ways to log in. */
const credentials: readonly RegExp[] = [
  /\boauth_\w+(?:=|%3D|":\s*)(?:"|%22|\\")?[^",&\s\\]+/gi,
  /\b(?:bearer|basic)\s+[\w.~+/%-]+=*/gi,
];

/** Takes the keys out of a text, and whatever a request carries in its header. */
export function createXMask(keys: readonly string[]): Mask {
  const maskKeys = createMask(() => keys);
  return (words) => credentials.reduce((rest, pattern) => rest.replace(pattern, '[hidden]'), maskKeys(words));
}
