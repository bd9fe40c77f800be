// Owns: the broker of an account that lives at a venue.

import { join } from 'node:path';
import type { Broker } from '../brokers/broker.ts';
import { createBroker } from '../brokers/registry.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { Account } from '../core/model/account.ts';
import type { BrokerLog } from './broker-log.ts';

type VenueConfig = Config['venueAccounts'] extends ReadonlyMap<infer _Name, infer Venue> ? Venue : never;

export interface VenueGround {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: BrokerLog;
}

/** Rejects where the account cannot be opened as it is configured. Asks the venue nothing yet. */
export function openVenue(account: Account, venue: VenueConfig, { dataDir, clock, log }: VenueGround): Promise<Broker> {
  const mode = account.mode === 'live' ? 'live' : 'sandbox';
  const common = { account: account.name, mode, clock, log } as const;
  const { key, secret, password } = venue.credentials;
  switch (venue.broker) {
    case 'ccxt':
      return createBroker('ccxt', {
        ...common,
        exchange: venue.exchange,
        market: venue.market,
        sandbox: venue.sandbox,
        quoteCurrency: account.quoteCurrency,
        credentials: { apiKey: key, secret, ...(password === null ? {} : { password }) },
        ccxt: { ...venue.options },
        keptFile: join(dataDir, 'ccxt', `${account.name}.json`),
      });
    case 'alpaca':
      return createBroker('alpaca', {
        ...common,
        keyId: key,
        secret,
        paper: venue.paper,
        baseUrl: venue.baseUrl,
        dataUrl: venue.dataUrl,
        streamUrl: venue.streamUrl,
      });
    case 'dhan':
      return createBroker('dhan', {
        ...common,
        clientId: key,
        accessToken: secret,
        product: venue.product,
        lotUnits: venue.lotUnits,
        baseUrl: venue.baseUrl,
        streamUrl: venue.streamUrl,
        scripMasterUrl: venue.scripMasterUrl,
        cacheDir: join(dataDir, 'dhan'),
      });
  }
}
