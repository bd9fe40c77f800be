// Owns: cancels, and changes of a quantity in place. What the venue then has is read before anything is answered.

import { type Decimal, eq, floorToStep, gt, isPositive } from '../../../core/model/decimal.ts';
import type { OrderId, VenueOrderId } from '../../../core/model/ids.ts';
import type { OrderSnapshot } from '../../../core/model/venues/report.ts';
import type { CancelOutcome, ModifyOutcome, Unavailable } from '../../broker.ts';
import { classifyError, type Failure, outcomeOf, unavailable } from '../wire/classify-error.ts';
import { toClientId } from './client-id.ts';
import type { Connection } from '../connection.ts';
import type { OrderFollower } from './follow-orders.ts';
import { listOpenOrders } from './list-orders.ts';
import { toAmount } from '../markets/markets.ts';
import type { OrderView } from './order-view.ts';
import type { Followed, ToldOrders } from './told-orders.ts';

export interface NamedOrder {
  readonly id: OrderId | null;
  readonly venueOrderId: VenueOrderId | null;
  readonly symbol: string;
}

export interface OrderChanger {
  readonly cancel: (order: NamedOrder) => Promise<CancelOutcome>;
  readonly modify: (order: NamedOrder & { readonly id: OrderId }, qty: Decimal) => Promise<ModifyOutcome>;
}

