// Owns: what is made of an order that leaves a position and is refused because less is there than the books say: fees that are
// taken in coins and told at the end of the day, a trade by hand. The books go down to what the venue has, people are told, and
// the position is guarded and left with that. Invariant: nothing is written off that an order of ours may have moved.

import { abs, isPositive, isZero, lte, min, neg, percentOf, sub, sum, type Decimal } from '../../model/decimal.ts';
import type { Order } from '../../model/order.ts';
import type { Position } from '../../model/position.ts';
import { isHeld } from '../../positions/is-held.ts';
import { record, tell, type Draft } from '../draft.ts';
import { sharesOf } from '../entries/market-shares.ts';
import { ordersIn, ordersOf } from '../order-books.ts';
import { marketNamed } from '../../model/ids.ts';

/** A fee is no more than that: it is there from the first moment on. */
const FEE_PERCENT_MAX = '2' as Decimal;
/** What is more may be an answer from before the last fill: that is over by then. */
const SETTLED_MS = 60_000;

/** By our own clock: that of the venue may be another. */
const hasFilledLately = ({ state, now }: Draft, { account, instrument: { symbol } }: Order): boolean =>
  ordersOf(state, account).some(
    ({ instrument, fills, updatedAt }) => instrument.symbol === symbol && fills.length > 0 && now - updatedAt < SETTLED_MS,
  );

/** An entry of the position's own side that rests untouched: whatever it fills unseen makes more of what is there, never less. */
const adds = ({ role, side, status, fills }: Order, leaving: Order): boolean =>
  role === 'entry' && side !== leaving.side && status === 'accepted' && fills.length === 0;

/** Unsigned; zero: nothing may be written off now. */
function missingOf(draft: Draft, order: Order, position: Position, there: Decimal): Decimal {
  const { account, instrument } = order;
  const none = sub(there, there);
  if (ordersIn(draft.state, account, instrument.symbol).some((each) => !adds(each, order))) return none;
  const shares = sharesOf(draft.state, marketNamed(account, instrument.symbol));
  if (shares.some(({ qty }) => !isZero(qty) && isPositive(qty) !== isPositive(position.qty))) return none;
  const booked = sum(shares.map(({ qty }) => abs(qty)));
  const missing = sub(booked, there);
  if (!isPositive(missing)) return none;
  const isFee = lte(missing, percentOf(booked, FEE_PERCENT_MAX));
  return isFee || !hasFilledLately(draft, order) ? min(missing, abs(position.qty)) : none;
}

/** `there`: what the account has of it in all, on the side of the position, base units. `order` has been refused. */
export function writeOffMissing(draft: Draft, order: Order, there: Decimal): void {
  const position = draft.state.positions.get(order.positionKey);
  if (order.role === 'entry' || position?.entryPrice == null || isZero(position.qty)) return;
  const missing = missingOf(draft, order, position, there);
  if (!isPositive(missing)) return;
  const { key, strategy, account, mode, instrument, productType = null, entryPrice } = position;
  const share = { key, strategy, account, mode, instrument, productType };
  record(draft, { type: 'share_adopted', share, qty: isPositive(position.qty) ? neg(missing) : missing, price: entryPrice });
  const after = draft.state.positions.get(key);
  if (after !== undefined && after.plan !== null && !isHeld(after)) record(draft, { type: 'plan_set', positionKey: key, plan: null });
  const detail = `${missing} ${instrument.base} written off: ${account} has ${there}; no result is counted`;
  if (draft.state.signals.has(order.signalId))
    record(draft, { type: 'signal_remarked', signalId: order.signalId, event: 'venue_correction', detail });
  tell(draft, {
    severity: 'warning',
    groupKey: `missing:${key}`,
    title: `${instrument.symbol}: less is there than the books said`,
    text: `${strategy} on ${account} (${mode.toUpperCase()}): ${detail}.`,
    nextStep: 'Nothing to do, if fees are taken in coins there. Else look at the venue for what has taken it.',
    signalId: order.signalId,
  });
}
