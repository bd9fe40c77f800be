// Owns: the markets of one venue as instruments, and the way between our quantities (base units) and the venue's (contracts).
// Contracts that are settled in their base currency are left out: how much base one of them is changes with the price.

import { type Decimal, decimal, div, isPositive, max, mul, ONE, parseDecimal, ZERO } from '../../../core/model/decimal.ts';
import type { Instant } from '../../../core/model/ids.ts';
import type { Instrument, PriceDigits } from '../../../core/model/markets/instrument.ts';
import type { Clock } from '../../../clock.ts';
import { inTime } from '../wire/in-time.ts';
import { type KeptMarkets, NOTHING_KEPT } from './kept-markets.ts';
import { nearestNames } from './nearest-symbols.ts';
import { type Exchange, hasOwn, type MarketType } from '../wire/exchange.ts';
import { decimalOf, type Dict, dictOf, listOf, textOf } from '../wire/read-answer.ts';
import { type ExchangeRules, rulesOf } from '../rules.ts';

export interface Listed {
  readonly instrument: Instrument;
  /** Base units of one unit of the venue's amounts. */
  readonly contractSize: Decimal;
  /** False: the venue has stopped trading it. What is held of it, and its orders, are there all the same. */
  readonly isActive: boolean;
  /** What is paid for a trade is below zero as ccxt reads it, and is counted in quote currency, whatever it was paid in. */
  readonly feesNegated?: boolean;
  /** Where digits of a price are counted; absent: the tick holds for every price. */
  readonly priceDigits?: PriceDigits | null;
}

export interface Markets {
  /** Rejects where the venue does not answer. */
  readonly find: (symbol: string) => Promise<Listed | null>;
  /** For an order that leaves: what is known already, or was when this market was traded last, does. Rejects as above. */
  readonly toLeave: (symbol: string) => Promise<Listed | null>;
  /** As the venue lists it now, where what is loaded is older than a minute; never rejects. */
  readonly again: (symbol: string) => Promise<Listed | null>;
  /** What is loaded already. */
  readonly known: (symbol: string) => Listed | null;
  readonly nearest: (symbol: string) => readonly string[];
  readonly symbols: () => readonly string[];
}

/** How often a symbol that is not listed makes us ask for the list again: a listing is not older than this. */
const RELOAD_MS = 600_000;
/** The same where an order was refused for a step or a limit. */
const AGAIN_MS = 60_000;
/** Of ccxt: precision counts decimal places (2), significant digits (3) or is the step itself (4). */
const PLACES = 2;
const SIGNIFICANT = 3;

export function createMarkets(exchange: Exchange, type: MarketType, clock: Clock, kept: KeptMarkets = NOTHING_KEPT): Markets {
  const now = (): Instant => clock.now();
  let loadedAt: Instant | null = null;
  /** What the exchange has are those of before: they are no list. */
  let isKept = false;
  let loading: Promise<unknown> | null = null;
  const listed = new Map<string, Listed | null>();

  const load = (reload: boolean): Promise<unknown> => {
    loading ??= exchange
      .loadMarkets(reload || isKept)
      .then(() => {
        loadedAt = now();
        isKept = false;
        listed.clear();
      })
      .finally(() => {
        loading = null;
      });
    return loading;
  };
  const known = (symbol: string): Listed | null => {
    const kept = listed.get(symbol);
    if (kept !== undefined) return kept;
    const all = exchange.markets;
    if (all === undefined || !Object.hasOwn(all, symbol)) return null;
    const read = readMarket(exchange, dictOf(all[symbol]), type);
    listed.set(symbol, read);
    return read;
  };

  async function find(symbol: string): Promise<Listed | null> {
    if (loadedAt === null) await load(false);
    const found = known(symbol);
    if (found?.isActive === true || loadedAt === null || now() - loadedAt < RELOAD_MS) return found;
    // what is known of it does where there is no newer list
    await (found === null ? load(true) : load(true).catch(() => undefined));
    return known(symbol);
  }

  return {
    known,
    find,
    async toLeave(symbol) {
      const found = known(symbol);
      const before = found === null ? kept.of(symbol) : null;
      if (before === null) return found ?? find(symbol);
      const fresh = await inTime(clock, find(symbol));
      if (fresh !== null) return fresh;
      // there is no list yet, or one that has it no more: whether it can be left is for the venue to say
      isKept = loadedAt === null;
      exchange.setMarkets([...Object.values(exchange.markets ?? {}), before.market]);
      return known(symbol);
    },
    async again(symbol) {
      if (loadedAt === null || now() - loadedAt >= AGAIN_MS) await load(true).catch(() => undefined);
      return known(symbol);
    },
    nearest: (symbol) => nearestNames(symbol, symbolsOf(exchange, type)),
    symbols: () => symbolsOf(exchange, type),
  };
}

const symbolsOf = (exchange: Exchange, type: MarketType): readonly string[] =>
  Object.values(exchange.markets ?? {}).flatMap((each) => {
    const market = dictOf(each);
    const symbol = textOf(market['symbol']);
    return symbol !== null && isActive(market) && isOurs(market, type) ? [symbol] : [];
  });

const isActive = (market: Dict): boolean => market['active'] !== false;
/** Of the kind that is traded here, whether or not it is traded now. */
const isOurs = (market: Dict, type: MarketType): boolean => market[type] === true && (type === 'spot' || market['linear'] === true);

const modeOf = (exchange: Exchange): unknown => (exchange as unknown as { readonly precisionMode?: unknown }).precisionMode;

