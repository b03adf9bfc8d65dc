/** Red, green and blue, 0 to 255, of `#rgb` or `#rrggbb`. */
const partsOf = (colour: string): readonly number[] => {
  const digits = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour;
  return [1, 3, 5].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
};

/** Two colours mixed; `share` is how much of the second one there is, 0 to 1. */
export const mix = (from: string, to: string, share: number): string => {
  const others = partsOf(to);
  const parts = partsOf(from).map((part, at) => Math.round(part * (1 - share) + (others[at] ?? 0) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
};

const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = partsOf(colour)
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** The contrast of two colours, 1 to 21, as WCAG 2.2 defines it. */
export const contrast = (one: string, other: string): number => {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};

/** The colour itself where it can be read on the background, else the nearest darker or lighter one that can (4.5: WCAG AA for text). */
export const readable = (colour: string, background: string, ratio = 4.5): string => {
  const end = contrast('#000', background) > contrast('#fff', background) ? '#000' : '#fff';
  const steps = Array.from({ length: 51 }, (_, step) => mix(colour, end, step / 50));
  return steps.find((made) => contrast(made, background) >= ratio) ?? end;
};
