import { plainText } from '../plain-text.ts';

/** A link named like this stands beside the text; any other one behind a word is part of its sentence. */
export const KINDS =
  /^(?:the )?(?:full |technical |project |source |github |code |hf |model |data)?(?:papers?|pdf|preprint|arxiv|abs|abstract|code|repo(?:sitory)?|git(?:hub|lab)|tweet|thread|x|post|blog(?: ?post)?|article|projects?|page|web ?site|site|demo|models?|weights|data(?:set)?s?|reports?|cards?|video|talk|slides|docs?|book|links?|hugging ?face|hf|announcement|release|link)(?: \d+)?$/i;

/** A label as a reader sees it, without the brackets and commas that slipped in; of a picture it is the other text. */
export function cleanLabel(inner: string): string {
  const plain = plainText(inner.replace(/^\[+(?!.*\[)/, '')) || plainText(pictureText(inner));
  let label = plain.replace(/^[\s,;:)\]([]+/, '').replace(/[\s,;:([]+$/, '');
  if (!label.includes('(')) label = label.replace(/[\s)]+$/, '');
  return label.includes('[') ? label : label.replace(/[\s\]]+$/, '');
}

/** `[Tweet)](url)`: a bracket at the end of a label that no other one opens. */
export const hasStrayBracket = (inner: string): boolean => /^[^([]*[)\]]\s*$/.test(plainText(inner));

const pictureText = (inner: string): string => /^\s*!\[([^\]]{1,100})\]/.exec(inner)?.[1] ?? '';

/** `Paper: [link](url)`: a label that says nothing gives way to the word before it. */
export function nameBefore(text: string, at: number, label: string): string {
  if (!/^(?:link|here|url)?$/i.test(label)) return label;
  const before = text.slice(Math.max(0, at - 40), at);
  return /(?:^|[\s,;|(*])(\p{L}[\p{L}\p{N} ]{1,30})\*{0,2}:\*{0,2}\s*$/u.exec(before)?.[1] ?? label;
}
