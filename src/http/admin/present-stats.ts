// Owns: GET /stats: the statistics of alerts. Counts are since the first start (they are part of the state); the time until a
// sender was answered is since this process started.

import { averageMs, percentileMs, type Latencies } from '../../core/model/alerts/latencies.ts';
import { successRate, type AlertGroup, type AlertSummary } from '../../core/model/alerts/summarize-alerts.ts';

const latencyJson = (latencies: Latencies): Record<string, unknown> => ({
  count: latencies.count,
  average: averageMs(latencies),
  p50: percentileMs(latencies, 0.5),
  p99: percentileMs(latencies, 0.99),
});

const timesJson = ({ tally, toSender }: AlertGroup): Record<string, unknown> => ({
  time_to_acknowledge_ms: latencyJson(toSender),
  time_to_venue_ms: latencyJson(tally.toVenue),
});

const groupJson = (group: AlertGroup): Record<string, unknown> => ({
  received: group.tally.received,
  accepted: group.accepted,
  duplicates: group.tally.duplicates,
  refused: group.tally.refused,
  executed: group.tally.executed,
  failed: group.tally.failed,
  retried: group.tally.retried,
  ...timesJson(group),
});

const groupsJson = (groups: ReadonlyMap<string, AlertGroup>): Record<string, unknown> =>
  Object.fromEntries([...groups].map(([name, group]) => [name, groupJson(group)]));

export const presentStats = ({ all, byStrategy, byDialect }: AlertSummary): Record<string, unknown> => ({
  total: all.tally.received,
  success: all.tally.received - all.unsuccessful,
  failed: all.unsuccessful,
  success_rate: successRate(all),
  avg_time: averageMs(all.toSender),
  accepted: all.accepted,
  executed: all.tally.executed,
  retries: all.tally.retried,
  duplicates: all.tally.duplicates,
  ...timesJson(all),
  by_strategy: groupsJson(byStrategy),
  by_dialect: groupsJson(byDialect),
  by_code: all.tally.refused,
});
