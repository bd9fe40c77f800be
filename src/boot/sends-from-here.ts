// Owns: whether an alert that is sent from this machine is let in: the lines that are shown for trying one must work.

import type { Config } from '../config/config.ts';
import { localAddress } from '../config/local-host.ts';
import { addressRanges } from '../http/senders/address-ranges.ts';

/** The address that such an alert comes from, where WEBHOOK_ALLOWED_IPS leaves it out; null: it is let in. */
export function refusedFromHere({ host, allowedIps }: Pick<Config, 'host' | 'allowedIps'>): string | null {
  const address = localAddress(host === 'localhost' ? '0.0.0.0' : host);
  return allowedIps.length === 0 || addressRanges(allowedIps)(address) ? null : address;
}
