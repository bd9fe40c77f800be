// SIGKILL under load, again and again on the same folder: every 2xx that was ever given is there after the restart, and at
// the end the books are those of the venue.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { PaperState } from '../../src/brokers/paper/venue-state.ts';
import { ProcessGone } from '../app-client.ts';
import { until } from '../until.ts';
import { AppUnderTest } from './app-under-test.ts';
import { buildApp } from './build-app.ts';
import { ordersOf } from './whole-trade.ts';

const ROUNDS = 8;
const SENDERS = 12;
const SYMBOLS = ['BTCUSDT.P', 'ETHUSDT.P', 'SOLUSDT.P'];
const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 1000000 }, prices: demo }
strategies:
  default: { account: paper, approval: auto }
`;

/** mulberry32: the same seed kills at the same acknowledgements. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Senders that never pause, until the process is killed at the given acknowledgement. */
async function loadUntilKilled(app: AppUnderTest, killAfter: number, acknowledged: string[], text: () => string): Promise<void> {
  let count = 0;
  const sender = async (): Promise<void> => {
    for (;;) {
      const answer = await app.alert(text()).catch((error: unknown) => {
        if (error instanceof ProcessGone) return null;
        throw error;
      });
      if (answer === null) return;
      if (answer.status !== 200 && answer.status !== 202) continue;
      acknowledged.push(String(answer.body['signal_id']));
      count += 1;
      if (count === killAfter) await app.kill();
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
}

it('every acknowledgement survives, and the books are the venue', async () => {
  const script = await buildApp();
  const folder = mkdtempSync(join(tmpdir(), 'signalman-kill-'));
  const seed = Date.now() % 1_000_000;
  console.info(`seed ${seed}`);
  const random = randomOf(seed);
  const configFile = join(folder, 'config.yaml');
  writeFileSync(configFile, CONFIG);
  const env = { DATA_DIR: join(folder, 'data'), CONFIG_FILE: configFile, WEBHOOK_RATE_LIMIT: '100000' };
  const acknowledged: string[] = [];
  let sent = 0;
  const text = (): string => {
    sent += 1;
    const symbol = SYMBOLS[Math.floor(random() * SYMBOLS.length)] ?? 'BTCUSDT.P';
    return random() < 0.2
      ? `CLOSE ${symbol} comment=${sent}`
      : `${random() < 0.5 ? 'BUY' : 'SELL'} ${symbol} @ 100 qty=0.${1 + Math.floor(random() * 9)} sl=${random() < 0.5 ? 99 : 101} comment=${sent}`;
  };

  for (let round = 0; round < ROUNDS; round += 1) {
    const app = await AppUnderTest.start(script, [], env);
    for (const id of new Set(acknowledged))
      expect((await app.read(`/signals/${id}`)).status, `seed ${seed}, round ${round}: ${id} was acknowledged`).toBe(200);
    await loadUntilKilled(app, 1 + Math.floor(random() * 120), acknowledged, text);
  }

  const app = await AppUnderTest.start(script, [], env);
  const isOver = (status: string): boolean => ['filled', 'canceled', 'rejected', 'denied', 'lost', 'expired'].includes(status);
  for (const symbol of SYMBOLS) await app.alert(`CLOSE ${symbol} comment=end`);
  await until('a flat book with nothing open', async () => {
    const { positions } = (await app.read('/positions')).body as { positions: unknown[] };
    return positions.length === 0 && (await ordersOf(app)).every((order) => isOver(order.status));
  });
  const known = new Map((await ordersOf(app)).map((order) => [order.id, order]));
  expect(await app.stop()).toBe(0);

  const venue = JSON.parse(readFileSync(join(folder, 'data', 'paper-paper.json'), 'utf8')) as PaperState;
  expect(Object.values(venue.holdings).filter((holding) => holding.qty !== '0')).toEqual([]);
  expect(venue.openOrders).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(ROUNDS);
  for (const order of venue.finishedOrders)
    expect(known.get(order.id)?.filled_quantity ?? order.qtyFilled, `seed ${seed}: order ${order.id}`).toBe(order.qtyFilled);
  rmSync(folder, { recursive: true });
}, 600_000);
