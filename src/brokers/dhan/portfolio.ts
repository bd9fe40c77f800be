// Owns: money and positions at Dhan. What was delivered stands among the holdings, what was traded today among the
// positions (a sale from holdings below zero): together they are what the account has. "No holdings" comes as an error.

import { add, type Decimal, isPositive, isZero, lt, mul, neg, ONE, sum, ZERO } from '../../core/model/decimal.ts';
import type { Balance } from '../../core/model/account.ts';
import type { Instant } from '../../core/model/ids.ts';
import type { Side } from '../../core/model/signal.ts';
import type { VenuePosition } from '../../core/model/venues/report.ts';
import type { DhanClient, Read } from './dhan-client.ts';
import { createLeftOut } from './left-out.ts';
import type { OnWire, WireUnits } from './lot-units.ts';
import type { OrderReader } from './read-orders.ts';
import { EXCHANGE_OF, isSegment, nameKey, symbolOf } from './scrip.ts';
import type { ScripList } from './scrip-list.ts';
import type { VenueTrade } from './venue-entry.ts';
import { amountOf, decimalOf, isObject, type JsonObject, objectsOf, textOf } from './wire-json.ts';

const NO_HOLDINGS = 'DH-1111';

/** Our name of what Dhan names by segment and id; what is not in the list goes by Dhan's own name. */
export function symbolAt(list: ScripList | null, segment: string, securityId: string, tradingSymbol: string): string {
  const scrip = list?.byId(segment, securityId) ?? null;
  if (scrip !== null) return symbolOf(scrip);
  const name = nameKey(tradingSymbol === '' ? securityId : tradingSymbol);
  return isSegment(segment) && segment !== 'NSE_EQ' ? `${EXCHANGE_OF[segment]}:${name}` : name;
}

export async function readBalances(client: DhanClient): Promise<Read<readonly Balance[]>> {
  const answer = await client.get('/fundlimit');
  if (answer.type !== 'ok') return { type: 'unavailable', reason: answer.reason };
  // Dhan's own spelling, and the right one should it ever be mended
  const free = isObject(answer.body) ? (decimalOf(answer.body, 'availabelBalance') ?? decimalOf(answer.body, 'availableBalance')) : null;
  if (!isObject(answer.body) || free === null) return { type: 'unavailable', reason: 'Dhan answered without an available balance' };
  return { type: 'ok', value: [{ currency: 'INR', free, total: add(free, amountOf(answer.body, 'utilizedAmount')) }] };
}

async function listAt(client: DhanClient, path: string): Promise<Read<readonly JsonObject[]>> {
  const answer = await client.get(path);
  if (answer.type === 'refused' && answer.code === NO_HOLDINGS) return { type: 'ok', value: [] };
  if (answer.type !== 'ok') return { type: 'unavailable', reason: answer.reason };
  const list = Array.isArray(answer.body) ? objectsOf(answer.body) : null;
  return list === null ? { type: 'unavailable', reason: `Dhan answered ${path} with no list` } : { type: 'ok', value: list };
}

/** By our symbols, signed, base units. */
export interface Holding {
  /** What was traded today, or is carried. */
  readonly traded: ReadonlyMap<string, Decimal>;
  /** Shares that were delivered, by their names at NSE: they may be sold at either exchange. */
  readonly delivered: ReadonlyMap<string, Decimal>;
}

function sumOf(pairs: readonly (readonly [string, Decimal])[]): ReadonlyMap<string, Decimal> {
  const sums = new Map<string, Decimal>();
  for (const [symbol, qty] of pairs) sums.set(symbol, add(sums.get(symbol) ?? ZERO, qty));
  return sums;
}

interface Named {
  readonly symbol: string;
  readonly each: JsonObject;
  /** In one of its quantities. */
  readonly units: Decimal;
}

interface Rows {
  readonly positions: readonly Named[];
  readonly holdings: readonly Named[];
}

const rowAt = (each: JsonObject, segment: string): OnWire & { readonly each: JsonObject } => ({
  each,
  segment,
  securityId: textOf(each, 'securityId'),
  tradingSymbol: textOf(each, 'tradingSymbol'),
});

