/**
 * A text without the marks at its end: `mark` says of one character whether it is one. Linear, where an expression that
 * ends in `+$` begins anew at every mark of a long row.
 */
export function trimEnd(text: string, mark: RegExp): string {
  let end = text.length;
  while (end > 0 && mark.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
