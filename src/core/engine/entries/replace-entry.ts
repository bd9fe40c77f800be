// Owns: the life of a limit entry: after a time it is taken back, to follow the price as a new limit order, to be made at market, or
// for good. Invariants: an order is replaced only when the venue has confirmed its end and what it had filled, by its rest and
// no more; never two of one level are alive; nothing is replaced behind an exit, a halt or the wish of anybody.

import { atrOf } from '../../model/markets/atr.ts';
import { add, isPositive, isZero, lt, mul, roundToTick, sub, type Decimal } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import { NO_ENTRY_RULES } from '../../model/entry-rules.ts';
import { rateOfMarket } from '../../model/money/exchange-rate.ts';
import type { PricedInstrument } from '../../model/markets/instrument.ts';
import type { Instant } from '../../model/ids.ts';
import { PRICE_WAIT_MS } from '../../model/limits.ts';
import type { Order, OrderLife } from '../../model/order.ts';
import type { Proposal, Signal } from '../../model/signal.ts';
import { isHeld } from '../../positions/is-held.ts';
import { checkRisk } from '../../risk/check-risk.ts';
import { NOTHING_STANDS } from '../../risk/standing.ts';
import { requestCancel } from '../cancel-order.ts';
import { record, tell, type Draft } from '../draft.ts';
import { toReplace } from './to-replace.ts';
import { restWithinRisk, valueBeside } from './rest-size.ts';
import { refuseClosing } from './refuse-closing.ts';
import { refuseRestByLimits } from './gate-entry.ts';
import { refuseHalted, refuseOpposed, refusePaused } from './gates.ts';
import { freshOrder } from '../make-order.ts';
import { isOver, lifeOfNext, lifeTurnsAt } from './order-life.ts';
import { activeOrdersOf, nextOrderId, ordersOfRole } from '../exits/position-orders.ts';
import { refuseOtherMeaning } from '../reconciliation/account-meaning.ts';
import type { State } from '../state.ts';
import { accountOf, strategyOf } from '../strategy-of.ts';
import { isBeingClosed } from '../exits/tend-exits.ts';

function whyOver({ atClose, fallback, followsUntil }: OrderLife): string {
  if (atClose === true) return 'the market closes soon: it would have to leave at once (time_stop)';
  if (fallback === 'market') return 'it did not fill in its time (now at market)';
  return `it did not fill in its time (${followsUntil === undefined ? 'limit_lifetime' : 'reprice'})`;
}

function tellClosing(draft: Draft, order: Order): void {
  tell(draft, {
    severity: 'info',
    groupKey: `closing:${order.positionKey}`,
    title: `${order.instrument.symbol}: an entry is taken back`,
    text: `${order.strategy} on ${order.account} (${order.mode.toUpperCase()}): ${sub(order.qty, order.qtyFilled)} of it had not filled when last heard of, and the market closes soon: it is being cancelled, since it would have to leave at once.`,
    nextStep: 'Send it in the next session, or change before_close of the time_stop of the strategy.',
    signalId: order.signalId,
  });
}

/** Of one that came to rest before the clock was set back nobody knows how long it has rested: it must not do so until that day. */
const restsFromAhead = ({ createdAt, life }: Order, now: Instant): boolean => createdAt > now && life?.atClose !== true;

/** The clock's turn. */
export function endLives(draft: Draft, isSetBack: boolean): void {
  for (const id of draft.state.activeOrders) {
    const order = draft.state.orders.get(id);
    const at = order === undefined ? null : lifeTurnsAt(order);
    if (order?.life == null || at === null) continue;
    if (isSetBack && restsFromAhead(order, draft.now)) {
      requestCancel(draft, order, 'the clock was set back, and how long it has rested is not known');
      continue;
    }
    if (at > draft.now) continue;
    const ends = isOver(order.life, draft.now);
    const next = ends ? (order.life.fallback === 'market' ? 'market' : null) : 'limit';
    requestCancel(draft, order, ends ? whyOver(order.life) : 'it follows the price');
    if (ends && order.life.atClose === true) tellClosing(draft, order);
    if (next !== null) record(draft, { type: 'order_life_turned', orderId: order.id, next });
  }
}

function giveUp(draft: Draft, signal: Signal, order: Order, why: string): void {
  record(draft, { type: 'order_life_turned', orderId: order.id, next: null });
  record(draft, { type: 'signal_remarked', signalId: signal.id, event: 'not_replaced', detail: why });
  tell(draft, {
    severity: 'info',
    groupKey: `not-replaced:${signal.id}`,
    title: `${order.instrument.symbol}: an entry was not made anew`,
    text: `${order.strategy} on ${order.account} (${order.mode.toUpperCase()}): ${sub(order.qty, order.qtyFilled)} of it did not fill; ${why}.`,
    nextStep: null,
    signalId: signal.id,
  });
}

/** Its position was closed after it had filled in part: what is left of it belongs to nothing any more. */
const hasBeenClosed = (state: State, signal: Signal, order: Order): boolean => {
  const hasFilled = ordersOfRole(state, signal, 'entry').some(({ qtyFilled }) => !isZero(qtyFilled));
  return hasFilled && !isHeld(state.positions.get(order.positionKey));
};

