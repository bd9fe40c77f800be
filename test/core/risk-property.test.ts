// Whatever alerts come, at whatever prices and times: no entry that is made exceeds any limit, counted here once more from
// orders, fills and positions alone, and every exit passes. One market is in rupees; their rate moves, and is lost at times.

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { add, decimal, div, gte, lte, mul, sub, type Decimal } from '../../src/core/model/decimal.ts';
import { LIMIT_KINDS } from '../../src/core/engine/limits/limit-kinds.ts';
import { accountName } from '../../src/core/model/ids.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import type { Order } from '../../src/core/model/order.ts';
import { NO_LIMITS, type Limits } from '../../src/core/model/risk-limits.ts';
import { Engine, settingsWith, T0 } from './engine.ts';
import {
  coinOf,
  count,
  EQUITY,
  exceeded,
  fill,
  isEntry,
  look,
  MARKETS,
  marksOf,
  MINUTE,
  newWorld,
  ratesOf,
  WRITTEN,
  type Coin,
  type World,
} from './risk-world.ts';

/** One thing that happens; `number` is a size, a price or a time. */
interface Step {
  readonly what: 'buy' | 'sell' | 'close' | 'move' | 'work' | 'time' | 'judge' | 'rate';
  readonly coin: Coin;
  readonly strategy: 'default' | 'other';
  readonly number: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom<Step['what'][]>(
    ...(['buy', 'buy', 'buy', 'sell', 'close'] as const),
    ...(['move', 'move', 'work', 'work', 'work', 'time', 'judge', 'judge', 'rate'] as const),
  ),
  coin: fc.constantFrom<Coin[]>('BTC', 'BTC', 'ETH', 'SOL'),
  strategy: fc.constantFrom<Step['strategy'][]>('default', 'other'),
  number: fc.integer({ min: 1, max: 40 }),
});

const money = (min: number, max: number): fc.Arbitrary<Decimal> => fc.integer({ min, max }).map((amount) => decimal(amount));
const MINUTE_OF_START = 600;
const patterns = fc.constantFrom<string[][]>(['BTC/*', 'ETH/USDT:USDT'], ['*/INR', 'ETH*'], ['*USDT']);
const windows: fc.Arbitrary<NonNullable<Limits['tradingWindow']>> = fc
  .record({ from: fc.integer({ min: -5, max: 3 }), to: fc.integer({ min: 4, max: 40 }) })
  .map(({ from, to }) => [{ days: [1], from: MINUTE_OF_START + from, to: MINUTE_OF_START + to, timeZone: 'UTC', calendar: null }]);
const locks: fc.Arbitrary<NonNullable<Limits['dailyProfitLock']>> = fc.integer({ min: 5, max: 30 }).map((at) => [
  { at: { money: decimal(at) }, floor: { money: decimal(at - 4) } },
  { at: { money: decimal(at * 3) }, floor: { money: decimal(at * 2) } },
]);

