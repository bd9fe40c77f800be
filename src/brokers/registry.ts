// Owns: the brokers by name. A new venue is one folder, one line in each list of makers here, and one in what it can do.
// Real venues are loaded when an account names them.

import type { BrokerName, VenueTraits } from '../core/model/account.ts';
import type { AlpacaOptions } from './alpaca/alpaca-options.ts';
import type { Broker } from './broker.ts';
import type { CcxtBrokerOptions } from './ccxt/ccxt-broker.ts';
import type { DhanBrokerOptions } from './dhan/dhan-broker.ts';
import { createPaperBroker, type PaperBrokerOptions } from './paper/paper-broker.ts';

/** What each broker needs to be made; `broker` in an account of config.yaml is the key. */
export interface BrokerOptions {
  readonly paper: PaperBrokerOptions;
  readonly ccxt: CcxtBrokerOptions;
  readonly alpaca: AlpacaOptions;
  readonly dhan: DhanBrokerOptions;
}

const BROKERS: { readonly [Name in keyof BrokerOptions]: (options: BrokerOptions[Name]) => Promise<Broker> } = {
  paper: createPaperBroker,
  ccxt: async (options) => (await import('./ccxt/ccxt-broker.ts')).createCcxtBroker(options),
  alpaca: async (options) => (await import('./alpaca/alpaca-broker.ts')).createAlpacaBroker(options),
  dhan: async (options) => (await import('./dhan/dhan-broker.ts')).createDhanBroker(options),
};

/** Makes the broker of one account, not yet started. Rejects where what the venue has saved cannot be read. */
export const createBroker = <Name extends keyof BrokerOptions>(name: Name, options: BrokerOptions[Name]): Promise<Broker> =>
  BROKERS[name](options);

/** Of an account at a venue, as far as its traits depend on it. */
export type Venue =
  | { readonly broker: 'ccxt'; readonly exchange: string; readonly market: CcxtBrokerOptions['market'] }
  | {
      readonly broker: 'dhan';
      readonly product: DhanBrokerOptions['product'];
      readonly lotUnits: NonNullable<DhanBrokerOptions['lotUnits']>;
    }
  | { readonly broker: Exclude<BrokerName, 'paper' | 'ccxt' | 'dhan'> };

/** What the venue takes, without asking it. Rejects where ccxt knows no such exchange. */
export async function learnTraits(venue: Venue): Promise<VenueTraits> {
  switch (venue.broker) {
    case 'ccxt':
      return (await import('./ccxt/ccxt-broker.ts')).ccxtTraits(venue.exchange, venue.market);
    case 'alpaca':
      return (await import('./alpaca/alpaca-traits.ts')).ALPACA_TRAITS;
    case 'dhan':
      return (await import('./dhan/dhan-broker.ts')).dhanTraits(venue.product, venue.lotUnits);
  }
}
