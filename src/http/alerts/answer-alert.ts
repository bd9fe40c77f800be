// Owns: what the sender of an alert is told about it. The names of the fields are fixed: scripts read them. The results tell
// the legs of the order itself, not what protects the position.

import { childrenOf } from '../../core/engine/groups/leg-status.ts';
import type { State } from '../../core/engine/state.ts';
import { cleanText } from '../../core/model/clean-text.ts';
import type { SignalId } from '../../core/model/ids.ts';
import { DENIALS } from '../../core/model/denial.ts';
import { misspeltStopText } from '../../core/model/alerts/misspelt-stop.ts';
import { unitsAsked } from '../../core/model/markets/unit-size.ts';
import type { Order, OrderStatus } from '../../core/model/order.ts';
import { TERMINAL_SIGNAL_STATES, type Reading, type Signal } from '../../core/model/signal.ts';
import { refuseDenied, type Answer } from '../refusal.ts';

type ResultStatus = 'acknowledged' | 'placed' | 'success' | 'failed';

export const RESULT_OF_STATUS: Readonly<Record<OrderStatus, ResultStatus>> = {
  initialized: 'acknowledged',
  submitted: 'acknowledged',
  test_mode: 'acknowledged',
  accepted: 'placed',
  partially_filled: 'placed',
  pending_cancel: 'placed',
  pending_modify: 'placed',
  filled: 'success',
  canceled: 'failed',
  rejected: 'failed',
  expired: 'failed',
  denied: 'failed',
  lost: 'failed',
};

export const transactionOf = (side: 'buy' | 'sell' | null): string | null => (side === null ? null : side === 'buy' ? 'B' : 'S');

/** `symbol` as the sender wrote it, by which it finds its leg again; `instrument` as everything else here calls it. */
const marketOf = (
  { symbol }: Reading,
  instrument: string | null,
): { readonly symbol: string | null; readonly instrument: string | null } => ({
  symbol: cleanText(symbol ?? instrument),
  instrument,
});

function orderResult(order: Order, reading: Reading, legNumber: number): Record<string, unknown> {
  return {
    leg_number: legNumber,
    ...marketOf(reading, order.instrument.symbol),
    transaction: transactionOf(order.side),
    quantity: order.qty,
    status: RESULT_OF_STATUS[order.status],
    message: order.status === 'test_mode' ? 'Live trading is switched off: the order was not sent' : `Order is ${order.status}`,
    order_id: order.id,
    ...(order.error === null ? {} : { error: order.error.message }),
  };
}

function pendingResult(signal: Signal, number = 1): Record<string, unknown> {
  const { reading, proposal } = signal;
  return {
    leg_number: number,
    ...marketOf(reading, signal.symbol),
    transaction: transactionOf(proposal?.side ?? reading.side),
    quantity: proposal?.qty ?? unitsAsked(reading),
    status: 'acknowledged',
    message: signal.state === 'awaiting_approval' ? 'Waits for approval in the chat' : 'Order leg received and queued for execution',
  };
}

const partsOf = (state: State, signal: Signal): readonly Signal[] => childrenOf(state, signal).filter(({ part }) => part.unwinds === null);

const FAILED: ReadonlySet<Signal['state']> = new Set(['denied', 'failed', 'declined', 'expired', 'superseded']);

/** One row for each leg, and for each account that it goes to: its last order, else what is to become one. */
function partResult(state: State, signal: Signal): Record<string, unknown> {
  const number = signal.part?.leg ?? 1;
  const orders = signal.orderIds.flatMap((id) => state.orders.get(id) ?? []);
  const order = orders.findLast(({ role }) => role === 'entry' || role === 'exit');
  const row = order === undefined ? waitingResult(state, signal, number) : orderResult(order, signal.reading, number);
  return { ...row, account: signal.account };
}

function waitingResult(state: State, signal: Signal, number: number): Record<string, unknown> {
  const asked = signal.part !== null && state.signals.get(signal.part.parent)?.state === 'awaiting_approval';
  const row = pendingResult(signal, number);
  if (FAILED.has(signal.state)) {
    const why = signal.error?.message ?? `The leg is ${signal.state}`;
    return { ...row, status: 'failed', message: why, ...(signal.error === null ? {} : { error: why }) };
  }
  if (signal.state === 'completed') {
    const message = signal.reading.kind === 'cancel' ? cancelMessage(signal) : 'Nothing was left to do';
    return { ...row, status: 'success', message };
  }
  return asked ? { ...row, message: 'Waits for approval in the chat' } : row;
}

/** Its last line says which order, or how many, and how far that is. */
const cancelMessage = ({ timeline }: Signal): string => timeline.at(-1)?.detail ?? 'Cancel received';