const every = fc.record({
  maxExposure: money(1_000, 12_000),
  maxExposurePerSymbol: money(1_000, 8_000),
  maxOpenPositions: fc.integer({ min: 1, max: 3 }),
  maxLeverage: money(20, 120).map((percent) => div(percent, decimal(100))),
  dailyLoss: money(10, 150).map((amount) => ({ money: amount })),
  dailyTrades: fc.integer({ min: 1, max: 6 }),
  ordersPerMinute: fc.integer({ min: 1, max: 4 }),
  allowedSymbols: patterns,
  deniedSymbols: patterns,
  tradingWindow: windows,
  dailyProfitLock: locks,
  cooldown: fc.record({ stops: fc.integer({ min: 1, max: 2 }), forMs: fc.integer({ min: 1, max: 20 }).map((n) => n * MINUTE) }),
  drawdown: money(5, 120).map((amount) => ({ money: amount })),
  onBreach: fc.constantFrom<Limits['onBreach'][]>(
    {},
    { orders_per_minute: 'deny', daily_loss: 'deny', drawdown: 'deny', daily_profit_lock: 'deny' },
    { max_exposure: 'pause', cooldown: 'pause' },
  ),
  windDown: fc.constantFrom<Limits['windDown'][]>(null, 'flatten_all', 'keep_protected', 'keep_all'),
});
type Drawn = typeof every extends fc.Arbitrary<infer Set> ? Set : never;
const NAMES: readonly (keyof Drawn)[] = [
  'maxExposure',
  'maxExposurePerSymbol',
  'maxOpenPositions',
  'maxLeverage',
  'dailyLoss',
  'dailyTrades',
  'ordersPerMinute',
  'allowedSymbols',
  'deniedSymbols',
  'tradingWindow',
  'dailyProfitLock',
  'cooldown',
  'drawdown',
];
/** They are met by what entries come to, which few others may hold back. */
const RESULTS: readonly (keyof Drawn)[] = ['dailyLoss', 'dailyProfitLock', 'cooldown', 'drawdown'];
/** A few of them: of many only the tightest is ever met. */
const limits: fc.Arbitrary<Limits> = fc
  .tuple(every, fc.oneof(fc.subarray([...NAMES], { maxLength: 4 }), fc.subarray([...RESULTS], { minLength: 1, maxLength: 2 })))
  .map(([drawn, names]) => ({
    ...NO_LIMITS,
    ...Object.fromEntries(names.map((name) => [name, drawn[name]])),
    onBreach: drawn.onBreach,
    windDown: drawn.windDown,
  }));

/** What the worker owes: prices for what waits, orders for the venue, and the venue's fills (a half, or all). */
function work(world: World, { number }: Step): void {
  const { engine, prices } = world;
  for (const order of engine.orders(({ status, id }) => status === 'initialized' && engine.state.activeOrders.has(id))) {
    const reply = engine.run({ type: 'begin_submit', orderId: order.id });
    if (reply.type === 'submit')
      engine.run({ type: 'venue_report', report: { type: 'accepted', orderId: order.id, venueOrderId: `v-${order.id}` as never } });
  }
  for (const order of engine.orders(
    ({ id, type, status }) => type === 'market' && status !== 'initialized' && engine.state.activeOrders.has(id),
  )) {
    const left = sub(order.qty, order.qtyFilled);
    const qty = number % 2 === 0 ? left : mul(left, decimal('0.5'));
    fill(world, order, qty);
  }
  for (const order of engine.orders(
    ({ id, role, status }) => role === 'stop_loss' && status === 'accepted' && engine.state.activeOrders.has(id),
  )) {
    const at = prices[coinOf(order.instrument.symbol)];
    const crossed = order.stopPrice !== null && (order.side === 'sell' ? lte(at, order.stopPrice) : gte(at, order.stopPrice));
    if (crossed && engine.state.activeOrders.has(order.id)) fill(world, order, sub(order.qty, order.qtyFilled));
  }
}

/** Every signal that waits for a price gets it, as from the worker. */
function price(world: World): void {
  const { engine, prices } = world;
  const rates = ratesOf(world);
  for (const due of engine.due()) {
    if (due.type !== 'price_signal') continue;
    const instrument: Instrument = MARKETS[coinOf(due.symbol)];
    engine.run({
      type: 'price_signal',
      signalId: due.signalId,
      instrument,
      quote: engine.quote(prices[coinOf(due.symbol)], instrument),
      nonce: engine.nonce(),
      marks: marksOf(world),
      rates,
    });
  }
}