/** Rests at the venue of entries whose position is closed, and replacements that wait behind an exit. */
export function tendRests(draft: Draft, key: Order['positionKey']): void {
  const position = draft.state.positions.get(key);
  if (position === undefined || !isZero(position.qty)) return;
  for (const order of activeOrdersOf(draft.state, key)) {
    const signal = draft.state.signals.get(order.signalId);
    if (order.role !== 'entry' || order.type !== 'limit' || signal === undefined) continue;
    if (hasBeenClosed(draft.state, signal, order)) requestCancel(draft, order, 'the position that it belongs to is closed');
  }
}

type Priced = Signal & { readonly proposal: Proposal };

/** The rest at the price of now: a limit on its own side of the book, or at market. */
function proposeRest(draft: Draft, signal: Priced, order: Order, { instrument, quote }: PricedInstrument): Proposal {
  const isMarket = order.life?.next === 'market';
  const near = roundToTick(order.side === 'buy' ? quote.bid : quote.ask, instrument.tickSize);
  const price = isMarket ? (order.side === 'buy' ? quote.ask : quote.bid) : near;
  const strategy = draft.settings.strategies.get(order.strategy);
  const rest: Decimal = sub(order.qty, order.qtyFilled);
  const qty = strategy === undefined ? rest : restWithinRisk(draft.state, signal, order, strategy, price);
  const { layers: _, ...whole } = signal.proposal;
  return {
    ...whole,
    orderType: isMarket ? 'market' : 'limit',
    qty,
    qtyAsked: qty,
    limitPrice: isMarket ? null : near,
    price,
    notional: mul(price, qty),
    quote,
  };
}

function refuseRest(draft: Draft, signal: Signal, order: Order, rest: Proposal): Denial | null {
  const strategy = strategyOf(draft.settings, signal);
  if ('code' in strategy) return strategy;
  const account = accountOf(draft.settings, strategy);
  const { quoteCurrency, traits } = account;
  const rate = rateOfMarket(draft, account, rest.instrument.quote);
  const { positionKey: key, side, instrument } = order;
  if (isBeingClosed(draft.state, key) || hasBeenClosed(draft.state, signal, order))
    return deny('ORDER_EXPIRED', 'its position is closed or being closed');
  if (rest.instrument.symbol !== instrument.symbol || rest.quote.symbol !== instrument.symbol)
    return deny('CONTRADICTION', `the price is one of ${rest.quote.symbol}, the order was for ${instrument.symbol}`);
  // it is the entry that was counted already: only what the price says is asked again
  const standing = { ...NOTHING_STANDS, atr: atrOf(signal.reading, signal.proposal?.atr ?? null) };
  const counted = { ...strategy, entries: { ...strategy.entries, pyramiding: NO_ENTRY_RULES.pyramiding } };
  const subject = { proposal: rest, reading: signal.reading, standing, strategy: counted, quoteCurrency, rate, traits };
  // its limits are for all of the alert, not for each piece of it
  const whole = { ...rest, notional: add(rest.notional, valueBeside(draft.state, signal, order, rest.price)) };
  return (
    refuseHalted(draft.state) ??
    refuseOtherMeaning(draft.settings, draft.state, account.name) ??
    refusePaused(draft.state, strategy.name, key) ??
    refuseOpposed(draft.state, { key, side }) ??
    refuseClosing(draft, { strategy, account: account.name, instrument, key }) ??
    checkRisk(subject) ??
    checkRisk({ ...subject, proposal: whole }) ??
    refuseRestByLimits(draft, signal, strategy, account, rest)
  );
}

/** Its price has come: the new order, or why there is none. */
export function replaceEntry(draft: Draft, signal: Signal, order: Order, priced: PricedInstrument): void {
  const { proposal } = signal;
  const { life } = order;
  if (proposal === null || life == null || life.next === null) return;
  const { instrument } = priced;
  const rest = proposeRest(draft, { ...signal, proposal }, order, priced);
  const left = sub(order.qty, order.qtyFilled);
  const isCut = lt(rest.qty, left);
  const risked = `it may lose ${proposal.riskAmount ?? ''} ${instrument.quote} in all`;
  if (!isPositive(rest.qty) || lt(rest.qty, instrument.qtyMin)) {
    const why = isCut ? `${risked}, which at ${rest.price} leaves less than the venue takes` : 'the rest is below the minimum of the venue';
    return giveUp(draft, signal, order, why);
  }
  const refused = refuseRest(draft, signal, order, rest);
  if (refused !== null) return giveUp(draft, signal, order, refused.message);
  if (isCut) {
    const detail = `${left} become ${rest.qty}: ${risked}, and its stop is further from ${rest.price}`;
    record(draft, { type: 'signal_remarked', signalId: signal.id, event: 'resized', detail });
  }
  record(draft, {
    type: 'order_initialized',
    order: {
      ...order,
      ...freshOrder(draft.now),
      id: nextOrderId(draft.state, signal.id, 'entry'),
      leg: order.leg,
      type: rest.orderType,
      qty: rest.qty,
      limitPrice: rest.limitPrice,
      life: lifeOfNext(life, draft.now),
    },
  });
}

/** The clock's turn: no price has come for a rest. */
export function expireRests(draft: Draft): void {
  for (const id of draft.state.activeSignals) {
    const signal = draft.state.signals.get(id);
    const order = signal === undefined ? null : toReplace(draft.state, signal);
    if (signal === undefined || order === null || draft.now - order.updatedAt < PRICE_WAIT_MS) continue;
    giveUp(draft, signal, order, `no price within ${PRICE_WAIT_MS / 1_000} s`);
  }
}
