// Owns: what must hold of the rules of strategies: limits hold entries back and wind down, conditions are met by their price and
// by no other, an alert enters what it asked for and no more, limit entries end in time, sizes by risk are what they say.

import { activeOrdersOf } from '../../src/core/engine/exits/position-orders.ts';
import { add, gt, gte, isZero, lte, min, mul, neg, sub, ZERO, type Decimal } from '../../src/core/model/decimal.ts';
import { signalOfOrder, wholeOf, type SignalId } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { EndCheck, Outcome } from './end-checks.ts';
import { marketKey } from './house.ts';
import { fromLots } from './lots.ts';
import { momentsOf, type Moment } from './plan-history.ts';
import { isClosing, LIFETIME_MS, LOSS_MAX, PACE_MAX, SIZE_BY_RISK } from './ruled-desk.ts';

const MINUTE_MS = 60_000;
/** Whoever acts longer than this after a time acts late. */
const SLACK_MS = 15_000;
/** A price that was on its way when the order was set is the last one that is known. */
const ON_ITS_WAY_MS = 2_000;
/** What is decided while a batch waits for the disk bears the time of its first decision: here a batch may wait so long. */
const IN_BATCH_MS = 1_000;
const ORDERED = 'order_initialized';

/** An entry order that somebody has asked for; the rest of one that follows the price is none. */
const enteredIn = ({ event }: Moment): Order | null =>
  event.type === ORDERED && event.order.role === 'entry' && event.order.life?.replaces !== true ? event.order : null;

const moments = ({ batches }: Outcome): readonly Moment[] => momentsOf(batches);

/** Money that the fills of a strategy have brought, with what is held at the price of the venue. */
function resultOf({ state, venue }: Outcome, strategy: string): Decimal {
  let result = ZERO;
  for (const order of state.orders.values()) {
    if (order.strategy !== strategy) continue;
    const price = String(venue.markets.get(marketKey(order.account, order.instrument.symbol))?.price ?? 0) as Decimal;
    for (const fill of order.fills) {
      const gain = mul(order.side === 'buy' ? sub(price, fill.price) : sub(fill.price, price), fill.qty);
      result = sub(add(result, gain), fill.fee);
    }
  }
  return result;
}

