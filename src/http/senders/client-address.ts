// Owns: who is at the other end. The socket says it; X-Forwarded-For is believed only as far as trusted proxies wrote it:
// from the right, each trusted hop vouches for the one before it, and the first that is not trusted is the client.

import { addressRanges, parseAddress } from './address-ranges.ts';
import { KNOWN_ADDRESSES_MAX } from '../limits.ts';

/** An entry as proxies write it: bare, with a port, or bracketed IPv6 with one. */
function entryAddress(entry: string): string | null {
  const text = entry.trim().replace(/^"(.*)"$/, '$1');
  const bare = /^\[(.+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text;
  return parseAddress(bare)?.toString() ?? null;
}

/**
 * `(socketAddress, forwardedFor) → address` in canonical form. An entry that is no address ends the walk at the proxy that
 * passed it on. An unknown socket (already closed) is "unknown", which no range contains.
 */
export function createClientAddress(trustedProxies: readonly string[]): (socket: string | undefined, forwardedFor: string) => string {
  const isTrusted = addressRanges(trustedProxies);
  const canonical = new Map<string, string>();
  /** Remembered: the same few senders write again and again. */
  const canonicalOf = (socket: string): string => {
    const known = canonical.get(socket);
    if (known !== undefined) return known;
    const address = parseAddress(socket)?.toString() ?? 'unknown';
    if (canonical.size >= KNOWN_ADDRESSES_MAX) canonical.clear();
    canonical.set(socket, address);
    return address;
  };
  return (socket, forwardedFor) => {
    let address = canonicalOf(socket ?? '');
    if (forwardedFor === '' || trustedProxies.length === 0) return address;
    for (const entry of forwardedFor.split(',').reverse()) {
      if (!isTrusted(address)) break;
      const before = entryAddress(entry);
      if (before === null) break;
      address = before;
    }
    return address;
  };
}
