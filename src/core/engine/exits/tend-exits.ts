// Owns: exit intents. An intent lives until the position is where it should be and every order of that share is terminal:
// it cancels entries, issues reduce-only exits, issues them again when they fail, and closes what fills late.

import { add, floorToStep, gt, isPositive, max, min, roundToTick, sub, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import { shortId, type Instant, type PositionKey } from '../../model/ids.ts';
import { tickAt } from '../../model/markets/price-tick.ts';
import type { Order } from '../../model/order.ts';
import type { Exit, Position } from '../../model/position.ts';
import { mayArrive } from '../../orders/may-arrive.ts';
import { isHeld } from '../../positions/is-held.ts';
import { requestCancel } from '../cancel-order.ts';
import { postpone, record, tell, type Draft } from '../draft.ts';
import { makeLeavingOrder } from '../make-order.ts';
import { frees, isFreedSince, sellsOnce, traitsAt } from './in-the-way.ts';
import { isKnownToFail } from './known-refusal.ts';
import { isFreeInPart, pieceOfExit } from './piece-of-exit.ts';
import { lateMayFill, qtyOfLate } from './late-part.ts';
import { failuresNow } from './market-session.ts';
import { toRepeat, unseenOf } from './repeat-lost.ts';
import { tendResting } from './resting-exit.ts';
import { qtyThere } from './short-of.ts';
import { activeOrdersOf, attemptedAt, isExit, isSilenceTold, ordersOfRole, qtyBeingClosed, qtyHeld } from './position-orders.ts';
import type { State } from '../state.ts';

const NO_EXITS: readonly Exit[] = [];

export const exitsOf = (state: State, key: PositionKey): readonly Exit[] =>
  // mostly there is none, and every event that touches a position asks
  state.exits.isEmpty()
    ? NO_EXITS
    : state.exits
        .valueSeq()
        .filter((exit) => exit.positionKey === key)
        .toArray()
        .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));

const exitOrdersOf = (state: State, exit: Exit): readonly Order[] => {
  const signal = state.signals.get(exit.signalId);
  return signal === undefined ? [] : ordersOfRole(state, signal, 'exit');
};

/** The entry of the signal that is to be undone. */
const undoneEntries = (state: State, target: Exit['target']): readonly Order[] => {
  const signal = target.type === 'undo' ? state.signals.get(target.signalId) : undefined;
  return signal === undefined ? [] : ordersOfRole(state, signal, 'entry');
};

/** How much a reducing exit is to close in all, base units. */
const qtyMeant = (state: State, exit: Exit): Decimal => {
  const { target } = exit;
  if (target.type === 'reduce') return add(target.qty, qtyOfLate(state, exit));
  const gone = target.type === 'undo' ? (target.gone ?? ZERO) : ZERO;
  return max(ZERO, sub(sum(undoneEntries(state, target).map((order) => order.qtyFilled)), gone));
};

/**
 * It works, or it has ended and how much of it had filled is still being asked: a part of the position that is closed again
 * before that is known would be closed twice. What is lost was given up.
 */
const mayFill = (state: State, order: Order): boolean =>
  state.activeOrders.has(order.id) || (state.inquiries.has(order.id) && order.status !== 'lost');

/** How much open exits are still to close of the share, unsigned. `counts`: those that are asked about. */
export function qtyLeaving(state: State, key: PositionKey, counts: (exit: Exit) => boolean = () => true): Decimal {
  const position = state.positions.get(key);
  if (!isHeld(position)) return ZERO;
  const exits = exitsOf(state, key).filter(counts);
  if (exits.some(({ target }) => target.type === 'flat')) return qtyHeld(position);
  const left = exits.map((exit) => sub(qtyMeant(state, exit), sum(exitOrdersOf(state, exit).map((order) => order.qtyFilled))));
  return min(qtyHeld(position), sum(left.filter(isPositive)));
}

/** What will be held when the exits at market that are open are done, signed; one at a limit may never be. */
export function qtyStaying(state: State, key: PositionKey): Decimal {
  const held = state.positions.get(key)?.qty ?? ZERO;
  const leaving = qtyLeaving(state, key, (exit) => exit.limitPrice === null);
  return isPositive(held) ? sub(held, leaving) : add(held, leaving);
}

