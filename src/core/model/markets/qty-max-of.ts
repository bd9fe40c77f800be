// Owns: how much one order of a kind may be: what takes the market is bounded more tightly than what waits at a limit.

import { min, type Decimal } from '../decimal.ts';
import type { Instrument } from './instrument.ts';
import type { OrderType } from '../order-terms.ts';

/** A stop, too, is an order at market once its trigger is touched. */
const TAKES_MARKET: ReadonlySet<OrderType> = new Set<OrderType>(['market', 'stop', 'trailing_stop']);

/** Base units; null: the venue names no such limit. */
export function qtyMaxOf({ qtyMax, marketQtyMax = null }: Pick<Instrument, 'qtyMax' | 'marketQtyMax'>, type: OrderType): Decimal | null {
  if (marketQtyMax === null || !TAKES_MARKET.has(type)) return qtyMax;
  return qtyMax === null ? marketQtyMax : min(qtyMax, marketQtyMax);
}
