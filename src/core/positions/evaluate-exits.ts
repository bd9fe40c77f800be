// Owns: what a price means for the legs of a plan that no venue guards at this moment: those that live with us, and those
// that are not in place yet or any more. Pure: position + quote → the leg that is reached.

import { gte, isNegative, lte, type Decimal } from '../model/decimal.ts';
import type { Quote } from '../model/instrument.ts';
import type { Position } from '../model/position.ts';
import type { ProtectiveRole } from './exit-home.ts';
import { isHeld } from './is-held.ts';

export interface ReachedExit {
  readonly role: ProtectiveRole;
  /** As planned. */
  readonly level: Decimal;
  /** What reached it. */
  readonly price: Decimal;
}

/**
 * A stop is reached by the last price, as at venues; a target by the price that leaving now would get, so that a wide
 * spread does not sell below it. The stop counts first. `guarded`: legs that the venue has in its book.
 */
export function reachedExit(position: Position, quote: Quote, guarded: ReadonlySet<ProtectiveRole>): ReachedExit | null {
  const { plan, qty } = position;
  if (plan === null || !isHeld(position)) return null;
  const short = isNegative(qty);
  if (plan.stopLoss !== null && !guarded.has('stop_loss')) {
    const reached = short ? gte(quote.last, plan.stopLoss) : lte(quote.last, plan.stopLoss);
    if (reached) return { role: 'stop_loss', level: plan.stopLoss, price: quote.last };
  }
  if (plan.takeProfit === null || guarded.has('take_profit')) return null;
  const price = short ? quote.ask : quote.bid;
  const reached = short ? lte(price, plan.takeProfit) : gte(price, plan.takeProfit);
  return reached ? { role: 'take_profit', level: plan.takeProfit, price } : null;
}
