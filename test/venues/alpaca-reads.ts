// Owns: what the fake Alpaca answers to questions: the account, positions, assets, executions, the clock, prices.

import { abs, decimal, type Decimal, isNegative, isPositive, mul, sub, sum } from '../../src/core/model/decimal.ts';
import { type AlpacaOrders, uuidOf } from './alpaca-orders.ts';
import { NOT_FOUND, refuse } from './alpaca-rules.ts';
import { candleBook, lengthOf } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { VenueReply, VenueRequest } from './http-venue.ts';

/** What a test may change about the account and the market. */
export interface AlpacaSetting {
  /** The session; crypto trades always. */
  isOpen: boolean;
  /** Added to the account. */
  account: Record<string, unknown>;
  /** A cancel is only begun; `finishCancels` ends it. */
  slowCancels: boolean;
  /** The list of activities does not show executions yet. */
  hidesActivities: boolean;
  /** Cents of a share can be bought. */
  fractions: boolean;
  /**
   * Where a leg of a pair stands after it was replaced, which no document says: nested under whatever is the target (`living`);
   * with everything that either leg has ever been, in no order (`every`); or by itself, and of no class (`alone`).
   */
  nesting: 'living' | 'every' | 'alone';
  /** Keys are not accepted any more. */
  keysRefused: boolean;
  /** Answers name a time so much later than ours. */
  skewMs: number;
}

const ok = (body: unknown): VenueReply => ({ status: 200, body });
const instant = (at: number): string => new Date(at).toISOString();
const lastOf = (path: string): string => decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
const isPair = (symbol: string): boolean => symbol.includes('/');

function positionJson(symbol: string, qty: Decimal, available: Decimal, entry: Decimal, price: Decimal): Record<string, unknown> {
  const pair = isPair(symbol);
  return {
    asset_id: uuidOf(5, pair ? '1' : '2'),
    symbol: symbol.replace('/', ''),
    exchange: pair ? '' : 'NASDAQ',
    asset_class: pair ? 'crypto' : 'us_equity',
    asset_marginable: !pair,
    avg_entry_price: entry,
    qty,
    qty_available: available,
    side: isNegative(qty) ? 'short' : 'long',
    market_value: mul(qty, price),
    cost_basis: mul(qty, entry),
    unrealized_pl: mul(qty, sub(price, entry)),
    unrealized_plpc: '0',
    unrealized_intraday_pl: '0',
    unrealized_intraday_plpc: '0',
    current_price: price,
    lastday_price: price,
    change_today: '0',
  };
}

function positionsJson(exchange: Exchange): readonly Record<string, unknown>[] {
  const open = exchange.openOrders();
  const shares = exchange.ledger.positions().map(({ symbol, qty, entryPrice }) => {
    const held = sum(
      open.filter((order) => order.symbol === symbol && (order.side === 'sell') === isPositive(qty)).map((order) => order.qty),
    );
    return positionJson(symbol, qty, sub(abs(qty), held), entryPrice, exchange.quote(symbol).last);
  });
  const coins = exchange.options.markets
    .filter(({ kind, base }) => kind === 'spot' && isPositive(exchange.ledger.total(base)))
    .map(({ symbol, base }) => {
      const { last } = exchange.quote(symbol);
      return positionJson(symbol, exchange.ledger.total(base), exchange.ledger.free(base, open), last, last);
    });
  return [...shares, ...coins];
}

function accountJson(exchange: Exchange, setting: AlpacaSetting): Record<string, unknown> {
  const total = exchange.ledger.total('USD');
  const paid = sum(exchange.ledger.positions().map(({ qty, entryPrice }) => mul(qty, entryPrice)));
  const free = exchange.ledger.free('USD', exchange.openOrders());
  return {
    id: uuidOf(3, '1'),
    account_number: 'PA3TEST00001',
    status: 'ACTIVE',
    crypto_status: 'ACTIVE',
    currency: 'USD',
    cash: sub(total, paid),
    equity: total,
    buying_power: free,
    non_marginable_buying_power: free,
    pattern_day_trader: false,
    trading_blocked: false,
    transfers_blocked: false,
    account_blocked: false,
    trade_suspended_by_user: false,
    shorting_enabled: true,
    multiplier: '2',
    options_trading_level: 2,
    created_at: '2025-01-02T03:04:05.000000Z',
    ...setting.account,
  };
}

function assetReply(exchange: Exchange, setting: AlpacaSetting, name: string): VenueReply {
  const market = exchange.options.markets.find(({ symbol }) => symbol === name || symbol.replace('/', '') === name);
  if (market === undefined) return refuse(404, 40410000, `asset not found for ${name}`);
  return ok(assetJson(market.symbol, setting, market.tickSize, market.stepSize));
}

function assetJson(symbol: string, setting: AlpacaSetting, tick: Decimal, step: Decimal): Record<string, unknown> {
  const pair = isPair(symbol);
  return {
    id: uuidOf(5, pair ? '1' : '2'),
    class: pair ? 'crypto' : 'us_equity',
    exchange: pair ? 'CRYPTO' : 'NASDAQ',
    symbol,
    name: pair ? 'Bitcoin / US Dollar' : 'Apple Inc. Common Stock',
    status: 'active',
    tradable: true,
    marginable: !pair,
    shortable: !pair,
    easy_to_borrow: !pair,
    fractionable: pair || setting.fractions,
    ...(pair ? { min_order_size: step, min_trade_increment: step, price_increment: tick } : {}),
  };
}

