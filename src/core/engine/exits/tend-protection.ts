// Owns: that every open position has its stop and its target at the venue: of the right side, price and size, one each (and another one
// for what a venue has dropped of it), or both as one where the venue can; moved and resized in place, removed when it is flat. Never asleep because something else is unresolved.

import { add, eq, floorToStep, isPositive, lt, ONE, type Decimal } from '../../model/decimal.ts';
import { shortId, type PositionKey } from '../../model/ids.ts';
import { TERMINAL_ORDER_STATUSES, type Order, type PairLevels } from '../../model/order.ts';
import { areSameLevels, levelsOf } from '../../model/exits/pair-levels.ts';
import { levelAt } from '../../model/markets/price-tick.ts';
import type { Exit, Position } from '../../model/position.ts';
import { homeOf, isPaired, PROTECTIVE_ROLES, type ProtectiveRole } from '../../positions/exit-home.ts';
import { isHeld } from '../../positions/is-held.ts';
import { isCut, piecesOf, type Pieces } from '../../positions/stop-cover.ts';
import { requestCancel } from '../cancel-order.ts';
import type { VenueTraits } from '../../model/account.ts';
import { postpone, record, tell, type Draft } from '../draft.ts';
import { makeLeavingOrder } from '../make-order.ts';
import { leaveOnOurOwn } from './leave-position.ts';
import { answerDueBy, endedInDoubt, isNews, sellsOnce, tellBoth, traitsAt } from './in-the-way.ts';
import { closedFor, countedRefusals, failuresNow, retriesInSession } from './market-session.ts';
import { toRepeat } from './repeat-lost.ts';
import { exitsOf, isGoing } from './tend-exits.ts';
import { activeOrdersOf, closingSide, isExit, isProtective, ordersOfRole, qtyHeld } from './position-orders.ts';
import { qtyLeft } from '../../model/qty-left.ts';
import { isGoneFrom, isNotThere, qtyGuardable } from '../reconciliation/is-not-there.ts';
import type { State } from '../state.ts';

const plannedPrice = (position: Position, role: ProtectiveRole): Decimal | null =>
  position.plan === null || !isHeld(position) ? null : role === 'stop_loss' ? position.plan.stopLoss : position.plan.takeProfit;

/** A venue takes whole steps only; fees taken in coins leave less. What is not there any more would open the other side. */
function qtyToProtect(draft: Draft, position: Position): Decimal {
  const held = qtyHeld(position);
  const there = qtyGuardable(draft.state, position, traitsAt(draft, position));
  const isLess = lt(there, held) && isGoneFrom(draft.state, position) <= draft.now;
  return floorToStep(isLess ? there : held, position.instrument.stepSize);
}

const priceOf = (order: Order): Decimal | null => order.stopPrice ?? order.limitPrice;

/** What is to stand at the venue for one role. */
interface Wanted {
  readonly price: Decimal;
  /** The same to the digit of the plan: what stands there stays, whatever has become of the tick since. */
  readonly planned: Pick<Wanted, 'price' | 'pair'>;
  /** Of the stop and the target that belong there as one order. */
  readonly pair: PairLevels | null;
  /** A stop that grows with its position stands alone: a pair cannot be resized. */
  readonly alone: boolean;
}

/** An entry of it is being filled. One that only rests may do so for weeks. */
const isGrowing = (state: State, key: PositionKey): boolean =>
  activeOrdersOf(state, key).some((order) => order.role === 'entry' && (order.type === 'market' || isPositive(order.qtyFilled)));

/** Null: nothing of this role belongs at the venue; of a pair, the target is in the order of the stop. */
function wantedFor(draft: Draft, position: Position, role: ProtectiveRole, traits: VenueTraits): Wanted | null {
  const planned = homeOf(role, position, traits) === 'venue' ? plannedPrice(position, role) : null;
  if (planned === null) return null;
  const at = (level: Decimal, kind: 'stop' | 'limit'): Decimal => levelAt(position.instrument, level, kind, isPositive(position.qty));
  const price = at(planned, role === 'stop_loss' ? 'stop' : 'limit');
  const target = isPaired(position, traits) ? plannedPrice(position, 'take_profit') : null;
  if (target === null) return { price, planned: { price: planned, pair: null }, pair: null, alone: true };
  if (role === 'take_profit') return null;
  return {
    price,
    planned: { price: planned, pair: { stopPrice: planned, limitPrice: target } },
    pair: { stopPrice: price, limitPrice: at(target, 'limit') },
    alone: isGrowing(draft.state, position.key),
  };
}