/** The step behind a number of ccxt's; null where the venue names none. */
function stepOf(exchange: Exchange, written: unknown): Decimal | null {
  const read = decimalOf(written);
  const mode = modeOf(exchange);
  if (read === null || mode === SIGNIFICANT) return null;
  if (mode !== PLACES) return isPositive(read) ? read : null;
  const places = Number(read);
  return Number.isInteger(places) && places >= 0 && places <= 18 ? parseDecimal(`1e-${places}`) : null;
}

interface MarketLot {
  readonly least: Decimal | null;
  readonly most: Decimal | null;
  readonly step: Decimal | null;
}

const positive = (value: unknown): Decimal | null => {
  const read = decimalOf(value);
  return read !== null && isPositive(read) ? read : null;
};

/** What the venue says of orders at market alone, in its own units; zero is how venues write that they say nothing. */
function readMarketLot(market: Dict, { marketMaxPath }: ExchangeRules): MarketLot {
  const limits = dictOf(dictOf(market['limits'])['market']);
  const info = dictOf(market['info']);
  const filter = listOf(info['filters']).find((each) => each['filterType'] === 'MARKET_LOT_SIZE');
  const told = marketMaxPath.reduce<unknown>((part, key) => dictOf(part)[key], info);
  return {
    least: positive(limits['min']),
    most: positive(limits['max']) ?? (marketMaxPath.length === 0 ? null : positive(told)),
    step: positive(filter?.['stepSize']),
  };
}

/**
 * What can be bought at a limit has to be sold at market: the least quantity and the step of the two hold for both. The most
 * need not: what is larger leaves in pieces.
 */
const coarser = (usual: Decimal, atMarket: Decimal | null): Decimal => (atMarket === null ? usual : max(usual, atMarket));

/** Null: another kind of market, or one that cannot be counted in base units. */
function readMarket(exchange: Exchange, market: Dict, type: MarketType): Listed | null {
  const [symbol, base, quote] = [textOf(market['symbol']), textOf(market['base']), textOf(market['quote'])];
  if (symbol === null || base === null || quote === null || !isOurs(market, type)) return null;
  const told = type === 'spot' ? null : positive(market['contractSize']);
  const precision = dictOf(market['precision']);
  const limits = dictOf(market['limits']);
  const [amounts, costs] = [dictOf(limits['amount']), dictOf(limits['cost'])];
  const rules = rulesOf(exchange.id, type);
  const contractSize = rules.amountsInCoins ? ONE : (told ?? ONE);
  const atMarket = readMarketLot(market, rules);
  // at venues that count significant digits, prices and quantities are cut by ccxt and refused where that changes them
  const amountStep = coarser(stepOf(exchange, precision['amount']) ?? decimal('0.00000001'), atMarket.step);
  const stepSize = mul(amountStep, contractSize);
  const written = decimalOf(amounts['min']) ?? ZERO;
  const least = coarser(rules.leastInCoins ? div(written, contractSize) : written, atMarket.least);
  const most = decimalOf(amounts['max']);
  const instrument: Instrument = {
    symbol,
    kind: type,
    base,
    quote,
    tickSize: finestTick(exchange, amountStep, type) ?? stepOf(exchange, precision['price']) ?? decimal('0.00000001'),
    stepSize,
    qtyMin: isPositive(least) ? mul(least, contractSize) : stepSize,
    qtyMax: most !== null && isPositive(most) ? mul(most, contractSize) : null,
    marketQtyMax: atMarket.most === null ? null : mul(atMarket.most, contractSize),
    notionalMin: decimalOf(costs['min']) ?? ZERO,
    canShort: type !== 'spot' && hasOwn(exchange, 'fetchPositions'),
    ...(told === null ? {} : { contractSize: told }),
  };
  return {
    instrument,
    contractSize,
    isActive: isActive(market),
    feesNegated: rules.feesNegated,
    priceDigits: priceDigitsOf(exchange, precision),
  };
}

/** Of a price so many digits count at Hyperliquid, and of those behind the point so many as its quantities leave. ccxt lists what comes of both at the price of that moment. */
function finestTick(exchange: Exchange, amountStep: Decimal, type: MarketType): Decimal | null {
  if (exchange.id !== 'hyperliquid') return null;
  const places = (type === 'spot' ? 8 : 6) - (amountStep.split('.')[1] ?? '').length;
  return places > 0 ? parseDecimal(`1e-${places}`) : ONE;
}

/** Hyperliquid's five are ccxt's knowledge. */
function priceDigitsOf(exchange: Exchange, precision: Dict): PriceDigits | null {
  if (exchange.id === 'hyperliquid') return { count: 5, wholeAlways: true };
  const count = Number(decimalOf(precision['price']));
  return modeOf(exchange) === SIGNIFICANT && Number.isInteger(count) && count > 0 ? { count, wholeAlways: false } : null;
}

/** Base units to the venue's. */
export const toAmount = (qty: Decimal, { contractSize }: Listed): Decimal => (contractSize === ONE ? qty : div(qty, contractSize));
/** The venue's to base units. */
export const toQty = (amount: Decimal, { contractSize }: Listed): Decimal => (contractSize === ONE ? amount : mul(amount, contractSize));

/** Null: the instrument is as the venue lists it. Where digits of a price count, the tick is a matter of the price. */
export function relistedAs(known: Instrument, { instrument, priceDigits }: Listed): Instrument | null {
  const { stepSize, qtyMin, qtyMax, marketQtyMax = null, notionalMin } = instrument;
  const tickSize = priceDigits == null ? instrument.tickSize : known.tickSize;
  const isSame =
    known.stepSize === stepSize &&
    known.qtyMin === qtyMin &&
    known.qtyMax === qtyMax &&
    known.tickSize === tickSize &&
    known.notionalMin === notionalMin;
  return isSame ? null : { ...known, stepSize, qtyMin, qtyMax, marketQtyMax, notionalMin, tickSize };
}
