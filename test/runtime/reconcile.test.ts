// The rounds of the reconciliation: what differs is looked up first, and told when it stands twice; each venue by itself.

import { afterEach, expect, it } from 'vitest';
import type { Broker } from '../../src/brokers/broker.ts';
import { PAPER_TRAITS } from '../../src/core/model/account.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, type OrderId, type VenueOrderId } from '../../src/core/model/ids.ts';
import type { VenueOrder, VenuePosition } from '../../src/core/model/venues/report.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createReconciliation } from '../../src/runtime/reconcile.ts';
import { createVenueViews } from '../../src/runtime/venue-views.ts';
import { Engine, perpetual, settingsWith } from '../core/engine.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createEngineDispatcher } from '../telegram/engine-dispatcher.ts';

const PAPER = accountName('paper');
const OTHER = accountName('other');
const log = createLog({ level: 'silent', redactor: createRedactor([]) });
const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

type Says<T> = () => Promise<
  { readonly type: 'ok'; readonly list: readonly T[] } | { readonly type: 'unavailable'; readonly reason: string }
>;

function brokerThat(account: typeof PAPER, positions: Says<VenuePosition>, orders: Says<VenueOrder>): Broker {
  const refuse = (): never => {
    throw new Error('the reconciliation must not do this');
  };
  return {
    account,
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
    watch: refuse,
    examine: refuse,
    positions: async () => {
      const answer = await positions();
      return answer.type === 'ok' ? { type: 'ok', positions: answer.list } : answer;
    },
    openOrders: async () => {
      const answer = await orders();
      return answer.type === 'ok' ? { type: 'ok', orders: answer.list } : answer;
    },
  };
}

const ok =
  <T>(...list: T[]): Says<T> =>
  () =>
    Promise.resolve({ type: 'ok', list });
const held = (qty: string): VenuePosition => ({ symbol: perpetual.symbol, qty: decimal(qty), at: 0 });

function reconcile(...brokers: readonly Broker[]) {
  const engine = new Engine(settingsWith());
  return reconcileFrom(engine, ...brokers);
}

function reconcileFrom(engine: Engine, ...brokers: readonly Broker[]) {
  const clock = createFakeClock(engine.now);
  const dispatcher = createEngineDispatcher(engine.settings, () => clock.now(), engine.state);
  const venueViews = createVenueViews();
  const lookedUp: OrderId[] = [];
  const reconciliation = createReconciliation({
    dispatcher,
    brokers: new Map(brokers.map((broker) => [broker.account, broker])),
    prices: { ask: () => Promise.resolve({ type: 'unavailable', reason: 'none' }) },
    lookUp: (id) => {
      lookedUp.push(id);
      return Promise.resolve();
    },
    venueViews,
    clock,
    log,
    randomHex: (digits) => 'a'.repeat(digits),
  });
  stops.push(() => reconciliation.stop());
  reconciliation.start();
  return { clock, dispatcher, venueViews, lookedUp, keys: () => [...dispatcher.snapshot().discrepancies.keys()] };
}

it('tells what stands twice, a few seconds apart, and nothing before', async () => {
  const { clock, keys, dispatcher } = reconcile(brokerThat(PAPER, ok(held('0.2')), ok()));
  await clock.advance(1);
  expect(keys()).toEqual([]);
  await clock.advance(5_000);
  expect(keys()).toEqual(['paper|position|BTC/USDT:USDT']);
  await clock.advance(600_000);
  expect(dispatcher.snapshot().notifications.size).toBe(1);
});

it('does not tell what is gone at the second look', async () => {
  let looks = 0;
  const positions: Says<VenuePosition> = () => {
    looks += 1;
    return Promise.resolve({ type: 'ok', list: looks === 1 ? [held('0.2')] : [] });
  };
  const { clock, keys } = reconcile(brokerThat(PAPER, positions, ok()));
  await clock.advance(120_000);
  expect(looks).toBeGreaterThan(2);
  expect(keys()).toEqual([]);
});

it('keeps what was said last, with its age, and since when a venue does not answer; nothing is made of silence', async () => {
  let isDown = false;
  const positions: Says<VenuePosition> = () =>
    Promise.resolve(isDown ? { type: 'unavailable', reason: 'maintenance' } : { type: 'ok', list: [held('0.2')] });
  const { clock, venueViews, keys } = reconcile(brokerThat(PAPER, positions, ok()));
  await clock.advance(5_001);
  const before = venueViews.view(PAPER).positions;
  isDown = true;
  await clock.advance(60_000);
  const since = venueViews.view(PAPER).failure?.since;
  await clock.advance(60_000);
  expect(venueViews.view(PAPER)).toMatchObject({ positions: before, failure: { since, reason: 'maintenance' } });
  expect(keys()).toEqual(['paper|position|BTC/USDT:USDT']);
  isDown = false;
  await clock.advance(60_000);
  expect(venueViews.view(PAPER).failure).toBeNull();
});

it('waits for no venue that hangs or throws', async () => {
  const hangs = brokerThat(
    OTHER,
    () => new Promise(() => undefined),
    () => Promise.reject(new Error('a fault of the adapter')),
  );
  const { clock, keys, venueViews } = reconcile(hangs, brokerThat(PAPER, ok(held('0.2')), ok()));
  await clock.advance(5_001);
  expect(keys()).toEqual(['paper|position|BTC/USDT:USDT']);
  await clock.advance(30_000);
  expect(venueViews.view(OTHER).failure?.reason).toContain('no answer within 30 s');
});

it('tells an order of somebody else, and that it is gone', async () => {
  const order: VenueOrder = {
    orderId: null,
    venueOrderId: 'x1' as VenueOrderId,
    symbol: perpetual.symbol,
    side: 'buy',
    type: 'limit',
    qty: decimal('1'),
    qtyFilled: decimal('0'),
    limitPrice: decimal('1'),
    stopPrice: null,
    reduceOnly: false,
    at: 0,
  };
  let open: VenueOrder[] = [order];
  const { clock, keys } = reconcile(brokerThat(PAPER, ok(), () => Promise.resolve({ type: 'ok', list: open })));
  await clock.advance(5_001);
  expect(keys()).toEqual(['paper|order|x1']);
  open = [];
  await clock.advance(60_000);
  expect(keys()).toEqual([]);
});

it('looks again soon after a fill, and not before the minute where nothing has filled', async () => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1 sl=44000', '45000');
  let looks = 0;
  const positions: Says<VenuePosition> = () => {
    looks += 1;
    return Promise.resolve({ type: 'ok', list: [held('0.1')] });
  };
  const { clock, dispatcher } = reconcileFrom(engine, brokerThat(PAPER, positions, ok()));
  await clock.advance(10_000);
  expect(looks).toBe(1);
  const stop = engine.orders(({ role }) => role === 'stop_loss')[0];
  if (stop === undefined) throw new Error('there is no stop');
  const fill = { id: 'f-9' as never, qty: decimal('0.04'), price: decimal('44000'), fee: decimal('0'), feeCurrency: 'USDT', at: 0 };
  await dispatcher.dispatch({
    type: 'venue_report',
    report: { type: 'filled', orderId: stop.id, venueOrderId: 'v' as VenueOrderId, fill },
  });
  await clock.advance(3_000);
  expect(looks).toBe(2);
});