/** How soon it is seen that the position is there after all. */
const NOT_THERE_MS = 15_000;

/** `qty`: less than all of it where another order covers a part. */
function place(draft: Draft, position: Position, role: ProtectiveRole, { price, pair, alone }: Wanted, qty: Decimal): void {
  if (position.plan === null) return;
  const traits = traitsAt(draft, position);
  // people are asked about it: a stop would be refused; where it is refused for want, the books follow
  if (!traits.stopsHoldQuantity && isNotThere(draft.state, position)) return postpone(draft, position.key, draft.now + NOT_THERE_MS);
  const signal = draft.state.signals.get(position.plan.signalId);
  const before = signal === undefined ? [] : ordersOfRole(draft.state, signal, role);
  const { failures } = failuresNow(draft, before);
  const waitUntil = retriesInSession(draft, before);
  if (role === 'stop_loss' && leavesUnprotected(draft, position, countedRefusals(draft, before))) return;
  if (waitUntil > draft.now) {
    postpone(draft, position.key, waitUntil);
    return;
  }
  const order = makeLeavingOrder(draft, position, {
    signalId: position.plan.signalId,
    role,
    qty,
    limitPrice: role === 'take_profit' ? price : pair === null || alone ? null : pair.limitPrice,
    stopPrice: role === 'stop_loss' ? price : null,
  });
  const again = toRepeat(draft, before, order);
  // what ended with its session is placed at once all the same: the hours are known by a list of ours alone
  if (failures > 0 && closedFor(draft, order) === null) {
    tell(draft, {
      severity: 'alarm',
      groupKey: `protect:${position.key}:${role}`,
      title: `${lt(qty, qtyToProtect(draft, position)) ? `${qty} of ` : ''}${position.instrument.symbol} stood without its ${role === 'stop_loss' ? 'stop-loss' : 'take-profit'}`,
      text: `${position.strategy} on ${position.account} (${position.mode.toUpperCase()}): placing it again at ${price} as ${shortId((again ?? order).id)}.`,
      nextStep: `Look at the venue, or close the position with /close ${position.instrument.symbol}.`,
      signalId: position.plan.signalId,
    });
  }
  if (again === null) record(draft, { type: 'order_initialized', order });
  else
    record(draft, { type: 'order_repeated', orderId: again.id, qty: order.qty, limitPrice: order.limitPrice, stopPrice: order.stopPrice });
  if (traits.reduceOnly) return;
  for (const other of endedInDoubt(draft.state, position.key)) {
    if (isNews(other, before.at(-1)?.createdAt ?? null))
      tellBoth(draft, position, other, `new ${role.replace('_', '-')}`, 'it guards what is held');
  }
}

/** The venue refused the stop so often in a row: who wants no position without one leaves it. */
const STOP_REFUSALS_MAX = 3;

/** A part of it was refused, and it works without that. */
const isCutNow = (order: Order): boolean => isCut(order) && !TERMINAL_ORDER_STATUSES.has(order.status);

/** One that is refused since less is there than it would sell is no bad stop: a part was sold by hand, and the books follow. */
const refusalsInARow = (orders: readonly Order[]): number => {
  const counted = orders.filter(({ there = null, qty }) => there === null || !lt(there, qty));
  const last = counted.findLastIndex((order) => order.status !== 'rejected' && order.status !== 'lost' && !isCutNow(order));
  return counted.slice(last + 1).reduce((count, { repeats = 0 }) => count + 1 + repeats, 0);
};

/** True: it is being left. */
function leavesUnprotected(draft: Draft, position: Position, before: readonly Order[]): boolean {
  const policy = draft.settings.strategies.get(position.strategy)?.protection.onStopFailure ?? 'exit';
  if (policy !== 'exit' || position.plan === null || refusalsInARow(before) < STOP_REFUSALS_MAX) return false;
  if (exitsOf(draft.state, position.key).some(({ target, limitPrice }) => target.type === 'flat' && limitPrice === null)) return false;
  const { symbol } = position.instrument;
  const reason = `emergency exit: ${position.account} refused the stop-loss ${STOP_REFUSALS_MAX} times`;
  tell(draft, {
    severity: 'alarm',
    groupKey: `emergency:${position.key}`,
    title: `${symbol}: EMERGENCY EXIT`,
    text: `${position.strategy} on ${position.account} (${position.mode.toUpperCase()}): the venue refused the stop-loss ${STOP_REFUSALS_MAX} times; the position is being closed at market.`,
    nextStep: 'Look at the venue for why. protection.on_stop_failure: watch keeps such positions, and Signalman watches the level.',
    signalId: position.plan.signalId,
  });
  leaveOnOurOwn(draft, position, position.plan.signalId, reason);
  return true;
}

