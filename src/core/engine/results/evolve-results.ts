// Owns: counting what trades come to: what each fill, and each move of a share, adds to the results of its strategy on its
// account. It follows the positions before and after, so that it can count nothing that the books do not have.

import { abs, add, isPositive, isZero, mul, neg, sub, div, ZERO, HUNDRED, type Decimal } from '../../model/decimal.ts';
import { expectedPrice } from '../../model/markets/expected-price.ts';
import { quoteFee } from '../../model/money/fee-of-fill.ts';
import type { Instant, PositionKey } from '../../model/ids.ts';
import { changeOrder } from '../../model/copies/change-order.ts';
import { addFees, lessFees, partOfFees, withFees, worthOfFees } from '../../model/money/fees-apart.ts';
import type { FeesApart, OpenTrade } from '../../model/results/open-trade.ts';
import type { Fill, Order, Outcome } from '../../model/order.ts';
import { legOfFill } from '../../model/exits/pair-levels.ts';
import type { Position } from '../../model/position.ts';
import {
  addCash,
  addOtherFees,
  addTrade,
  changeResult,
  countOtherFee,
  lineKey,
  NO_DELAY,
  NO_SLIPPAGE,
  ratio,
  valueTrades,
  type Result,
  type ResultLine,
} from '../../model/results/result.ts';
import type { Reading } from '../../model/signal.ts';
import { moveTrade } from '../../positions/move-trade.ts';
import { changeState } from '../change-state.ts';
import { continuesEntry } from '../entries/continues-entry.ts';
import type { Event } from '../event.ts';
import { putOrder } from '../put-entity.ts';
import { putInPeriod, putResult } from './put-result.ts';
import type { State } from '../state.ts';

type Of<Type extends Event['type']> = Event & { type: Type };

const lineOf = ({ strategy, account, mode, instrument }: Position): ResultLine => ({ strategy, account, mode, currency: instrument.quote });

const withTrade = (state: State, key: PositionKey, open: OpenTrade | null): State =>
  changeState(state, { trades: open === null ? state.trades.delete(key) : state.trades.set(key, open) });

interface Moment {
  /** When it happened, and when it is counted. */
  readonly on: Instant;
  readonly at: Instant;
}

/** What has moved a position: a trade of its own, a share that another's exit was for, or the books that follow the venue. */
type Why = 'traded' | 'given_back' | 'adopted';

const NO_FEES: FeesApart = {};

interface Cause {
  readonly why: Why;
  readonly feesApart?: FeesApart;
}

/** What the move of one position is counted as, and what it has closed; `feesApart`: what it has cost in other currencies. */
function countMove(
  before: State,
  state: State,
  key: PositionKey,
  price: Decimal,
  { on, at }: Moment,
  { why, feesApart = NO_FEES }: Cause,
): { readonly state: State; readonly outcome: Outcome | null } {
  const after = state.positions.get(key);
  if (after === undefined) return { state, outcome: null };
  const { realized, fees, closed, open } = moveTrade(state.trades.get(key), before.positions.get(key), after, price, at, feesApart);
  const isTrade = closed !== null && !(why === 'given_back' && isZero(closed.net) && closed.feesApart === undefined);
  const count = (known: Result): Result => {
    const cash = isZero(realized) && isZero(fees) ? known : addCash(known, realized, fees);
    const paid = feesApart === NO_FEES ? cash : addOtherFees(cash, feesApart);
    return isTrade ? addTrade(paid, closed, why === 'adopted') : paid;
  };
  const outcome = closed === null && isZero(realized) ? null : { realized, net: closed?.net ?? null };
  return { state: withTrade(putResult(state, lineOf(after), on, at, count), key, open), outcome };
}

/** An order of many fills closes in parts; the round trip that ends last is the one that its card tells. */
function addOutcome(state: State, order: Order, outcome: Outcome | null): State {
  if (outcome === null) return state;
  const realized = add(order.outcome?.realized ?? ZERO, outcome.realized);
  return putOrder(state, changeOrder(order, { outcome: { realized, net: outcome.net ?? order.outcome?.net ?? null } }));
}

/** How much worse than `expected` it was, for one unit. */
const worse = (side: Order['side'], expected: Decimal, price: Decimal): Decimal =>
  side === 'buy' ? sub(price, expected) : neg(sub(price, expected));

