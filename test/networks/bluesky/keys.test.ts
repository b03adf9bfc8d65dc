import { describe, expect, it } from 'vitest';
import { cidOfBytes, cidOfRecord } from '../../../src/networks/bluesky/cid.ts';
import { threadKeys, tidOf } from '../../../src/networks/bluesky/batches.ts';

describe('Record keys', () => {
  // The example of https://atproto.com/specs/tid: all zero.
  it('are written in the alphabet of TIDs', () => expect(tidOf(0n, 0)).toBe('2222222222222'));

  it('sort as their moments do', () => {
    const moments = [0n, 1n, 31n, 32n, 1_782_140_460_000_000n, 1_782_140_460_000_001n, 2n ** 53n - 1n];
    const keys = moments.map((moment) => tidOf(moment, 1023));
    expect(keys.toSorted()).toEqual(keys);
    for (const key of keys) expect(key).toMatch(/^[234567abcdefghij][234567a-z]{12}$/);
  });

  it('are never shared by two posts, weeks or freezings', () => {
    const weeks = ['2026-06-14/2026-06-21', '2026-06-21/2026-06-28'];
    const moments = ['2026-06-22T15:01:00.000Z', '2026-06-22T15:01:00.001Z'];
    const keys = weeks.flatMap((week) => moments.flatMap((moment) => threadKeys(200, moment, week)));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('Hashes', () => {
  // Known from elsewhere: the CID of an empty map, and of "hello world" as raw bytes.
  it('are those of DAG-CBOR and of raw bytes', () => {
    expect(cidOfRecord({})).toBe('bafyreigbtj4x7ip5legnfznufuopl4sg4knzc2cof6duas4b3q2fy6swua');
    expect(cidOfBytes(Buffer.from('hello world'))).toBe('bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e');
  });

  it('do not depend on the order of the fields, but on every link', () => {
    const link = (cid: string) => ({ a: 1, ref: { $link: cid } });
    const [one, other] = [cidOfRecord({}), cidOfBytes(Buffer.from('x'))];
    expect(cidOfRecord({ ref: { $link: one }, a: 1 })).toBe(cidOfRecord(link(one)));
    expect(cidOfRecord(link(one))).not.toBe(cidOfRecord(link(other)));
    expect(cidOfRecord({ ref: one, a: 1 })).not.toBe(cidOfRecord(link(one)));
  });
});