const isWhole = (qty: Decimal): boolean => eq(floorToStep(qty, ONE), qty);

/** Whether the venue can make `qty` of it in place. What it cannot is cancelled, and ordered anew when it is gone. */
function canChange({ type, instrument: { kind }, qty: before }: Order, qty: Decimal, traits: VenueTraits): boolean {
  if (!traits.modify || type === 'oco') return false;
  return traits.modifiesWholeOnly !== true || kind === 'spot' || (isWhole(before) && isWhole(qty));
}

/** The order at the planned price covers exactly what is open: total = what it has filled + what is held, and covered by no other. */
function resize(draft: Draft, order: Order, rest: Decimal, traits: VenueTraits): void {
  if (order.cancel !== null) return;
  const qty = add(order.qtyFilled, rest);
  const target = order.modify?.qty ?? order.qty;
  if (eq(target, qty)) return;
  if (order.status === 'initialized') {
    requestCancel(draft, order, 'the position changed before it was sent');
    return;
  }
  if (!canChange(order, qty, traits)) {
    requestCancel(draft, order, 'replaced by one of the right size');
    return;
  }
  if (isKnown(order)) record(draft, { type: 'order_modify_requested', orderId: order.id, qty });
}

const isKnown = ({ status }: Order): boolean => status === 'accepted' || status === 'partially_filled' || status === 'pending_modify';

/** The legs of a pair go where the plan has them, and the position is never without it meanwhile. */
function move(draft: Draft, order: Order, { pair, planned }: Wanted): void {
  const levels = order.modify?.levels ?? levelsOf(order);
  if (pair === null || levels === null || areSameLevels(levels, pair) || order.cancel !== null) return;
  if (isKnown(order) && areSameLevels(levels, planned.pair)) return;
  if (order.status === 'initialized') requestCancel(draft, order, 'the plan changed before it was sent');
  else if (isKnown(order))
    record(draft, { type: 'order_modify_requested', orderId: order.id, qty: order.modify?.qty ?? order.qty, levels: pair });
}

/** Whether it can stay, moved or resized if need be. */
function isOfUse(order: Order, wanted: Wanted, side: Order['side']): boolean {
  if (order.side !== side || order.cancel !== null || qtyLeft(order) === '0') return false;
  if (order.type === 'oco') return wanted.pair !== null;
  const price = priceOf(order);
  return wanted.alone && (price === wanted.price || (price === wanted.planned.price && order.status !== 'initialized'));
}

/** A cancel that the venue has not answered for so long has taken, or never will be. */
const FREEING_MS_MAX = 10_000;

/**
 * What is being cancelled holds the quantity until it is gone: a new order would be refused. Where nothing is reduce-only both
 * might fill: there it waits for its end, and for what it had filled by then. Signalman watches the level meanwhile.
 */
function isHoldingStill(draft: Draft, key: PositionKey, { reduceOnly }: VenueTraits): boolean {
  // an exit that somebody takes back may fill first, and so may one whose intent was given up with another order of it
  const mayFill = ({ role, type, cancel }: Order): boolean => role !== 'entry' && (cancel !== null || (isExit(role) && type === 'market'));
  const leaving = activeOrdersOf(draft.state, key).filter(mayFill);
  if (!reduceOnly && leaving.length > 0) return true;
  const untils = reduceOnly
    ? leaving.flatMap(({ cancel }) => (cancel === null ? [] : cancel.requestedAt + FREEING_MS_MAX))
    : endedInDoubt(draft.state, key).flatMap((order) => answerDueBy(order, draft.now) ?? []);
  // further ahead than any: what was asked for before the clock was set back
  const waits = untils.filter((until) => until > draft.now && until - draft.now <= FREEING_MS_MAX);
  if (waits.length > 0) postpone(draft, key, Math.min(...waits));
  return waits.length > 0;
}

const ordersFor = ({ state }: Draft, { key }: Position, role: ProtectiveRole): readonly Order[] =>
  activeOrdersOf(state, key).filter((order) => order.role === role);

interface Kept extends Pieces {
  /** The one whose quantity follows what is held. */
  readonly whole: Order | undefined;
}

