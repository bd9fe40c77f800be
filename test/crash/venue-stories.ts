// Owns: a trade at a venue over HTTP and websocket, as sender, person and market go through it, with a process that may die on
// the way; and what must hold at its end. The venue is asked itself: it is the truth.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { add, type Decimal, decimal, isNegative, isPositive, isZero, mul, neg, sub, sum, ZERO } from '../../src/core/model/decimal.ts';
import { until } from '../until.ts';
import { createExchange, type Exchange } from '../venues/exchange.ts';
import { type HttpVenue, openHttpVenue } from '../venues/http-venue.ts';
import type { AppUnderTest } from './app-under-test.ts';
import { hurriedClock, type Hurry } from './hurried-clock.ts';
import { survive, type Survivor } from './survive.ts';
import type { Desk } from './venue-desks.ts';
import { createVenueKiller } from './venue-killer.ts';
import { approve, ordersOf, send, type Acknowledged } from './whole-trade.ts';

export interface Plan {
  /**
   * How it is left. `at once`: the alert comes while nobody waits for what becomes of the entry. `stopped`: the price falls below the stop, while no
   * process runs where one has died.
   */
  readonly left: 'by alert' | 'at once' | 'stopped';
  readonly approval: 'auto' | 'confirm';
  /** Orders fill piece by piece, also while no process runs. */
  readonly inPieces: boolean;
}

const QUANTITY = 3;
/** Half a minute is six seconds; what is to be heard within two has to be heard within 400 ms. */
const TIMES = 5;
const OVER: ReadonlySet<string> = new Set(['filled', 'canceled', 'rejected', 'denied', 'lost', 'expired']);

const SETTLED: ReadonlySet<string> = new Set(['completed', 'failed', 'denied', 'canceled']);

/** An entry that died on its way, or was late after all that: it is never sent again, or not at all. */
const GIVEN_UP: ReadonlySet<string> = new Set(['ORDER_LOST', 'NO_PRICE', 'ORDER_EXPIRED', 'APPROVAL_EXPIRED']);

/** Places at which whatever was sent comes to the venue. */
const REACHES = /:(?:acted|on-its-way|untold|asked|after-send)$/;

interface Trade extends Survivor, Acknowledged {
  readonly desk: Desk;
  readonly plan: Plan;
  readonly exchange: Exchange;
  readonly place: string;
  hasFallen: boolean;
  /** The entry never came to the venue. */
  lost: boolean;
}

const entryOf = ({ symbol, stop, target }: Desk): string =>
  JSON.stringify({ signal_id: 'entry', action: 'buy', symbol, quantity: QUANTITY, stop_loss: stop, take_profit: target });
const exitOf = ({ symbol }: Desk): string => JSON.stringify({ signal_id: 'exit', action: 'close', symbol });

const heldAt = ({ exchange, desk }: Trade): Decimal => exchange.ledger.position(desk.engineSymbol).qty;
const standsStop = ({ exchange }: Trade): boolean => exchange.openOrders().some(({ kind }) => kind === 'stop' || kind === 'stop_limit');

function fall(trade: Trade): void {
  if (trade.hasFallen) return;
  trade.hasFallen = true;
  trade.exchange.movePrice(trade.desk.engineSymbol, String(trade.desk.stop - 2));
}

function whileDead(trade: Trade): void {
  if (trade.plan.inPieces) trade.exchange.step();
  if (trade.plan.left === 'stopped' && isPositive(heldAt(trade))) fall(trade);
}

/** The market goes on while one looks. */
const look = <T>(trade: Trade, what: string, see: () => Promise<T | null | false>): Promise<T> =>
  until(what, async () => {
    const seen = await see();
    if (trade.plan.inPieces) trade.exchange.step();
    return seen;
  });

