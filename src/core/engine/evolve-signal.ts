// Owns: what signal events make of the state, and the timeline of each signal.

import type { OrderedSet } from 'immutable';
import { ZERO } from '../model/decimal.ts';
import { changeSignal } from '../model/copies/change-signal.ts';
import { RAW_KEPT, TIMELINE_MAX } from '../model/limits.ts';
import type { Instant, SignalId } from '../model/ids.ts';
import type { CardMessage, Group, Lane, Signal, TimelineEntry } from '../model/signal.ts';
import { changeState } from './change-state.ts';
import { completeSignal } from './complete-signal.ts';
import { describeSignalEvent, type Line } from './describe-event.ts';
import type { SignalEvent } from './event.ts';
import { dropPositions, putSignal } from './put-entity.ts';
import { strategyRateKey } from './strategy-rate-key.ts';
import type { State } from './state.ts';

/** Appends a line; of a very long life the first and the last halves are kept. */
export function withLine(signal: Signal, line: Line, at: Instant): Signal {
  const entry: TimelineEntry = { at, event: line.event, detail: line.detail };
  const lines = [...signal.timeline, entry];
  const half = TIMELINE_MAX / 2;
  const timeline = lines.length > TIMELINE_MAX ? [...lines.slice(0, half), ...lines.slice(-half)] : lines;
  return changeSignal(signal, { timeline, updatedAt: at });
}

/** An entry counts for its sender, and for its strategy whoever sends. */
function countRate(state: State, { rateKey, signal }: SignalEvent & { type: 'signal_received' }, at: Instant): State {
  if (rateKey === null) return state;
  const minute = Math.floor(at / 60_000);
  // all of them are of one minute: senders that never come back leave nothing
  const rates = state.entryRates.first()?.minute === minute ? state.entryRates : state.entryRates.clear();
  const count = (known: typeof rates, key: string): typeof rates => known.set(key, { minute, count: (known.get(key)?.count ?? 0) + 1 });
  const bySender = count(rates, rateKey);
  return changeState(state, { entryRates: signal.strategy === null ? bySender : count(bySender, strategyRateKey(signal.strategy)) });
}

function received(state: State, event: SignalEvent & { type: 'signal_received' }, at: Instant): State {
  const kept = changeSignal(completeSignal(event.signal), { raw: event.fullRaw.slice(0, RAW_KEPT) });
  const line = describeSignalEvent(event);
  const counted = countRate(state, event, at);
  const next = joinGroup(putSignal(counted, line === null ? kept : withLine(kept, line, at), true), kept);
  const { alerts, duplicates, notifications } = next.statistics;
  return kept.part === null ? changeState(next, { statistics: { alerts: alerts + 1, duplicates, notifications } }) : next;
}

function shown(state: State, signal: Signal, card: CardMessage, done: boolean): State {
  const cards = [...signal.cards.filter((each) => each.chatId !== card.chatId), card];
  const next = putSignal(state, changeSignal(signal, { cards }), false);
  // message 0: that chat could not be reached; if it is no target any more, nobody will ever show it a newer revision
  const fresh = done && cards.every((each) => each.messageId === 0 || each.revision >= signal.revision);
  return fresh ? changeState(next, { staleCards: next.staleCards.delete(signal.id) }) : next;
}

/** With their signals go their orders, and positions that are flat with nothing alive. */
function retired(state: State, event: SignalEvent & { type: 'signals_retired' }): State {
  const gone = event.signalIds.flatMap((id) => state.signals.get(id) ?? []);
  const orderIds = gone.flatMap((signal) => signal.orderIds);
  const keys = gone.flatMap((signal) => signal.positionKey ?? []);
  const idle = keys.filter(
    (key) =>
      state.positions.get(key)?.qty === ZERO && !state.activeOrdersOf.has(key) && !state.exits.some((exit) => exit.positionKey === key),
  );
  // `subtract` would go over the whole set and search the list for each of its members
  const without = (set: OrderedSet<SignalId>): OrderedSet<SignalId> =>
    set.withMutations((ids) => event.signalIds.forEach((id) => ids.delete(id)));
  return changeState(dropPositions(state, idle), {
    signals: state.signals.deleteAll(event.signalIds),
    finishedSignals: without(state.finishedSignals),
    finishedUntraded: without(state.finishedUntraded),
    staleCards: state.staleCards.withMutations((ids) => event.signalIds.forEach((id) => ids.delete(id))),
    orders: state.orders.deleteAll(orderIds),
    inquiries: state.inquiries.subtract(orderIds),
    stays: state.stays.deleteAll(idle),
  });
}

