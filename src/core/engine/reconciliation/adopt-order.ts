// Owns: taking over an order that somebody else has placed: from now on it is followed like one of ours, in the share of one
// strategy. Only the venue's id names it there; what it has filled so far comes with the first look-up.

import { deny } from '../../model/denial.ts';
import type { Discrepancy } from '../../model/venues/discrepancy.ts';
import { makeOrderId, positionKey, seededId, signalOfOrder, type OrderId, type SignalId, type StrategyName } from '../../model/ids.ts';
import type { Instrument } from '../../model/markets/instrument.ts';
import { USUAL_TERMS, type OrderType } from '../../model/order-terms.ts';
import type { Order } from '../../model/order.ts';
import type { VenueOrder } from '../../model/venues/report.ts';
import { mayFollow } from '../../orders/order-machine.ts';
import { newDraft } from '../../signals/fields/draft-reading.ts';
import type { Reply } from '../command.ts';
import { record, type Draft } from '../draft.ts';
import { freshOrder } from '../make-order.ts';
import { newSignal } from '../new-signal.ts';
import { ownOrder } from '../order-books.ts';
import type { Actor } from '../state.ts';

export interface Adoption {
  readonly strategy: StrategyName;
  readonly instrument: Instrument;
  readonly by: Actor;
  readonly idSeed: string;
}

/** How venues write an order whose trigger moves by itself. */
const TRAILS = /trail|move_order_stop|track/i;

const typeOf = ({ type, limitPrice, stopPrice }: VenueOrder): OrderType => {
  if (TRAILS.test(type)) return 'trailing_stop';
  if (stopPrice !== null) return limitPrice === null ? 'stop' : 'stop_limit';
  return limitPrice === null ? 'market' : 'limit';
};

/** A sale of coins leaves what is held, whatever the venue calls it. */
const leaves = (order: VenueOrder, { canShort }: Instrument): boolean => order.reduceOnly || (!canShort && order.side === 'sell');

/** One of ours from before the books began keeps its ids. */
function idsFor(draft: Draft, order: VenueOrder, { idSeed, instrument }: Adoption): { readonly signalId: SignalId; readonly id: OrderId } {
  const own = order.orderId;
  if (own !== null && !draft.state.signals.has(signalOfOrder(own))) return { signalId: signalOfOrder(own), id: own };
  const signalId = seededId(draft.now, idSeed, 0);
  const role = leaves(order, instrument) ? 'exit' : 'entry';
  return { signalId, id: makeOrderId(signalId, { account: 0, leg: 0, role, sequence: 0 }) };
}

function orderOf(draft: Draft, known: Discrepancy, seen: VenueOrder, adoption: Adoption): Order {
  const { strategy, instrument } = adoption;
  const ids = idsFor(draft, seen, adoption);
  return {
    ...freshOrder(draft.now),
    ...ids,
    strategy,
    account: known.account,
    mode: known.mode,
    positionKey: positionKey(known.account, known.symbol, strategy),
    role: leaves(seen, instrument) ? 'exit' : 'entry',
    instrument,
    side: seen.side,
    type: typeOf(seen),
    qty: seen.qty,
    limitPrice: seen.limitPrice,
    stopPrice: seen.stopPrice,
    trail: null,
    terms: { ...USUAL_TERMS, productType: seen.productType ?? null },
    reduceOnly: leaves(seen, instrument),
    ocoGroup: null,
    takenOver: ids.id !== seen.orderId,
  };
}

function follow(draft: Draft, order: Pick<Order, 'id'>, seen: VenueOrder, detail: string): Reply {
  record(draft, { type: 'order_accepted', orderId: order.id, venueOrderId: seen.venueOrderId });
  const inquiry = { since: draft.now, attempts: 0, nextAt: draft.now, reason: detail };
  record(draft, { type: 'order_unknown', orderId: order.id, inquiry });
  return { type: 'done', detail };
}

export function adoptOrder(draft: Draft, known: Discrepancy, adoption: Adoption): Reply {
  if (known.subject.type !== 'order') throw new Error(`${known.key} is no order`);
  const { order: seen } = known.subject;
  const { strategy, instrument, by } = adoption;
  const own = ownOrder(draft.state, known.account, seen);
  const detail = `order ${seen.venueOrderId} is followed now (${by.userName})`;
  const close = (): void => record(draft, { type: 'discrepancy_closed', key: known.key, detail });
  if (own !== undefined) {
    if (!mayFollow(own.status, 'accepted'))
      return {
        type: 'refused',
        denial: deny(
          'UNSUPPORTED',
          `the books say that it is ${own.status}: it cannot be followed again`,
          'Close cancels it at the venue.',
        ),
      };
    close();
    return follow(draft, own, seen, detail);
  }
  const order = orderOf(draft, known, seen, adoption);
  if (order.role === 'entry' && draft.state.tradingState === 'halted')
    return { type: 'refused', denial: deny('TRADING_HALTED', 'it may enter a position, and trading is halted') };
  close();
  const origin = { type: 'chat', userId: by.userId, userName: by.userName } as const;
  const raw = `adopted by ${by.userName}: order ${seen.venueOrderId}`;
  const reading = { ...newDraft('chat'), symbol: known.symbol };
  const place = { strategy, account: known.account, symbol: instrument.symbol, positionKey: order.positionKey, raw };
  const signal = newSignal({ signalId: order.signalId, origin, reading }, draft.now, place);
  record(draft, { type: 'signal_received', signal, bodyKey: null, idKey: null, replayKey: null, rateKey: null, fullRaw: raw });
  record(draft, { type: 'signal_changed', signalId: order.signalId, state: 'working', error: null, detail });
  record(draft, { type: 'order_initialized', order });
  record(draft, { type: 'order_submitted', orderId: order.id });
  return follow(draft, order, seen, detail);
}
