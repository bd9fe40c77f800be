// Owns: what is made of an order that leaves a position and is refused because less is there than the books say: fees that are
// taken in coins and told at the end of the day, a trade by hand. The books go down to what the venue has, people are told, and
// the position is guarded and left with that. What is missing is missing to the share that leaves now: what an order at the venue
// holds for another one stays that share's. Invariant: nothing is written off that an order of ours may have moved.

import { abs, gt, isPositive, isZero, lte, max, min, neg, percentOf, sub, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import { endedOn } from '../../model/markets/contract-end.ts';
import type { InstrumentKind } from '../../model/markets/instrument.ts';
import type { Order } from '../../model/order.ts';
import type { Position } from '../../model/position.ts';
import { oppositeSide } from '../../model/signal.ts';
import type { Want } from '../../model/venues/report.ts';
import { isHeld } from '../../positions/is-held.ts';
import { record, tell, type Draft } from '../draft.ts';
import { qtyLeft } from '../../model/qty-left.ts';
import { ordersIn } from '../order-books.ts';
import { settlesAt } from './is-not-there.ts';

/** A fee is no more than that: it is there from the first moment on. */
const FEE_PERCENT_MAX = '2' as Decimal;
const HAVE_EXPIRY: ReadonlySet<InstrumentKind> = new Set<InstrumentKind>(['future', 'option']);
/** Shares of what it sells: where coins are told, those of every market of the coin; what has been closed is no share. */
const sharesOfIt = ({ state }: Draft, { account, instrument: { symbol, kind, base } }: Order, { free }: Want): readonly Position[] =>
  [...state.positions.values()].filter(
    ({ account: of, instrument, qty }) =>
      of === account &&
      !isZero(qty) &&
      (instrument.symbol === symbol || (free !== undefined && kind === 'spot' && instrument.kind === kind && instrument.base === base)),
  );

/** What is more than a fee may be an answer from before a fill that has made more of it. */
const hasGrownLately = ({ state, now }: Draft, { account, side }: Order, symbols: ReadonlySet<string>): boolean =>
  now < settlesAt(state, account, symbols, oppositeSide(side));

/** An entry of the position's own side that rests untouched: whatever it fills unseen makes more of what is there, never less. */
const adds = ({ role, side, status, fills }: Order, leaving: Order): boolean =>
  role === 'entry' && side !== leaving.side && status === 'accepted' && fills.length === 0;

/** It stands at the venue for another share, as far as is known. */
const standsFor = ({ positionKey, side, type, status, inquiry, cancel, modify }: Order, leaving: Order): boolean =>
  positionKey !== leaving.positionKey &&
  side === leaving.side &&
  type !== 'market' &&
  (status === 'accepted' || status === 'partially_filled') &&
  inquiry === null &&
  cancel === null &&
  modify === null;

/** What orders hold there is no less than what those of ours would: none of them has sold anything unseen. */
function areAllStanding(orders: readonly Order[], leaving: Order, { there, free }: Want): boolean {
  const standing = orders.filter((each) => !adds(each, leaving));
  if (standing.length === 0) return true;
  if (there === undefined || free === undefined || !standing.every((each) => standsFor(each, leaving))) return false;
  return lte(sum(standing.map(qtyLeft)), sub(there, free));
}

/** Unsigned; zero: nothing may be written off now. */
function missingOf(draft: Draft, order: Order, position: Position, want: Want & { readonly there: Decimal }): Decimal {
  const { account } = order;
  const shares = sharesOfIt(draft, order, want);
  const symbols = new Set(shares.map(({ instrument: { symbol } }) => symbol));
  const orders = [...symbols].flatMap((symbol) => ordersIn(draft.state, account, symbol));
  if (!areAllStanding(orders, order, want)) return ZERO;
  if (shares.some(({ qty }) => isPositive(qty) !== isPositive(position.qty))) return ZERO;
  const booked = sum(shares.map(({ qty }) => abs(qty)));
  const missing = sub(booked, want.there);
  const isFee = lte(missing, percentOf(booked, FEE_PERCENT_MAX));
  if (!isPositive(missing) || !(isFee || !hasGrownLately(draft, order, symbols))) return ZERO;
  // what is free is sold, whoever else it may be missing to
  return max(ZERO, min(missing, sub(abs(position.qty), want.free ?? ZERO)));
}

/** What other shares have by the books, and cannot have any more. */
function shortOfOthers(draft: Draft, order: Order, want: Want & { readonly there: Decimal }): string {
  const shares = sharesOfIt(draft, order, want);
  const others = shares.filter(({ key }) => key !== order.positionKey);
  const short = sub(sum(shares.map(({ qty }) => abs(qty))), want.there);
  if (others.length === 0 || !isPositive(short)) return '';
  return ` What ${others.map(({ strategy, qty }) => `${strategy} (${abs(qty)})`).join(', ')} should have is ${short} short now, too.`;
}

/** False: nothing was, and nobody was told. `order` has been refused. */
export function writeOffMissing(draft: Draft, order: Order, { there, ...more }: Want): boolean {
  const position = draft.state.positions.get(order.positionKey);
  if (there === undefined || order.role === 'entry' || position?.entryPrice == null || isZero(position.qty)) return false;
  const want = { ...more, there };
  const missing = missingOf(draft, order, position, want);
  if (!isPositive(missing)) return false;
  const { key, strategy, account, mode, instrument, productType = null, entryPrice } = position;
  const share = { key, strategy, account, mode, instrument, productType };
  record(draft, { type: 'share_adopted', share, qty: isPositive(position.qty) ? neg(missing) : missing, price: entryPrice });
  const after = draft.state.positions.get(key);
  if (after !== undefined && after.plan !== null && !isHeld(after)) record(draft, { type: 'plan_set', positionKey: key, plan: null });
  const held = more.free === undefined || !gt(there, more.free) ? '' : `, ${sub(there, more.free)} of it held by orders`;
  const detail = `${missing} ${instrument.base} written off: ${account} has ${there}${held}; no result is counted`;
  if (draft.state.signals.has(order.signalId))
    record(draft, { type: 'signal_remarked', signalId: order.signalId, event: 'written_off', detail });
  tell(draft, {
    severity: 'warning',
    groupKey: `missing:${key}`,
    title: `${instrument.symbol}: less is there than the books said`,
    text: `${strategy} on ${account} (${mode.toUpperCase()}): ${detail}.${shortOfOthers(draft, order, want)}`,
    nextStep:
      endedOn(instrument.symbol, draft.now) !== null
        ? 'Nothing to do: the contract has ended, and the venue has settled it. What it came to is in the balance of the account, and in its history.'
        : instrument.kind === 'spot'
          ? 'Nothing to do, if fees are taken in coins there. Else look at the venue for what has taken it.'
          : `Nothing to do, if it was closed at the venue by hand or by the broker${HAVE_EXPIRY.has(instrument.kind) ? ', or has expired' : ''}. Else look there for what has taken it.`,
    signalId: order.signalId,
  });
  return true;
}
