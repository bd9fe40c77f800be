// Owns: a position as the read endpoints show it. "Protected by the venue" is said only of a stop-loss that the venue has
// confirmed: one that was sent and not answered is not in place, as the cards say too.

import { activeOrdersOf } from '../../core/engine/exits/position-orders.ts';
import type { State } from '../../core/engine/state.ts';
import { abs, HUNDRED, isNegative, isPositive, mul, sub, sum, ZERO } from '../../core/model/decimal.ts';
import { shareOwed, type ExitPlan, type Trailing } from '../../core/model/exits/exit-plan.ts';
import type { Quote } from '../../core/model/markets/instrument.ts';
import type { OrderStatus } from '../../core/model/order.ts';
import type { Position } from '../../core/model/position.ts';
import { coveredInPart } from '../../core/positions/stop-cover.ts';
import type { FormatInstant } from '../format-instant.ts';

const AT_VENUE: ReadonlySet<OrderStatus> = new Set<OrderStatus>(['accepted', 'partially_filled', 'pending_modify']);

/** We watch what no venue holds, as long as there are prices. */
function protectedBy(state: State, position: Position, quote: Quote | null): 'venue' | 'signalman' | 'none' {
  const standing = activeOrdersOf(state, position.key).filter(
    ({ role, status, doubted }) => role === 'stop_loss' && AT_VENUE.has(status) && doubted !== true,
  );
  if (standing.length > 0 && coveredInPart(standing, abs(position.qty)) === null) return 'venue';
  return position.plan?.stopLoss == null || quote === null ? 'none' : 'signalman';
}

/** Shares in percent of the whole position; what is left leaves at the last target. */
function presentTargets({ partials = [], takeProfit }: ExitPlan): readonly Record<string, unknown>[] {
  const before = partials.map((target) => {
    const owed = target.done ? shareOwed(target) : ZERO;
    return { price: target.price, share: target.share, reached: target.done, ...(isPositive(owed) ? { share_left: owed } : {}) };
  });
  const rest = sub(HUNDRED, sum(partials.map(({ share }) => share)));
  return takeProfit === null ? before : [...before, { price: takeProfit, share: rest, reached: false }];
}

function presentTrail(trail: Trailing | null): Record<string, unknown> | null {
  if (trail === null) return null;
  const distance = 'percent' in trail.by ? { percent: trail.by.percent } : { amount: trail.by.amount };
  return { ...distance, activation_price: trail.activation, active: trail.active };
}

/** `quote`: the last known price; null = unknown, then there is no profit or loss to tell either. Open positions only. */
export function presentPosition(
  state: State,
  position: Position,
  quote: Quote | null,
  formatInstant: FormatInstant,
): Record<string, unknown> {
  const { plan, entryPrice, instrument } = position;
  return {
    strategy: position.strategy,
    account: position.account,
    mode: position.mode,
    symbol: instrument.symbol,
    side: isNegative(position.qty) ? 'short' : 'long',
    quantity: abs(position.qty),
    entry_price: entryPrice,
    price: quote?.last ?? null,
    price_at: quote === null ? null : formatInstant(quote.at),
    price_source: quote?.source ?? null,
    // The sign of the quantity makes a falling price a gain for a short.
    unrealized_pnl: quote === null || entryPrice === null ? null : mul(sub(quote.last, entryPrice), position.qty),
    // after fees, as /performance counts it
    realized_pnl: sub(position.realizedPnl, position.fees),
    realized_pnl_before_fees: position.realizedPnl,
    fees: position.fees,
    currency: instrument.quote,
    stop_loss: plan?.stopLoss ?? null,
    // what is made sure, or lost, where the stop fills at its level
    pnl_at_stop: plan?.stopLoss == null || entryPrice === null ? null : mul(sub(plan.stopLoss, entryPrice), position.qty),
    take_profits: plan === null ? [] : presentTargets(plan),
    trailing: presentTrail(plan?.trail ?? null),
    profit_lock: (plan?.locks ?? []).map(({ trigger, stop }) => ({ trigger_price: trigger, new_stop_price: stop })),
    break_even_after: plan?.breakEvenAfter ?? null,
    time_stop: plan?.timeStop == null ? null : { at: formatInstant(plan.timeStop.at), unless_gain_percent: plan.timeStop.unlessGain },
    protected_by: protectedBy(state, position, quote),
    opened_at: position.openedAt === null ? null : formatInstant(position.openedAt),
  };
}
