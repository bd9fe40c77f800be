// Owns: the timeline: which events concern a signal, and the one line that people read about each.

import { shortId } from '../model/ids.ts';
import { TERMINAL_ORDER_STATUSES, type Dropped, type Order, type PairLevels, type VenuePrices } from '../model/order.ts';
import { legOfFill, levelsOf } from '../model/exits/pair-levels.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import type { SignalEvent } from './event.ts';

export interface Line {
  readonly event: string;
  readonly detail: string;
}

const levelsText = (levels: PairLevels | null | undefined): string =>
  levels == null ? '' : `, stop ${levels.stopPrice} and target ${levels.limitPrice}`;

const pricesText = (prices: VenuePrices | undefined): string =>
  prices === undefined
    ? ''
    : [
        prices.stopPrice === null ? '' : `, stop ${prices.stopPrice}`,
        prices.limitPrice === null ? '' : `, limit ${prices.limitPrice}`,
      ].join('');

const droppedText = (dropped: Dropped | undefined): string =>
  dropped === undefined ? '' : `; ${dropped.qty} of it does not stand: ${dropped.reason}`;

const priceOf = (order: Order): string =>
  order.type === 'oco'
    ? levelsText(levelsOf(order))
    : order.limitPrice !== null
      ? ` at ${order.limitPrice}`
      : order.stopPrice !== null
        ? ` at ${order.stopPrice}`
        : '';

const ROLE: Readonly<Record<Order['role'], string>> = {
  entry: 'entry',
  exit: 'exit',
  stop_loss: 'stop-loss',
  take_profit: 'take-profit',
  emergency_exit: 'emergency exit',
};

const describeOrder = (order: Order): string =>
  `${order.type === 'oco' ? 'stop-loss and take-profit' : ROLE[order.role]} ${shortId(order.id)}: ${order.side} ${order.qty} ${order.instrument.symbol} ${order.type}${priceOf(order)}`;

export function describeOrderEvent(event: OrderEvent, order: Order): Line {
  const id = `${order.type === 'oco' ? 'stop-loss and take-profit' : ROLE[order.role]} ${shortId(order.id)}`;
  switch (event.type) {
    case 'order_initialized':
      return { event: 'order_initialized', detail: describeOrder(event.order) };
    case 'order_denied':
    case 'order_rejected':
    case 'order_lost':
      return { event: event.type, detail: `${id}: ${event.denial.message}` };
    case 'order_submitted':
      return { event: event.type, detail: `${id}: sent to ${order.account}` };
    case 'order_unsent':
      return { event: event.type, detail: `${id}: not sent (${event.reason}); attempt ${event.attempts} failed` };
    case 'order_unknown':
      return TERMINAL_ORDER_STATUSES.has(order.status)
        ? { event: event.type, detail: `${id}: ${event.inquiry.reason}` }
        : { event: event.type, detail: `${id}: outcome unknown (${event.inquiry.reason}); looking it up` };
    case 'order_repeated':
      return { event: event.type, detail: `${id}: to be sent again under its id, ${order.side} ${event.qty}${priceOf(order)}` };
    case 'order_doubted':
      return {
        event: event.type,
        detail: `${id}: the venue has not confirmed it${order.role === 'stop_loss' ? '; Signalman watches its level' : ''}`,
      };
    case 'order_stands':
      return { event: event.type, detail: `${id}: stands there${pricesText(event.prices)}` };
    case 'order_accepted':
      return { event: event.type, detail: `${id}: the venue has it as ${event.venueOrderId}` };
    case 'order_filled':
      return {
        event: event.type,
        // of a stop and a target as one it is the leg that filled
        detail: `${ROLE[legOfFill(order, event.fill.price)]} ${shortId(order.id)}: ${event.fill.qty} filled at ${event.fill.price}, fee ${event.fill.fee} ${event.fill.feeCurrency}`,
      };
    case 'order_amended':
      return {
        event: event.type,
        detail: `${id}: quantity now ${event.qty}${levelsText(event.levels)}${pricesText(event.prices)}${event.byHand === true ? ', changed at the venue' : ''}${droppedText(event.dropped)}`,
      };
    case 'order_modify_requested':
      return { event: event.type, detail: `${id}: quantity ${order.qty} is to become ${event.qty}${levelsText(event.levels)}` };
    case 'order_modify_refused':
    case 'order_beside_told':
      return { event: event.type, detail: `${id}: it may fill beside what leaves now` };
    case 'order_canceled':
    case 'order_cancel_requested':
    case 'order_cancel_refused':
      return { event: event.type, detail: `${id}: ${event.reason}` };
    case 'order_life_turned':
      return {
        event: event.type,
        detail: `${id}: ${event.next === null ? 'its rest is not made anew' : `its rest becomes a ${event.next} order`}`,
      };
    case 'order_known':
    case 'order_cancel_sent':
    case 'order_modify_sent':
    case 'order_expired':
    case 'order_test_mode':
      return { event: event.type, detail: event.type === 'order_test_mode' ? `${id}: live trading is switched off` : id };
  }
}

/** Null: not worth a line (a card was shown, a signal left the live state). */
export function describeSignalEvent(event: SignalEvent): Line | null {
  switch (event.type) {
    case 'signal_received':
      return { event: 'received', detail: `${event.signal.reading.dialect}: ${event.signal.reading.action ?? event.signal.reading.kind}` };
    case 'signal_duplicated':
      return { event: 'duplicate', detail: event.detail };
    case 'signal_proposed':
      return { event: 'sized', detail: event.proposal.notes.join('; ') };
    case 'approval_requested':
      return { event: 'awaiting_approval', detail: event.proposal.notes.join('; ') };
    case 'approval_resized':
      return { event: 'resized', detail: `${event.by.userName} halved it to ${event.proposal.qty}` };
    case 'approval_answered':
      return { event: event.answer.choice === 'approve' ? 'approved' : 'declined', detail: `by ${event.answer.by.userName}` };
    case 'signal_changed':
      return { event: event.state, detail: event.error === null ? event.detail : `${event.error.code}: ${event.error.message}` };
    case 'signal_entry_withdrawn':
      return { event: 'entry_withdrawn', detail: event.detail };
    case 'signal_remarked':
      return { event: event.event, detail: event.detail };
    case 'group_asked':
      return { event: 'awaiting_approval', detail: 'all of it in one question' };
    case 'group_resized':
      return { event: 'resized', detail: `${event.by.userName} halved it` };
    case 'lane_changed':
      return event.detail === ''
        ? null
        : { event: `legs_${event.change.status ?? event.change.remedy ?? 'changed'}`, detail: event.detail };
    case 'trade_told':
      return { event: 'leader', detail: event.detail };
    case 'wait_renewed':
      return { event: 'waits_anew', detail: 'the clock was set back to before it came' };
    case 'price_missed':
    case 'condition_seen':
    case 'part_staged':
    case 'card_owed':
    case 'card_shown':
    case 'signals_retired':
      return null;
  }
}
