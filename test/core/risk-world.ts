// Owns: the world of the property of limits: an engine, prices and a rate, and what is counted there once more, plainly: from orders,
// fills and positions alone, what an entry must not have exceeded.

import { abs, add, decimal, div, gt, gte, isNegative, max, mul, neg, sub, sum, ZERO, type Decimal } from '../../src/core/model/decimal.ts';
import { NO_RATES, type ExchangeRates } from '../../src/core/model/money/exchange-rate.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Limits } from '../../src/core/model/risk-limits.ts';
import { perpetual, spot, type Engine } from './engine.ts';
import { rupee } from './two-currencies.ts';

export const MARKETS = {
  BTC: perpetual,
  ETH: { ...perpetual, symbol: 'ETH/USDT:USDT', base: 'ETH' },
  SOL: { ...spot, symbol: 'SOL/INR', base: 'SOL', quote: 'INR' },
} as const;
export const WRITTEN = { BTC: 'BTCUSDT.P', ETH: 'ETHUSDT.P', SOL: 'SOLINR' } as const;
export type Coin = keyof typeof MARKETS;
export const EQUITY = decimal('10000');
export const MINUTE = 60_000;

export interface World {
  readonly engine: Engine;
  readonly prices: Record<Coin, Decimal>;
  /** USDT for a rupee; null: nobody knows. */
  rate: Decimal | null;
  /** Of each strategy and of all (null), as far as it was looked at. */
  readonly seen: Map<string | null, Seen>;
  /** Positions that have ended, in their order. */
  readonly ends: { readonly strategy: string; readonly at: number; readonly isLosingStop: boolean }[];
  /** What each of those that are open has cost and brought. */
  readonly cash: Map<string, Decimal>;
}

interface Seen {
  readonly peak: Decimal;
  /** The best result of the day. */
  readonly best: Decimal;
}

export const newWorld = (engine: Engine, rate: Decimal | null): World => ({
  engine,
  prices: { ...START },
  rate,
  seen: new Map(),
  ends: [],
  cash: new Map(),
});

/** Results are judged now: from here on they fall, or are kept, from what they were. */
export function look(world: World): void {
  if (world.rate === null) return;
  for (const strategy of [null, 'default', 'other']) {
    const { result } = count(world, strategy);
    const before = world.seen.get(strategy) ?? { peak: result, best: result };
    world.seen.set(strategy, { peak: max(before.peak, result), best: max(before.best, result) });
  }
}

/** Fills, and notes how a position has ended by it. */
export function fill(world: World, order: Order, qty: Decimal): void {
  const { engine, prices, cash, ends } = world;
  const price = prices[coinOf(order.instrument.symbol)];
  engine.fill(order, qty, price);
  const { positionKey: key, strategy, side } = order;
  const moved = side === 'buy' ? neg(mul(qty, price)) : mul(qty, price);
  const brought = add(cash.get(key) ?? ZERO, order.instrument.quote === 'USDT' ? sub(moved, decimal('0.1')) : moved);
  const isFlat = engine.state.positions.get(key)?.qty === ZERO;
  cash.set(key, isFlat ? ZERO : brought);
  if (isFlat) ends.push({ strategy, at: engine.now, isLosingStop: order.role === 'stop_loss' && isNegative(brought) });
}

/** Losing stops in a row until now, and when the last of them was. */
function rowOf({ ends }: World, strategy: string | null): { readonly stops: number; readonly at: number } {
  const own = ends.filter((end) => strategy === null || end.strategy === strategy);
  const other = own.findLastIndex(({ isLosingStop }) => !isLosingStop);
  return { stops: own.length - 1 - other, at: own.at(-1)?.at ?? 0 };
}

