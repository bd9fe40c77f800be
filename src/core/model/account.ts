// Owns: who holds the money: credentials at a broker, in one mode.

import type { Decimal } from './decimal.ts';
import type { AccountName } from './ids.ts';

/** Every message that concerns an account carries this word in upper case. */
export type AccountMode = 'paper' | 'sandbox' | 'live';
export type BrokerName = 'paper' | 'ccxt' | 'alpaca' | 'dhan';

export interface Account {
  readonly name: AccountName;
  readonly broker: BrokerName;
  readonly mode: AccountMode;
  /** Currency that limits and approvals are counted in. */
  readonly quoteCurrency: string;
  /** How long "not found" at this venue may still mean "not yet visible", in ms. */
  readonly lookupGraceMs: number;
}

/** What a venue does by itself, as far as decisions depend on it. */
export interface VenueTraits {
  /** Orders of one ocoGroup share one quantity at the venue. */
  readonly oco: boolean;
  /** The venue keeps and triggers stops: protection survives this process. */
  readonly nativeStops: boolean;
}

const TRAITS: Readonly<Record<BrokerName, VenueTraits>> = {
  paper: { oco: true, nativeStops: true },
  ccxt: { oco: false, nativeStops: false },
  alpaca: { oco: false, nativeStops: true },
  dhan: { oco: false, nativeStops: false },
};

export const venueTraits = (account: Account): VenueTraits => TRAITS[account.broker];

export interface Balance {
  readonly currency: string;
  readonly free: Decimal;
  readonly total: Decimal;
}
