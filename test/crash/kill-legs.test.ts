// An alert of two legs, and one that is to be worked later, in a real process that is killed at every place between two
// effects: both legs once, or what has filled closed again from the card; and never before its time.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openingState, type PaperState } from '../../src/brokers/paper/venue-state.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { until } from '../until.ts';
import type { AppUnderTest } from './app-under-test.ts';
import { BUILD_MS_MAX, buildApp } from './build-app.ts';
import { killEverywhere, type Kills } from './kill-everywhere.ts';
import { survive, type Survivor } from './survive.ts';
import { approve, ordersOf, send, type Acknowledged } from './whole-trade.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: demo }
strategies:
  default: { account: paper, approval: confirm, legs_on_failure: ask }
  later: { account: paper, approval: auto }
`;
const LEGS = JSON.stringify({
  orders: [
    { symbol: 'BTCUSDT.P', action: 'buy', quantity: 0.1 },
    { symbol: 'ETHUSDT.P', action: 'buy', quantity: 2 },
  ],
});
/** Every place of a whole trade is died at in crash-points, on any machine; these two are in a box each. */
const BOX_MS = 10_000;
const DELAY_MS = 1_000;
const LATER = JSON.stringify({ symbol: 'BTCUSDT.P', action: 'buy', quantity: 0.1, strategy: 'later', delay_seconds: DELAY_MS / 1_000 });
/** What every run passes; checkpoints and the like depend on what came first. */
const ALWAYS_PASSED = ['journal:before-append', 'journal:after-append', 'journal:after-sync', 'submit:before-send', 'submit:after-send'];
const OVER: ReadonlySet<string> = new Set(['filled', 'canceled', 'rejected', 'denied', 'lost', 'expired']);

type Story = Survivor & Acknowledged;
type Orders = Awaited<ReturnType<typeof ordersOf>>;
let script = '';

beforeAll(async () => {
  script = await buildApp();
}, BUILD_MS_MAX);

function newStory(folder: string, args: readonly string[]) {
  const configFile = join(folder, 'config.yaml');
  writeFileSync(configFile, CONFIG);
  const story: Story = { acknowledged: new Map(), restarts: 0 };
  return { story, start: { script, args, env: { DATA_DIR: join(folder, 'data'), CONFIG_FILE: configFile } } };
}

const stateOf = async (app: AppUnderTest, id: string): Promise<string> => String((await app.read(`/signals/${id}`)).body['state']);

/** A venue that was killed before anything was worth keeping has no file yet: an account on which nothing has happened. */
function venueIn(folder: string): PaperState {
  const file = join(folder, 'data', 'paper-paper.json');
  if (!existsSync(file)) return openingState(accountName('paper'), {});
  return JSON.parse(readFileSync(file, 'utf8')) as PaperState;
}
const held = ({ holdings }: PaperState): readonly string[] =>
  Object.values(holdings)
    .map(({ qty }) => qty)
    .filter((qty) => qty !== '0')
    .sort();

async function restIsOver(app: AppUnderTest): Promise<boolean> {
  return (await ordersOf(app)).every(({ status }) => OVER.has(status));
}

/** The venue has every order that it has once, and none that the books do not know. */
function expectSameOrders(venue: PaperState, orders: Orders): void {
  const seen = [...venue.openOrders, ...venue.finishedOrders].map(({ id }) => id);
  expect(new Set(seen).size).toBe(seen.length);
  const known = new Set(orders.map(({ id }) => id));
  expect(seen.filter((id) => !known.has(id))).toEqual([]);
  expect(venue.openOrders).toEqual([]);
}

async function tradeLegs(app: AppUnderTest, story: Story): Promise<void> {
  await send(app, story, LEGS);
  const id = story.acknowledged.get(LEGS) ?? '';
  await approve(app, id);
  await until('the end of the alert', async () => {
    const state = await stateOf(app, id);
    if (state === 'completed' || state === 'failed') return restIsOver(app);
    const button = await app.button('Unwind');
    if (button !== null) await app.tap(button);
    return false;
  });
}

/** Both legs, each once; or nothing is left of them. */
async function legsStory(args: readonly string[], folder: string): Promise<number> {
  const { story, start } = newStory(folder, args);
  const { inspected: orders, exitCode } = await survive(start, story, tradeLegs, async (app) => {
    // a card that was sent and not recorded was sent again: the buttons of the first one do nothing any more
    for (const words of ['Approve', 'Unwind']) {
      const button = await app.button(words);
      // the card may take its buttons away between the look and the tap: then the page says so
      if (button !== null) expect([200, 409]).toContain((await app.tap(button)).status);
    }
    return ordersOf(app);
  });
  expect(exitCode, 'the exit code of a stop').toBe(0);
  const venue = venueIn(folder);
  expectSameOrders(venue, orders);
  const entries = orders.filter(({ reduce_only }) => !reduce_only);
  const statuses = entries.map(({ status }) => status);
  const isWhole = statuses.length === 2 && statuses.every((status) => status === 'filled');
  expect(held(venue), `entries ${statuses.join(' and ')}`).toEqual(isWhole ? ['0.1', '2'] : []);
  if (!isWhole) expect(statuses, 'a leg that failed was lost on its way, and nothing else').toContain('lost');
  if (story.restarts === 0) expect(isWhole).toBe(true);
  return story.restarts;
}

async function tradeLater(app: AppUnderTest, story: Story): Promise<void> {
  await send(app, story, LATER);
  const id = story.acknowledged.get(LATER) ?? '';
  await until('the end of the alert', async () => {
    const state = await stateOf(app, id);
    return (state === 'completed' || state === 'failed') && restIsOver(app);
  });
}

async function laterStory(args: readonly string[], folder: string): Promise<number> {
  const { story, start } = newStory(folder, args);
  const { inspected, exitCode } = await survive(start, story, tradeLater, async (app) => {
    const { body } = await app.read(`/signals/${story.acknowledged.get(LATER) ?? ''}`);
    return {
      orders: (await app.read('/orders')).body['orders'] as (Orders[number] & { created_at: string })[],
      receivedAt: body['received_at'],
    };
  });
  expect(exitCode, 'the exit code of a stop').toBe(0);
  const venue = venueIn(folder);
  expectSameOrders(venue, inspected.orders);
  const [entry] = inspected.orders;
  expect(inspected.orders).toHaveLength(1);
  expect(Date.parse(entry?.created_at ?? '') - Date.parse(String(inspected.receivedAt))).toBeGreaterThanOrEqual(DELAY_MS);
  expect(held(venue)).toEqual(entry?.status === 'lost' ? [] : ['0.1']);
  return story.restarts;
}

function expectNoFailure({ places, killed, killedAt, failures }: Kills): void {
  console.info(`${places.length} places, ${killed} kills`);
  expect(failures).toEqual([]);
  // commits that share a sync pass fewer places in one run than in another; each kind of place was died at
  expect(ALWAYS_PASSED.filter((name) => !killedAt.has(name))).toEqual([]);
}

describe('a process that is killed at any point', () => {
  it('of an alert of two legs ends with both of them once, or with nothing', async () => {
    expectNoFailure(await killEverywhere(legsStory, BOX_MS));
  }, 1_200_000);

  it('while an alert waits for its time works it once, and not before', async () => {
    expectNoFailure(await killEverywhere(laterStory, BOX_MS));
  }, 1_200_000);
});
