import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

const own = new BlockList();
// https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6-: what no public list is read from.
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  own.addSubnet(net, prefix, 'ipv4');
  // The same in an address of IPv6: translated by NAT64, through which public hosts are reached too, and in 6to4.
  own.addSubnet(`64:ff9b::${net}`, 96 + prefix, 'ipv6');
  own.addSubnet(`2002:${inHex(net)}::`, 16 + prefix, 'ipv6');
}
for (const [net, prefix] of [
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b:1::', 48],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  own.addSubnet(net, prefix, 'ipv6');

/** Whether a host of an address is this machine or one of its own network, by its name or by any address that it has. */
export async function isPrivate(hostname: string): Promise<boolean> {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) > 0) return isOwn(host);
  if (/(?:^|\.)(?:localhost|local|internal|home\.arpa)$/i.test(host)) return true;
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.some(({ address }) => isOwn(address));
}

const isOwn = (address: string): boolean => {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return own.check(address, family);
};

/** `10.0.0.0` as `0a00:0000`. */
function inHex(address: string): string {
  const bytes = address.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
  return `${bytes.slice(0, 2).join('')}:${bytes.slice(2).join('')}`;
}
