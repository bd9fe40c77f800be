// Owns: who holds the money: credentials at a broker, in one mode.

import type { Decimal } from './decimal.ts';
import type { AccountName } from './ids.ts';
import type { InstrumentKind } from './markets/instrument.ts';
import type { Limits } from './risk-limits.ts';
import type { OrderType, TimeInForce } from './order-terms.ts';

/** Every message that concerns an account carries this word in upper case. */
export type AccountMode = 'paper' | 'sandbox' | 'live';
export type BrokerName = 'paper' | 'ccxt' | 'alpaca' | 'dhan';

/** What a name stands for: money of this mode, at this venue. Keys are not part of it: they are changed without changing the account. */
export interface AccountMeaning {
  readonly mode: AccountMode;
  /** In words: "binance swap", "alpaca". */
  readonly venue: string;
  /** Live, and LIVE_TRADING is off: what is entered there is a rehearsal. It makes it no other account. Absent: it is none. */
  readonly rehearses?: true;
}

export interface Account {
  readonly name: AccountName;
  readonly broker: BrokerName;
  /** Whose markets it trades, or takes its prices from, by ccxt's name; absent: of no exchange that ccxt has. */
  readonly exchange?: string;
  /** Which of its markets the account is for; absent: it has one kind only. */
  readonly market?: 'spot' | 'swap' | 'future';
  readonly mode: AccountMode;
  /** Currency that limits and approvals are counted in. */
  readonly quoteCurrency: string;
  /** How long "not found" at this venue may still mean "not yet visible", in ms. */
  readonly lookupGraceMs: number;
  readonly traits: VenueTraits;
  /** Absent: none. */
  readonly limits?: Limits;
}

/** What a venue does by itself and what it takes, as far as decisions depend on it. Known without asking it. */
export interface VenueTraits {
  /** The venue keeps and triggers stop orders itself: protection survives this process. */
  readonly nativeStops: boolean;
  /** Orders of one ocoGroup share one quantity at the venue. */
  readonly oco: boolean;
  readonly reduceOnly: boolean;
  /** Working stops lock the position's quantity (they must be cancelled before a close). */
  readonly stopsHoldQuantity: boolean;
  /** … and nothing is refused there for want of what it would sell: it opens the other side. Absent: it is refused. */
  readonly opensBeyond?: true;
  /** An open order's quantity can be changed in place. */
  readonly modify: boolean;
  /** … where both quantities are whole, coins aside: fractions of shares are cancelled and ordered anew. */
  readonly modifiesWholeOnly?: true;
  /** What the venue takes no stops for, although it has stops. */
  readonly stoplessKinds?: readonly InstrumentKind[];
  /** For these kinds a stop and a target over whole units can stand as one order (`oco`), whose levels move in place. Absent: none. */
  readonly pairedKinds?: readonly InstrumentKind[];
  /** An order at market is turned into one at a protected limit there, which may rest when the market has left that. Absent: it fills, or ends. */
  readonly marketRests?: true;
  readonly postOnly: boolean;
  readonly extendedHours: boolean;
  /** Leverage and margin mode of an instrument can be set by us. */
  readonly leverage: boolean;
  /** It takes a client order id once and for all, and refuses whatever comes under it later. Absent: only for a while, or not at all. */
  readonly idsOnce?: true;
  /** Its contracts are listed with their lots: a size in lots is counted by the market that it is for. */
  readonly listsLots?: true;
  /** By `MCX:GOLD`: units of the price in one lot of what is listed there, where a quantity without a unit is lots. Absent: it is units. */
  readonly lotUnits?: Readonly<Record<string, Decimal>>;
  /** The venue's XBT is the coin that is called BTC here. At some it is another coin. */
  readonly xbtIsBitcoin?: true;
  /** What entries that name no product are entered as, in the venue's words; absent: the venue knows one only. */
  readonly product?: string;
  /** Why no entry is taken there; `isLeft`: what is held from before is left all the same, at market. Absent: entries are taken. */
  readonly untraded?: { readonly reason: string; readonly isLeft: boolean };
  readonly orderTypes: readonly OrderType[];
  readonly timesInForce: readonly TimeInForce[];
}

/** Of the venue in this process. */
export const PAPER_TRAITS: VenueTraits = {
  nativeStops: true,
  oco: true,
  reduceOnly: true,
  stopsHoldQuantity: false,
  modify: true,
  postOnly: false,
  extendedHours: false,
  leverage: false,
  orderTypes: ['market', 'limit', 'stop', 'stop_limit'],
  timesInForce: ['gtc'],
};

/** Of a venue whose class is not loaded yet: it takes nothing. */
export const UNLEARNED_TRAITS: VenueTraits = {
  ...PAPER_TRAITS,
  nativeStops: false,
  oco: false,
  modify: false,
  reduceOnly: false,
  orderTypes: [],
  timesInForce: [],
};

export interface Balance {
  readonly currency: string;
  readonly free: Decimal;
  readonly total: Decimal;
}
