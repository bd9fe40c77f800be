// Owns: legs that are the stop-loss and the target of the entry before them: read as its protection, never as orders of their own.
// Only what cannot mean anything else is: the same instrument, product and quantity on the other side, a stop at the market behind
// the entry and a limit before it, at most one of each. What differs in anything stays a leg.

import { eq, gt, lt, type Decimal } from '../../model/decimal.ts';
import { oppositeSide, type Reading } from '../../model/signal.ts';

/** An entry with its stop and its target. */
const LEGS_MAX = 3;
const ENTRY_TYPES: ReadonlySet<string | null> = new Set([null, 'market', 'limit']);

const isPlain = ({
  refusal,
  entryRefusal,
  kind,
  stopLoss,
  takeProfits,
  trailing,
  delayMs,
  condition,
  percent,
  notional,
}: Reading): boolean =>
  refusal === null &&
  entryRefusal === null &&
  kind === 'order' &&
  stopLoss === null &&
  takeProfits.length === 0 &&
  [trailing, delayMs, condition, percent, notional].every((part) => part === null);

/** Whether both are orders of the same thing, in the same place, for as much. */
function isOfSame(entry: Reading, leg: Reading): boolean {
  const parts = ({ symbol, exchange, account, strategy, productType, contract, quantityUnit }: Reading): string =>
    JSON.stringify([symbol, exchange, account, strategy, productType, contract, quantityUnit]);
  return parts(entry) === parts(leg) && entry.quantity !== null && leg.quantity !== null && eq(entry.quantity, leg.quantity);
}

interface Guards {
  readonly stop: Decimal | null;
  readonly target: Decimal | null;
}

/** The prices that these legs guard with; null where one of them may be an order of its own. */
function guardsIn(entry: Reading, legs: readonly Reading[]): Guards | null {
  const side = entry.side;
  if (side === null || !legs.every((leg) => isPlain(leg) && leg.action === oppositeSide(side) && isOfSame(entry, leg))) return null;
  const stops = legs.flatMap(({ orderType, stopPrice }) => (orderType === 'stop' && stopPrice !== null ? [stopPrice] : []));
  const targets = legs.flatMap(({ orderType, limitPrice }) => (orderType === 'limit' && limitPrice !== null ? [limitPrice] : []));
  if (stops.length > 1 || targets.length > 1 || stops.length + targets.length !== legs.length) return null;
  const [stop = null, target = null] = [stops[0], targets[0]];
  const price = entry.limitPrice ?? entry.signalPrice;
  const isBeyond = (level: Decimal, from: Decimal): boolean => (side === 'buy' ? gt(level, from) : lt(level, from));
  const inOrder = (low: Decimal | null, high: Decimal | null): boolean => low === null || high === null || isBeyond(high, low);
  return inOrder(stop, price) && inOrder(price, target) && inOrder(stop, target) ? { stop, target } : null;
}

/** The legs, those that guard the first of them as its protection. */
export function withGuards(legs: readonly Reading[]): readonly Reading[] {
  const [entry, ...others] = legs;
  if (entry === undefined || others.length === 0 || legs.length > LEGS_MAX || !isPlain(entry)) return legs;
  if ((entry.action !== 'buy' && entry.action !== 'sell') || !ENTRY_TYPES.has(entry.orderType)) return legs;
  const guards = guardsIn(entry, others);
  if (guards === null) return legs;
  const { stop, target } = guards;
  const told = [stop === null ? '' : `the stop-loss ${stop}`, target === null ? '' : `the take-profit ${target}`].filter(Boolean);
  return [
    {
      ...entry,
      stopLoss: stop === null ? null : { price: stop },
      takeProfits: target === null ? [] : [{ price: target }],
      warnings: [...entry.warnings, `The legs behind the entry are read as ${told.join(' and ')} of leg 1.`],
    },
  ];
}