async function enter(app: AppUnderTest, trade: Trade): Promise<void> {
  const entry = entryOf(trade.desk);
  await send(app, trade, entry);
  const id = trade.acknowledged.get(entry) ?? '';
  if (trade.plan.approval === 'confirm') await approve(app, id);
  if (trade.plan.left === 'at once') await send(app, trade, exitOf(trade.desk));
  const outcome = await look(trade, 'the outcome of the entry', async () => {
    const { state, error } = (await app.read(`/signals/${id}`)).body as { state: string; error?: { code: string } };
    return SETTLED.has(state) && { state, code: error?.code ?? null };
  });
  if (outcome.state === 'completed' || trade.plan.left === 'at once') return;
  if (trade.restarts === 0 || !GIVEN_UP.has(outcome.code ?? '')) throw new Error(`the entry is ${outcome.state}: ${outcome.code}`);
  trade.lost = true;
}

async function leave(app: AppUnderTest, trade: Trade): Promise<void> {
  if (trade.plan.left === 'at once') return;
  await look(trade, 'the stop at the venue, or the way out of it', async () => {
    const orders = await ordersOf(app);
    return standsStop(trade) || trade.hasFallen || orders.some(({ role }) => role === 'exit');
  });
  if (trade.plan.left === 'stopped') fall(trade);
  else await send(app, trade, exitOf(trade.desk));
}

async function advance(app: AppUnderTest, trade: Trade): Promise<void> {
  if (!trade.lost) await enter(app, trade);
  if (!trade.lost) await leave(app, trade);
  await look(trade, 'flat books with nothing open', async () => {
    const { positions } = (await app.read('/positions')).body as { positions: unknown[] };
    const exit = trade.acknowledged.get(exitOf(trade.desk));
    const isDone = exit === undefined || SETTLED.has(String((await app.read(`/signals/${exit}`)).body['state']));
    return isDone && positions.length === 0 && (await ordersOf(app)).every(({ status }) => OVER.has(status));
  });
}

interface Seen {
  readonly orders: Awaited<ReturnType<typeof ordersOf>>;
  readonly performance: Readonly<Record<string, unknown>>;
  readonly messages: readonly string[];
}

/** The newest of each alert: a card that was sent and not recorded is sent again, and goes on as the second one. */
async function cardsIn(app: AppUnderTest): Promise<readonly string[]> {
  const cards = (await app.messages()).filter(({ text }) => /^[🟢🔵]/u.test(text));
  return [...new Map(cards.map(({ text }) => [/\/signal_\w+/.exec(text)?.[0], text] as const)).values()];
}

async function inspect(app: AppUnderTest, trade: Trade): Promise<Seen> {
  for (const id of trade.acknowledged.values()) expect((await app.read(`/signals/${id}`)).status, `${id} was acknowledged`).toBe(200);
  await until('cards that say how it ended', async () =>
    (await cardsIn(app)).every((text) => !/under way|in place|not confirmed|Not sent/.test(text)),
  );
  const { body } = await app.read('/performance');
  return {
    orders: await ordersOf(app),
    performance: (body['accounts'] as readonly Record<string, unknown>[])[0] ?? {},
    messages: (await app.messages()).map(({ text }) => text),
  };
}

/** Everything that was earned, after fees. */
const earned = (exchange: Exchange): Decimal =>
  exchange.trades().reduce((total, { side, qty, price, fee }) => {
    const value = mul(qty, price);
    return sub(add(total, side === 'buy' ? neg(value) : value), fee);
  }, ZERO);