async function listRows(client: DhanClient, list: ScripList | null, units: WireUnits): Promise<Read<Rows>> {
  const positions = await listAt(client, '/positions');
  if (positions.type !== 'ok') return positions;
  const holdings = await listAt(client, '/holdings');
  if (holdings.type !== 'ok') return holdings;
  // what is no number is not nothing: an exit would be held back for it
  const written = [
    ...positions.value.map((each) => decimalOf(each, 'netQty')),
    ...holdings.value.map((each) => decimalOf(each, 'totalQty')),
  ];
  if (written.includes(null)) return { type: 'unavailable', reason: 'Dhan answered with a position of no readable quantity' };
  const traded = positions.value.map((each) => rowAt(each, textOf(each, 'exchangeSegment')));
  const counted = await units(traded);
  if (counted.type !== 'ok') return counted;
  const named = ({ each, segment, securityId, tradingSymbol }: OnWire & { readonly each: JsonObject }, unit: Decimal): Named => ({
    symbol: symbolAt(list, segment, securityId, tradingSymbol),
    each,
    units: unit,
  });
  const value = {
    positions: traded.map((row, index) => named(row, counted.value[index] ?? ONE)),
    holdings: holdings.value.map((each) => named(rowAt(each, 'NSE_EQ'), ONE)),
  };
  return { type: 'ok', value };
}

/** `products`: null for all of them. What does not say as which it is held counts as each. */
function holdingOf({ positions, holdings }: Rows, products: Products): Holding {
  const isOf = (product: string): boolean => products === null || product === '' || products.has(product);
  const sumsOf = (rows: readonly Named[], name: string): ReadonlyMap<string, Decimal> =>
    sumOf(rows.map(({ symbol, each, units }) => [symbol, mul(amountOf(each, name), units)]));
  return {
    traded: sumsOf(
      positions.filter(({ each }) => isOf(textOf(each, 'productType').toUpperCase())),
      'netQty',
    ),
    delivered: isOf('CNC') ? sumsOf(holdings, 'totalQty') : new Map(),
  };
}

/** What the rows of one symbol say of it beside the quantity; null where they disagree, or nothing is said. */
interface Row {
  readonly symbol: string;
  readonly qty: Decimal;
  readonly entryPrice: Decimal | null;
  readonly product: string | null;
}

const positive = (value: Decimal | null): Decimal | null => (value !== null && isPositive(value) ? value : null);
const said = (each: JsonObject, name: string): string | null => (textOf(each, name) === '' ? null : textOf(each, name));

function oneOf<T>(values: readonly (T | null)[]): T | null {
  const [value = null, ...more] = new Set(values);
  return more.length === 0 ? value : null;
}

/** As what each is held: what is sold as another product is no close of it, but opens the other side. */
function rowsOf({ positions, holdings }: Rows): readonly Row[] {
  const rows: Row[] = [];
  for (const { symbol, each, units } of positions) {
    const qty = mul(amountOf(each, 'netQty'), units);
    const average = positive(decimalOf(each, isPositive(qty) ? 'buyAvg' : 'sellAvg')) ?? positive(decimalOf(each, 'costPrice'));
    if (!isZero(qty)) rows.push({ symbol, qty, entryPrice: average, product: said(each, 'productType') });
  }
  for (const { symbol, each } of holdings) {
    const qty = amountOf(each, 'totalQty');
    if (!isZero(qty)) rows.push({ symbol, qty, entryPrice: positive(decimalOf(each, 'avgCostPrice')), product: 'CNC' });
  }
  return rows;
}

/** Held as one product, as nearly always, it has no part. */
function severalOf(rows: readonly Row[]): Pick<VenuePosition, 'products'> {
  const qtys = sumOf(rows.map(({ product, qty }) => [product ?? 'an unnamed product', qty]));
  const products = [...qtys].filter(([, qty]) => !isZero(qty)).map(([productType, qty]) => ({ productType, qty }));
  return products.length < 2 ? {} : { products };
}

