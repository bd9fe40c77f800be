// Owns: what the fake venues' engine knows of an instrument, an order and a trade, and what it tells of them. Quantities
// are base units, symbols are whatever the front calls them. Written for the fakes alone: nothing of the paper venue.

import type { Decimal } from '../../src/core/model/decimal.ts';

export interface ListedMarket {
  readonly symbol: string;
  /** `spot`: what is sold must be there, and what is bought is paid. `margin`: positions have a sign and a margin. */
  readonly kind: 'spot' | 'margin';
  readonly base: string;
  readonly quote: string;
  readonly tickSize: Decimal;
  readonly stepSize: Decimal;
  readonly qtyMin: Decimal;
  /** Of one order at market, or of one that becomes one. */
  readonly marketQtyMax?: Decimal;
  readonly notionalMin: Decimal;
}

const MONTHS = 'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC';

/** A contract ends at eight on the day in its name (260327, 27MAR26); null: it has none. */
export function endOf(symbol: string): number | null {
  const [, year, month, day] = /(\d{2})(\d{2})(\d{2})$/.exec(symbol) ?? [];
  if (day !== undefined) return Date.UTC(2000 + Number(year), Number(month) - 1, Number(day), 8);
  const [, date, name = '', last] = /-(\d{1,2})([A-Z]{3})(\d{2})$/.exec(symbol) ?? [];
  return date === undefined ? null : Date.UTC(2000 + Number(last), MONTHS.indexOf(name) / 3, Number(date), 8);
}

export type OrderKind = 'market' | 'limit' | 'stop' | 'stop_limit' | 'take_profit' | 'take_profit_limit' | 'trailing_stop';

/** What somebody asks the venue for; the front has already read its own dialect. */
export interface PlaceOrder {
  /** Null = placed by hand, or by a program that names nothing. */
  readonly clientId: string | null;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly kind: OrderKind;
  readonly qty: Decimal;
  readonly limitPrice?: Decimal | null;
  readonly stopPrice?: Decimal | null;
  readonly trail?: { readonly percent: Decimal } | { readonly amount: Decimal } | null;
  readonly reduceOnly?: boolean;
  readonly timeInForce?: 'gtc' | 'ioc' | 'fok';
  readonly postOnly?: boolean;
  /** It works outside the session, too. */
  readonly extended?: boolean;
  readonly group?: string | null;
}

export interface ExchangeTrade {
  readonly id: string;
  readonly orderId: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly qty: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
  readonly feeCurrency: string;
  readonly isMaker: boolean;
  readonly at: number;
}

export type ExchangeStatus = 'open' | 'filled' | 'canceled' | 'rejected' | 'expired';

export interface ExchangeOrder {
  /** Digits only, as most venues have it. */
  readonly id: string;
  readonly clientId: string | null;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly kind: OrderKind;
  readonly qty: Decimal;
  readonly qtyFilled: Decimal;
  readonly limitPrice: Decimal | null;
  /** Where it triggers; of a trailing stop: where it would trigger now. */
  readonly stopPrice: Decimal | null;
  readonly trail: { readonly percent: Decimal } | { readonly amount: Decimal } | null;
  readonly reduceOnly: boolean;
  readonly timeInForce: 'gtc' | 'ioc' | 'fok';
  readonly postOnly: boolean;
  readonly group: string | null;
  /** A stop that has been touched works as a market or limit order from then on. */
  readonly triggered: boolean;
  readonly status: ExchangeStatus;
  readonly reason: string | null;
  readonly trades: readonly ExchangeTrade[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** `order` is how it stood right after the event. */
export type ExchangeEvent =
  | { readonly type: 'accepted' | 'triggered' | 'amended' | 'canceled' | 'rejected' | 'expired'; readonly order: ExchangeOrder }
  | { readonly type: 'filled'; readonly order: ExchangeOrder; readonly trade: ExchangeTrade }
  | { readonly type: 'price'; readonly symbol: string };

export type RefusalCode =
  | 'unknown_symbol'
  | 'unknown_order'
  | 'ended'
  | 'duplicate'
  | 'quantity'
  | 'market_quantity'
  | 'step'
  | 'tick'
  | 'minimum'
  | 'insufficient'
  | 'held'
  | 'reduce_only'
  | 'would_trigger'
  | 'would_take'
  | 'unfillable';

/** The engine's words; a front says them in its venue's. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly text: string;
}

export type Outcome = { readonly ok: true; readonly order: ExchangeOrder } | { readonly ok: false; readonly refusal: Refusal };
