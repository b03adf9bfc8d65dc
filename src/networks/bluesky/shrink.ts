import type { Card } from '../network.ts';

/** Each try is this much narrower; below the least nobody could read it. */
const step = 0.8;
const leastWidth = 400;

/** The card at the largest of some sizes at which it has at most `mostBytes`; undefined where there is none. The same card
 *  gives the same bytes each time, so that a picture that is sent anew keeps its hash. */
export async function shrinkCard(card: Card, mostBytes: number): Promise<Card | undefined> {
  // Native code, loaded only by those who need it: the bot's own cards have a tenth of the limit.
  const { Resvg } = await import('@resvg/resvg-js');
  const svg = svgOf(card);
  for (let width = card.width * step; width >= leastWidth; width *= step) {
    const fitTo = { mode: 'width', value: Math.round(width) } as const;
    const image = new Resvg(svg, { fitTo, font: { loadSystemFonts: false } }).render();
    // What is no picture is drawn as nothing.
    if (image.pixels.every((byte) => byte === 0)) return undefined;
    const png = image.asPng();
    if (png.length <= mostBytes) return { ...card, png, width: image.width, height: image.height };
  }
  return undefined;
}

function svgOf({ png, width, height }: Card): string {
  const size = `width="${String(width)}" height="${String(height)}"`;
  const href = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><image ${size} href="${href}"/></svg>`;
}
