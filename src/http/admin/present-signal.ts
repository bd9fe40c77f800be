// Owns: a signal as the read endpoints show it, alone and as a row of the history.

import { cleanText } from '../../core/model/clean-text.ts';
import type { Signal } from '../../core/model/signal.ts';
import { readingToJson } from '../../core/signals/explain-reading.ts';
import type { FormatInstant } from '../format-instant.ts';
import type { FoundSignal } from './look-up-entity.ts';

function originText({ origin }: Signal): string {
  if (origin.type === 'webhook') return `webhook ${origin.sender}`;
  return origin.type === 'chat' ? `chat ${origin.userName}` : `signalman: ${origin.reason}`;
}

const orderIdsOf = ({ signal, children }: FoundSignal): readonly string[] => [
  ...signal.orderIds,
  ...children.flatMap((child) => child.orderIds),
];

/** What is known of an alert of several orders beside its parts. */
const groupJson = ({ group }: Signal): Record<string, unknown> =>
  group === null
    ? {}
    : {
        legs_on_failure: group.onFailure,
        lanes: group.lanes.map(({ status, failure, remedy }) => ({ status, failure: cleanText(failure), remedy })),
      };

const partJson = ({ part }: Signal): Record<string, unknown> =>
  part === null ? {} : { parent: part.parent, leg: part.leg, scale: part.scale, unwinds: part.unwinds };

export function presentSignal(found: FoundSignal, formatInstant: FormatInstant): Record<string, unknown> {
  const { signal, children } = found;
  const { reading, error } = signal;
  return {
    id: signal.id,
    strategy: cleanText(signal.strategy ?? reading.strategy),
    account: signal.account,
    dialect: reading.dialect,
    kind: reading.kind,
    state: signal.state,
    action: reading.action,
    symbol: signal.symbol ?? cleanText(reading.symbol),
    origin: cleanText(originText(signal)),
    received_at: formatInstant(signal.receivedAt),
    updated_at: formatInstant(signal.updatedAt),
    duplicates: signal.duplicates,
    order_ids: orderIdsOf(found),
    ...partJson(signal),
    ...groupJson(signal),
    ...(signal.group === null ? {} : { children: children.map((child) => presentSignal({ signal: child, children: [] }, formatInstant)) }),
    reading: readingToJson(reading),
    timeline: signal.timeline.map(({ at, event, detail }) => ({ at: formatInstant(at), event, detail: cleanText(detail) })),
    ...(error === null ? {} : { error: { code: error.code, message: cleanText(error.message), remedy: error.remedy } }),
  };
}

export const presentHistoryRow = (signal: Signal, formatInstant: FormatInstant): Record<string, string | null> => ({
  signal_id: signal.id,
  received_at: formatInstant(signal.receivedAt),
  strategy: cleanText(signal.strategy ?? signal.reading.strategy),
  dialect: signal.reading.dialect,
  action: signal.reading.action,
  symbol: signal.symbol ?? cleanText(signal.reading.symbol),
  state: signal.state,
  code: signal.error?.code ?? null,
});

/** The same row as a table; what senders wrote is clean. */
export const HISTORY_COLUMNS: readonly string[] = ['signal_id', 'received_at', 'strategy', 'dialect', 'action', 'symbol', 'state', 'code'];

export function historyRow(signal: Signal, formatInstant: FormatInstant): readonly (string | null)[] {
  const row = presentHistoryRow(signal, formatInstant);
  return HISTORY_COLUMNS.map((name) => row[name] ?? null);
}
