// Makes the data folder that a start-up is measured with, in a process of its own. Argument: JSON of PrepareTask; answers
// with Prepared. The live orders are sent by the whole application to its paper venue; then whole trades go through the
// core until the journal behind the checkpoint is as long as it is to be, as if the process had died before the next one.

import { cpSync, rmSync, statSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configOf, openCountedStore } from './core-of-folder.ts';
import { systemClock } from '../src/clock.ts';
import { createBenchClock } from './bench-clock.ts';
import { startApplication } from './application.ts';
import { markShown, runTrades } from './trade-script.ts';
import { BENCH_ADMIN_TOKEN, BENCH_SECRET } from './workload.ts';

export interface PrepareTask {
  readonly folder: string;
  readonly liveOrders: number;
  readonly tailEvents: number;
}

export interface Prepared {
  readonly liveOrders: number;
  readonly tailEvents: number;
  readonly tailBytes: number;
  readonly checkpointBytes: number;
}

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 1000000000 }, prices: demo }
strategies:
  default: { account: paper, approval: auto }
`;
/** Fewer than may wait for a price at once. */
const SENT_AT_ONCE = 50;
const LOOK_MS = 50;
/** When the trades of the tail begin: they take a day and a half of it. */
const TRADES_AGO_MS = 3 * 24 * 3_600_000;

const { folder, liveOrders, tailEvents }: PrepareTask = JSON.parse(process.argv[2] ?? '');

async function liveAt(url: string): Promise<number> {
  const response = await fetch(`${url}/orders`, { headers: { Authorization: `Bearer ${BENCH_ADMIN_TOKEN}` } });
  const { orders }: { orders: readonly { status: string }[] } = JSON.parse(await response.text());
  return orders.filter(({ status }) => status === 'accepted').length;
}

/** Limit orders far below the price: they rest at the venue. */
async function placeOrders(): Promise<void> {
  const application = await startApplication(folder);
  for (let sent = 0; sent < liveOrders; ) {
    const alerts = Array.from({ length: Math.min(SENT_AT_ONCE, liveOrders - sent) }, (_, index) => ({
      secret: BENCH_SECRET,
      action: 'buy',
      symbol: 'BTCUSDT',
      quantity: '0.5',
      order_type: 'limit',
      limit_price: String(20_000 + sent + index),
      price: '45000',
      comment: `live ${sent + index}`,
    }));
    await Promise.all(
      alerts.map(async (alert) => {
        const response = await fetch(`${application.url}/webhook`, { method: 'POST', body: JSON.stringify(alert) });
        if (!response.ok) throw new Error(`an order was refused: ${await response.text()}`);
      }),
    );
    sent += alerts.length;
    while ((await liveAt(application.url)) < sent) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  await application.stop();
}

async function writeTail(): Promise<{ readonly events: number; readonly bytes: number; readonly checkpointBytes: number }> {
  const config = configOf(folder);
  const state = join(config.dataDir, 'state.json');
  const settled = await openCountedStore(config, systemClock);
  await markShown(settled.dispatcher);
  await settled.stop();
  rmSync(`${state}.bak`, { force: true });
  cpSync(state, `${state}.kept`);
  const before = journalBytes(config.dataDir);
  const clock = createBenchClock(TRADES_AGO_MS);
  const store = await openCountedStore(config, clock);
  await runTrades(store, clock, tailEvents);
  await store.stop();
  cpSync(`${state}.kept`, state);
  for (const name of ['state.json.kept', 'state.json.bak']) rmSync(join(config.dataDir, name), { force: true });
  return { events: store.eventCount(), bytes: journalBytes(config.dataDir) - before, checkpointBytes: statSync(state).size };
}

function journalBytes(dataDir: string): number {
  const journal = join(dataDir, 'journal');
  const files = readdirSync(journal).filter((name) => name.endsWith('.jsonl'));
  return files.reduce((sum, name) => sum + statSync(join(journal, name)).size, 0);
}

writeFileSync(join(folder, 'config.yaml'), CONFIG);
await placeOrders();
const tail = await writeTail();
const prepared: Prepared = { liveOrders, tailEvents: tail.events, tailBytes: tail.bytes, checkpointBytes: tail.checkpointBytes };
process.send?.(prepared);
