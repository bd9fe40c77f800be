// Owns: GET /metrics: the same counts in the text format of Prometheus (0.0.4). A writer of our own: the counts live in the state,
// so a library would hold each of them twice.

import type { State } from '../../core/engine/state.ts';
import { isZero } from '../../core/model/decimal.ts';
import { NO_LATENCIES, joinLatencies, STEPS_MS, type Latencies } from '../../core/model/alerts/latencies.ts';
import { NO_STRATEGY, type Acknowledged } from '../../core/model/alerts/summarize-alerts.ts';
import type { Tally } from '../../core/model/alerts/tally.ts';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

const escapeLabel = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
const labelText = (labels: Labels): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
};

const head = (name: string, type: 'counter' | 'gauge' | 'histogram', help: string): string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
];

const family = (name: string, type: 'counter' | 'gauge', help: string, samples: readonly Sample[]): string[] => [
  ...head(name, type, help),
  ...samples.map(([labels, value]) => `${name}${labelText(labels)} ${value}`),
];

/** Seconds, as Prometheus wants them. */
function histogram(name: string, help: string, series: readonly (readonly [Labels, Latencies])[]): string[] {
  const lines = head(name, 'histogram', help);
  for (const [labels, { count, sumMs, steps }] of series) {
    let seen = 0;
    for (const [step, endMs] of STEPS_MS.entries()) {
      seen += steps[step] ?? 0;
      lines.push(`${name}_bucket${labelText({ ...labels, le: String(endMs / 1_000) })} ${seen}`);
    }
    lines.push(`${name}_bucket${labelText({ ...labels, le: '+Inf' })} ${count}`);
    lines.push(`${name}_sum${labelText(labels)} ${sumMs / 1_000}`, `${name}_count${labelText(labels)} ${count}`);
  }
  return lines;
}

const labelsOf = ({ strategy, dialect }: { readonly strategy: string | null; readonly dialect: string }): Labels => ({
  strategy: strategy ?? NO_STRATEGY,
  dialect,
});

/** Histograms by strategy only: each has 30 lines. */
function byStrategy(entries: readonly (readonly [strategy: string | null, Latencies])[]): readonly (readonly [Labels, Latencies])[] {
  const joined = new Map<string, Latencies>();
  for (const [strategy, latencies] of entries) {
    const name = strategy ?? NO_STRATEGY;
    joined.set(name, joinLatencies(joined.get(name) ?? NO_LATENCIES, latencies));
  }
  return [...joined].map(([strategy, latencies]) => [{ strategy }, latencies]);
}

function alertFamilies(tallies: readonly Tally[]): string[] {
  const counter = (name: string, help: string, valueOf: (tally: Tally) => number): string[] =>
    family(
      `signalman_alerts_${name}_total`,
      'counter',
      help,
      tallies.map((tally) => [labelsOf(tally), valueOf(tally)]),
    );
  const refused = tallies.flatMap((tally) =>
    Object.entries(tally.refused).map(([code, count]): Sample => [{ ...labelsOf(tally), code }, count]),
  );
  return [
    ...counter('received', 'Alerts that became signals; repeats are counted apart.', ({ received }) => received),
    ...counter('duplicates', 'Repeats that were held back.', ({ duplicates }) => duplicates),
    ...counter('executed', 'Alerts that were filled.', ({ executed }) => executed),
    ...counter('failed', 'Alerts that were accepted and then failed.', ({ failed }) => failed),
    ...counter('retries', 'Sends to a venue that were repeated.', ({ retried }) => retried),
    ...family('signalman_alerts_refused_total', 'counter', 'Alerts that were refused, by code.', refused),
  ];
}

function stateFamilies(state: State): string[] {
  const gauge = (name: string, help: string, value: number): string[] => family(`signalman_${name}`, 'gauge', help, [[{}, value]]);
  const waiting = state.activeSignals.count((id) => state.signals.get(id)?.state === 'awaiting_approval');
  return [
    ...gauge('trading_active', '1 while entries pass, 0 while they are blocked.', state.tradingState === 'active' ? 1 : 0),
    ...gauge('approvals_open', 'Cards that wait for an answer.', waiting),
    ...gauge('orders_open', 'Orders that are not over.', state.activeOrders.size),
    ...gauge('orders_unknown', 'Orders that the venue is asked about.', state.inquiries.size),
    ...gauge(
      'positions_open',
      'Positions that hold something.',
      state.positions.count(({ qty }) => !isZero(qty)),
    ),
    ...gauge('messages_undelivered', 'Messages that the chat has not taken yet.', state.notifications.size),
  ];
}

export interface MetricsParts {
  readonly acknowledged: readonly Acknowledged[];
  readonly version: string;
  readonly storeHealthy: boolean;
  readonly unauthenticated: number;
  readonly startedAt: number;
}

export function presentMetrics(state: State, parts: MetricsParts): string {
  const tallies = [...state.tallies.values()];
  const lines = [
    ...family('signalman_info', 'gauge', 'The version that runs.', [[{ version: parts.version }, 1]]),
    ...family('signalman_start_time_seconds', 'gauge', 'When the process started, unix seconds.', [[{}, parts.startedAt / 1_000]]),
    ...alertFamilies(tallies),
    ...histogram(
      'signalman_alert_acknowledge_seconds',
      'From the receipt of an alert to its answer.',
      byStrategy(parts.acknowledged.map(({ strategy, took }) => [strategy, took])),
    ),
    ...histogram(
      'signalman_alert_venue_seconds',
      'From the receipt of an alert, or the answer of a person, to the venue.',
      byStrategy(tallies.map(({ strategy, toVenue }) => [strategy, toVenue])),
    ),
    ...family('signalman_unauthenticated_requests_total', 'counter', 'Requests without a valid proof.', [[{}, parts.unauthenticated]]),
    ...family('signalman_store_healthy', 'gauge', '1 while commits reach the disk.', [[{}, parts.storeHealthy ? 1 : 0]]),
    ...stateFamilies(state),
  ];
  return `${lines.join('\n')}\n`;
}
