import { PNG } from 'pngjs';

/** A picture of stripes: real enough for a server that looks into it. */
export function makePng(width: number, height: number): Uint8Array {
  const png = new PNG({ width, height });
  png.data.forEach((_, at) => (png.data[at] = at % 4 === 3 ? 255 : (at >> 2) % 7));
  return new Uint8Array(PNG.sync.write(png));
}
