// The rounds over open orders: one question per account, look-ups for what differs and for nothing else.

import { afterEach, expect, it } from 'vitest';
import type { Broker } from '../../src/brokers/broker.ts';
import { PAPER_TRAITS } from '../../src/core/model/account.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, type OrderId, type VenueOrderId } from '../../src/core/model/ids.ts';
import { WATCH_INTERVAL_MS } from '../../src/core/model/limits.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { VenueOrder } from '../../src/core/model/venues/report.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createOpenOrderWatch } from '../../src/runtime/watch-open-orders.ts';
import { Engine, settingsWith } from '../core/engine.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createEngineDispatcher } from '../telegram/engine-dispatcher.ts';

const PAPER = accountName('paper');
const log = createLog({ level: 'silent', redactor: createRedactor([]) });
const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

type Listed = Awaited<ReturnType<Broker['openOrders']>>;

const asListed = (order: Order): VenueOrder => ({
  orderId: order.id,
  venueOrderId: order.venueOrderId ?? ('none' as VenueOrderId),
  symbol: order.instrument.symbol,
  side: order.side,
  type: order.type,
  qty: order.qty,
  qtyFilled: order.qtyFilled,
  limitPrice: order.limitPrice,
  stopPrice: order.stopPrice,
  reduceOnly: true,
  at: 0,
});

function watch(alert: string | null, answer: (orders: readonly Order[]) => Listed) {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  if (alert !== null) engine.enter(alert, '45000');
  const clock = createFakeClock(engine.now);
  const dispatcher = createEngineDispatcher(engine.settings, () => clock.now(), engine.state);
  const refuse = (): never => {
    throw new Error('the watch must not do this');
  };
  const asked: (readonly string[] | undefined)[] = [];
  const lookedUp: OrderId[] = [];
  const open = (): readonly Order[] => [...dispatcher.snapshot().activeOrders].flatMap((id) => dispatcher.snapshot().orders.get(id) ?? []);
  const broker: Broker = {
    account: PAPER,
    traits: PAPER_TRAITS,
    start: refuse,
    stop: refuse,
    price: refuse,
    candles: refuse,
    submit: refuse,
    cancel: refuse,
    modify: refuse,
    lookUp: refuse,
    balances: refuse,
    positions: refuse,
    watch: refuse,
    examine: refuse,
    openOrders(symbols) {
      asked.push(symbols);
      return Promise.resolve(answer(open()));
    },
  };
  const rounds = createOpenOrderWatch({
    dispatcher,
    brokers: new Map([[PAPER, broker]]),
    lookUp: (id) => Promise.resolve(void lookedUp.push(id)),
    clock,
    log,
  });
  stops.push(() => rounds.stop());
  rounds.start();
  return { engine, clock, dispatcher, asked, lookedUp, open, rounds };
}

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';
const all = (orders: readonly Order[]): Listed => ({ type: 'ok', orders: orders.map(asListed) });

it('asks one question in each interval, about the markets in question, and looks up nothing that stands', async () => {
  const { clock, asked, lookedUp } = watch(BUY, all);
  await clock.advance(10 * WATCH_INTERVAL_MS);
  expect(asked).toHaveLength(11);
  expect(new Set(asked.map(String))).toEqual(new Set(['BTC/USDT:USDT']));
  expect(lookedUp).toEqual([]);
});

it('asks a venue nothing where no order is open', async () => {
  const { clock, asked } = watch(null, all);
  await clock.advance(60_000);
  expect(asked).toEqual([]);
});

it.each([
  ['missing', (stop: VenueOrder): VenueOrder[] => (stop.stopPrice === null ? [stop] : [])],
  ['of another size', (stop: VenueOrder): VenueOrder[] => [stop.stopPrice === null ? stop : { ...stop, qty: decimal('0.04') }]],
  ['filled in part', (stop: VenueOrder): VenueOrder[] => [stop.stopPrice === null ? stop : { ...stop, qtyFilled: decimal('0.04') }]],
])('a stop that is %s is looked up, and again only later where the venue knows it all the same', async (_, change) => {
  const { clock, lookedUp, open } = watch(BUY, (orders) => ({ type: 'ok', orders: orders.map(asListed).flatMap(change) }));
  const stop = open().find(({ role }) => role === 'stop_loss');
  await clock.advance(WATCH_INTERVAL_MS);
  expect(lookedUp).toEqual([stop?.id]);
  await clock.advance(4 * WATCH_INTERVAL_MS);
  expect(lookedUp).toHaveLength(1);
  await clock.advance(3 * WATCH_INTERVAL_MS);
  expect(lookedUp).toHaveLength(2);
});

it('an order that has changed while the venue was asked is none of its business', async () => {
  const later: (() => Promise<unknown>)[] = [];
  const { clock, dispatcher, lookedUp, open } = watch(BUY, (orders) => {
    if (later.length === 0) return all(orders);
    for (const act of later.splice(0)) void act();
    return { type: 'ok', orders: [] };
  });
  for (const { id: orderId } of open()) later.push(() => dispatcher.dispatch({ type: 'cancel_order', orderId, by: 'ann', updateId: null }));
  await clock.advance(WATCH_INTERVAL_MS);
  expect(later).toEqual([]);
  expect(lookedUp).toEqual([]);
});

it('what is over in the books and open at the venue is looked up, also when nothing is held any more', async () => {
  const { clock, dispatcher, lookedUp, open } = watch(BUY, () => ({ type: 'ok', orders: listed }));
  const listed = open().map(asListed);
  const stop = open().find(({ role }) => role === 'stop_loss');
  if (stop === undefined) throw new Error('there is no stop');
  await clock.advance(1);
  for (const { id: orderId } of open()) {
    await dispatcher.dispatch({ type: 'venue_report', report: { type: 'canceled', orderId, reason: 'by hand' } });
    const found = { orderId, venueOrderId: 'v' as VenueOrderId, status: 'canceled' as const, qty: stop.qty, fills: [], reason: null };
    await dispatcher.dispatch({ type: 'order_looked_up', orderId, found });
  }
  await clock.advance(WATCH_INTERVAL_MS);
  expect(lookedUp).toContain(stop.id);
});

it('a venue that does not answer is asked less and less often, at least twice a minute', async () => {
  const { clock, asked } = watch(BUY, () => ({ type: 'unavailable', reason: 'too many requests' }));
  await clock.advance(60_000);
  expect(asked).toHaveLength(4);
  await clock.advance(60_000);
  expect(asked).toHaveLength(6);
});

it('a fill is followed by a look within a second', async () => {
  const { clock, dispatcher, asked, open } = watch(BUY, all);
  await clock.advance(WATCH_INTERVAL_MS + 100);
  const before = asked.length;
  const stop = open().find(({ role }) => role === 'stop_loss');
  if (stop === undefined) throw new Error('there is no stop');
  const fill = { id: 'f-9' as never, qty: decimal('0.04'), price: decimal('44000'), fee: decimal('0'), feeCurrency: 'USDT', at: 0 };
  await dispatcher.dispatch({
    type: 'venue_report',
    report: { type: 'filled', orderId: stop.id, venueOrderId: 'v' as VenueOrderId, fill },
  });
  await clock.advance(1_000);
  expect(asked.length).toBe(before + 1);
});
