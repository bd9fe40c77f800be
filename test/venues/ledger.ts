// Owns: the money and the positions of the fake venues' engine. Every number is an exact decimal; what an open order
// holds is derived from the open orders, never kept beside them.

import { abs, add, type Decimal, decimal, div, isNegative, isZero, max, min, mul, neg, sub, ZERO } from '../../src/core/model/decimal.ts';
import type { ExchangeOrder, ListedMarket, PlaceOrder } from './exchange-order.ts';

export interface ExchangePosition {
  readonly symbol: string;
  /** Signed. */
  readonly qty: Decimal;
  readonly entryPrice: Decimal;
}

export interface ExchangeBalance {
  readonly currency: string;
  readonly total: Decimal;
  readonly free: Decimal;
}

export interface LedgerOptions {
  readonly balances: Readonly<Record<string, string>>;
  /** Fee as a share of the value. */
  readonly feeRate: Decimal;
  /** Spot buys pay their fee in the coin that is bought (`received`), or everything is paid in the quote currency. */
  readonly feeIn: 'quote' | 'received';
  /** Everything is paid in such coins instead, at this price of one. */
  readonly feeCoin?: { readonly currency: string; readonly price: Decimal };
}

/** What an order would cost or hold, were it open. */
export interface Claim {
  readonly currency: string;
  readonly amount: Decimal;
}

export interface Ledger {
  position(symbol: string): ExchangePosition;
  positions(): readonly ExchangePosition[];
  total(currency: string): Decimal;
  balances(open: readonly ExchangeOrder[]): readonly ExchangeBalance[];
  free(currency: string, open: readonly ExchangeOrder[]): Decimal;
  /** What an order of this side may close. */
  reducible(symbol: string, side: 'buy' | 'sell'): Decimal;
  claim(order: PlaceOrder & { readonly qtyFilled?: Decimal }, price: Decimal): Claim;
  /** Books one execution; returns its fee. */
  book(
    order: ExchangeOrder,
    execution: { readonly qty: Decimal; readonly price: Decimal },
  ): { readonly fee: Decimal; readonly feeCurrency: string };
  /** Money that comes or goes by itself: a deposit, funding, a withdrawal. */
  credit(currency: string, amount: Decimal): void;
}

export function createLedger(options: LedgerOptions, marketOf: (symbol: string) => ListedMarket): Ledger {
  const totals = new Map<string, Decimal>(Object.entries(options.balances).map(([currency, amount]) => [currency, decimal(amount)]));
  const positions = new Map<string, ExchangePosition>();

  const total = (currency: string): Decimal => totals.get(currency) ?? ZERO;
  const credit = (currency: string, amount: Decimal): void => {
    totals.set(currency, add(total(currency), amount));
  };
  const position = (symbol: string): ExchangePosition => positions.get(symbol) ?? { symbol, qty: ZERO, entryPrice: ZERO };

  function reducible(symbol: string, side: 'buy' | 'sell'): Decimal {
    const market = marketOf(symbol);
    if (market.kind === 'spot') return side === 'sell' ? total(market.base) : ZERO;
    const { qty } = position(symbol);
    return max(ZERO, side === 'sell' ? qty : neg(qty));
  }

  function claim(order: PlaceOrder & { readonly qtyFilled?: Decimal }, price: Decimal): Claim {
    const market = marketOf(order.symbol);
    const left = sub(order.qty, order.qtyFilled ?? ZERO);
    if (market.kind === 'spot' && order.side === 'sell') return { currency: market.base, amount: left };
    if (order.reduceOnly === true) return { currency: market.quote, amount: ZERO };
    const opening = market.kind === 'spot' ? left : max(ZERO, sub(left, reducible(order.symbol, order.side)));
    const value = mul(opening, price);
    return { currency: market.quote, amount: add(value, mul(value, options.feeRate)) };
  }

  /** Margin of positions: their cost, as at leverage one. */
  function margin(currency: string): Decimal {
    let held = ZERO;
    for (const { symbol, qty, entryPrice } of positions.values())
      if (marketOf(symbol).quote === currency) held = add(held, mul(abs(qty), entryPrice));
    return held;
  }

  function free(currency: string, open: readonly ExchangeOrder[]): Decimal {
    let left = sub(total(currency), margin(currency));
    for (const order of open) {
      const held = claim(order, order.limitPrice ?? order.stopPrice ?? ZERO);
      if (held.currency === currency) left = sub(left, held.amount);
    }
    return max(ZERO, left);
  }

  function bookMargin(market: ListedMarket, signed: Decimal, price: Decimal): void {
    const before = position(market.symbol);
    const opposite = !isZero(before.qty) && isNegative(before.qty) !== isNegative(signed);
    const closed = opposite ? min(abs(before.qty), abs(signed)) : ZERO;
    const each = isNegative(before.qty) ? sub(before.entryPrice, price) : sub(price, before.entryPrice);
    credit(market.quote, mul(closed, each));
    const qty = add(before.qty, signed);
    const added = sub(abs(signed), closed);
    const kept = sub(abs(before.qty), closed);
    if (isZero(qty)) positions.delete(market.symbol);
    else {
      const cost = add(mul(kept, before.entryPrice), mul(added, price));
      positions.set(market.symbol, { symbol: market.symbol, qty, entryPrice: isZero(added) ? before.entryPrice : div(cost, abs(qty)) });
    }
  }

  return {
    position,
    positions: () => [...positions.values()],
    total,
    balances: (open) => [...totals.keys()].map((currency) => ({ currency, total: total(currency), free: free(currency, open) })),
    free,
    reducible,
    claim,
    book(order, { qty, price }) {
      const market = marketOf(order.symbol);
      const value = mul(qty, price);
      const signed = order.side === 'buy' ? qty : neg(qty);
      const inCoin = market.kind === 'spot' && order.side === 'buy' && options.feeIn === 'received';
      const { feeCoin } = options;
      const paid =
        feeCoin !== undefined
          ? { fee: mul(div(value, feeCoin.price), options.feeRate), feeCurrency: feeCoin.currency }
          : inCoin
            ? { fee: mul(qty, options.feeRate), feeCurrency: market.base }
            : { fee: mul(value, options.feeRate), feeCurrency: market.quote };
      if (market.kind === 'spot') {
        credit(market.base, signed);
        credit(market.quote, order.side === 'buy' ? neg(value) : value);
      } else bookMargin(market, signed, price);
      credit(paid.feeCurrency, neg(paid.fee));
      return paid;
    },
    credit,
  };
}
