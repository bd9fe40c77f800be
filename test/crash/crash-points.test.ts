// Every place between two effects of one whole trade, in a real process that is killed there and started again.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PaperState } from '../../src/brokers/paper/venue-state.ts';
import { BUILD_MS_MAX, buildApp } from './build-app.ts';
import { killEverywhere } from './kill-everywhere.ts';
import { ordersOf, runTrade } from './whole-trade.ts';

/** Places that every run of the trade passes; others (a cancel, a checkpoint) depend on what came first. */
const ALWAYS_PASSED = [
  'journal:before-append',
  'journal:after-append',
  'journal:after-sync',
  'submit:before-send',
  'submit:after-send',
  'paper:before-save',
  'paper:after-save',
];
let script = '';

beforeAll(async () => {
  script = await buildApp();
}, BUILD_MS_MAX);

/** What must hold at the end of the trade, wherever the process died. */
async function checkTrade(args: readonly string[], folder: string): Promise<number> {
  const {
    trade,
    inspected: orders,
    exitCode,
  } = await runTrade(script, args, { DATA_DIR: folder }, async (app, { acknowledged }) => {
    for (const id of acknowledged.values()) expect((await app.read(`/signals/${id}`)).status, `${id} was acknowledged`).toBe(200);
    return ordersOf(app);
  });
  expect(exitCode, 'the exit code of a stop').toBe(0);
  const entries = orders.filter((order) => !order.reduce_only);
  expect(entries.map((order) => [order.status, order.filled_quantity])).toEqual([trade.lost ? ['lost', '0'] : ['filled', '0.1']]);

  const venue = JSON.parse(readFileSync(join(folder, 'paper-paper.json'), 'utf8')) as PaperState;
  const seen = [...venue.openOrders, ...venue.finishedOrders];
  expect(venue.openOrders).toEqual([]);
  expect(new Set(seen.map((order) => order.id)).size).toBe(seen.length);
  const known = new Set(orders.map((order) => order.id));
  for (const order of seen) expect(known.has(order.id), `the state knows ${order.id}`).toBe(true);
  const filled = (reduceOnly: boolean) =>
    seen.filter((order) => order.reduceOnly === reduceOnly).flatMap((order) => order.fills.map((fill) => Number(fill.qty)));
  expect(filled(false)).toEqual(trade.lost ? [] : [0.1]);
  expect(filled(true).reduce((sum, qty) => sum + qty, 0)).toBeCloseTo(trade.lost ? 0 : 0.1, 12);
  expect(Object.values(venue.holdings).every((holding) => holding.qty === '0')).toBe(true);
  return trade.restarts;
}

describe('a process that is killed', () => {
  it('at any point of a whole trade loses nothing and doubles nothing', async () => {
    const { places, killed, killedAt, failures } = await killEverywhere(checkTrade);
    for (const name of ALWAYS_PASSED) {
      expect(places, `the trade passes ${name}`).toContain(name);
    }
    console.info(`${places.length} places, ${killed} kills`);
    expect(failures).toEqual([]);
    // commits that share a sync pass fewer places in one run than in another; each kind of place was died at
    expect(ALWAYS_PASSED.filter((name) => !killedAt.has(name))).toEqual([]);
  }, 1_200_000);
});
