/** In bytes. No list is this large: a larger file is something else. */
export const sizeLimit = 20 * 1024 * 1024;
export const sizeLimitWords = '20 MB';

/** Markdown, or what is wrong with the bytes, as the end of a sentence that begins with the file's name. */
export type Decoded = { readonly text: string } | { readonly wrong: string };

/** Reads bytes as UTF-8, without a byte order mark. Line ends are kept, so that line numbers stay true. */
export function decode(bytes: Uint8Array): Decoded {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) return { wrong: 'is UTF-16, not UTF-8' };
  if (bytes.subarray(0, 8000).includes(0)) return { wrong: 'is a binary file, not markdown' };
  const text = utf8(bytes);
  if (text === undefined) return { wrong: 'is not UTF-8 text' };
  return looksLikePage(text) ? { wrong: 'is a web page (HTML), not markdown' } : { text };
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether it is a whole HTML document. Markdown may begin with a tag (`<h1 align="center">`), but never with these. */
function looksLikePage(text: string): boolean {
  return /^\s*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:!doctype\s+html|html|head)\b/i.test(text.slice(0, 2000));
}
