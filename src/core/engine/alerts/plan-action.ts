// Owns: what an order alert asks of a position: an exit, an entry, or an exit first and an entry behind it. Whether it is
// an exit decides everything: exits pass, entries are held back by rules.

import { abs, add, div, floorToStep, gt, gte, HUNDRED, isPositive, isZero, sub, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import type { InstrumentKind } from '../../model/markets/instrument.ts';
import { defaultInUnits, refuseTwoMeanings, sizesInUnits } from '../../model/markets/lots-counted.ts';
import { isInUnits, unitsAsked } from '../../model/markets/unit-size.ts';
import { lotAt } from './lot-at.ts';
import type { Position, WantedExit } from '../../model/position.ts';
import type { Strategy } from '../../model/settings.ts';
import type { PositionKey } from '../../model/ids.ts';
import { isClose, oppositeSide, type Reading, type Side } from '../../model/signal.ts';
import { isHeld } from '../../positions/is-held.ts';
import { isDefaultNotional, isStake } from '../../risk/size-order.ts';
import type { ActionPlan } from './action-plan.ts';
import { isNewer, sentAtOf } from './arrivals.ts';
import { comingOf, NOTHING_COMES, withComing, type Coming, type Share } from '../exits/late-part.ts';
import { partOf, reduceByPercent } from '../exits/part-of-share.ts';
import { qtyUnderWay } from '../exits/position-orders.ts';
import type { Route } from './route-alert.ts';
import { activeSignalsOf, isOpenEntry } from '../share-signals.ts';
import type { State } from '../state.ts';
import { qtyStaying } from '../exits/tend-exits.ts';
import { planUnits, uncountedRest, type CountedAt } from './plan-units.ts';
import { capToTarget, isTargetOrder, planTarget } from './plan-target.ts';

const NOTHING: ActionPlan = { exit: null, entry: null, remark: null };
const FLAT: WantedExit = { type: 'flat' };

interface Market {
  readonly kind: InstrumentKind;
  /** Signed: what will be held when the exits that are open are done. */
  readonly staying: Decimal;
  readonly coming: Coming;
  /** Something of the share waits for an answer, a price or its time. */
  readonly isPending: () => boolean;
  /** What entries of this side want that wait for nothing but their price, in the unit of the alert; null: in another one. */
  readonly beingPriced: (side: Side) => Decimal | null;
  /** Absent: one at no exchange, in the money of the market. */
  readonly account?: CountedAt;
}

/** `qty` of the position, or all of it where that is as much or more. */
function reduceBy(position: Share, qty: Decimal, { late }: Coming): WantedExit {
  const held = abs(position.qty);
  const stepped = floorToStep(qty, position.instrument.stepSize);
  if (!gt(held, stepped)) return FLAT;
  return { type: 'reduce', qty: stepped, ...(late.length === 0 ? {} : { late: { percent: null, entries: late } }) };
}

function planClose(reading: Reading, position: Share | undefined, market: Market): ActionPlan {
  const { staying, coming } = market;
  const share = withComing(position, coming);
  const isThere = isHeld(share);
  if (!isThere && coming.late.length === 0) return { ...NOTHING, exit: FLAT };
  const long = isThere && isPositive(share.qty);
  const other = isThere && ((reading.action === 'close_long' && !long) || (reading.action === 'close_short' && long));
  if (other)
    return { ...NOTHING, remark: deny('NOTHING_TO_CLOSE', `the position is ${long ? 'long' : 'short'}, the alert closes the other side`) };
  // the sender says that it is flat after this: a quantity beside it is how much it had, not how much we have
  if (reading.positionTarget === 'flat') return { ...NOTHING, exit: FLAT };
  const percent = reading.percentOf === null || reading.percentOf === 'position' ? reading.percent : null;
  const isPart = percent !== null && !gte(percent, HUNDRED);
  if (reading.quantity === null && !isPart) return { ...NOTHING, exit: FLAT };
  const target = closePart(reading.quantity, percent, { held: isHeld(position) ? position : undefined, share }, market);
  if (target !== null && !(target.type === 'reduce' && isZero(target.qty) && target.late?.percent == null))
    return { ...NOTHING, exit: target };
  const { instrument } = share ?? coming;
  const qty = reading.quantity ?? partOf(staying, percent ?? ZERO);
  return {
    ...NOTHING,
    remark: deny('QUANTITY_TOO_SMALL', `${qty} is below the step ${instrument?.stepSize ?? ''} of ${instrument?.symbol ?? ''}`),
  };
}

interface Shares {
  readonly held: Share | undefined;
  /** With what comes. */
  readonly share: Share | undefined;
}

function closePart(qty: Decimal | null, percent: Decimal | null, { held, share }: Shares, market: Market): WantedExit | null {
  if (qty === null) return percent === null ? FLAT : reduceByPercent(held, percent, market);
  if (isHeld(share)) return reduceBy(share, qty, market.coming);
  const { instrument, late } = market.coming;
  const stepped = instrument === null ? qty : floorToStep(qty, instrument.stepSize);
  return { type: 'reduce', qty: stepped, late: { percent: null, entries: late } };
}

const isSizedByRisk = ({ riskPercent, riskAmount, atrSizing }: Reading): boolean =>
  riskPercent !== null || riskAmount !== null || atrSizing === true;

/** Where it says which side it leads to, there being nothing to turn round is no reason not to get there. */
function planReverseOfNothing(reading: Reading, kind: InstrumentKind): ActionPlan {
  const { side } = reading;
  if (side === null) return { ...NOTHING, remark: deny('NOTHING_TO_CLOSE', 'there is no position to reverse') };
  if (side === 'sell' && kind === 'spot')
    return { ...NOTHING, remark: deny('SHORT_ON_SPOT', 'there is nothing to sell on this spot market') };
  return { ...NOTHING, entry: { side, qty: unitsAsked(reading), afterFlat: false } };
}

function planReverse(reading: Reading, position: Share | undefined, kind: InstrumentKind): ActionPlan {
  if (!isHeld(position)) return planReverseOfNothing(reading, kind);
  const side = isPositive(position.qty) ? 'sell' : 'buy';
  // the sender says where the reverse leads to: what is there already must not be turned away from it
  if (reading.side === oppositeSide(side))
    return {
      ...NOTHING,
      remark: deny('CONTRADICTION', `the reverse leads to ${side === 'sell' ? 'long' : 'short'}, which the position is already`),
    };
  if (side === 'sell' && kind === 'spot')
    return { ...NOTHING, exit: FLAT, remark: deny('SHORT_ON_SPOT', 'closed; the short behind it is not possible on a spot market') };
  // what was held says nothing of the size where a rule of the alert says it
  const qty = reading.quantity ?? (isSizedByRisk(reading) ? null : abs(position.qty));
  return { exit: FLAT, entry: { side, qty, afterFlat: true }, remark: null };
}

/** How much an opposite order without a price means, base units; null = the rule of the strategy cannot tell without one. */
function qtyMeant(reading: Reading, strategy: Strategy, position: Share, staying: Decimal): Decimal | null {
  const price = reading.signalPrice ?? position.entryPrice;
  if (reading.quantity !== null) return reading.quantity;
  if (reading.notional !== null) return price === null ? null : div(reading.notional, price);
  if (reading.percent !== null) return reading.percentOf === 'position' ? partOf(staying, reading.percent) : null;
  if (strategy.defaultQuantity !== null) return strategy.defaultQuantity;
  return strategy.defaultNotional === null || price === null ? null : div(strategy.defaultNotional, price);
}

/** No rate is at hand before there is a price: what goes beyond the other side would be a guess. */
const unrated = (money: string, { instrument }: Share, currency: string): Denial =>
  deny(
    'NO_QUANTITY',
    `closed; the ${money} is counted in ${currency}, and ${instrument.symbol} is priced in ${instrument.quote}: what of it would open the other side is not known here`,
    'Send the entry again if it is still meant: of what is flat it is counted at the rate of the two.',
  );

/**
 * A buy or sell against the strategy's own position: reduce-only first; what exceeds it is an entry. What is being closed
 * already (`staying`: what is not) has been closed for the sender, who means the rest.
 */
function planOpposite(reading: Reading, side: Side, strategy: Strategy, position: Share, market: Market): ActionPlan {
  const { kind, staying, coming, account } = market;
  const currency = account?.quoteCurrency ?? position.instrument.quote;
  const isForeign = currency !== position.instrument.quote;
  if (isForeign && isStake(reading, strategy))
    return { ...NOTHING, exit: FLAT, remark: unrated(`stake of ${reading.notional ?? ''}`, position, currency) };
  if (isForeign && isDefaultNotional(reading, strategy)) {
    // of a spot market nothing more could come than the close
    const isClosed = reading.reduceOnly === true || (side === 'sell' && kind === 'spot');
    return {
      ...NOTHING,
      exit: FLAT,
      remark: isClosed ? null : unrated(`default of ${strategy.defaultNotional ?? ''}`, position, currency),
    };
  }
  const meant = qtyMeant(reading, strategy, position, staying);
  // a size that cannot be told closes what is there and opens nothing: getting out is safe, getting in would be a guess
  if (meant === null) return { ...NOTHING, exit: FLAT };
  const excess = sub(meant, abs(staying));
  const exit = isPositive(excess) && reading.reduceOnly !== true ? FLAT : reduceBy(position, meant, coming);
  if (!isPositive(excess) || reading.reduceOnly === true) {
    const tooSmall = exit.type === 'reduce' && isZero(exit.qty);
    return tooSmall
      ? {
          ...NOTHING,
          remark: deny('QUANTITY_TOO_SMALL', `${meant} is below the step ${position.instrument.stepSize} of ${position.instrument.symbol}`),
        }
      : { ...NOTHING, exit };
  }
  if (side === 'sell' && kind === 'spot')
    return {
      ...NOTHING,
      exit,
      remark: deny('SHORT_ON_SPOT', `closed; the other ${excess} would be a short, which a spot market does not have`),
    };
  return { exit, entry: { side, qty: excess, afterFlat: true }, remark: null };
}

function planSide(reading: Reading, side: Side, strategy: Strategy, share: Share | undefined, market: Market): ActionPlan {
  const against = isHeld(share) && isPositive(share.qty) !== (side === 'buy');
  if (against) return planOpposite(reading, side, strategy, share, market);
  // all that a sell of nothing can mean there is that what was to be bought is not wanted any more
  const takesBack = reading.reduceOnly === true || (side === 'sell' && market.kind === 'spot');
  if (takesBack && !isHeld(share) && (market.coming.late.length > 0 || market.isPending())) return { ...NOTHING, exit: FLAT };
  if (reading.reduceOnly === true)
    return { ...NOTHING, remark: deny('NOTHING_TO_CLOSE', `reduce-only ${side}, and there is nothing to reduce`) };
  if (side === 'sell' && market.kind === 'spot')
    return { ...NOTHING, remark: deny('SHORT_ON_SPOT', 'there is nothing to sell on this spot market') };
  return isHeld(share) || reading.quantity === null
    ? { ...NOTHING, entry: { side, qty: null, afterFlat: false } }
    : planBehind(side, reading, reading.quantity, market.beingPriced(oppositeSide(side)));
}

/**
 * Behind an entry of the other side that would be in the market in a moment, and is withdrawn by this one: what it leads to
 * must not depend on which was faster, the price of the first or the second alert.
 */
function planBehind(side: Side, reading: Reading, qty: Decimal, before: Decimal | null): ActionPlan {
  if (before !== null && (isZero(before) || gt(before, qty))) return { ...NOTHING, entry: { side, qty: null, afterFlat: false } };
  if (before === qty) return { ...NOTHING, exit: FLAT };
  if (before === null || reading.quantityUnit !== null) return { ...NOTHING, exit: FLAT, remark: uncountedRest(reading) };
  return { ...NOTHING, entry: { side, qty: sub(qty, before), afterFlat: false } };
}

const WAITING_TYPES: ReadonlySet<Reading['orderType']> = new Set<Reading['orderType']>(['stop', 'stop_limit', 'trailing_stop']);

/** What of the share is not held yet. */
interface OnItsWay extends Omit<Market, 'kind'> {
  /** Signed: what working entries may still add. */
  readonly underWay: Decimal;
}

/** What the alert asks for, given what the strategy holds. Pure reading: no gate is asked here. */
export function planAction(
  reading: Reading,
  strategy: Strategy,
  position: Position | undefined,
  kind: InstrumentKind,
  { underWay, ...of }: OnItsWay = {
    underWay: ZERO,
    staying: position?.qty ?? ZERO,
    coming: NOTHING_COMES,
    isPending: () => false,
    beingPriced: () => ZERO,
  },
): ActionPlan {
  const plan = isTargetOrder(reading)
    ? planTarget(reading, position, { kind, underWay, staying: of.staying })
    : capToTarget(planSized(reading, strategy, position, { kind, ...of }), reading, position, add(of.staying, underWay));
  // it asks to leave when a price is reached: leaving now would be a guess, and staying without a word too
  if (plan.exit === null || !WAITING_TYPES.has(reading.orderType)) return plan;
  const what = `an exit by ${(reading.orderType ?? '').replace('_', ' ')} order is not supported`;
  return { ...NOTHING, remark: deny('UNSUPPORTED', what, 'Send the stop as stop_loss with the entry, or close at market or by limit.') };
}

/** The same for what the state holds for this route. What the alert itself makes impossible to enter is not entered. */
export function planFor(state: State, written: Reading, { strategy, account, key, kind, symbol }: Route): ActionPlan {
  const lot = lotAt(state, key, symbol, account);
  const reading = sizesInUnits(written, lot);
  const plan = planAction(reading, defaultInUnits(strategy, lot), state.positions.get(key), kind, {
    underWay: qtyUnderWay(state, key, reading.side),
    staying: qtyStaying(state, key),
    coming: comingOf(state, key),
    isPending: () => activeSignalsOf(state, key).some(isOpenEntry),
    beingPriced: (side) => qtyBeingPriced(state, key, side, reading, lot),
    account,
  });
  const refusal = reading.entryRefusal ?? refuseTwoMeanings(written, lot, symbol);
  return plan.entry === null || refusal === null ? plan : { ...plan, entry: null, remark: refusal };
}

/** What was sent later than this alert is not withdrawn by it. */
function qtyBeingPriced(state: State, key: PositionKey, side: Side, alert: Reading, lot: Decimal | null): Decimal | null {
  const { sentAt } = alert;
  if (state.beingPriced.isEmpty()) return ZERO;
  const priced = [...state.beingPriced]
    .flatMap((id) => state.signals.get(id) ?? [])
    .filter((signal) => signal.positionKey === key && signal.entry?.side === side);
  if (priced.some((signal) => isNewer(sentAtOf(signal), sentAt))) return ZERO;
  const qtys = priced.map(({ entry, reading }) => qtyInUnitOf(alert, sizesInUnits(reading, lot), entry?.qty ?? null));
  if (qtys.every((qty) => qty !== null)) return sum(qtys.flatMap((qty) => qty ?? []));
  return isInUnits(alert) ? null : ZERO;
}

/** `qty`: of the entry, base units. Contracts are told from contracts of the same exchange only. */
function qtyInUnitOf(alert: Reading, waiting: Reading, qty: Decimal | null): Decimal | null {
  if (!isInUnits(alert)) return qty ?? unitsAsked(waiting);
  return qty === null && isInUnits(waiting) && waiting.quantityUnit === alert.quantityUnit && waiting.contractsOf === alert.contractsOf
    ? waiting.quantity
    : null;
}

/** An entry is counted where it is priced; what is under way to be priced was asked for in the same unit. */
function planSized(reading: Reading, strategy: Strategy, position: Position | undefined, market: Market): ActionPlan {
  if (!isInUnits(reading)) return planAtOnce(reading, strategy, position, market);
  const share = withComing(position, market.coming);
  const coming = isClose(reading.action) ? market.coming.instrument : null;
  const instrument = isHeld(share) ? share.instrument : coming;
  return planUnits(reading, { account: market.account, instrument }, (sized) => planAtOnce(sized, strategy, position, market));
}

function planAtOnce(reading: Reading, strategy: Strategy, position: Position | undefined, held: Market): ActionPlan {
  // what comes is as good as held, but for a part of what is
  const share = withComing(position, held.coming);
  const market = { ...held, staying: add(held.staying, held.coming.qty) };
  switch (reading.action) {
    case 'close':
    case 'close_long':
    case 'close_short':
      return planClose(reading, position, held);
    case 'reverse':
      return planReverse(reading, share, market.kind);
    case 'buy':
    case 'sell':
      return planSide(reading, reading.action, strategy, share, market);
    case 'add': {
      if (!isHeld(share)) return { ...NOTHING, remark: deny('NOTHING_TO_CLOSE', 'add: there is no position to add to') };
      const side = isPositive(share.qty) ? 'buy' : 'sell';
      if (reading.side === oppositeSide(side))
        return {
          ...NOTHING,
          remark: deny('CONTRADICTION', `add with side ${reading.side}, but the position is ${side === 'buy' ? 'long' : 'short'}`),
        };
      return { ...NOTHING, entry: { side, qty: null, afterFlat: false } };
    }
    case 'modify':
    case 'multi':
    case 'cancel':
    case null:
      return { ...NOTHING, remark: deny('UNSUPPORTED', `"${reading.action ?? 'no action'}" is not supported`) };
  }
}
