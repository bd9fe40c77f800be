// Owns: GET /status: how trading stands, in one page.

import type { State } from '../../core/engine/state.ts';
import { isZero } from '../../core/model/decimal.ts';
import type { Instant } from '../../core/model/ids.ts';
import { summarizeAlerts } from '../../core/model/alerts/summarize-alerts.ts';
import type { FormatInstant } from '../format-instant.ts';
import { presentEntryLimits, presentRisk } from './present-risk.ts';
import type { HttpPorts } from '../http-ports.ts';

const countOf = <T>(items: Iterable<T>, matches: (item: T) => boolean): number => {
  let count = 0;
  for (const item of items) if (matches(item)) count += 1;
  return count;
};

/** When the last alert of a sender came that is still in the live state. */
function lastAlertAt(state: State): Instant | null {
  let last: Instant | null = null;
  for (const { origin, receivedAt } of state.signals.values()) {
    if (origin.type === 'webhook' && (last === null || receivedAt > last)) last = receivedAt;
  }
  return last;
}

/** What waits for this process, and not for a person, a venue, a price or a time: alerts not yet judged, orders not yet sent. */
function queueDepth(state: State, now: Instant): number {
  const signals = countOf(state.activeSignals, (id) => {
    const signal = state.signals.get(id);
    if (signal?.state !== 'received' || signal.part?.stage === 'held') return false;
    return signal.wait === null || (signal.wait.condition === undefined && signal.wait.until <= now);
  });
  return signals + countOf(state.activeOrders, (id) => state.orders.get(id)?.status === 'initialized');
}

export function presentStatus(
  ports: Pick<HttpPorts, 'settings' | 'version' | 'storeHealth' | 'readiness' | 'lastQuote' | 'rates'>,
  state: State,
  now: Instant,
  seen: { readonly startedAt: Instant; readonly unauthenticated: number; readonly formatInstant: FormatInstant },
): Record<string, unknown> {
  const { formatInstant, startedAt } = seen;
  const lastAt = lastAlertAt(state);
  const by = state.tradingStateBy;
  const { tally: all } = summarizeAlerts(state.tallies.values(), []).all;
  return {
    service: 'signalman',
    version: ports.version,
    timestamp: formatInstant(now),
    started_at: formatInstant(startedAt),
    uptime_seconds: Math.floor((now - startedAt) / 1_000),
    trading_state: state.tradingState,
    trading_state_since: by === null ? null : { at: formatInstant(by.at), who: by.who, reason: by.reason },
    live_trading: ports.settings.liveTrading,
    accounts: [...ports.settings.accounts.values()].map(({ name, broker, mode, quoteCurrency }) => ({
      name,
      broker,
      mode,
      quote_currency: quoteCurrency,
    })),
    pending_approvals: countOf(state.activeSignals, (id) => state.signals.get(id)?.state === 'awaiting_approval'),
    open_orders: state.activeOrders.size,
    open_positions: countOf(state.positions.values(), ({ qty }) => !isZero(qty)),
    last_alert_at: lastAt === null ? null : formatInstant(lastAt),
    last_alert_age_seconds: lastAt === null ? null : Math.max(0, Math.floor((now - lastAt) / 1_000)),
    alerts: all.received,
    duplicates: all.duplicates,
    unauthenticated_requests: seen.unauthenticated,
    queue_depth: queueDepth(state, now),
    risk: presentRisk(ports, state, now, formatInstant),
    entry_limits: presentEntryLimits(ports, state, now),
    store: ports.storeHealth(),
    not_ready: ports.readiness(),
  };
}