/** The venue is flat, has nothing twice, and the books have each order as it has it. */
function expectSameOrders({ exchange, desk, plan, lost }: Trade, orders: Seen['orders']): void {
  const theirs = exchange.orders();
  const clientIds = theirs.flatMap(({ clientId }) => clientId ?? []);
  expect(new Set(clientIds).size, 'no client id twice').toBe(clientIds.length);
  // the stop of a pair has no id of ours: the pair is one order
  const named = theirs.filter(({ clientId, group }) => clientId !== null || group === null);
  const known = new Set(orders.flatMap(({ id, venue_order_id }) => [id, venue_order_id]));
  const unknown = named.filter(({ id, clientId }) => !known.has(id) && !known.has(clientId));
  expect(unknown.map(({ id, side, kind }) => `${side} ${kind} ${id}`)).toEqual([]);
  const entries = theirs.filter(({ side }) => side === 'buy');
  const filledIn = sum(entries.map(({ qtyFilled }) => qtyFilled));
  expect(entries.length, 'one entry').toBeLessThanOrEqual(1);
  if (plan.left !== 'at once') expect(filledIn).toBe(lost ? '0' : String(QUANTITY));
  expect(sum(theirs.filter(({ side }) => side === 'sell').map(({ qtyFilled }) => qtyFilled))).toBe(filledIn);
  for (const side of ['buy', 'sell'])
    expect(sum(orders.filter((order) => order.side === side).map((order) => decimal(order.filled_quantity))), `booked ${side}`).toBe(
      filledIn,
    );
  expect(exchange.openOrders()).toEqual([]);
  expect(isZero(exchange.ledger.position(desk.engineSymbol).qty)).toBe(true);
}

function expectSound(trade: Trade, { orders, performance, messages }: Seen): void {
  expectSameOrders(trade, orders);
  expect(trade.exchange.trades().length === 0 ? '0' : performance['realized_pnl']).toBe(earned(trade.exchange));
  if (!REACHES.test(trade.place)) return;
  const toldLost = messages.filter((text) => text.includes('Order lost')).flatMap((text) => /[0-9a-f]{16}/.exec(text) ?? []);
  const hadArrived = orders.filter(({ id, venue_order_id }) => venue_order_id !== null && toldLost.some((told) => id.startsWith(told)));
  expect(hadArrived.map(({ id }) => id)).toEqual([]);
}

const configOf = (desk: Desk, { approval }: Plan, server: HttpVenue): string => `
accounts:
  venue: ${desk.yaml(server)}
strategies:
  default: { account: venue, approval: ${approval}, max_notional: 100000 }
`;

/** Tells it once, in `folder`, and answers how often the process was started again; `args` as kill-everywhere has them. */
export async function tellStory(script: string, desk: Desk, plan: Plan, args: readonly string[], folder: string): Promise<number> {
  const killer = createVenueKiller(args);
  const hurry: Hurry = { since: Date.now(), shown: desk.opens(), times: TIMES };
  const clock = hurriedClock(hurry);
  const exchange = createExchange({
    ...desk.spec.exchange,
    balances: { [desk.currency]: '100000' },
    liquidityPerStep: plan.inPieces ? desk.pieces : null,
    now: () => clock.now(),
  });
  exchange.movePrice(desk.engineSymbol, String(desk.price));
  killer.listen(exchange);
  let isShort = false;
  exchange.subscribe(() => (isShort ||= isNegative(exchange.ledger.position(desk.engineSymbol).qty)));
  const server = await openHttpVenue(killer.before(desk.spec.front(exchange)));
  const configFile = join(folder, 'config.yaml');
  writeFileSync(configFile, configOf(desk, plan, server));
  const trade: Trade = { desk, plan, exchange, place: args[1] ?? '', acknowledged: new Map(), restarts: 0, hasFallen: false, lost: false };
  const env = { ...desk.env(server), DATA_DIR: join(folder, 'data'), CONFIG_FILE: configFile, HURRY: JSON.stringify(hurry) };
  const start = { script, args: killer.processArgs, env, spawned: (pid: number) => killer.spawned(pid), died: () => whileDead(trade) };
  try {
    const { inspected, exitCode } = await survive(start, trade, advance, (app) => inspect(app, trade));
    expect(exitCode, 'the exit code of a stop').toBe(0);
    expect(isShort, 'more was sold than was held').toBe(false);
    expectSound(trade, inspected);
    return trade.restarts;
  } finally {
    await server.close();
  }
}
