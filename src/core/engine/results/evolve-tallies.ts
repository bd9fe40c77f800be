// Owns: counting: what each event adds to the statistics. Costs a few object copies per alert, whatever was counted before, and
// is bounded: beyond TALLIES_MAX pairs of strategy and dialect all others are counted as one.

import { TALLIES_MAX } from '../../model/limits.ts';
import { ZERO } from '../../model/decimal.ts';
import { wholeOf, type Instant } from '../../model/ids.ts';
import { addLatency } from '../../model/alerts/latencies.ts';
import type { Signal } from '../../model/signal.ts';
import { changeTally, newTally, type Tally } from '../../model/alerts/tally.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import { changeState } from '../change-state.ts';
import type { Event } from '../event.ts';
import type { State } from '../state.ts';

const REST = 'other';
const keyOf = (strategy: string | null, dialect: string): string => `${strategy ?? ''}|${dialect}`;

/** What came from outside: not what a person tapped, and not what Signalman made itself. */
const isFromOutside = ({ origin, reading }: Signal): boolean => origin.type !== 'engine' && reading.dialect !== 'chat';
/** The parts of an alert are counted as the one that they are. */
const isAlert = (signal: Signal): boolean => signal.part === null && isFromOutside(signal);

/** What comes of an alert that waited for its condition is that alert: it was received once. */
const hasWaited = (state: State, { id, part }: Signal): boolean =>
  part === null && state.signals.get(wholeOf(id))?.wait?.condition !== undefined;

const hasFilled = (state: State, signal: Signal): boolean =>
  signal.orderIds.some((id) => (state.orders.get(id)?.qtyFilled ?? ZERO) !== ZERO) ||
  (signal.group?.children.some((id) => {
    const child = state.signals.get(id);
    return child !== undefined && hasFilled(state, child);
  }) ??
    false);

function addTo(state: State, { strategy, reading }: Signal, change: (tally: Tally) => Tally): State {
  const key = keyOf(strategy, reading.dialect);
  const known = state.tallies.get(key);
  if (known !== undefined) return changeState(state, { tallies: state.tallies.set(key, change(known)) });
  if (state.tallies.size < TALLIES_MAX)
    return changeState(state, { tallies: state.tallies.set(key, change(newTally(strategy, reading.dialect))) });
  const rest = state.tallies.get(REST) ?? newTally(REST, REST);
  return changeState(state, { tallies: state.tallies.set(REST, change(rest)) });
}

/** What the end of a signal counts as, beside being received. Signals end once. */
function outcomeOf(
  state: State,
  signal: Signal,
): { readonly type: 'executed' | 'failed' } | { readonly type: 'refused'; code: string } | null {
  if (signal.state === 'denied' || signal.state === 'unparsed') return { type: 'refused', code: signal.error?.code ?? 'NOT_UNDERSTOOD' };
  if (signal.state === 'failed') return { type: 'failed' };
  return signal.state === 'completed' && hasFilled(state, signal) ? { type: 'executed' } : null;
}

function countEnd(state: State, signal: Signal): State {
  const outcome = outcomeOf(state, signal);
  if (outcome === null) return state;
  return addTo(state, signal, (tally) =>
    changeTally(
      tally,
      outcome.type === 'refused'
        ? { refused: { ...tally.refused, [outcome.code]: (tally.refused[outcome.code] ?? 0) + 1 } }
        : { [outcome.type]: tally[outcome.type] + 1 },
    ),
  );
}

/** The time of the first order of a signal, or of all that were made at once with it; a send that is repeated is a retry. */
function countSend(before: State, after: State, event: OrderEvent & { type: 'order_submitted' }, at: Instant): State {
  const order = before.orders.get(event.orderId);
  const signal = order === undefined ? undefined : after.signals.get(order.signalId);
  if (order === undefined || signal === undefined || !isFromOutside(signal)) return after;
  if (order.retry !== null) return addTo(after, signal, (tally) => changeTally(tally, { retried: tally.retried + 1 }));
  const first = signal.orderIds[0] === undefined ? undefined : after.orders.get(signal.orderIds[0]);
  if ((order.role !== 'entry' && order.role !== 'exit') || first?.createdAt !== order.createdAt) return after;
  const asked = signal.part === null ? signal : (after.signals.get(signal.part.parent) ?? signal);
  const since = asked.approval?.answer?.at ?? signal.receivedAt;
  return addTo(after, signal, (tally) => changeTally(tally, { toVenue: addLatency(tally.toVenue, at - since) }));
}

/** `after`: the state that the event has led to. */
export function countEvent(before: State, after: State, event: Event, at: Instant): State {
  switch (event.type) {
    case 'signal_received':
      return isAlert(event.signal) && !hasWaited(before, event.signal)
        ? addTo(after, event.signal, (tally) => changeTally(tally, { received: tally.received + 1 }))
        : after;
    case 'signal_duplicated':
    case 'signal_changed': {
      const signal = after.signals.get(event.signalId);
      if (signal === undefined || !isAlert(signal)) return after;
      if (event.type === 'signal_changed') return countEnd(after, signal);
      return addTo(after, signal, (tally) => changeTally(tally, { duplicates: tally.duplicates + 1 }));
    }
    case 'order_submitted':
      return countSend(before, after, event, at);
    default:
      return after;
  }
}