const START = { BTC: decimal(100), ETH: decimal(100), SOL: decimal(100) } as const;
export const coinOf = (symbol: string): Coin => (symbol.startsWith('BTC') ? 'BTC' : symbol.startsWith('ETH') ? 'ETH' : 'SOL');
export const ratesOf = ({ engine, rate }: World): ExchangeRates => (rate === null ? NO_RATES : rupee(engine, rate));
export const marksOf = ({ prices }: World) =>
  new Map(Object.entries(MARKETS).map(([coin, { symbol }]) => [`paper|${symbol}`, prices[coin as Coin]]));

export const isEntry = ({ role }: Order): boolean => role === 'entry';
const priceOf = ({ engine, prices }: World, order: Order): Decimal =>
  engine.state.signals.get(order.signalId)?.proposal?.price ?? prices[coinOf(order.instrument.symbol)];

export interface Figures {
  /** USDT, as far as that is known. */
  readonly bySymbol: ReadonlyMap<string, Decimal>;
  readonly open: number;
  readonly trades: number;
  readonly lastMinute: number;
  readonly result: Decimal;
  /** Rupees are in it, and nobody knows what they are worth. */
  readonly isUncounted: boolean;
  readonly seen: Seen | null;
  readonly row: { readonly stops: number; readonly at: number };
  readonly now: number;
  readonly knowsRate: boolean;
}

/** Of one strategy, or of all: from orders, fills and positions alone. */
export function count(world: World, strategy: string | null): Figures {
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
    seen: world.seen.get(strategy) ?? null,
    row: rowOf(world, strategy),
    now: engine.now,
    knowsRate: rate !== null,
  };
}

/** `entered`: the markets of the entries that were made. A market that its price alone carried over its limit keeps nobody out of another. */
export function exceeded(set: Limits, figures: Figures, entered: ReadonlySet<string>): string[] {
  const { bySymbol, open, trades, lastMinute, result, isUncounted } = figures;
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
    ...forbidden(set, figures, entered),
  ];
}

const moneyIn = (amount: Limits['drawdown']): Decimal | null => (amount !== null && 'money' in amount ? amount.money : null);
/** `BTC/*`, `*USDT`, `ETH*`. */
const isLike = (pattern: string, symbol: string): boolean =>
  pattern.startsWith('*')
    ? symbol.endsWith(pattern.slice(1))
    : pattern.endsWith('*')
      ? symbol.startsWith(pattern.slice(0, -1))
      : pattern === symbol;

/** What is not a sum that an entry adds to: where and when it is made, and what went before. */
function forbidden(set: Limits, { result, seen, row, now, knowsRate }: Figures, entered: ReadonlySet<string>): string[] {
  const symbols = [...entered];
  const minute = Math.floor((now - Date.UTC(2026, 0, 5)) / MINUTE);
  const isOpen = set.tradingWindow?.some(({ from, to }) => minute >= from && minute < to) ?? true;
  const fall = moneyIn(set.drawdown);
  const held = knowsRate && seen !== null ? set.dailyProfitLock?.findLast(({ at }) => gte(seen.best, moneyIn(at) ?? ZERO)) : undefined;
  const floor = held === undefined ? null : moneyIn(held.floor);
  const { stops, forMs } = set.cooldown ?? { stops: Infinity, forMs: 0 };
  return [
    ...symbols
      .filter((symbol) => set.allowedSymbols?.some((each) => isLike(each, symbol)) === false)
      .map((symbol) => `${symbol} is not allowed`),
    ...symbols.filter((symbol) => set.deniedSymbols?.some((each) => isLike(each, symbol)) === true).map((symbol) => `${symbol} is denied`),
    ...(isOpen ? [] : [`minute ${minute} is outside the window`]),
    ...(fall !== null && knowsRate && seen !== null && gte(sub(seen.peak, result), fall) ? [`fallen from ${seen.peak} to ${result}`] : []),
    ...(floor !== null && !gt(result, floor) ? [`${result} is below what is kept, ${floor}`] : []),
    ...(row.stops >= stops && now < row.at + forMs ? [`${row.stops} stops in a row, the last at ${row.at}`] : []),
  ];
}
