import { crc32, deflateSync } from 'node:zlib';

/** A picture of stripes: real enough for a server that looks into it. */
export const makePng = (width: number, height: number): Uint8Array => pngOf(width, height, 1, (at) => at % 7);

/** A picture in colour that nothing compresses. */
export function makeNoise(width: number, height: number): Uint8Array {
  let seed = 7;
  return pngOf(width, height, 3, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return (seed >> 16) % 256;
  });
}

function pngOf(width: number, height: number, channels: 1 | 3, byteAt: (at: number) => number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 3 ? 2 : 0, 0, 0, 0], 8);
  const row = width * channels + 1;
  // Each row begins with the number of its filter: none.
  const rows = Buffer.from(Array.from({ length: row * height }, (_, at) => (at % row === 0 ? 0 : byteAt(at))));
  const parts = [part('IHDR', header), part('IDAT', deflateSync(rows)), part('IEND', Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]));
}

function part(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const numbers = [data.length, crc32(named)].map((number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(number);
    return bytes;
  });
  return Buffer.concat([numbers[0]!, named, numbers[1]!]);
}
