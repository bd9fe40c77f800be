// Owns: sets of network addresses. IPv4 in IPv6 dress (::ffff:192.0.2.1) is the IPv4 address everywhere here.

import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = readonly [network: Address, bits: number];

/** The four addresses that TradingView publishes for its webhooks. */
export const TRADINGVIEW_ADDRESSES: readonly string[] = ['52.89.214.238', '34.212.75.30', '54.218.53.128', '52.32.178.7'];

/** The address that `text` writes, or null. Octal, hexadecimal and shortened IPv4 forms are null: nobody means them well. */
export function parseAddress(text: string): Address | null {
  const bare = text.split('%', 1)[0] ?? '';
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare);
  if (!ipaddr.IPv6.isValid(bare)) return null;
  return ipaddr.process(bare);
}

function parseRange(text: string): Range {
  const [base = '', length, ...rest] = text.trim().split('/');
  const address = parseAddress(base);
  if (address === null || rest.length > 0) throw new Error(`not an address or range: ${text}`);
  const bitsOfKind = address.kind() === 'ipv4' ? 32 : 128;
  if (length === undefined) return [address, bitsOfKind];
  // A range that was written over mapped IPv4 counts its bits from the IPv6 side.
  const bits = /^\d{1,3}$/.test(length) ? Number(length) - (base.includes(':') && bitsOfKind === 32 ? 96 : 0) : -1;
  if (bits < 0 || bits > bitsOfKind) throw new Error(`not an address or range: ${text}`);
  return [address, bits];
}

/**
 * Whether an address lies in one of `items`: addresses, CIDR ranges, or the word `tradingview`. Throws on anything else
 * (the configuration checks the same items before and reports them all).
 */
export function addressRanges(items: readonly string[]): (address: string) => boolean {
  const written = items.flatMap((item) => (item.trim().toLowerCase() === 'tradingview' ? TRADINGVIEW_ADDRESSES : [item]));
  const ranges = written.map(parseRange);
  return (address) => {
    const parsed = parseAddress(address);
    return parsed !== null && ranges.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits));
  };
}