type Asked = Pick<Draft, 'settings' | 'state' | 'now'>;

/** What a part of the position has still to close, less what its orders may fill. */
function partLeft(state: State, exit: Exit): Decimal {
  const own = exitOrdersOf(state, exit);
  const done = sum(own.map((order) => order.qtyFilled));
  return sub(qtyMeant(state, exit), sum([done, qtyBeingClosed(own.filter((order) => mayFill(state, order)))]));
}

/** What exits at market that came before this one send again under their ids: this one must not sell the same beside them. */
function qtyLeavingAgain(draft: Asked, exit: Exit): Decimal {
  const exits = exitsOf(draft.state, exit.positionKey);
  const before = exits.slice(0, exits.indexOf(exit)).filter(({ limitPrice }) => limitPrice === null);
  const again = (other: Exit): Decimal => {
    const unseen = qtyBeingClosed(unseenOf(draft, exitOrdersOf(draft.state, other)));
    return other.target.type === 'flat' ? unseen : max(ZERO, min(unseen, partLeft(draft.state, other)));
  };
  return sum(before.map(again));
}

/** What this intent still has to send now, base units; zero when working orders cover it. */
function qtyToIssue(draft: Asked, exit: Exit, position: Position | undefined): Decimal {
  const { state } = draft;
  if (!isHeld(position)) return ZERO;
  const orders = activeOrdersOf(state, exit.positionKey);
  // a resting limit exit does not cover an exit at market: getting out would wait for a price
  const covering = exit.limitPrice === null ? orders.filter((order) => order.type === 'market') : orders;
  const uncovered = sub(qtyHeld(position), add(qtyBeingClosed(covering), qtyLeavingAgain(draft, exit)));
  if (exit.target.type === 'flat') return gt(uncovered, ZERO) ? floorToStep(uncovered, position.instrument.stepSize) : ZERO;
  const left = partLeft(state, exit);
  const { stepSize, qtyMin } = position.instrument;
  const wanted = floorToStep(max(ZERO, min(left, uncovered)), stepSize);
  // a part of a first small fill is less than the venue takes; the next fill makes it more
  return gt(qtyMin, wanted) && lateMayFill(state, exit) ? ZERO : wanted;
}

function close(draft: Draft, exit: Exit, detail: string): void {
  // a request that was given up may come yet: it is taken back as soon as it shows
  for (const order of exitOrdersOf(draft.state, exit)) if (mayArrive(order)) requestCancel(draft, order, 'nothing is left to close');
  record(draft, { type: 'exit_closed', exitId: exit.id, detail });
}

function isDone(state: State, exit: Exit, position: Position | undefined): boolean {
  const orders = activeOrdersOf(state, exit.positionKey);
  const flat = !isHeld(position);
  if (exit.target.type === 'flat') {
    const alive = orders.some((order) => isExit(order.role) || (order.role === 'entry' && order.createdAt <= exit.createdAt));
    return flat && !alive && !mayFillLate(state, exit);
  }
  const own = exitOrdersOf(state, exit);
  if (own.some((order) => mayFill(state, order)) || lateMayFill(state, exit)) return false;
  if (undoneEntries(state, exit.target).some((order) => mayFill(state, order))) return false;
  return flat || !isPositive(sub(qtyMeant(state, exit), sum(own.map((order) => order.qtyFilled))));
}

/** In words. What its stop has closed is not its own. */
function outcomeOf(state: State, exit: Exit): string {
  const closed = sum(exitOrdersOf(state, exit).map((order) => order.qtyFilled));
  return exit.target.type === 'flat' || !isPositive(closed) ? 'flat' : `${closed} closed`;
}

/** An entry has ended, and how much of it had filled is still being asked. */
const mayFillLate = (state: State, exit: Exit): boolean =>
  state.inquiries.some((id) => {
    const order = state.orders.get(id);
    if (order === undefined || order.status === 'lost') return false;
    return order.positionKey === exit.positionKey && order.role === 'entry' && order.createdAt <= exit.createdAt;
  });