/** The average over the fills of an order counts once, and follows them. */
function addSlippage(known: Result['slippage'], before: Order, after: Order, fill: Fill, expected: Decimal): Result['slippage'] {
  const percent = (price: Decimal | null): Decimal =>
    price === null ? ZERO : ratio(mul(worse(after.side, expected, price), HUNDRED), expected);
  const { count, percents, money } = known;
  return {
    count: count + (before.fills.length === 0 ? 1 : 0),
    percents: add(percents, sub(percent(after.averagePrice), percent(before.averagePrice))),
    money: add(money, mul(worse(after.side, expected, fill.price), fill.qty)),
  };
}

const later = (known: Result['delay'], ms: number): Result['delay'] => ({ count: known.count + 1, sumMs: known.sumMs + Math.max(0, ms) });

/** What an entry tells beside its money: how far from its alert it filled, and how late. */
function countEntry(state: State, before: Order, after: Order, fill: Fill, { on, at }: Moment): State {
  const position = state.positions.get(after.positionKey);
  const signal = state.signals.get(after.signalId);
  if (position === undefined || signal === undefined) return state;
  // an alert that trades a contract by its underlying names the price of that
  const named = signal.reading.contract === null ? expectedPrice(after, signal.reading.signalPrice) : null;
  return putResult(state, lineOf(position), on, at, (known) => {
    const measured =
      named === null || !isPositive(named)
        ? known
        : changeResult(known, { slippage: addSlippage(known.slippage, before, after, fill, named) });
    if (before.fills.length > 0 || continuesEntry(state, after)) return measured;
    return changeResult(measured, { entries: measured.entries + 1, delay: later(measured.delay, on - signal.receivedAt) });
  });
}

/** The level that the order stands for, else the one that was seen to be reached, else the price in its alert; null: there is none. */
function expectedExit(order: Order, { contract, waitedFor, signalPrice }: Reading, price: Decimal): Decimal | null {
  const leg = legOfFill(order, price);
  if (leg === 'take_profit') return order.limitPrice;
  if (leg === 'stop_loss') return order.stopPrice;
  return contract === null ? (order.limitPrice ?? waitedFor ?? signalPrice) : null;
}

/** Nothing of this exit has filled before. A stop that waits at a venue is not late: it is there. */
function isFirstOfExit(before: State, { id, fills, role, signalId }: Order): boolean {
  if ((role !== 'exit' && role !== 'emergency_exit') || fills.length > 1) return false;
  const others = before.signals.get(signalId)?.orderIds ?? [];
  return others.every((other) => other === id || before.orders.get(other)?.role !== role || before.orders.get(other)?.fills.length === 0);
}

/** What an exit tells beside its money: how far from its level or its alert it filled, and how late. */
function countExit(state: State, before: Order, after: Order, fill: Fill, { on, at }: Moment): State {
  const position = state.positions.get(after.positionKey);
  const signal = state.signals.get(after.signalId);
  if (position === undefined || signal === undefined) return state;
  const expected = expectedExit(after, signal.reading, fill.price);
  const measures = expected !== null && isPositive(expected);
  const isFirst = isFirstOfExit(state, after);
  if (!measures && !isFirst) return state;
  return putResult(state, lineOf(position), on, at, (known) =>
    changeResult(known, {
      ...(measures ? { exitSlippage: addSlippage(known.exitSlippage ?? NO_SLIPPAGE, before, after, fill, expected) } : {}),
      ...(isFirst ? { exitDelay: later(known.exitDelay ?? NO_DELAY, on - signal.receivedAt) } : {}),
    }),
  );
}

function countFill(before: State, after: State, { orderId, fill }: Of<'order_filled'>, at: Instant): State {
  const [known, order] = [before.orders.get(orderId), after.orders.get(orderId)];
  const position = order === undefined ? undefined : after.positions.get(order.positionKey);
  if (known === undefined || order === undefined || position === undefined) return after;
  // a venue's clock may be wrong; nothing fills before it is ordered, and nothing is known before it happens
  const moment = { on: Math.min(at, Math.max(fill.at, order.createdAt)), at };
  const isElsewhere = !isZero(fill.fee) && isZero(quoteFee(order, fill));
  const feesApart = isElsewhere ? { [fill.feeCurrency]: fill.fee } : NO_FEES;
  const counted = countMove(before, after, order.positionKey, fill.price, moment, { why: 'traded', feesApart });
  const moved = addOutcome(counted.state, order, counted.outcome);
  return order.role === 'entry' ? countEntry(moved, known, order, fill, moment) : countExit(moved, known, order, fill, moment);
}