function activitiesReply(exchange: Exchange, orders: AlpacaOrders, setting: AlpacaSetting, { query }: VenueRequest): VenueReply {
  const after = Date.parse(query.get('after') ?? '1970-01-01');
  const from = query.get('page_token');
  const cumulative = new Map<string, Decimal>();
  const rows = exchange.trades().map((trade) => {
    const order = exchange.order(trade.orderId);
    const located = order === null ? null : orders.of(order);
    const done = sum([cumulative.get(trade.orderId) ?? decimal('0'), trade.qty]);
    cumulative.set(trade.orderId, done);
    const left = order === null ? decimal('0') : sub(order.qty, done);
    return {
      id: `${instant(trade.at).replace(/\D/g, '')}::${uuidOf(7, trade.id)}`,
      activity_type: 'FILL',
      transaction_time: instant(trade.at),
      type: left === '0' ? 'fill' : 'partial_fill',
      price: trade.price,
      qty: trade.qty,
      side: trade.side,
      symbol: trade.symbol,
      leaves_qty: left,
      order_id: located?.face.id ?? '',
      cum_qty: done,
      order_status: left === '0' ? 'filled' : 'partially_filled',
    };
  });
  const shown = setting.hidesActivities ? [] : rows.filter(({ transaction_time }) => Date.parse(transaction_time) > after);
  const start = from === null ? 0 : shown.findIndex(({ id }) => id === from) + 1;
  return ok(shown.slice(start, start + Number(query.get('page_size') ?? '100')));
}

function snapshotJson(exchange: Exchange, symbol: string): Record<string, unknown> {
  const { bid, ask, last } = exchange.quote(symbol);
  const t = instant(exchange.options.now());
  return {
    latestQuote: { t, bp: Number(bid), bs: 10, ap: Number(ask), as: 10, ax: 'V', bx: 'V', c: ['R'], z: 'C' },
    latestTrade: { t, p: Number(last), s: 1, i: 1, x: 'V', c: ['@'], z: 'C' },
  };
}

function clockReply(exchange: Exchange, setting: AlpacaSetting): VenueReply {
  const now = exchange.options.now() + setting.skewMs;
  return ok({
    timestamp: instant(now),
    is_open: setting.isOpen,
    next_open: instant(now + 17 * 3_600_000),
    next_close: instant(now + 6 * 3_600_000),
  });
}

function barsReply(exchange: Exchange, { query }: VenueRequest): VenueReply {
  const symbols = (query.get('symbols') ?? '').split(',').filter((symbol) => exchange.market(symbol) !== null);
  const start = Date.parse(query.get('start') ?? '');
  const limit = Number(query.get('limit') ?? '1000');
  const rows = candleBook(lengthOf(query.get('timeframe') ?? ''), limit, exchange.options.now())
    .filter(({ openAt }) => openAt >= start)
    .map(({ openAt, open, high, low, close, volume }) => ({
      t: instant(openAt),
      o: Number(open),
      h: Number(high),
      l: Number(low),
      c: Number(close),
      v: Number(volume),
      n: 3,
      vw: Number(close),
    }));
  const sorted = query.get('sort') === 'desc' ? rows.toReversed() : rows;
  return ok({ bars: Object.fromEntries(symbols.map((symbol) => [symbol, sorted])), next_page_token: null });
}

/** Null: no question that this venue knows. */
export function answerQuestion(exchange: Exchange, orders: AlpacaOrders, setting: AlpacaSetting, request: VenueRequest): VenueReply | null {
  const { path, query } = request;
  const priced = (symbol: string): boolean => exchange.market(symbol) !== null;
  if (path === '/v2/account') return ok(accountJson(exchange, setting));
  if (path === '/v2/clock') return clockReply(exchange, setting);
  if (path === '/v2/positions') return ok(positionsJson(exchange));
  if (path.startsWith('/v2/positions/')) {
    const found = positionsJson(exchange).find(({ symbol }) => symbol === lastOf(path));
    return found === undefined ? refuse(404, 40410000, 'position does not exist') : ok(found);
  }
  if (path === '/v2/account/activities/FILL') return activitiesReply(exchange, orders, setting, request);
  if (path === '/v2/assets') {
    return ok(exchange.options.markets.map(({ symbol, tickSize, stepSize }) => assetJson(symbol, setting, tickSize, stepSize)));
  }
  if (path.startsWith('/v2/assets/')) return assetReply(exchange, setting, lastOf(path));
  const stock = /^\/v2\/stocks\/([^/]+)\/snapshot$/.exec(path)?.[1];
  if (stock !== undefined) return priced(stock) ? ok({ symbol: stock, ...snapshotJson(exchange, stock) }) : NOT_FOUND;
  if (path === '/v1beta3/crypto/us/snapshots') {
    const symbols = (query.get('symbols') ?? '').split(',').filter(priced);
    return ok({ snapshots: Object.fromEntries(symbols.map((symbol) => [symbol, snapshotJson(exchange, symbol)])) });
  }
  if (path === '/v1beta3/crypto/us/bars' || path === '/v2/stocks/bars') return barsReply(exchange, request);
  return null;
}