/** Nothing is held, and nothing that came before it may fill any more: its stop, or somebody by hand, was faster. */
function hasNothingLeft(state: State, exit: Exit): boolean {
  if (isHeld(state.positions.get(exit.positionKey)) || mayFillLate(state, exit) || lateMayFill(state, exit)) return false;
  const comes = (order: Order): boolean => order.role === 'entry' && order.createdAt <= exit.createdAt;
  return !activeOrdersOf(state, exit.positionKey).some(comes);
}

/** What rests at its limit would close what is opened next, or sell what is somebody else's. */
function takeBackIdle(draft: Draft, exit: Exit): void {
  if (exit.limitPrice === null || !hasNothingLeft(draft.state, exit)) return;
  for (const { id } of exitOrdersOf(draft.state, exit)) {
    const order = draft.state.orders.get(id);
    if (order !== undefined && draft.state.activeOrders.has(id)) requestCancel(draft, order, 'nothing is left to close');
  }
}

/** Refused so often in a row for what is there, it is no answer to go by at once. */
const SHORT_OF_MAX = 5;

/** Somebody wants out anew since an attempt failed, and what was given up goes first: it waits for nothing then. */
function isWantedAnew(
  draft: Asked,
  { id, positionKey: key }: Pick<Exit, 'id' | 'positionKey'>,
  own: readonly Order[],
  failedAt: Instant,
): boolean {
  if (unseenOf(draft, own).length === 0) return false;
  return exitsOf(draft.state, key).some((other) => other.id !== id && other.createdAt > failedAt && other.createdAt <= draft.now);
}

/** When the next attempt is due: at once where what the venue refused the last one for is gone, or it said what it has. */
function retriesAt(draft: Asked, exit: Exit, own: readonly Order[]): Instant {
  const { state } = draft;
  const { signalId, positionKey: key } = exit;
  const { failures, waitUntil, failedAt } = failuresNow(draft, own);
  if (waitUntil === 0 || isFreeInPart(own) || (failures <= SHORT_OF_MAX && qtyThere(state, own) !== null)) return 0;
  if (isWantedAnew(draft, exit, own, failedAt)) return 0;
  const planned = state.signals.get(state.positions.get(key)?.plan?.signalId ?? signalId);
  const protection = planned === undefined ? [] : planned.orderIds.flatMap((id) => state.orders.get(id) ?? []);
  return isFreedSince(state, key, protection, failedAt) ? 0 : waitUntil;
}

/** An exit of this position has something to send now, or works: what protects it must not stand in its way. */
export function isGoing(draft: Asked, key: PositionKey, counts: (exit: Exit) => boolean = () => true): boolean {
  const { state, now } = draft;
  const position = state.positions.get(key);
  return exitsOf(state, key).some((exit) => {
    if (!counts(exit)) return false;
    const own = exitOrdersOf(state, exit);
    if (own.some((order) => state.activeOrders.has(order.id))) return true;
    return isPositive(qtyToIssue(draft, exit, position)) && retriesAt(draft, exit, own) <= now;
  });
}

function pieceOf(draft: Asked, exit: Exit, position: Position): Decimal {
  const { state } = draft;
  const own = exitOrdersOf(state, exit);
  const working = own.filter((order) => state.activeOrders.has(order.id));
  const type = exit.limitPrice === null ? 'market' : 'limit';
  const piece = pieceOfExit(qtyToIssue(draft, exit, position), type, position.instrument, own, working);
  return min(piece, qtyThere(state, own) ?? piece);
}

/** As its sender asked, where the venue can: an order at market waits for the session there, whoever sends it. */
function leavesOutside({ state, settings }: Draft, exit: Exit, { account, instrument }: Position): boolean {
  const takesThem = settings.accounts.get(account)?.traits.extendedHours === true && instrument.kind === 'equity';
  return takesThem && exit.limitPrice !== null && state.signals.get(exit.signalId)?.reading.extendedHours === true;
}

/** People know why the last one was refused, and this one goes with what is there. */
const isCutToWant = (own: readonly Order[], qty: Decimal): boolean => {
  const { free = null, there = null } = own.at(-1) ?? {};
  const most = free ?? there;
  return most !== null && !gt(qty, most);
};

