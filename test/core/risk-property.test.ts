// Whatever alerts come, at whatever prices and times: no entry that is made exceeds any limit, counted here once more from
// orders, fills and positions alone, and every exit passes. One market is in rupees; their rate moves, and is lost at times.

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { abs, add, decimal, div, gt, mul, neg, sub, sum, ZERO, type Decimal } from '../../src/core/model/decimal.ts';
import { NO_RATES, type ExchangeRates } from '../../src/core/model/exchange-rate.ts';
import { accountName } from '../../src/core/model/ids.ts';
import type { Instrument } from '../../src/core/model/instrument.ts';
import type { Order } from '../../src/core/model/order.ts';
import { NO_LIMITS, type Limits } from '../../src/core/model/risk-limits.ts';
import { Engine, perpetual, settingsWith, spot, T0 } from './engine.ts';
import { rupee } from './two-currencies.ts';

const MARKETS = {
  BTC: perpetual,
  ETH: { ...perpetual, symbol: 'ETH/USDT:USDT', base: 'ETH' },
  SOL: { ...spot, symbol: 'SOL/INR', base: 'SOL', quote: 'INR' },
} as const;
const WRITTEN = { BTC: 'BTCUSDT.P', ETH: 'ETHUSDT.P', SOL: 'SOLINR' } as const;
type Coin = keyof typeof MARKETS;
const EQUITY = decimal('10000');
const MINUTE = 60_000;

/** One thing that happens; `number` is a size, a price or a time. */
interface Step {
  readonly what: 'buy' | 'sell' | 'close' | 'move' | 'work' | 'time' | 'judge' | 'rate';
  readonly coin: Coin;
  readonly strategy: 'default' | 'other';
  readonly number: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom<Step['what'][]>('buy', 'buy', 'buy', 'sell', 'close', 'move', 'work', 'work', 'time', 'judge', 'rate'),
  coin: fc.constantFrom<Coin[]>('BTC', 'ETH', 'SOL'),
  strategy: fc.constantFrom<Step['strategy'][]>('default', 'other'),
  number: fc.integer({ min: 1, max: 40 }),
});

const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null, freq: 2 });
const money = (min: number, max: number): fc.Arbitrary<Decimal> => fc.integer({ min, max }).map((amount) => decimal(amount));
const limits: fc.Arbitrary<Limits> = fc
  .record({
    maxExposure: some(money(1_000, 12_000)),
    maxExposurePerSymbol: some(money(1_000, 8_000)),
    maxOpenPositions: some(fc.integer({ min: 1, max: 3 })),
    maxLeverage: some(money(20, 120).map((percent) => div(percent, decimal(100)))),
    dailyLoss: some(money(20, 600).map((amount) => ({ money: amount }))),
    dailyTrades: some(fc.integer({ min: 1, max: 6 })),
    ordersPerMinute: some(fc.integer({ min: 1, max: 4 })),
    onBreach: fc.constantFrom<Limits['onBreach'][]>({}, { orders_per_minute: 'deny', daily_loss: 'deny' }, { max_exposure: 'pause' }),
    windDown: fc.constantFrom<Limits['windDown'][]>(null, 'flatten_all', 'keep_protected', 'keep_all'),
  })
  .map((set) => ({ ...NO_LIMITS, ...set }));

interface World {
  readonly engine: Engine;
  readonly prices: Record<Coin, Decimal>;
  /** USDT for a rupee; null: nobody knows. */
  rate: Decimal | null;
}

const START = { BTC: decimal(100), ETH: decimal(100), SOL: decimal(100) } as const;
const coinOf = (symbol: string): Coin => (symbol.startsWith('BTC') ? 'BTC' : symbol.startsWith('ETH') ? 'ETH' : 'SOL');
const ratesOf = ({ engine, rate }: World): ExchangeRates => (rate === null ? NO_RATES : rupee(engine, rate));
const marksOf = ({ prices }: World) =>
  new Map(Object.entries(MARKETS).map(([coin, { symbol }]) => [`paper|${symbol}`, prices[coin as Coin]]));

const isEntry = ({ role }: Order): boolean => role === 'entry';
const priceOf = ({ engine, prices }: World, order: Order): Decimal =>
  engine.state.signals.get(order.signalId)?.proposal?.price ?? prices[coinOf(order.instrument.symbol)];

interface Figures {
  /** USDT, as far as that is known. */
  readonly bySymbol: ReadonlyMap<string, Decimal>;
  readonly open: number;
  readonly trades: number;
  readonly lastMinute: number;
  readonly result: Decimal;
  /** Rupees are in it, and nobody knows what they are worth. */
  readonly isUncounted: boolean;
}

