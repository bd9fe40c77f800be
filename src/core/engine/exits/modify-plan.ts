// Owns: an alert that changes the stop or the target of what is held. It opens nothing: without a position it is refused, and
// what it does not name stays as it was. Distances count from the entry price; a trailing stop follows from the next price on.
// Passes every gate: it is protection.

import { gt, gte, isPositive, lte, type Decimal } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import type { SignalId } from '../../model/ids.ts';
import { NO_PROTECTION, type ExitPlan } from '../../model/exits/exit-plan.ts';
import type { Position } from '../../model/position.ts';
import type { Level, Reading } from '../../model/signal.ts';
import { isFarStop, isFarTarget } from '../../model/exits/far-level.ts';
import { unsupportedExit } from '../../model/exits/exit-levels.ts';
import { describePlan } from '../../model/exits/describe-plan.ts';
import { joinPlan } from '../../positions/join-plan.ts';
import { planExits } from '../../model/exits/plan-exits.ts';
import { isHeld } from '../../positions/is-held.ts';
import { record, type Draft } from '../draft.ts';
import type { Route } from '../alerts/route-alert.ts';
import type { State } from '../state.ts';

const isForeign = (level: Level | null | undefined): boolean => level?.raw !== undefined;

function refuseForm(reading: Reading): Denial | null {
  if (reading.stopLoss === null && reading.takeProfits.length === 0 && reading.trailing === null && reading.profitLock === null)
    return deny('INVALID_FIELD', 'the alert names neither a stop nor a target', 'Add stop_loss, take_profit or trailing_stop_percent.');
  if ([reading.stopLoss, ...reading.takeProfits].some(isForeign))
    return deny('UNSUPPORTED', 'it cannot be told whether the stop or the target is a price or a distance', 'Send them as prices.');
  return null;
}

/** A stop beyond the target, or behind the price of the alert, would leave at once. */
function refuseLevels(plan: ExitPlan, long: boolean, price: Decimal | null): Denial | null {
  const { stopLoss: stop, takeProfit, partials = [] } = plan;
  const target = partials.find(({ done }) => !done)?.price ?? takeProfit;
  const beyond = (a: Decimal, b: Decimal): boolean => (long ? gte(a, b) : lte(a, b));
  const broken = [stop, target].find((level) => level !== null && !isPositive(level));
  if (broken != null) return deny('INVALID_PRICE', `${broken} is no price`);
  if (stop !== null && target !== null && beyond(stop, target))
    return deny('STOP_WRONG_SIDE', `a stop at ${stop} lies beyond the target ${target} of a ${long ? 'long' : 'short'}`);
  if (stop !== null && price !== null && beyond(stop, price))
    return deny('STOP_WRONG_SIDE', `a stop at ${stop} does not protect a ${long ? 'long' : 'short'} at ${price}`);
  if (target !== null && price !== null && beyond(price, target))
    return deny('TARGET_WRONG_SIDE', `a target of ${target} is no profit for a ${long ? 'long' : 'short'} at ${price}`);
  return null;
}

/**
 * A stop that is far from all that is known of the price (the entry, the stop until now, the price of the alert) is a slip of the
 * decimal point or a distance: it would guard nothing, or leave at once. What guards until now stays.
 */
function refuseFar({ stopLoss, takeProfits, signalPrice }: Reading, entry: Decimal, { plan: known, instrument }: Position): Denial | null {
  const say = (name: string, level: Decimal, from: Decimal): Denial =>
    deny(
      'INVALID_PRICE',
      `the ${name} ${level} is far from ${from}: it may be a slip of the decimal point or thousands grouped otherwise, or a distance`,
      'Send the whole price without grouping thousands, or name the unit (sl_percent, sl_points). What was set before stays.',
    );
  const prices = [signalPrice, entry].filter((price) => price !== null);
  const stop = stopLoss?.price;
  const guards = [...prices, known?.stopLoss ?? null].filter((price) => price !== null);
  if (stop !== undefined && guards.every((price) => isFarStop(stop, price, instrument))) return say('stop', stop, guards[0] ?? entry);
  const target = takeProfits.find(
    ({ price }) => price !== undefined && prices.every((near) => isFarTarget(price, near, instrument)),
  )?.price;
  return target === undefined ? null : say('target', target, prices[0] ?? entry);
}

/** What the alert makes of the plan, or why not. */
export function planModify(state: State, { key, symbol, strategy }: Route, reading: Reading, signalId: SignalId): ExitPlan | Denial {
  const refused = refuseForm(reading);
  if (refused !== null) return refused;
  const position = state.positions.get(key);
  if (!isHeld(position) || position.entryPrice === null) return deny('NOTHING_TO_MODIFY', `nothing of ${symbol} is held`);
  const long = gt(position.qty, '0' as Decimal);
  if (reading.positionSide !== null && (reading.positionSide === 'long') !== long)
    return deny(
      'NOTHING_TO_MODIFY',
      `the position in ${symbol} is ${long ? 'long' : 'short'}, the alert changes a ${reading.positionSide}`,
    );
  const far = refuseFar(reading, position.entryPrice, position);
  if (far !== null) return far;
  const { instrument } = position;
  const units = strategy.reading;
  const uncounted = unsupportedExit(reading, { instrument, units });
  if (uncounted !== null) return uncounted;
  const exits = planExits(reading, NO_PROTECTION, {
    side: long ? 'buy' : 'sell',
    price: position.entryPrice,
    instrument,
    units,
    atr: reading.atr,
    known: position.plan,
    trailsFromNext: true,
  });
  if ('code' in exits) return exits;
  // the card of the trade goes on telling what protects it
  const plan = joinPlan(position.plan, exits, {
    signalId: position.plan?.signalId ?? signalId,
    long,
    timeStop: null,
  });
  if (plan === null) return deny('INVALID_FIELD', 'the alert changes nothing');
  return refuseLevels(plan, long, reading.signalPrice) ?? plan;
}

/** Null: done. `signalId`: of the alert, which was received. */
export function modifyPlan(draft: Draft, route: Route, reading: Reading, signalId: SignalId): Denial | null {
  const plan = planModify(draft.state, route, reading, signalId);
  if ('code' in plan) return plan;
  record(draft, { type: 'plan_set', positionKey: route.key, plan });
  record(draft, { type: 'signal_changed', signalId, state: 'completed', error: null, detail: `plan changed: ${describePlan(plan)}` });
  return null;
}