/** How people are told of attempts to leave that have failed, in a row. */
const failedAgain = ({ positionKey, instrument }: Pick<Order, 'positionKey' | 'instrument'>, failures: number) =>
  ({
    severity: 'alarm',
    groupKey: `exit-retry:${positionKey}`,
    title: `Closing ${instrument.symbol} failed ${failures === 1 ? 'once' : `${failures} times`}`,
    nextStep: 'Look at the venue. The exit is repeated until the position is flat; /cancel ends it.',
  }) as const;

/** Of an exit that its venue has just refused. */
export function tellExitRefused(draft: Draft, order: Order, own: readonly Order[], text: string): void {
  const { failures } = failuresNow(draft, own.length === 0 ? [order] : own);
  if (!isKnownToFail(order, own, failures)) tell(draft, { ...failedAgain(order, failures), text, signalId: order.signalId });
}

function issue(draft: Draft, exit: Exit, position: Position, qty: Decimal): void {
  const { tickSize } = position.instrument;
  const tickOf = (price: Decimal): Decimal => tickAt(position.instrument, price);
  const order = makeLeavingOrder(draft, position, {
    signalId: exit.signalId,
    role: 'exit',
    qty,
    limitPrice: exit.limitPrice === null ? null : max(tickSize, roundToTick(exit.limitPrice, tickOf(exit.limitPrice))),
    stopPrice: null,
    extendedHours: leavesOutside(draft, exit, position),
  });
  const own = exitOrdersOf(draft.state, exit);
  const again = toRepeat(draft, own, order);
  const { failures } = failuresNow(draft, own);
  // a refusal was told as such, and that it is tried again
  const isTold = own.at(-1)?.status === 'rejected' || isSilenceTold(own);
  if (failures > 0 && !isCutToWant(own, qty) && !isTold) {
    tell(draft, {
      ...failedAgain({ positionKey: exit.positionKey, instrument: position.instrument }, failures),
      text: `${position.strategy} on ${position.account} (${position.mode.toUpperCase()}): the exit is sent again as ${shortId((again ?? order).id)}.`,
      signalId: exit.signalId,
    });
  }
  if (again === null) record(draft, { type: 'order_initialized', order });
  else record(draft, { type: 'order_repeated', orderId: again.id, qty: order.qty, limitPrice: order.limitPrice });
}

/** A flat intent ends what could open the position again, and limit exits that would rest while it wants out now. */
function clearTheWay(draft: Draft, exit: Exit): void {
  if (exit.target.type !== 'flat') return;
  for (const order of activeOrdersOf(draft.state, exit.positionKey)) {
    const entry = order.role === 'entry' && order.createdAt <= exit.createdAt;
    const restingExit = isExit(order.role) && order.type === 'limit' && exit.limitPrice === null;
    if (entry || restingExit) requestCancel(draft, order, `${exit.reason}: closing the position`);
  }
}

/** A part is so only as it was meant when it was opened: others that fill leave no more than it, and its sender wanted both. */
function isOfAll({ state, events }: Draft, exit: Exit, position: Position): boolean {
  if (exit.target.type === 'flat') return true;
  const isNew = events.some((event) => event.type === 'exit_opened' && event.exit.id === exit.id);
  return isNew && !gt(qtyHeld(position), qtyMeant(state, exit));
}

/**
 * A close of all at a limit takes the place of those that rest before it: they hold all of the position, so that it would
 * never be sent, and its sender waits at another price than they do.
 */
function replaceOlder(draft: Draft, exit: Exit, position: Position | undefined): void {
  if (exit.limitPrice === null || !isHeld(position) || !isOfAll(draft, exit, position)) return;
  const exits = exitsOf(draft.state, exit.positionKey);
  for (const older of exits.slice(0, exits.indexOf(exit)).filter(({ limitPrice }) => limitPrice !== null)) {
    for (const order of exitOrdersOf(draft.state, older))
      if (draft.state.activeOrders.has(order.id)) requestCancel(draft, order, 'a newer close takes its place');
    close(draft, older, 'a newer close takes its place');
  }
}

