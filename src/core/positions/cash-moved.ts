// Owns: what one trade does to the money of an account, as if everything that is held had been paid for in full.

import { add, isZero, mul, neg, sub, ZERO, type Decimal } from '../model/decimal.ts';
import type { Instrument } from '../model/markets/instrument.ts';
import type { Fill } from '../model/order.ts';
import type { Side } from '../model/signal.ts';

export type TradedMarket = Pick<Instrument, 'base' | 'quote'> & { readonly isSpot: boolean };

/** Of a symbol alone: a pair says what it is paid in, everything else is paid in the account's own currency. */
export function marketOfSymbol(symbol: string, quoteCurrency: string): TradedMarket {
  const [base = symbol, rest] = symbol.split('/');
  const [quote = quoteCurrency, settle] = (rest ?? quoteCurrency).split(':');
  return { base, quote, isSpot: rest !== undefined && settle === undefined };
}

/** Signed, in `currency`: fees, and coins that are money themselves, count too. */
export function cashMoved(
  market: TradedMarket,
  side: Side,
  fill: Pick<Fill, 'qty' | 'price' | 'fee' | 'feeCurrency'>,
  currency: string,
): Decimal {
  const value = mul(fill.qty, fill.price);
  const paid = market.quote === currency ? (side === 'buy' ? neg(value) : value) : ZERO;
  const coins = market.isSpot && market.base === currency ? (side === 'buy' ? fill.qty : neg(fill.qty)) : ZERO;
  const moved = add(paid, coins);
  return fill.feeCurrency === currency && !isZero(fill.fee) ? sub(moved, fill.fee) : moved;
}
