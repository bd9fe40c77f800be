// The statistics of alerts, through the whole application: HTTP, Prometheus, and over a restart.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: demo }
strategies:
  default: { account: paper, approval: confirm }
  swift: { account: paper, approval: auto }
`;

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.close();
});

async function open(): Promise<House> {
  const house = await House.open({ configYaml: CONFIG });
  houses.push(house);
  return house;
}

interface Group {
  readonly received: number;
  readonly refused: Record<string, number>;
  readonly executed: number;
  readonly duplicates: number;
  readonly time_to_venue_ms: { readonly count: number; readonly p50: number | null };
  readonly time_to_acknowledge_ms: { readonly count: number; readonly p50: number | null; readonly p99: number | null };
}
interface Stats extends Record<string, unknown> {
  readonly by_strategy: Record<string, Group>;
  readonly by_dialect: Record<string, Group>;
}

const statsOf = async (house: House): Promise<Stats> => (await house.client.read('/stats')).body as Stats;

async function someAlerts(house: House): Promise<void> {
  const filled = await house.alert('BUY BTCUSDT qty=0.1', '/webhook/swift');
  await house.inState(filled, 'completed');
  await house.alert('BUY BTCUSDT qty=0.1');
  await house.client.alert('{"action":"buy","symbol":"BTCUSDT","quantity":"{{plot_0}}"}');
  await house.client.alert('nothing that is an order');
  await house.client.alert('BUY BTCUSDT qty=0.1');
}

it('/stats tells what came of the alerts, by strategy, dialect and code, and how long it took', async () => {
  const house = await open();
  await someAlerts(house);
  const stats = await statsOf(house);
  expect(stats).toMatchObject({
    total: 4,
    success: 2,
    failed: 2,
    success_rate: 0.5,
    executed: 1,
    accepted: 2,
    retries: 0,
    duplicates: 1,
    by_code: { PLACEHOLDER: 1, NOT_UNDERSTOOD: 1 },
  });
  expect(typeof stats['avg_time']).toBe('number');
  expect(stats.by_strategy['swift']).toMatchObject({ received: 1, executed: 1, refused: {} });
  expect(stats.by_strategy['default']).toMatchObject({
    received: 3,
    duplicates: 1,
    executed: 0,
    refused: { PLACEHOLDER: 1, NOT_UNDERSTOOD: 1 },
  });
  expect(stats.by_strategy['default']?.time_to_acknowledge_ms.count).toBe(4);
  expect(stats.by_strategy['swift']?.time_to_venue_ms).toMatchObject({ count: 1 });
  expect(stats.by_dialect['one-line-text']).toMatchObject({ received: 2, duplicates: 1 });
});

it('the counts outlive a restart; the time until the answer begins anew', async () => {
  const house = await open();
  await someAlerts(house);
  const before = await statsOf(house);
  await house.restart();
  const after = await statsOf(house);
  expect(after.by_strategy['swift']?.time_to_venue_ms).toEqual(before.by_strategy['swift']?.time_to_venue_ms);
  const counts = ({ total, success, failed, executed, duplicates, by_code }: Stats): unknown => ({
    total,
    success,
    failed,
    executed,
    duplicates,
    by_code,
  });
  expect(counts(after)).toEqual(counts(before));
  expect(after['avg_time']).toBe(null);
});

it('/metrics gives the same counts to Prometheus, and to nobody without the token', async () => {
  const house = await open();
  await someAlerts(house);
  expect((await fetch(`${house.app.url}/metrics`)).status).toBe(401);
  const text = await house.table('/metrics');
  expect(text).toContain('signalman_alerts_received_total{strategy="swift",dialect="one-line-text"} 1\n');
  expect(text).toContain('code="PLACEHOLDER"} 1\n');
  expect(text).toMatch(/signalman_alert_acknowledge_seconds_bucket\{strategy="default",le="\+Inf"\} 4\n/);
  expect(text).toMatch(/signalman_positions_open 1\n/);
  expect(text).toMatch(/signalman_approvals_open 1\n/);
  const lines = text.trimEnd().split('\n');
  for (const line of lines)
    expect(line).toMatch(/^(?:# (?:HELP|TYPE) [a-z_]+ .+|[a-z_]+(?:\{(?:[a-z]+="(?:[^"\\]|\\.)*",?)+\})? -?[\d.e+-]+)$/);
  const families = lines.filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ')[2]);
  expect(new Set(families).size).toBe(families.length);
  const buckets = lines.filter((line) => line.startsWith('signalman_alert_acknowledge_seconds_bucket{strategy="default"'));
  const counts = buckets.map((line) => Number(line.split(' ').at(-1)));
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
});