/** Of one strategy, or of all: from orders, fills and positions alone. */
function count(world: World, strategy: string | null): Figures {
  const { engine, prices, rate } = world;
  const inUsdt = ({ quote }: Instrument, amount: Decimal): Decimal => (quote === 'USDT' ? amount : mul(amount, rate ?? ZERO));
  const mine = <T extends { readonly strategy: string }>(all: Iterable<T>): T[] =>
    [...all].filter((each) => strategy === null || each.strategy === strategy);
  const orders = mine(engine.state.orders.values());
  const held = mine(engine.state.positions.values()).filter(({ qty }) => qty !== ZERO);
  const under = orders.filter((order) => isEntry(order) && engine.state.activeOrders.has(order.id));
  const bySymbol = new Map<string, Decimal>();
  const put = (symbol: string, value: Decimal): void => void bySymbol.set(symbol, add(bySymbol.get(symbol) ?? ZERO, value));
  for (const { qty, instrument } of held) put(instrument.symbol, inUsdt(instrument, mul(abs(qty), prices[coinOf(instrument.symbol)])));
  for (const order of under)
    put(order.instrument.symbol, inUsdt(order.instrument, mul(sub(order.qty, order.qtyFilled), priceOf(world, order))));
  // fees in another currency than the market's are in no result
  const cash = orders.flatMap(({ side, fills, instrument }) =>
    fills.map(({ qty, price, fee, feeCurrency }) => {
      const moved = side === 'buy' ? neg(mul(qty, price)) : mul(qty, price);
      return inUsdt(instrument, feeCurrency === instrument.quote ? sub(moved, fee) : moved);
    }),
  );
  const worth = held.map(({ qty, instrument }) => inUsdt(instrument, mul(qty, prices[coinOf(instrument.symbol)])));
  const isUnknown = ({ instrument }: { readonly instrument: Instrument }): boolean => rate === null && instrument.quote !== 'USDT';
  return {
    bySymbol,
    open: new Set([...held.map(({ key }) => key), ...under.map(({ positionKey }) => positionKey)]).size,
    trades: orders.filter((order) => isEntry(order) && (order.fills.length > 0 || engine.state.activeOrders.has(order.id))).length,
    lastMinute: orders.filter((order) => isEntry(order) && order.createdAt > engine.now - MINUTE).length,
    result: sum([...cash, ...worth]),
    isUncounted: [...held, ...under].some(isUnknown),
  };
}

/** `entered`: the markets of the entries that were made. A market that its price alone carried over its limit keeps nobody out of another. */
function exceeded(
  set: Limits,
  { bySymbol, open, trades, lastMinute, result, isUncounted }: Figures,
  entered: ReadonlySet<string>,
): string[] {
  const exposure = sum(bySymbol.values());
  const over = (name: string, value: Decimal, limit: Decimal | null): string[] =>
    limit !== null && gt(value, limit) ? [`${name}: ${value} of ${limit}`] : [];
  const whole = (value: number): Decimal => decimal(value);
  const limitOf = (value: number | null): Decimal | null => (value === null ? null : whole(value));
  const loss = set.dailyLoss !== null && 'money' in set.dailyLoss ? set.dailyLoss.money : null;
  return [
    ...(isUncounted && (set.maxExposure ?? set.maxLeverage) !== null ? ['rupees that nobody can count'] : []),
    ...over('exposure', exposure, set.maxExposure),
    ...[...bySymbol].flatMap(([symbol, value]) => (entered.has(symbol) ? over(symbol, value, set.maxExposurePerSymbol) : [])),
    ...over('leverage', div(exposure, EQUITY), set.maxLeverage),
    ...over('open', whole(open), limitOf(set.maxOpenPositions)),
    ...over('trades', whole(trades), limitOf(set.dailyTrades)),
    ...over('per minute', whole(lastMinute), limitOf(set.ordersPerMinute)),
    ...(loss !== null && !gt(result, neg(loss)) ? [`loss: ${result} of ${loss}`] : []),
  ];
}

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
    engine.fill(order, qty, prices[coinOf(order.instrument.symbol)]);
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
      engine.run(alert(`${what.toUpperCase()} ${WRITTEN[coin]} qty=${qty} sl=${what === 'buy' ? 10 : 400}`));
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
      return undefined;
    case 'rate':
      world.rate = number % 4 === 0 ? null : div(decimal(number), decimal(20));
      return undefined;
  }
}

function play(whole: Limits, each: Limits, steps: readonly Step[]): { readonly made: number; readonly refused: number } {
  const settings = settingsWith({ approval: { type: 'auto' }, limits: each });
  const world: World = { engine: new Engine({ ...settings, risk: whole }), prices: { ...START }, rate: decimal('1.25') };
  const { engine } = world;
  engine.run({ type: 'judge_risk', marks: new Map(), equities: new Map([[accountName('paper'), EQUITY]]) });
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
  const refused = [...engine.state.signals.values()].filter(({ error }) => error !== null).length;
  return { made: engine.orders(isEntry).length, refused };
}

it('no entry that is made exceeds any limit, and every exit passes', () => {
  let [made, refused] = [0, 0];
  fc.assert(
    fc.property(limits, limits, fc.array(step, { minLength: 10, maxLength: 40 }), (whole, each, steps) => {
      const played = play(whole, each, steps);
      made += played.made;
      refused += played.refused;
    }),
    { numRuns: 150 },
  );
  // it says nothing where nothing is tried
  expect([made > 150, refused > 150]).toEqual([true, true]);
}, 60_000);

it('the count would find an entry beyond a limit', () => {
  const steps: Step[] = [{ what: 'buy', coin: 'BTC', strategy: 'default', number: 40 }];
  const world: World = {
    engine: new Engine(settingsWith({ approval: { type: 'auto' } })),
    prices: { ...START },
    rate: null,
  };
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

it('the count would find rupees that nobody can count', () => {
  const world: World = {
    engine: new Engine(settingsWith({ approval: { type: 'auto' } })),
    prices: { ...START },
    rate: null,
  };
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
  expect(play(tight, NO_LIMITS, steps)).toEqual({ made: 2, refused: 1 });
});
