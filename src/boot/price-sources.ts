// Owns: which accounts see the same prices: those at one venue, whatever keys they have. A paper account has its own.

import type { Config } from '../config/config.ts';
import type { AccountName } from '../core/model/ids.ts';

type VenueConfig = Config['venueAccounts'] extends ReadonlyMap<infer _Name, infer Venue> ? Venue : never;

function sourceOf(venue: VenueConfig): string {
  switch (venue.broker) {
    case 'ccxt':
      return JSON.stringify(['ccxt', venue.exchange, venue.market, venue.sandbox, venue.options]);
    case 'alpaca':
      return JSON.stringify(['alpaca', venue.dataUrl]);
    case 'dhan':
      // what a name means may depend on the product
      return JSON.stringify(['dhan', venue.baseUrl, venue.scripMasterUrl, venue.product]);
  }
}

export const priceSources = (config: Config): ReadonlyMap<AccountName, string> =>
  new Map([...config.venueAccounts].map(([name, venue]) => [name, sourceOf(venue)]));