/** The exit that went too far has closed the other share: that bears the fee of it. */
function handOverFee(before: State, state: State, event: Of<'share_taken'>, at: Instant): State {
  const [taker, other] = [before.positions.get(event.positionKey), before.positions.get(event.from)];
  const [own, others] = [state.trades.get(event.positionKey), state.trades.get(event.from)];
  if (taker === undefined || other === undefined || own === undefined || others === undefined || isZero(taker.qty)) return state;
  const size = abs(taker.qty);
  const fee = event.qty === size ? own.fees : mul(own.fees, div(event.qty, size));
  const apart = partOfFees(own.feesApart ?? NO_FEES, event.qty, size);
  const back = lessFees(NO_FEES, apart);
  if (isZero(fee) && Object.keys(apart).length === 0) return state;
  const ownLess = withFees({ ...own, fees: sub(own.fees, fee) }, addFees(own.feesApart ?? NO_FEES, back));
  const othersMore = withFees({ ...others, fees: add(others.fees, fee) }, addFees(others.feesApart ?? NO_FEES, apart));
  const given = withTrade(withTrade(state, event.positionKey, ownLess), event.from, othersMore);
  const off = putResult(given, lineOf(taker), at, at, (result) => addOtherFees(addCash(result, ZERO, neg(fee)), back));
  return putResult(off, lineOf(other), at, at, (result) => addOtherFees(addCash(result, ZERO, fee), apart));
}

function countTaken(before: State, after: State, event: Of<'share_taken'>, at: Instant): State {
  const moment = { on: at, at };
  const handed = handOverFee(before, after, event, at);
  const back = countMove(before, handed, event.positionKey, event.price, moment, { why: 'given_back' }).state;
  return countMove(before, back, event.from, event.price, moment, { why: 'traded' }).state;
}

/** All fees of a line in one currency get their rate together: so do its round trips, those that are under way too. */
function valueTrips(state: State, { line, feeCurrency, fee, money }: Of<'fee_counted'>): State {
  const key = lineKey(line);
  const price = div(money, fee);
  const isOf = (each: Result | undefined): each is Result => each?.tradesApart?.some((trade) => trade.feesApart?.[feeCurrency]) === true;
  const results = state.results.map((lines) => {
    const known = lines.get(key);
    return isOf(known) ? lines.set(key, valueTrades(known, feeCurrency, price)) : lines;
  });
  const trades = state.trades.map((trade, positionKey) => {
    const position = state.positions.get(positionKey);
    const worth = position === undefined || lineKey(lineOf(position)) !== key ? null : worthOfFees(trade, feeCurrency, price);
    return worth === null ? trade : { ...worth.trade, fees: add(trade.fees, worth.money) };
  });
  return changeState(state, { results, trades });
}

/** The stop that comes with the entry, in the same commit as its first fill, says what is risked. */
function noteStop(state: State, { positionKey, plan }: Of<'plan_set'>, at: Instant): State {
  const trade = state.trades.get(positionKey);
  const position = state.positions.get(positionKey);
  if (trade === undefined || position === undefined || trade.stop !== null || plan?.stopLoss == null) return state;
  return trade.openedAt === at && trade.qtyEntered === abs(position.qty)
    ? withTrade(state, positionKey, { ...trade, stop: plan.stopLoss })
    : state;
}

/** `after`: the state that the event has led to. */
export function countResults(before: State, after: State, event: Event, at: Instant): State {
  switch (event.type) {
    case 'order_filled':
      return countFill(before, after, event, at);
    case 'share_taken':
      return countTaken(before, after, event, at);
    case 'share_adopted':
      return countMove(before, after, event.share.key, event.price, { on: at, at }, { why: 'adopted' }).state;
    case 'plan_set':
      return noteStop(after, event, at);
    case 'fee_counted':
      return valueTrips(
        putInPeriod(after, event.period, event.line, at, (known) => countOtherFee(known, event.feeCurrency, event.fee, event.money)),
        event,
      );
    default:
      return after;
  }
}
