// Owns: an exit or an opposite entry withdraws what is still waiting for the same strategy and symbol: entries without an
// answer or a price, entries that wait behind an exit of their own (a reverse), and entry orders that rest at the venue or
// have not been sent. What was sent later than it stays.

import type { Instant, PositionKey, SignalId } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import type { Side, Signal } from '../../model/signal.ts';
import { isNewer, sentAtOf } from './arrivals.ts';
import { requestCancel } from '../cancel-order.ts';
import { record, tell, type Draft } from '../draft.ts';
import { parkedOf } from './parked.ts';
import { activeOrdersOf } from '../exits/position-orders.ts';
import { toReplace } from '../entries/to-replace.ts';
import { activeSignalsOf } from '../share-signals.ts';
import type { State } from '../state.ts';

/** What comes: `side` null = an exit. */
export interface Superseding {
  readonly key: PositionKey;
  readonly side: Side | null;
  readonly by: SignalId | null;
  readonly sentAt: Instant | null;
  readonly why: string;
}

/** The exit of a reverse is under way, its entry has not been made. */
export const waitsForFlat = (state: State, signal: Signal): boolean =>
  signal.state === 'working' && signal.entry?.afterFlat === true && signal.orderIds.every((id) => state.orders.get(id)?.role !== 'entry');

/** It waits for just this exit, which was sent before it; only the times in both alerts could say otherwise. */
const waitsForExit = (draft: Draft, signal: Signal, { side, sentAt }: Superseding): boolean =>
  side === null && signal.wait?.why === 'order' && draft.now < signal.wait.until && !isNewer(sentAt, sentAtOf(signal));

/** The legs of one alert are meant beside each other. */
function isSibling(state: State, { part }: Signal, by: SignalId | null): boolean {
  const parent = by === null ? null : (state.signals.get(by)?.part?.parent ?? null);
  return parent !== null && part?.parent === parent;
}

function isMeant(draft: Draft, signal: Signal, what: Superseding): boolean {
  if (signal.id === what.by || signal.positionKey !== what.key || isSibling(draft.state, signal, what.by)) return false;
  return !isNewer(sentAtOf(signal), what.sentAt) && !waitsForExit(draft, signal, what);
}

/** What a venue fills at once cannot be taken back; what rests there, or was not sent, can. */
export const canBeTakenBack = (order: Order): boolean =>
  order.role === 'entry' && (order.type !== 'market' || order.status === 'initialized');

/** Of what waited for a price nobody has seen a card yet: without a word it would be as if its alert had never come. */
function tellIfUnseen(draft: Draft, { id, state, part, cards, strategy, symbol, entry, account }: Signal, why: string): void {
  if (state !== 'received' || part !== null || cards.length > 0) return;
  tell(draft, {
    severity: 'info',
    groupKey: `withdrawn:${id}`,
    title: 'Entry withdrawn before it was made',
    text: `${strategy ?? 'no strategy'} on ${account ?? 'no account'}: ${entry?.side ?? 'entry'} ${symbol ?? ''} still waited for a price: ${why}.`,
    nextStep: null,
    signalId: id,
  });
}

/** Only entries of the other side are withdrawn; by an exit all of them. */
export function supersedeCards(draft: Draft, what: Superseding): void {
  const { side, why } = what;
  for (const signal of parkedOf(draft.state, what.key)) {
    const isOurs = signal.id === what.by || isNewer(sentAtOf(signal), what.sentAt);
    if (isOurs || (side !== null && (signal.wait.condition.leaves || signal.reading.side === side))) continue;
    record(draft, { type: 'signal_changed', signalId: signal.id, state: 'superseded', error: null, detail: why });
  }
  for (const signal of activeSignalsOf(draft.state, what.key)) {
    const { id } = signal;
    if (signal.entry === null || !isMeant(draft, signal, what)) continue;
    if (side !== null && signal.entry.side === side) continue;
    if (signal.state === 'awaiting_approval' || signal.state === 'received') {
      record(draft, { type: 'signal_changed', signalId: id, state: 'superseded', error: null, detail: why });
      tellIfUnseen(draft, signal, why);
    } else if (waitsForFlat(draft.state, signal) || toReplace(draft.state, signal) !== null)
      record(draft, { type: 'signal_entry_withdrawn', signalId: id, detail: why });
  }
}

/** Its orders that can be taken back: behind an exit, when it is under way. */
export function cancelResting(draft: Draft, what: Superseding): void {
  for (const order of activeOrdersOf(draft.state, what.key)) {
    const signal = draft.state.signals.get(order.signalId);
    if (!canBeTakenBack(order) || order.side === what.side || signal === undefined || !isMeant(draft, signal, what)) continue;
    requestCancel(draft, order, what.why);
  }
}
