import { isIPv6 } from 'node:net';

/**
 * What identifies one client: an IPv4 address, also where it is written as IPv6, or the first 64 bits of an IPv6
 * address, since a client has all that begin so.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase();
  const inIpv6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (inIpv6 !== undefined) return inIpv6;
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = (text: string): readonly string[] => text.split(':').filter((group) => group !== '');
  const after = tail === undefined ? [] : groups(tail);
  const zeros = Array<string>(Math.max(0, 8 - groups(head).length - after.length)).fill('0');
  return `${[...groups(head), ...zeros, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