function happen(world: World, next: Step): void {
  const { engine, prices } = world;
  const { what, coin, strategy, number } = next;
  const alert = (text: string) => engine.alertCommand(text, { strategyHint: strategy, rateKey: null });
  switch (what) {
    case 'buy':
    case 'sell': {
      const qty = number;
      const stop = add(prices[coin], decimal(what === 'buy' ? -9 : 9));
      engine.run(alert(`${what.toUpperCase()} ${WRITTEN[coin]} qty=${qty} sl=${stop}`));
      return price(world);
    }
    case 'close': {
      const command = alert(`CLOSE ${WRITTEN[coin]}`);
      engine.run(command);
      expect(engine.signal(command.signalId).state, 'an exit passes every limit').not.toBe('denied');
      return undefined;
    }
    case 'move':
      prices[coin] = decimal(80 + number);
      return undefined;
    case 'work':
      work(world, next);
      return price(world);
    case 'time':
      engine.now = Math.min(engine.now + number * 2_000, T0 + 10 * 3_600_000);
      engine.run({ type: 'clock' });
      return undefined;
    case 'judge':
      engine.run({ type: 'judge_risk', marks: marksOf(world), rates: ratesOf(world), equities: new Map() });
      return look(world);
    case 'rate':
      world.rate = number % 4 === 0 ? null : div(decimal(number), decimal(20));
      return undefined;
  }
}

interface Played {
  readonly made: number;
  readonly refused: number;
  /** Of those that were refused. */
  readonly codes: readonly string[];
}

function play(whole: Limits, each: Limits, steps: readonly Step[]): Played {
  const settings = settingsWith({ approval: { type: 'auto' }, limits: each });
  const world = newWorld(new Engine({ ...settings, risk: whole }), decimal('1.25'));
  const { engine } = world;
  engine.run({ type: 'judge_risk', marks: new Map(), equities: new Map([[accountName('paper'), EQUITY]]) });
  look(world);
  for (const next of steps) {
    const known = new Set(engine.state.orders.keys());
    happen(world, next);
    const made = engine.orders((order) => isEntry(order) && !known.has(order.id));
    if (made.length === 0) continue;
    const marketsOf = (orders: readonly Order[]): ReadonlySet<string> => new Set(orders.map(({ instrument }) => instrument.symbol));
    expect(exceeded(whole, count(world, null), marketsOf(made)), 'over all').toEqual([]);
    for (const strategy of new Set(made.map((order) => order.strategy))) {
      const own = made.filter((order) => order.strategy === strategy);
      expect(exceeded(each, count(world, strategy), marketsOf(own)), strategy).toEqual([]);
    }
  }
  const codes = [...engine.state.signals.values()].flatMap(({ error }) => error?.code ?? []);
  return { made: engine.orders(isEntry).length, refused: codes.length, codes };
}

it('no entry that is made exceeds any limit, and every exit passes', () => {
  let [made, refused] = [0, 0];
  const codes = new Map<string, number>();
  fc.assert(
    fc.property(limits, limits, fc.array(step, { minLength: 20, maxLength: 80 }), (whole, each, steps) => {
      const played = play(whole, each, steps);
      made += played.made;
      refused += played.refused;
      for (const code of played.codes) codes.set(code, (codes.get(code) ?? 0) + 1);
    }),
    { numRuns: 200 },
  );
  // it says nothing where nothing is tried
  expect([made > 150, refused > 150]).toEqual([true, true]);
  expect(LIMIT_KINDS.filter(({ code }) => codes.has(code)).length).toBeGreaterThan(8);
}, 60_000);

it('the count would find an entry beyond a limit', () => {
  const steps: Step[] = [{ what: 'buy', coin: 'BTC', strategy: 'default', number: 40 }];
  const world = newWorld(new Engine(settingsWith({ approval: { type: 'auto' } })), null);
  for (const next of steps) happen(world, next);
  const tight: Limits = {
    ...NO_LIMITS,
    maxExposure: decimal(3_999),
    maxExposurePerSymbol: decimal(3_998),
    maxLeverage: decimal('0.39'),
    ordersPerMinute: 1,
    dailyTrades: 1,
  };
  const whole = ['exposure: 4000 of 3999', 'leverage: 0.4 of 0.39'];
  expect(exceeded(tight, count(world, null), new Set())).toEqual(whole);
  expect(exceeded(tight, count(world, null), new Set([MARKETS.BTC.symbol]))).toEqual([
    ...whole.slice(0, 1),
    `${MARKETS.BTC.symbol}: 4000 of 3998`,
    ...whole.slice(1),
  ]);
});