/** One row for each order of the signal that trades (entries and exits); one for what is to become an order. */
function alertResults(state: State, signal: Signal): readonly Record<string, unknown>[] {
  if (signal.group !== null) return partsOf(state, signal).map((part) => partResult(state, part));
  const orders = signal.orderIds.flatMap((id) => state.orders.get(id) ?? []);
  const trading = orders.filter((order) => order.role !== 'stop_loss' && order.role !== 'take_profit');
  if (trading.length > 0) return trading.map((order, index) => orderResult(order, signal.reading, index + 1));
  return signal.reading.kind === 'order' && !TERMINAL_SIGNAL_STATES.has(signal.state) ? [pendingResult(signal)] : [];
}

/** The documented names for what is an order; the kind of the reading for the rest. */
export function alertType(reading: Reading): string {
  if (reading.kind === 'cancel') return 'cancel_order';
  if (reading.kind !== 'order') return reading.kind;
  return reading.action === 'multi' ? 'multi_leg_order' : (reading.alertType ?? 'single_order');
}

/** What became of an alert that made no order: its last line says it. */
function outcomeOf({ state, timeline }: Signal): string {
  const detail = timeline.at(-1)?.detail ?? '';
  if (!detail.startsWith('NOTHING_TO_CLOSE')) return `The alert is ${state}${detail === '' ? '' : `: ${detail}`}`;
  return `Nothing to close${detail.slice('NOTHING_TO_CLOSE'.length) || ': there was no position'}`;
}

function messageOf(signal: Signal, results: readonly Record<string, unknown>[], duplicate: boolean): string {
  if (duplicate) return `Received before as ${signal.id}; nothing was done again`;
  if (signal.error !== null) return signal.error.message;
  if (signal.reading.kind === 'cancel') return cancelMessage(signal);
  if (signal.reading.kind !== 'order') return 'Noted; it asks for nothing';
  if (results.length === 0 && TERMINAL_SIGNAL_STATES.has(signal.state)) return outcomeOf(signal);
  return `Processed ${Math.max(1, results.length)} order leg(s)`;
}

export interface Told {
  readonly duplicate: boolean;
  /** The same signature with a time came again: whoever replays it learns the id, and nothing is refused anew. */
  readonly replayed: boolean;
  readonly timestamp: string;
}

/** What of the alert has no effect, and what it may have meant: nobody else tells a sender that it misspelt the stop. */
const warningsOf = ({ reading }: Signal): { readonly warnings?: readonly string[] } =>
  reading.warnings.length === 0 ? {} : { warnings: reading.warnings.map((warning) => cleanText(warning)) };

/** Louder than a warning: the sender believes that this entry is guarded. */
function unguardedOf({ reading, proposal }: Signal): { readonly unguarded?: string } {
  const text = [reading, ...reading.legs].map((each) => misspeltStopText(each, proposal)).find((each) => each !== null);
  return text === undefined || text === null ? {} : { unguarded: cleanText(text) };
}

/** Denied and not understood alerts are refused with the status of their code, also when they come again. */
export function answerAlert(state: State, signal: Signal, told: Told): Answer {
  const isRefusal = !told.replayed && (signal.state === 'denied' || signal.state === 'unparsed');
  if (isRefusal && signal.error !== null && DENIALS[signal.error.code].status !== 200) {
    const refused = refuseDenied(signal.error, signal.id);
    const rows = signal.group === null ? {} : { results: alertResults(state, signal) };
    return { ...refused, body: { ...refused.body, ...warningsOf(signal), ...rows } };
  }
  const isOver = TERMINAL_SIGNAL_STATES.has(signal.state);
  const results = alertResults(state, signal);
  return {
    status: isOver || told.duplicate ? 200 : 202,
    isRedacted: true,
    body: {
      success: true,
      status: 'success',
      queued: !isOver && !told.duplicate,
      signal_id: signal.id,
      state: signal.state,
      alertType: alertType(signal.reading),
      message: messageOf(signal, results, told.duplicate),
      timestamp: told.timestamp,
      results,
      ...warningsOf(signal),
      ...unguardedOf(signal),
      ...(told.duplicate ? { duplicate: true } : {}),
      ...(signal.error === null ? {} : { code: signal.error.code, remedy: signal.error.remedy }),
    },
  };
}

/** A duplicate of a signal that is no longer anywhere but in the journal's far past. */
export const answerForgotten = (signalId: SignalId, timestamp: string): Answer => ({
  status: 200,
  body: {
    success: true,
    status: 'success',
    queued: false,
    signal_id: signalId,
    duplicate: true,
    message: `Received before as ${signalId}; nothing was done again`,
    timestamp,
    results: [],
  },
});
