// Owns: how the written alerts are kept: what a sender posts and what it means by that sender's documentation, in the words of the
// corpus, so that both are scored alike. Every value is made up; the forms are those that people use.

import type { Expectation } from '../corpus-case.ts';

export interface WrittenAlert {
  readonly name: string;
  /** A text as it is posted; an object is posted as JSON. */
  readonly body: string | object;
  readonly expect: Expectation;
}

type More = Partial<Expectation>;

export const buy = (symbol: string | null, more: More = {}): Expectation => ({
  kind: 'order',
  action: 'buy',
  side: 'buy',
  symbol,
  ...more,
});
export const sell = (symbol: string | null, more: More = {}): Expectation => ({
  kind: 'order',
  action: 'sell',
  side: 'sell',
  symbol,
  ...more,
});
export const close = (symbol: string | null, more: More = {}): Expectation => ({
  kind: 'order',
  action: 'close',
  side: null,
  symbol,
  ...more,
});
export const closeLong = (symbol: string | null, more: More = {}): Expectation => ({
  ...close(symbol, more),
  action: 'close_long',
  accept_actions: ['close'],
});
export const closeShort = (symbol: string | null, more: More = {}): Expectation => ({
  ...close(symbol, more),
  action: 'close_short',
  accept_actions: ['close'],
});
/** Nothing that may be traded: a report, a doubt, a talk. */
export const noOrder: Expectation = {
  kind: 'reject',
  action: null,
  side: null,
  symbol: null,
  accept_kinds: ['status', 'fill_report'],
};
/** A cancel, right too where it is refused. */
export const cancel = (symbol: string | null, more: More = {}): Expectation => ({
  ...noOrder,
  kind: 'cancel',
  action: 'cancel',
  symbol,
  accept_kinds: ['reject'],
  ...more,
});
/** A change of a stop or a target: right as that, and refused. */
export const modify = (symbol: string | null, more: More = {}): Expectation => ({
  ...noOrder,
  kind: 'order',
  action: 'modify',
  accept_kinds: ['reject', 'status'],
  symbol,
  ...more,
});
/** Right where it is read so, and where it is refused. */
export const orRefused = (expect: Expectation): Expectation => ({ ...expect, accept_kinds: ['order', 'reject'] });
/** What is posted, and what it means. */
export const alert = (name: string, body: string | object, expect: Expectation): WrittenAlert => ({ name, body, expect });
/** What is posted and may not be traded; `symbol`: the market that it tells of, where it is read as a status or a fill. */
export const report = (name: string, body: string | object, symbol: string | null = null): WrittenAlert =>
  alert(name, body, { ...noOrder, symbol });
/** Targets at these prices. */
export const tp = (...prices: number[]): { price: number }[] => prices.map((price) => ({ price }));
/** A stop-loss at this price. */
export const sl = (price: number): More => ({ stop_loss: { price } });
/** A price of entry that may be the limit or only tell where the market was. */
export const at = (price: number): More => ({ signal_price: price, accept_any_price_role: true });