export function createOrderChanger(connection: Connection, told: ToldOrders, follower: OrderFollower): OrderChanger {
  const { exchange, gate, markets } = connection;

  const followed = ({ id, symbol }: NamedOrder & { readonly id: OrderId }): Followed => told.follow({ id, symbol, qty: null });

  async function sendCancel(id: string, symbol: string, isWaiting: boolean): Promise<Failure | null> {
    const isListed = isWaiting && gate.rules.triggerLists.length > 0;
    try {
      await exchange.cancelOrder(id, symbol, isListed ? { trigger: true } : {});
      return null;
    } catch (error) {
      return classifyError(error);
    }
  }

  /** How it ended is told again, whoever ended it: the caller waits for it. */
  async function afterCancel(order: Followed, failure: Failure | null, hadEnded: boolean): Promise<CancelOutcome> {
    const truth = await follower.refresh(order, hadEnded);
    if (truth.type === 'found' && truth.order.status !== 'open') return { type: 'canceled' };
    if (failure === null)
      return { type: 'ambiguous', reason: `the cancel of ${order.id} was taken, and the order is not seen to have ended` };
    if (failure.type === 'rejected' && truth.type === 'unavailable') return { type: 'ambiguous', reason: truth.reason };
    return outcomeOf({ ...failure, reason: `order ${order.id}: ${failure.reason}` });
  }

  const cancelSeen = (view: OrderView, hasTrigger: boolean): Promise<Failure | null> =>
    sendCancel(view.becameId ?? view.id, view.symbol, hasTrigger && view.becameId === null);

  /** Nobody says how it stands: where it can stand in one list only, its cancel goes all the same. An exit may wait for it. */
  async function cancelUnseen(order: Followed, venueOrderId: VenueOrderId | null, unseen: Unavailable): Promise<CancelOutcome> {
    const id = order.venueOrderId ?? venueOrderId;
    if (id === null || order.endedAt !== null || gate.rules.triggerLists.length > 0) return unseen;
    // where the list of markets is not there either, what is known of this one from before does
    await markets.toLeave(order.symbol).catch(() => null);
    const failure = await sendCancel(id, order.symbol, false);
    if (failure === null || failure.type === 'rejected')
      return { type: 'ambiguous', reason: `the cancel of ${order.id} was sent, and how it ended is not seen: ${unseen.reason}` };
    return outcomeOf(failure);
  }

  /** What was placed in this process is cancelled straight away; anything else is looked for first. */
  async function cancelOurs(named: NamedOrder & { readonly id: OrderId }): Promise<CancelOutcome> {
    const order = followed(named);
    // known from before this process
    order.venueOrderId ??= named.venueOrderId;
    const { venueOrderId, hasTrigger, endedAt } = order;
    const hadEnded = endedAt !== null;
    if (venueOrderId !== null && hasTrigger !== null && !hadEnded) {
      const failure = await sendCancel(venueOrderId, order.symbol, hasTrigger);
      if (failure === null || !failure.isNotFound) return afterCancel(order, failure, false);
    }
    const truth = await follower.refresh(order, hadEnded);
    if (truth.type === 'unavailable') return cancelUnseen(order, named.venueOrderId, truth);
    if (truth.type === 'not_found') return notThere(order);
    const { view, hasTrigger: isWaiting } = truth;
    if (truth.order.status !== 'open' || view === null) return { type: 'canceled' };
    return afterCancel(order, await cancelSeen(view, isWaiting), false);
  }

  function notThere(order: Followed): CancelOutcome {
    if (!order.isAccepted) told.drop(order.id);
    return { type: 'rejected', reason: `${gate.exchange} has no order ${order.id} (${toClientId(exchange.id, gate.market, order.id)})` };
  }

  /** By the venue's id, from the lists in which it stands. */
  async function cancelForeign(venueOrderId: VenueOrderId, symbol: string): Promise<CancelOutcome> {
    try {
      await markets.find(symbol);
      const view = (await listOpenOrders(connection, symbol)).find(({ id }) => id === venueOrderId);
      if (view === undefined) return { type: 'rejected', reason: `order ${venueOrderId} is not open at ${gate.exchange}` };
      const failure = await sendCancel(view.id, view.symbol, view.stopPrice !== null);
      return failure === null ? { type: 'canceled' } : outcomeOf(failure);
    } catch (error) {
      return unavailable(error);
    }
  }

  function wrongQty(qty: Decimal, order: OrderSnapshot, view: OrderView): string | null {
    const listed = markets.known(view.symbol);
    if (listed === null) return `${view.symbol} is not listed`;
    const { stepSize } = listed.instrument;
    if (order.status !== 'open') return `order ${order.orderId} is ${order.status}`;
    if (!isPositive(qty) || !eq(floorToStep(qty, stepSize), qty)) return `quantity ${qty} is not a multiple of the step ${stepSize}`;
    return gt(qty, view.qtyFilled) ? null : `quantity ${qty} has filled already`;
  }

  async function sendChange(view: OrderView, qty: Decimal): Promise<Failure | null> {
    const listed = markets.known(view.symbol);
    if (listed === null) throw new Error(`${view.symbol} is not listed`);
    const type = view.limitPrice === null ? 'market' : 'limit';
    try {
      await exchange.editOrder(view.id, view.symbol, type, view.side, toAmount(qty, listed), undefined, {});
      return null;
    } catch (error) {
      return classifyError(error);
    }
  }

  return {
    async cancel(named) {
      const { id, venueOrderId, symbol } = named;
      if (id !== null) return cancelOurs({ ...named, id });
      if (venueOrderId === null) return { type: 'rejected', reason: 'an order without any id' };
      return cancelForeign(venueOrderId, symbol);
    },
    async modify(named, qty) {
      if (!gate.traits.modify) return { type: 'rejected', reason: `${gate.exchange} changes no quantity in place` };
      const order = followed(named);
      const truth = await follower.refresh(order, order.endedAt !== null);
      if (truth.type === 'unavailable') return truth;
      if (truth.type === 'not_found') return notThere(order) as ModifyOutcome;
      const { order: found, view } = truth;
      if (view === null) return { type: 'rejected', reason: `order ${order.id} is ${found.status}` };
      const wrong = wrongQty(qty, found, view);
      if (wrong !== null) return { type: 'rejected', reason: wrong };
      const failure = await sendChange(view, qty);
      if (failure !== null) return outcomeOf(failure);
      const after = await follower.refresh(order);
      if (after.type === 'found' && eq(after.order.qty, qty)) return { type: 'modified', qty };
      return { type: 'ambiguous', reason: `the change of ${named.id} was taken, and is not seen` };
    },
  };
}
