// Owns: how amounts are written for people. Plain digits, a point, no grouping: the same in every country, and ready to be
// pasted into a command.

import { abs, compare, type Decimal, decimal, div, HUNDRED, isPositive, isZero, mul, ONE, round, sub } from '../../core/model/decimal.ts';

/** Below this a price needs more than eight places to say anything. */
const TINY = decimal('0.0001');

/** Money for reading: two places from 1 upwards, below that as many as say something. */
export function formatMoney(amount: Decimal, currency: string): string {
  const size = abs(amount);
  return `${padded(round(amount, compare(size, ONE) >= 0 ? 2 : 8))} ${currency}`;
}

/** With its sign, for results: "+19.10 USDT". */
export const formatGain = (amount: Decimal, currency: string): string => `${isPositive(amount) ? '+' : ''}${formatMoney(amount, currency)}`;

/** The way from one price to another in percent, two places; null when there is nothing to start from. */
export const percentChange = (from: Decimal, to: Decimal): Decimal | null =>
  isZero(from) ? null : round(mul(div(sub(to, from), from), HUNDRED), 2);

/** With its sign: "+0.02 %". */
export const formatPercent = (percent: Decimal): string => `${isPositive(percent) ? '+' : ''}${percent} %`;

/** Prices of venues are shown as they are; an average has up to 18 places after its division, of which eight are enough. */
export const formatPrice = (price: Decimal): string => round(price, compare(abs(price), TINY) < 0 ? 18 : 8);

function padded(amount: Decimal): string {
  const [whole = '0', part = ''] = amount.split('.');
  return `${whole}.${part.padEnd(2, '0')}`;
}