it('the count would find an entry where none may be made, or after what ends them', () => {
  const world = newWorld(new Engine(settingsWith({ approval: { type: 'auto' } })), decimal('1.25'));
  const { engine } = world;
  const entered = new Set([MARKETS.BTC.symbol]);
  const found = (set: Partial<Limits>): string[] => exceeded({ ...NO_LIMITS, ...set }, count(world, null), entered);
  const window = { days: [1], from: 600, to: 601, timeZone: 'UTC', calendar: null };
  const cooldown = { stops: 1, forMs: MINUTE };
  const drawdown = { money: decimal(50) };
  const dailyProfitLock = [{ at: { money: decimal(30) }, floor: { money: decimal(20) } }];
  const steps = (...all: readonly (readonly [Step['what'], number])[]): void =>
    all.forEach(([what, number]) => happen(world, { what, coin: 'BTC', strategy: 'default', number }));

  expect(found({ allowedSymbols: ['ETH*'], deniedSymbols: ['BTC/*'] })).toEqual([
    'BTC/USDT:USDT is not allowed',
    'BTC/USDT:USDT is denied',
  ]);
  expect(found({ tradingWindow: [window], cooldown, drawdown, dailyProfitLock })).toEqual([]);
  // 4 at 100, which rise to 110 and are stopped out at 90
  steps(['buy', 4], ['work', 4], ['work', 4], ['move', 30], ['judge', 1]);
  expect(found({ dailyProfitLock, drawdown })).toEqual([]);
  steps(['move', 10], ['work', 4], ['time', 40]);
  expect(count(world, null).result).toBe('-40.2');
  expect(found({ tradingWindow: [window], cooldown: { stops: 1, forMs: 2 * MINUTE }, drawdown, dailyProfitLock })).toEqual([
    'minute 601 is outside the window',
    'fallen from 39.9 to -40.2',
    '-40.2 is below what is kept, 20',
    `1 stops in a row, the last at ${T0}`,
  ]);
  expect(found({ cooldown })).toEqual([]);
  expect(engine.now).toBe(T0 + 80_000);
});

it('the count would find rupees that nobody can count', () => {
  const world = newWorld(new Engine(settingsWith({ approval: { type: 'auto' } })), null);
  happen(world, { what: 'buy', coin: 'SOL', strategy: 'default', number: 40 });
  const set: Limits = { ...NO_LIMITS, maxExposure: decimal(2_000) };
  expect(exceeded(set, count(world, null), new Set())).toEqual(['rupees that nobody can count']);
  world.rate = decimal('0.5');
  expect(exceeded(set, count(world, null), new Set())).toEqual([]);
  world.rate = decimal('0.6');
  expect(exceeded(set, count(world, null), new Set())).toEqual(['exposure: 2400 of 2000']);
});

it('a market that its price carried over the limit for one keeps nobody out of another', () => {
  const steps: Step[] = [
    { what: 'buy', coin: 'ETH', strategy: 'default', number: 12 },
    { what: 'work', coin: 'BTC', strategy: 'default', number: 2 },
    { what: 'move', coin: 'ETH', strategy: 'default', number: 21 },
    { what: 'buy', coin: 'BTC', strategy: 'default', number: 1 },
    { what: 'buy', coin: 'ETH', strategy: 'default', number: 1 },
  ];
  const tight: Limits = { ...NO_LIMITS, maxExposurePerSymbol: decimal(1_200) };
  expect(play(tight, NO_LIMITS, steps)).toMatchObject({ made: 2, refused: 1 });
});