function positionsOf(rows: Rows, at: Instant): readonly VenuePosition[] {
  const bySymbol = new Map<string, Row[]>();
  for (const row of rowsOf(rows)) bySymbol.set(row.symbol, [...(bySymbol.get(row.symbol) ?? []), row]);
  const value = [...bySymbol].map(([symbol, rows]) => ({
    symbol,
    qty: sum(rows.map(({ qty }) => qty)),
    entryPrice: oneOf(rows.map(({ entryPrice }) => entryPrice)),
    productType: oneOf(rows.map(({ product }) => product)),
    ...severalOf(rows),
    at,
  }));
  // long as one product and short as another it may come to nothing, and is there all the same
  return value.filter(({ qty, products }) => !isZero(qty) || products !== undefined);
}

type Products = ReadonlySet<string> | null;

/** An exit of a position: what it would close, unsigned, on which side it lies, and as which products it may be held. */
interface Leaving {
  readonly symbol: string;
  readonly side: Side;
  readonly qty: Decimal;
  readonly products: Products;
}

export interface Portfolio {
  /**
   * As what a position is held now that was traded today as another product, and not sold as that: a person has converted it. Null: it was
   * not, or nobody can tell.
   */
  convertedTo(list: ScripList | null, leaving: Leaving): Promise<string | null>;
  /** What is held as one of these products; null: as any. */
  holding(list: ScripList | null, products: Products): Promise<Read<Holding>>;
  positions(list: ScripList | null): Promise<Read<readonly VenuePosition[]>>;
}

export interface PortfolioOptions {
  readonly client: DhanClient;
  readonly reader: Pick<OrderReader, 'trades'>;
  readonly units: WireUnits;
  readonly now: () => Instant;
}

const symbolOfTrade = (list: ScripList | null, { segment, securityId, tradingSymbol }: VenueTrade): string =>
  symbolAt(list, segment, securityId, tradingSymbol);

export function createPortfolio({ client, reader, units, now }: PortfolioOptions): Portfolio {
  const leftOut = createLeftOut();

  function whyNone(rows: Rows, trades: Read<readonly VenueTrade[]>, list: ScripList | null): string | null {
    const { traded, delivered } = holdingOf(rows, null);
    const net = (trade: VenueTrade): readonly [string, Decimal] => [
      symbolOfTrade(list, trade),
      trade.side === 'buy' ? trade.fill.qty : neg(trade.fill.qty),
    ];
    return leftOut({
      at: now(),
      held: sumOf([...traded, ...delivered]),
      traded: trades.type === 'ok' ? sumOf(trades.value.map(net)) : null,
    });
  }

  async function rowsNow(list: ScripList | null): Promise<Read<Rows>> {
    const [rows, trades] = await Promise.all([listRows(client, list, units), reader.trades()]);
    const reason = rows.type === 'ok' ? whyNone(rows.value, trades, list) : null;
    return reason === null ? rows : { type: 'unavailable', reason };
  }

  return {
    async holding(list, products) {
      const read = await rowsNow(list);
      return read.type === 'ok' ? { type: 'ok', value: holdingOf(read.value, products) } : read;
    },
    async convertedTo(list, { symbol, side, qty, products }) {
      const [rows, trades] = await Promise.all([listRows(client, list, units), reader.trades()]);
      if (rows.type !== 'ok' || trades.type !== 'ok' || products === null) return null;
      const along = (signed: Decimal): Decimal => (side === 'sell' ? signed : neg(signed));
      const bought = trades.value
        .filter((trade) => products.has(trade.productType) && symbolOfTrade(list, trade) === symbol)
        .map((trade) => (trade.side === 'buy' ? trade.fill.qty : neg(trade.fill.qty)));
      // what was sold of it is gone, and what else is held is somebody's own
      if (lt(along(sum(bought)), qty)) return null;
      const others = rowsOf({ positions: rows.value.positions, holdings: [] }).filter((row) => row.symbol === symbol);
      const [only, ...more] = others.filter(
        ({ product, qty: held }) => product !== null && !products.has(product) && !lt(along(held), qty),
      );
      return more.length === 0 ? (only?.product ?? null) : null;
    },
    async positions(list) {
      const read = await rowsNow(list);
      return read.type === 'ok' ? { type: 'ok', value: positionsOf(read.value, now()) } : read;
    },
  };
}
