/** Red, green and blue, 0 to 255. */
type Rgb = readonly [number, number, number];

/** `#rgb` or `#rrggbb`, or undefined. */
const parseColour = (colour: string): Rgb | undefined => {
  const hex = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(colour.trim())?.[1];
  if (hex === undefined) return undefined;
  const digits = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
  const part = (at: number): number => Number.parseInt(digits.slice(at, at + 2), 16);
  return [part(0), part(2), part(4)];
};

/** Whether a colour can be read: `#rgb` or `#rrggbb`. */
export const isColour = (colour: string): boolean => parseColour(colour) !== undefined;

const linear = (value: number): number =>
  value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;

const luminance = ([red, green, blue]: Rgb): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

/** The contrast of two colours, 1 to 21, as WCAG 2.2 defines it; 1 when one of them cannot be read. */
export const contrast = (one: string, other: string): number => {
  const [first, second] = [parseColour(one), parseColour(other)];
  if (!first || !second) return 1;
  const [a, b] = [luminance(first), luminance(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};

const mixed = (from: Rgb, to: Rgb, share: number): string =>
  `#${[0, 1, 2]
    .map((at) => Math.round((from[at] ?? 0) * (1 - share) + (to[at] ?? 0) * share))
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('')}`;

/** Two colours mixed; `share` is how much of the second one there is, 0 to 1. */
export const mix = (from: string, to: string, share: number): string => {
  const [first, second] = [parseColour(from), parseColour(to)];
  return first && second ? mixed(first, second, share) : from;
};

/** The colour itself where it can be read on the background, else the nearest darker or lighter one that can (4.5: WCAG AA for text). */
export const readable = (colour: string, background: string, ratio = 4.5): string => {
  const start = parseColour(colour) ?? [0, 0, 0];
  const towards: Rgb = contrast('#000', background) > contrast('#fff', background) ? [0, 0, 0] : [255, 255, 255];
  for (let step = 0; step < 50; step += 1) {
    const made = mixed(start, towards, step / 50);
    if (contrast(made, background) >= ratio) return made;
  }
  return mixed(start, towards, 1);
};