const isFlatAtMarket = ({ limitPrice, target }: Exit): boolean => limitPrice === null && target.type === 'flat';

/**
 * A close of all at market takes the place of those before it that have come to nothing: where the venue has nothing to close, or
 * refuses, and the sender repeats itself, each of them would be tried by itself, and looked through at every price, for ever. What is
 * under way, or lost and may leave again, stays. So does the first that was not tried yet: it waits for answers of the venue, and
 * would wait anew with every close that takes its place. And so does one behind which an entry waits: a close that is meant to end
 * that has withdrawn it.
 */
function replaceFailed(draft: Draft, exit: Exit): void {
  if (!isFlatAtMarket(exit)) return;
  const { state } = draft;
  const exits = exitsOf(state, exit.positionKey);
  /** One before them works, or is the next to be tried. */
  let isCovered = false;
  for (const older of exits.slice(0, exits.indexOf(exit)).filter(isFlatAtMarket)) {
    const own = exitOrdersOf(state, older);
    const mayGoOn = own.some((order) => mayFill(state, order) || order.status === 'lost');
    const isTried = own.length > 0;
    const hasEntry = state.signals.get(older.signalId)?.entry?.afterFlat === true;
    if (!mayGoOn && !hasEntry && (isTried || isCovered)) close(draft, older, 'a newer close takes its place');
    else isCovered ||= !isTried || own.some(({ id }) => state.activeOrders.has(id));
  }
}

/** All of it is on its way out, and waits for no price. */
export const leavesAtMarket = (state: State, key: PositionKey): boolean =>
  exitsOf(state, key).some((exit) => exit.target.type === 'flat' && exit.limitPrice === null);

/** A person cancelled an order of this intent: what has filled stays, and nothing more is sent for it. */
export function giveUpExit(draft: Draft, order: Order): void {
  for (const exit of exitsOf(draft.state, order.positionKey)) {
    if (exit.signalId === order.signalId && isExit(order.role)) close(draft, exit, 'its order was cancelled');
  }
}

/** Where two cannot sell the same, what wants out at market goes first: a close at a limit would be sent and taken back over and over. */
function goesFirst(draft: Draft, exit: Exit, position: Position | undefined): boolean {
  if (exit.limitPrice === null || position === undefined) return false;
  if (!sellsOnce(traitsAt(draft, position))) return false;
  const isOwed = (other: Exit): boolean =>
    other.limitPrice === null &&
    isPositive(pieceOf(draft, other, position)) &&
    retriesAt(draft, other, exitOrdersOf(draft.state, other)) <= draft.now;
  return exitsOf(draft.state, position.key).some(isOwed);
}

export function tendExits(draft: Draft, key: PositionKey): void {
  for (const exit of exitsOf(draft.state, key)) {
    if (!draft.state.exits.has(exit.id)) continue;
    clearTheWay(draft, exit);
    replaceOlder(draft, exit, draft.state.positions.get(key));
    replaceFailed(draft, exit);
    takeBackIdle(draft, exit);
    tendResting(draft, key, exitOrdersOf(draft.state, exit));
    const position = draft.state.positions.get(key);
    if (isDone(draft.state, exit, position)) {
      close(draft, exit, outcomeOf(draft.state, exit));
      continue;
    }
    // what would rest is cleared away by what wants out now: it would be sent and cancelled over and over
    if ((exit.limitPrice !== null && leavesAtMarket(draft.state, key)) || goesFirst(draft, exit, position)) continue;
    const qty = position === undefined ? ZERO : pieceOf(draft, exit, position);
    if (position === undefined || !isPositive(qty)) continue;
    const own = exitOrdersOf(draft.state, exit);
    const waitUntil = retriesAt(draft, exit, own);
    if (waitUntil > draft.now) postpone(draft, key, waitUntil);
    else if (frees(draft, exit, position, attemptedAt(own))) issue(draft, exit, position, qty);
  }
}

/** Whether an entry of this position has to wait: something is closing it. */
export const isBeingClosed = (state: State, key: PositionKey): boolean => state.exits.some((exit) => exit.positionKey === key);
