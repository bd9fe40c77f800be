// Owns: what a movement of a position makes of its round trip: it goes on, it ends, or it ends and the next one begins.
// What fees taken in coins have left over ends a trade too: nobody can sell it. Invariant: what a trade ends with is the sum of what its fills have brought, less their fees: each is counted in one trade.

import { abs, add, div, gt, isPositive, isZero, min, mul, sub, ZERO, type Decimal } from '../model/decimal.ts';
import type { Instant } from '../model/ids.ts';
import { addFees, lessFees, partOfFees, withFees } from '../model/money/fees-apart.ts';
import type { ClosedTrade, FeesApart, OpenTrade } from '../model/results/open-trade.ts';
import type { Position } from '../model/position.ts';
import { isHeld } from './is-held.ts';

export interface TradeMove {
  /** New since the position before, quote currency: what the fill realised, and its fee. */
  readonly realized: Decimal;
  readonly fees: Decimal;
  readonly closed: ClosedTrade | null;
  /** Null: the position is flat. */
  readonly open: OpenTrade | null;
}

const begin = (qty: Decimal, price: Decimal, { fees, feesApart }: Paid, at: Instant): OpenTrade =>
  withFees(
    {
      openedAt: at,
      realized: ZERO,
      fees,
      qtyEntered: abs(qty),
      valueEntered: mul(abs(qty), price),
      stop: null,
    },
    feesApart,
  );

/** Of a position that was open before trades were counted. */
const found = (position: Position): OpenTrade => ({
  ...begin(position.qty, position.entryPrice ?? ZERO, { fees: position.fees, feesApart: {} }, position.openedAt ?? position.updatedAt),
  realized: position.realizedPnl,
});

/** One R: what the stop of the entry would have cost. */
function riskOf({ stop, qtyEntered, valueEntered }: OpenTrade, long: boolean): Decimal | null {
  if (stop === null) return null;
  const atStop = mul(stop, qtyEntered);
  const risk = long ? sub(valueEntered, atStop) : sub(atStop, valueEntered);
  return isPositive(risk) ? risk : null;
}

const closeTrade = (trade: OpenTrade, long: boolean): ClosedTrade =>
  withFees({ net: sub(trade.realized, trade.fees), risk: riskOf(trade, long) }, trade.feesApart ?? {});

/** In the quote currency, and in others. */
interface Paid {
  readonly fees: Decimal;
  readonly feesApart: FeesApart;
}

/** New money of one movement. */
interface Cash extends Paid {
  readonly realized: Decimal;
}

const pay = (trade: OpenTrade, { fees, feesApart }: Paid): OpenTrade =>
  withFees({ ...trade, fees: add(trade.fees, fees) }, addFees(trade.feesApart ?? {}, feesApart));

const partOf = ({ fees, feesApart }: Paid, of: Decimal, whole: Decimal): Paid => ({
  fees: mul(fees, div(of, whole)),
  feesApart: partOfFees(feesApart, of, whole),
});
const lessPaid = (a: Paid, b: Paid): Paid => ({ fees: sub(a.fees, b.fees), feesApart: lessFees(a.feesApart, b.feesApart) });

function moveHeld(
  known: OpenTrade,
  held: Position,
  after: Position,
  cash: Cash,
  price: Decimal,
  at: Instant,
): Omit<TradeMove, 'realized' | 'fees'> {
  const signed = sub(after.qty, held.qty);
  const long = isPositive(held.qty);
  if (isZero(signed) || isPositive(signed) === long) {
    // what the last trade has left over was paid for in its time: the next one takes it in
    const trade = isHeld(held) ? known : { ...known, openedAt: at };
    const qtyEntered = add(trade.qtyEntered, abs(signed));
    const valueEntered = add(trade.valueEntered, mul(abs(signed), price));
    return { closed: null, open: { ...pay(trade, cash), qtyEntered, valueEntered } };
  }
  // of a fill that goes through zero each side bears its share of the fee
  const closing = min(abs(signed), abs(held.qty));
  const ofClose = gt(abs(signed), closing) ? partOf(cash, closing, abs(signed)) : cash;
  const left = { ...pay(known, ofClose), realized: add(known.realized, cash.realized) };
  const isSameSide = !isZero(after.qty) && isPositive(after.qty) === long;
  if (isSameSide && isHeld(after)) return { closed: null, open: left };
  const entry = isSameSide ? (after.entryPrice ?? price) : price;
  const open = isZero(after.qty) ? null : begin(after.qty, entry, lessPaid(cash, ofClose), at);
  return { closed: closeTrade(left, long), open };
}

/**
 * `known` undefined: the position was flat, or nothing of it was counted yet: then all that it has come to is new.
 * `feesApart`: what this movement has cost in other currencies.
 */
export function moveTrade(
  known: OpenTrade | undefined,
  before: Position | undefined,
  after: Position,
  price: Decimal,
  at: Instant,
  feesApart: FeesApart = {},
): TradeMove {
  if (before === undefined || isZero(before.qty)) {
    const open = isZero(after.qty) ? null : begin(after.qty, price, { fees: after.fees, feesApart }, at);
    return { realized: after.realizedPnl, fees: after.fees, closed: null, open };
  }
  const cash = { realized: sub(after.realizedPnl, before.realizedPnl), fees: sub(after.fees, before.fees), feesApart };
  const counted = known === undefined ? { realized: after.realizedPnl, fees: after.fees } : { realized: cash.realized, fees: cash.fees };
  return { ...counted, ...moveHeld(known ?? found(before), before, after, cash, price, at) };
}