export const RULED_CHECKS: Readonly<Record<string, EndCheck>> = {
  'orders of a minute are limited': (outcome, violate) => {
    const made: number[] = [];
    for (const moment of moments(outcome)) {
      if (enteredIn(moment)?.strategy !== 'limited') continue;
      made.push(moment.at);
      const within = made.filter((at) => at > moment.at - MINUTE_MS).length;
      if (within > PACE_MAX) violate(`${within} entries of one strategy within a minute`);
    }
  },
  'nothing is entered that would have to leave at once': (outcome, violate) => {
    for (const { event, before, at } of moments(outcome)) {
      const order = event.type === 'order_submitted' ? before.orders.get(event.orderId) : undefined;
      if (order?.role !== 'entry' || order.strategy !== 'session' || !isClosing(at, IN_BATCH_MS)) continue;
      if (isZero(before.positions.get(order.positionKey)?.qty ?? ZERO)) violate(`${order.id} was sent although its session ends`);
    }
  },
  'one position at a time': (outcome, violate) => {
    for (const moment of moments(outcome)) {
      const order = enteredIn(moment);
      if (order?.strategy !== 'limited') continue;
      for (const { key, qty, strategy } of moment.before.positions.values())
        if (strategy === 'limited' && key !== order.positionKey && !isZero(qty)) violate(`${order.id} was made while ${key} holds ${qty}`);
    }
  },
  'nothing is entered while a limit holds': (outcome, violate) => {
    for (const { event, before, at } of moments(outcome)) {
      const order = event.type === ORDERED ? event.order : event.type === 'order_submitted' ? before.orders.get(event.orderId) : undefined;
      if (order?.role !== 'entry') continue;
      for (const { key, scope, liftedBy, until } of before.riskBook.breaches.values()) {
        const holds = liftedBy === null && (until === null || until > at);
        if (holds && scope === `strategy:${order.strategy}|${order.account}`) violate(`${event.type} of ${order.id} while ${key} holds`);
      }
    }
  },
  'a loss that is too large ends the day': (outcome, violate) => {
    const isReached = moments(outcome).some(({ event }) => event.type === 'limit_breached' && event.breach.limit === 'daily_loss');
    const result = resultOf(outcome, 'killed');
    if (!isReached && lte(result, neg(LOSS_MAX as Decimal))) violate(`the result is ${result}, and nothing was reached`);
    const breach = [...outcome.state.riskBook.breaches.values()].find(({ limit }) => limit === 'daily_loss');
    if (breach === undefined || breach.liftedBy !== null) return;
    for (const { key, qty, strategy } of outcome.state.positions.values())
      if (
        strategy === 'killed' &&
        !isZero(qty) &&
        !outcome.people.meddledWith.has(key) &&
        !outcome.contested.has(key.split('|', 2).join('|'))
      )
        violate(`${key} holds ${qty} after ${breach.key}`);
  },
  'a condition is met by its price': (outcome, violate) => {
    for (const { event, before, at } of moments(outcome)) {
      const waited = event.type === 'signal_received' ? before.signals.get(wholeOf(event.signal.id)) : undefined;
      const condition = waited?.wait?.condition;
      if (waited === undefined || condition?.price == null) continue;
      const { level, when } = condition.price;
      const path = outcome.venue.markets.get(marketKey(condition.account, condition.symbol))?.path ?? [];
      const since = waited.receivedAt - ON_ITS_WAY_MS;
      const first = path.filter((each) => each.at <= since).slice(-1);
      const prices = [...first, ...path.filter((each) => each.at > since && each.at <= at + IN_BATCH_MS)].map(
        ({ price }) => String(price) as Decimal,
      );
      const [above, below] = [prices.some((price) => gte(price, level)), prices.some((price) => lte(price, level))];
      const isMet = when === 'above' ? above : when === 'below' ? below : above && below;
      if (!isMet) violate(`${waited.id} waited for ${when} ${level}, which no price was`);
    }
  },
  'nothing waits for a price that is there': ({ state, venue }, violate) => {
    for (const id of state.parked) {
      const condition = state.signals.get(id)?.wait?.condition;
      if (condition?.price == null) continue;
      const price = String(venue.markets.get(marketKey(condition.account, condition.symbol))?.price ?? 0) as Decimal;
      const { when, level } = condition.price;
      if ((when === 'above' && gte(price, level)) || (when === 'below' && lte(price, level)))
        violate(`${id} waits for ${when} ${level}, and the price is ${price}`);
    }
  },
  'an alert enters what it asks for and no more': ({ state, venue }, violate) => {
    const entered = new Map<SignalId, Decimal>();
    for (const order of venue.orders.values()) {
      if (!order.isEntry) continue;
      const id = signalOfOrder(order.id);
      entered.set(id, add(entered.get(id) ?? ZERO, fromLots(order.filled, order.request.instrument)));
    }
    for (const [id, qty] of entered) {
      const asked = state.signals.get(id)?.reading.quantity ?? null;
      if (asked !== null && gt(qty, asked)) violate(`${id} asked for ${asked}, and ${qty} filled`);
    }
  },
  'a limit entry ends in time': ({ state, world }, violate) => {
    for (const { key, strategy } of state.positions.values()) {
      if (strategy !== 'chaser') continue;
      for (const { id, role, type, createdAt } of activeOrdersOf(state, key))
        if (role === 'entry' && type === 'limit' && world.now() > createdAt + LIFETIME_MS + SLACK_MS)
          violate(`${id} rests since ${(world.now() - createdAt) / 1_000} s`);
    }
  },
  'a size by risk is what it says': (outcome, violate) => {
    for (const moment of moments(outcome)) {
      const order = enteredIn(moment);
      if (order?.strategy !== 'ranged') continue;
      const { action = null, quantity: cap = null } = moment.before.signals.get(order.signalId)?.reading ?? {};
      // it is as large as what it turns around
      if (action === 'reverse' && cap === null) continue;
      const most = cap === null ? SIZE_BY_RISK : min(cap, SIZE_BY_RISK);
      if (gt(order.qty, most)) violate(`${order.id} is for ${order.qty}, the risk allows ${most}`);
    }
  },
};
