// RFC 3492, section 5: the parameters of punycode.
const BASE = 36;
const TMIN = 1;
const TMAX = 26;
const SKEW = 38;
const DAMP = 700;

/** How long a domain label is once it is encoded for the DNS; any number over `enough` where it is longer than that. */
export function punycodeLength(label: string, enough: number): number {
  const pieces = label.split(/[\u3002\uFF0E\uFF61]/);
  const points = pieces.map((piece) => Array.from(piece, (char) => char.codePointAt(0) ?? 0));
  const atLeast = points.reduce((sum, piece) => sum + piece.length, pieces.length - 1);
  if (atLeast > enough) return atLeast;
  return points.reduce((sum, piece) => sum + encodedLength(piece), pieces.length - 1);
}

function encodedLength(points: readonly number[]): number {
  const basic = points.filter((point) => point < 0x80).length;
  if (points.every((point) => point >= 0x20 && point < 0x7f)) return points.length;
  let length = 'xn--'.length + basic + (basic > 0 ? 1 : 0);
  let [handled, delta, bias, low] = [basic, 0, 72, 0x80];
  while (handled < points.length) {
    const next = Math.min(...points.filter((point) => point >= low));
    delta += (next - low) * (handled + 1);
    for (const point of points) {
      if (point < next) delta++;
      if (point !== next) continue;
      length += digits(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    low = next + 1;
  }
  return length;
}

function digits(delta: number, bias: number): number {
  let count = 1;
  let rest = delta;
  for (let k = BASE; ; k += BASE) {
    const threshold = Math.min(TMAX, Math.max(TMIN, k - bias));
    if (rest < threshold) return count;
    rest = Math.floor((rest - threshold) / (BASE - threshold));
    count++;
  }
}

function adapt(delta: number, points: number, first: boolean): number {
  let rest = first ? Math.floor(delta / DAMP) : Math.floor(delta / 2);
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > Math.floor(((BASE - TMIN) * TMAX) / 2); k += BASE) rest = Math.floor(rest / (BASE - TMIN));
  return k + Math.floor(((BASE - TMIN + 1) * rest) / (rest + SKEW));
}
