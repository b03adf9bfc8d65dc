const digits = '234567abcdefghijklmnopqrstuvwxyz';
const length = 13;
const clockBits = 10n;

/** A record key as https://atproto.com/specs/tid says: 53 bits of microseconds and a clock id of 10 bits. */
export function tidOf(microseconds: bigint, clockId: number): string {
  let rest = (microseconds << clockBits) | BigInt.asUintN(Number(clockBits), BigInt(clockId));
  let tid = '';
  for (let place = 0; place < length; place += 1) {
    tid = digits.charAt(Number(rest & 31n)) + tid;
    rest >>= 5n;
  }
  return tid;
}

/** The keys of a thread's posts: in order, the same for the same freezing, others for another week or freezing. */
export function threadKeys(posts: number, frozenAt: string, week: string): readonly string[] {
  const start = BigInt(Date.parse(frozenAt)) * 1000n;
  return Array.from({ length: posts }, (_, index) => tidOf(start + BigInt(index), clockIdOf(week)));
}

/** Two weeks that were frozen in the same millisecond must not share a key. */
const clockIdOf = (week: string): number => Buffer.from(week).reduce((id, byte) => (id * 31 + byte) % 1024, 0);
