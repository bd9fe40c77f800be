// Owns: parts that are asked for while entries of the share are on their way to the venue: an alert that takes off half comes
// before the fills of what it halves. They are no reason to close all, and none to wait.

import { add, floorToStep, HUNDRED, isPositive, isZero, neg, percentOf, sub, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import type { PositionKey } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import type { Exit, LatePart, Position } from '../../model/position.ts';
import { isHeld } from '../../positions/is-held.ts';
import type { State } from '../state.ts';
import { activeOrdersOf } from './position-orders.ts';
import { qtyLeft } from '../../model/qty-left.ts';

/** Entries that may still fill, those that have ended and are asked about too; what is lost was given up. */
function entering(state: State, key: PositionKey): readonly Order[] {
  const asked = [...state.inquiries].flatMap((id) => state.orders.get(id) ?? []);
  const ended = asked.filter((order) => order.positionKey === key && order.status !== 'lost' && !state.activeOrders.has(order.id));
  return [...activeOrdersOf(state, key), ...ended].filter((order) => order.role === 'entry' && isPositive(qtyLeft(order)));
}

/** Sent at market: an exit cannot take it back, so it comes. */
const comes = (order: Order): boolean => order.type === 'market' && order.status !== 'initialized' && order.cancel === null;

/** What is held as it will be when the entries that come have filled; signed. */
export interface Coming {
  readonly late: LatePart['entries'];
  /** Base units, signed. */
  readonly qty: Decimal;
  readonly instrument: Position['instrument'] | null;
  /** "Half", said twice, leaves a quarter of what fills late too. */
  readonly percentOf: (percent: Decimal) => Decimal;
}
export const NOTHING_COMES: Coming = { late: [], qty: ZERO, instrument: null, percentOf: (percent) => percent };

export function comingOf(state: State, key: PositionKey): Coming {
  const entries = entering(state, key);
  const exits = state.exits.isEmpty() ? [] : [...state.exits.values()].filter((exit) => exit.positionKey === key);
  // an exit of everything has taken them already
  if (entries.length === 0 || exits.some(({ target }) => target.type === 'flat')) return NOTHING_COMES;
  const sent = entries.filter(comes);
  if (sent.length === 0 && isHeld(state.positions.get(key))) return NOTHING_COMES;
  return {
    late: entries.map(({ id: orderId, qtyFilled }) => ({ orderId, qtyFilled })),
    qty: sum(sent.map((order) => (order.side === 'buy' ? qtyLeft(order) : neg(qtyLeft(order))))),
    instrument: entries[0]?.instrument ?? null,
    percentOf: (percent) => percentOf(sub(HUNDRED, sum(exits.map((exit) => latePartOf(exit)?.percent ?? ZERO))), percent),
  };
}

const latePartOf = ({ target }: Pick<Exit, 'target'>): LatePart | null => (target.type === 'reduce' ? (target.late ?? null) : null);

const lateOrders = (state: State, { entries }: LatePart): readonly Order[] =>
  entries.flatMap(({ orderId }) => state.orders.get(orderId) ?? []);

/** What it asks for beside its quantity by what has filled since; base units. */
export function qtyOfLate(state: State, exit: Pick<Exit, 'target'>): Decimal {
  const part = latePartOf(exit);
  if (part?.percent == null) return ZERO;
  const filled = sum(lateOrders(state, part).map((order) => order.qtyFilled));
  const since = sub(filled, sum(part.entries.map(({ qtyFilled }) => qtyFilled)));
  const step = lateOrders(state, part)[0]?.instrument.stepSize;
  return step === undefined ? ZERO : floorToStep(percentOf(since, part.percent), step);
}

/** Some of them may still fill. */
export function lateMayFill(state: State, exit: Pick<Exit, 'target'>): boolean {
  const part = latePartOf(exit);
  if (part === null) return false;
  return lateOrders(state, part).some(
    (order) => state.activeOrders.has(order.id) || (state.inquiries.has(order.id) && order.status !== 'lost'),
  );
}

/** What a plan counts with. */
export type Share = Pick<Position, 'qty' | 'entryPrice' | 'instrument'>;

/** What is held and what comes, as one; undefined: neither. */
export function withComing(position: Share | undefined, { qty, instrument }: Coming): Share | undefined {
  if (isZero(qty) || instrument === null) return position;
  if (!isHeld(position)) return { qty, entryPrice: null, instrument };
  return isPositive(position.qty) === isPositive(qty) ? { ...position, qty: add(position.qty, qty) } : position;
}