function withLane(group: Group | null, index: number, change: Partial<Lane>): Group | null {
  return group === null ? null : { ...group, lanes: group.lanes.map((lane, each) => (each === index ? { ...lane, ...change } : lane)) };
}

/** What closes a part again comes after the others: its alert learns of it with it. */
function joinGroup(state: State, { id, part }: Signal): State {
  const parent = part === null ? undefined : state.signals.get(part.parent);
  if (parent?.group == null || parent.group.children.includes(id)) return state;
  return putSignal(state, changeSignal(parent, { group: { ...parent.group, children: [...parent.group.children, id] } }), false);
}

type Change = Exclude<SignalEvent, { type: 'signal_received' | 'signals_retired' | 'card_shown' | 'card_owed' }>;

function changed(signal: Signal, event: Change, at: Instant): Signal {
  switch (event.type) {
    case 'signal_duplicated':
      return changeSignal(signal, { duplicates: signal.duplicates + 1 });
    case 'signal_proposed':
      return changeSignal(signal, { proposal: event.proposal });
    case 'approval_requested':
      return changeSignal(signal, { state: 'awaiting_approval', proposal: event.proposal, approval: event.approval });
    case 'approval_resized':
      return changeSignal(signal, { proposal: event.proposal, approval: event.approval });
    case 'approval_answered':
      return changeSignal(signal, { approval: signal.approval === null ? null : { ...signal.approval, answer: event.answer } });
    case 'signal_changed':
      return changeSignal(signal, { state: event.state, error: event.error ?? signal.error });
    case 'signal_entry_withdrawn':
      return changeSignal(signal, { entry: null });
    case 'price_missed':
      return changeSignal(signal, { missed: event.denial });
    case 'signal_remarked':
      return signal;
    case 'group_asked':
      return changeSignal(signal, { state: 'awaiting_approval', approval: event.approval });
    case 'group_resized':
      return changeSignal(signal, { approval: event.approval });
    case 'lane_changed':
      return changeSignal(signal, { group: withLane(signal.group, event.lane, event.change) });
    case 'trade_told':
      return changeSignal(signal, { leader: event.leader });
    case 'condition_seen': {
      const { wait } = signal;
      if (wait?.condition === undefined) return signal;
      return changeSignal(signal, { wait: { ...wait, condition: { ...wait.condition, lastSide: event.side } } });
    }
    case 'wait_renewed':
      return changeSignal(signal, { wait: event.wait });
    case 'part_staged':
      // from now on it waits for its price
      return changeSignal(signal, { part: signal.part === null ? null : { ...signal.part, stage: event.stage }, updatedAt: at });
  }
}

export function evolveSignal(state: State, event: SignalEvent, at: Instant): State {
  if (event.type === 'signal_received') return received(state, event, at);
  if (event.type === 'signals_retired') return retired(state, event);
  if (event.type === 'card_owed') return changeState(state, { staleCards: state.staleCards.add(event.signalId) });
  const signal = state.signals.get(event.signalId);
  if (signal === undefined) throw new Error(`${event.type} for unknown signal ${event.signalId}`);
  if (event.type === 'card_shown') return shown(state, signal, event.card, event.done);
  const line = describeSignalEvent(event);
  const next = changed(signal, event, at);
  const counted =
    event.type === 'signal_duplicated'
      ? changeState(state, { statistics: { ...state.statistics, duplicates: state.statistics.duplicates + 1 } })
      : state;
  return putSignal(counted, line === null ? next : withLine(next, line, at), true);
}
