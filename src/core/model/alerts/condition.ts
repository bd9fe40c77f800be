// Owns: what an order waits for: a price, a time, or both. As an alert says it (Condition), and as it waits (WaitingCondition).

import type { Decimal } from '../decimal.ts';
import type { AccountName, Instant, Nonce, PositionKey } from '../ids.ts';

/** `crosses`: to the other side of the level from where it was first seen. Compared with the last price, as charts show it. */
export interface PriceCondition {
  readonly when: 'above' | 'below' | 'crosses';
  readonly level: Decimal;
}

/** An instant, or the next time that the wall in TIMEZONE shows that minute of the day. */
export type Moment = { readonly at: Instant } | { readonly minuteOfDay: number };

/** `price` or `after` is set. With both, prices count from then on. `until`: it is dropped then. */
export interface Condition {
  readonly price: PriceCondition | null;
  readonly after: Moment | null;
  readonly until: Moment | null;
}

/** Since when it may be met is the `until` of its wait. */
export interface WaitingCondition {
  readonly price: PriceCondition | null;
  readonly expiresAt: Instant;
  /** The market that is looked at. */
  readonly account: AccountName;
  readonly symbol: string;
  /** Shares that its order is for. */
  readonly keys: readonly PositionKey[];
  /** Of a level that is to be crossed: where the price was seen last. */
  readonly lastSide: 'above' | 'below' | null;
  /** Everything that it asks for leaves positions. */
  readonly leaves: boolean;
  /** For the questions that the order may lead to. */
  readonly nonce: Nonce;
}

/** "BTC/USDT above 50000". */
export const priceConditionText = (symbol: string, { when, level }: PriceCondition): string => `${symbol} ${when} ${level}`;