/** One order, or what a venue has left of it and another one for the rest. */
function keptFor(draft: Draft, position: Position, role: ProtectiveRole, wanted: Wanted): Kept {
  const ofUse = ordersFor(draft, position, role).filter((order) => isOfUse(order, wanted, closingSide(position)));
  const pieces = piecesOf(ofUse, qtyToProtect(draft, position));
  return { ...pieces, whole: isPositive(pieces.rest) ? ofUse.find((order) => !isCut(order)) : undefined };
}

function clearRole(draft: Draft, position: Position, role: ProtectiveRole, traits: VenueTraits): void {
  const wanted = wantedFor(draft, position, role, traits);
  const kept = wanted === null ? null : keptFor(draft, position, role, wanted);
  for (const order of ordersFor(draft, position, role)) {
    if (order !== kept?.whole && kept?.cut.includes(order) !== true)
      requestCancel(draft, order, wanted === null ? 'nothing left to protect' : 'replaced');
  }
}

function tendRole(draft: Draft, position: Position, role: ProtectiveRole, traits: VenueTraits): void {
  const wanted = wantedFor(draft, position, role, traits);
  if (wanted === null) return;
  const { cut, rest, whole } = keptFor(draft, position, role, wanted);
  if (whole !== undefined) {
    resize(draft, whole, rest, traits);
    move(draft, draft.state.orders.get(whole.id) ?? whole, wanted);
    if (draft.state.activeOrders.has(whole.id)) return;
  }
  if (cut.length > 0 && !isPositive(rest)) return;
  if (sellsOnce(traits) && isHoldingStill(draft, position.key, traits)) return;
  const now = draft.state.positions.get(position.key);
  if (isHeld(now)) place(draft, now, role, wanted, rest);
}

/** A venue that refuses both as one may take the stop alone: that is tried before anything else, and said. */
function partIfRefused(draft: Draft, position: Position, traits: VenueTraits): void {
  const { plan } = position;
  if (plan === null || !isHeld(position) || !isPaired(position, traits)) return;
  const signal = draft.state.signals.get(plan.signalId);
  const last = signal === undefined ? undefined : ordersOfRole(draft.state, signal, 'stop_loss').at(-1);
  if (last?.type !== 'oco' || last.status !== 'rejected') return;
  record(draft, { type: 'plan_set', positionKey: position.key, plan: { ...plan, apart: true } });
  tell(draft, {
    severity: 'warning',
    groupKey: `apart:${position.key}`,
    title: `${position.instrument.symbol}: only the stop-loss stands at the venue`,
    text: `${position.strategy} on ${position.account} (${position.mode.toUpperCase()}): stop and target as one order were refused: ${last.error?.message ?? 'no reason given'}. The stop is placed alone; Signalman watches the target.`,
    nextStep: 'A new /stop or /target tries both again.',
    signalId: plan.signalId,
  });
}

function withdraw(draft: Draft, key: PositionKey): void {
  for (const order of activeOrdersOf(draft.state, key))
    if (isProtective(order.role)) requestCancel(draft, order, 'nothing of the position is at the venue: it would open the other side');
  postpone(draft, key, draft.now + NOT_THERE_MS);
}

export function tendProtection(draft: Draft, key: PositionKey): void {
  const position = draft.state.positions.get(key);
  if (position === undefined) return;
  // of an account that is not in config.yaml any more nothing is taken away
  const traits = traitsAt(draft, position);
  // where nothing is locked for it, a stop stands beside a close that rests at its limit
  const leaves = ({ limitPrice }: Exit): boolean => traits.stopsHoldQuantity || limitPrice === null;
  if (sellsOnce(traits) && isGoing(draft, key, leaves)) return;
  const there = qtyGuardable(draft.state, position, traits);
  if (lt(there, qtyHeld(position))) {
    const from = isGoneFrom(draft.state, position);
    if (from > draft.now) postpone(draft, key, from);
    else if (!isHeld({ ...position, qty: there })) return withdraw(draft, key);
  }
  partIfRefused(draft, position, traits);
  // a stop that is placed while the target is on its way out could fill beside it
  for (const role of PROTECTIVE_ROLES) clearRole(draft, draft.state.positions.get(key) ?? position, role, traits);
  // the other way round the target could take the quantity that the stop needs
  for (const role of PROTECTIVE_ROLES) tendRole(draft, draft.state.positions.get(key) ?? position, role, traits);
}
