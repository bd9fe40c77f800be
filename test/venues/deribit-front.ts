// Owns: Deribit's perpetuals in USDC as ccxt 4.5.84 asks them: orders as signed questions, amounts in coins, names that are labels and may
// repeat, ended orders for half an hour and trades for a day unless the historical ones are asked for, stops with an id and a history of their
// own. After its public documents.

import { type Decimal, decimal, isNegative, isPositive, mul, parseDecimal, sub, sum } from '../../src/core/model/decimal.ts';
import { candleBook, lengthOf } from './candle-book.ts';
import {
  DERIBIT_KEYS,
  failed,
  idOf,
  INVERSE,
  isSigned,
  isTrigger,
  isWaiting,
  ok,
  priceOf,
  shownMarket,
  shownOrder,
  shownTrade,
  signedAuth,
  triggerIdOf,
  WORDS,
} from './deribit-words.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeOrder, ExchangeTrade, OrderKind } from './exchange-order.ts';
import type { Fault, RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

const KINDS: Readonly<Record<string, RequestKind>> = {
  buy: 'submit',
  sell: 'submit',
  cancel: 'cancel',
  get_open_orders: 'look_up',
  get_open_orders_by_instrument: 'look_up',
  get_order_state: 'look_up',
  get_order_state_by_label: 'look_up',
  get_order_history_by_instrument: 'look_up',
  get_trigger_order_history: 'look_up',
  get_user_trades_by_order: 'look_up',
  get_user_trades_by_instrument_and_time: 'look_up',
  get_positions: 'read',
  get_account_summaries: 'read',
  ticker: 'price',
  get_order_book: 'price',
  get_tradingview_chart_data: 'candles',
};
const nameOf = ({ path }: VenueRequest): string => path.split('/').at(-1) ?? '';
const kindOf = (request: VenueRequest): RequestKind => KINDS[nameOf(request)] ?? 'other';

const TYPES: Readonly<Record<string, OrderKind>> = {
  market: 'market',
  limit: 'limit',
  stop_market: 'stop',
  stop_limit: 'stop_limit',
  trailing_stop: 'trailing_stop',
};
const TIMES: Readonly<Record<string, 'gtc' | 'ioc' | 'fok'>> = {
  good_til_cancelled: 'gtc',
  immediate_or_cancel: 'ioc',
  fill_or_kill: 'fok',
};

const RECENT_ORDERS_MS = 1_800_000;
const RECENT_TRADES_MS = 86_400_000;

export interface DeribitAccount {
  /** What a trigger has become has no name. */
  readonly nameless?: boolean;
  /** So long what has ended, and what was traded, is among the recent ones; absent: as the documents say. */
  readonly recentMs?: number;
}

export function createDeribitFront(exchange: Exchange, { nameless = false, recentMs }: DeribitAccount = {}): Front {
  const now = (): number => exchange.options.now();
  const streams = new Set<VenueSocket>();
  const triggerLog: object[] = [];
  const shown = (order: ExchangeOrder) => shownOrder(order, !nameless);
  const isOld = (at: number, recent: number): boolean => now() - at > (recentMs ?? recent);
  const asked = (query: URLSearchParams, key: string): boolean => query.get(key) === 'true';

  function note(order: ExchangeOrder, state: string): void {
    triggerLog.push({
      timestamp: now(),
      trigger: 'last_price',
      trigger_price: Number(order.stopPrice),
      trigger_order_id: triggerIdOf(order),
      order_id: state === 'triggered' ? `USDC-${order.id}` : triggerIdOf(order),
      order_state: state,
      request: state === 'triggered' ? 'trigger:order' : 'cancel',
      instrument_name: order.symbol,
      direction: order.side,
      price: priceOf(order),
      amount: Number(order.qty),
      reduce_only: order.reduceOnly,
      post_only: order.postOnly,
      order_type: order.limitPrice === null ? 'market' : 'limit',
      label: order.clientId ?? '',
      last_update_timestamp: now(),
    });
  }

  const CHANNEL = 'user.orders.any.any.raw';
  const notify = (stream: VenueSocket, channel: string, data: unknown): void =>
    stream.tell({ jsonrpc: '2.0', method: 'subscription', params: { channel, data } });

  function shownQuote(symbol: string) {
    const { bid, ask, last } = exchange.quote(symbol);
    const prices = { best_bid_price: Number(bid), best_ask_price: Number(ask), last_price: Number(last), mark_price: Number(last) };
    return { instrument_name: symbol, timestamp: now(), best_bid_amount: 9, best_ask_amount: 9, ...prices, stats: {}, state: 'open' };
  }

  exchange.subscribe((event) => {
    if (event.type === 'price') {
      const channel = `ticker.${event.symbol}.100ms`;
      const frame = { jsonrpc: '2.0', method: 'subscription', params: { channel, data: shownQuote(event.symbol) } };
      for (const stream of streams) if (stream.data.get(channel) === true) stream.send(frame);
      return;
    }
    const { order, type } = event;
    if (type === 'triggered') note(order, 'triggered');
    if (isWaiting(order) && (type === 'canceled' || type === 'rejected')) note(order, type === 'canceled' ? 'cancelled' : type);
    for (const stream of streams) if (stream.data.get(CHANNEL) === true) notify(stream, CHANNEL, shown(order));
  });

  const numberIn = (query: URLSearchParams, key: string): Decimal | null => {
    const text = query.get(key);
    return text === null ? null : parseDecimal(text);
  };

  const orderOf = ({ orderId }: ExchangeTrade): ExchangeOrder => {
    const order = exchange.order(orderId);
    if (order === null) throw new Error(`a trade without its order ${orderId}`);
    return order;
  };
  const tradesShown = (trades: readonly ExchangeTrade[], query: URLSearchParams) =>
    trades
      .filter(({ at }) => isOld(at, RECENT_TRADES_MS) === asked(query, 'historical'))
      .toReversed()
      .map((trade) => shownTrade(trade, orderOf(trade)));

  function place(side: 'buy' | 'sell', query: URLSearchParams): VenueReply {
    const [kind, time] = [TYPES[query.get('type') ?? 'limit'], TIMES[query.get('time_in_force') ?? 'good_til_cancelled']];
    const [amount, trigger, away] = [numberIn(query, 'amount'), numberIn(query, 'trigger_price'), numberIn(query, 'trigger_offset')];
    if (kind === undefined || time === undefined || amount === null) return failed([-32602, 'Invalid params']);
    const isStop = kind === 'stop' || kind === 'stop_limit';
    if (isStop !== (trigger !== null) || (kind === 'trailing_stop') !== (away !== null))
      return failed([-32602, 'Invalid params', 'trigger']);
    if ((isStop || away !== null) && query.get('trigger') === null) return failed([-32602, 'Invalid params', 'trigger']);
    const outcome = exchange.place({
      clientId: query.get('label'),
      symbol: query.get('instrument_name') ?? '',
      side,
      kind,
      qty: amount,
      limitPrice: kind === 'limit' || kind === 'stop_limit' ? numberIn(query, 'price') : null,
      stopPrice: trigger,
      ...(away === null ? {} : { trail: { amount: away } }),
      reduceOnly: asked(query, 'reduce_only'),
      timeInForce: time,
      postOnly: asked(query, 'post_only'),
    });
    if (!outcome.ok) return failed(WORDS[outcome.refusal.code]);
    return ok({ order: shown(outcome.order), trades: outcome.order.trades.map((trade) => shownTrade(trade, outcome.order)) });
  }

  const byId = (id: string | null): ExchangeOrder | undefined => exchange.orders().find((order) => idOf(order) === id);

  function cancel(query: URLSearchParams): VenueReply {
    const outcome = exchange.cancel(byId(query.get('order_id'))?.id ?? '');
    return outcome.ok ? ok(shown(outcome.order)) : failed(WORDS[outcome.refusal.code]);
  }

  /** What was never touched stands in the history of triggers alone. */
  function historyOf(query: URLSearchParams): VenueReply {
    const ended = exchange
      .orders()
      .filter((order) => order.status !== 'open' && order.symbol === query.get('instrument_name') && !isWaiting(order));
    const listed = ended.filter(
      ({ updatedAt, qtyFilled }) =>
        isOld(updatedAt, RECENT_ORDERS_MS) === asked(query, 'historical') && (isPositive(qtyFilled) || asked(query, 'include_unfilled')),
    );
    return ok(
      listed
        .toReversed()
        .slice(0, Number(query.get('count') ?? '20'))
        .map(shown),
    );
  }

  function byLabel(query: URLSearchParams): VenueReply {
    if (query.get('currency') !== 'USDC') return ok([]);
    const named = exchange
      .orders()
      .filter((order) => shown(order).label === query.get('label') && !(isTrigger(order) && order.status === 'canceled'));
    return ok(named.filter(({ status, updatedAt }) => status === 'open' || !isOld(updatedAt, RECENT_ORDERS_MS)).map(shown));
  }

  function trades(query: URLSearchParams): VenueReply {
    const [from, to] = [Number(query.get('start_timestamp')), Number(query.get('end_timestamp') ?? Number.NaN)];
    if (!(to >= from)) return failed([-32602, 'Invalid params', 'end_timestamp']);
    const told = exchange.trades().filter(({ symbol, at }) => symbol === query.get('instrument_name') && at >= from && at <= to);
    const page = tradesShown(told, query).slice(0, Number(query.get('count') ?? '10'));
    return ok({ trades: page, has_more: page.length < told.length });
  }

  const openResult = (): Decimal =>
    sum(exchange.ledger.positions().map(({ symbol, qty, entryPrice }) => mul(qty, sub(exchange.quote(symbol).last, entryPrice))));

  /** What positions stand at is part of the equity. */
  const summaries = () =>
    exchange.balances().map(({ currency, total, free }) => {
      const open = currency === 'USDC' ? openResult() : decimal('0');
      return {
        currency,
        balance: Number(total),
        equity: Number(sum([total, open])),
        available_funds: Number(free),
        maintenance_margin: 0,
        futures_pl: Number(open),
      };
    });

  const positions = () =>
    exchange.ledger.positions().map(({ symbol, qty, entryPrice }) => ({
      instrument_name: symbol,
      kind: 'future',
      direction: isNegative(qty) ? 'sell' : 'buy',
      size: Number(qty),
      size_currency: Number(qty),
      average_price: Number(entryPrice),
      mark_price: Number(exchange.quote(symbol).last),
      floating_profit_loss: 0,
      initial_margin: 0,
      maintenance_margin: 0,
      leverage: 50,
    }));

  function answerPrivate(request: VenueRequest): VenueReply {
    const { query } = request;
    const name = nameOf(request);
    switch (name) {
      case 'buy':
      case 'sell':
        return place(name, query);
      case 'cancel':
        return cancel(query);
      case 'get_open_orders':
        return ok(exchange.openOrders().map(shown));
      case 'get_open_orders_by_instrument':
        return ok(
          exchange
            .openOrders()
            .filter(({ symbol }) => symbol === query.get('instrument_name'))
            .map(shown),
        );
      case 'get_order_state': {
        const order = byId(query.get('order_id'));
        return order === undefined ? failed(WORDS.unknown_order) : ok(shown(order));
      }
      case 'get_order_state_by_label':
        return byLabel(query);
      case 'get_order_history_by_instrument':
        return historyOf(query);
      case 'get_trigger_order_history':
        return ok({ entries: triggerLog.toReversed(), continuation: 'none' });
      case 'get_user_trades_by_order':
        return ok(tradesShown(byId(query.get('order_id'))?.trades ?? [], query));
      case 'get_user_trades_by_instrument_and_time':
        return trades(query);
      case 'get_positions':
        return ok(positions());
      case 'get_account_summaries':
        return ok({ summaries: summaries() });
      default:
        return failed([-32601, 'Method not found', name]);
    }
  }

  function answerPublic(request: VenueRequest): VenueReply {
    const { query } = request;
    const symbol = query.get('instrument_name') ?? '';
    switch (nameOf(request)) {
      case 'get_time':
        return ok(now());
      case 'get_instruments':
        return ok([...exchange.options.markets.map(shownMarket), INVERSE]);
      case 'ticker':
        return exchange.market(symbol) === null ? failed(WORDS.unknown_symbol) : ok(shownQuote(symbol));
      case 'get_tradingview_chart_data': {
        const word = query.get('resolution') ?? '';
        const length = lengthOf(word);
        const count = Math.floor((Number(query.get('end_timestamp')) - Number(query.get('start_timestamp'))) / length) + 1;
        const book = candleBook(length, count, now());
        const column = (key: 'open' | 'high' | 'low' | 'close' | 'volume') => book.map((candle) => Number(candle[key]));
        const [open, high, low, close, volume] = [column('open'), column('high'), column('low'), column('close'), column('volume')];
        return ok({ status: 'ok', ticks: book.map(({ openAt }) => openAt), open, high, low, close, volume, cost: volume });
      }
      default:
        return failed([-32601, 'Method not found']);
    }
  }

  function heard(stream: VenueSocket, frame: string): void {
    const { id, method, params = {} } = JSON.parse(frame) as { id: number; method: string; params?: Record<string, unknown> };
    const answer = (result: unknown): void => stream.send({ jsonrpc: '2.0', id, result });
    if (method === 'public/auth') {
      const isOurs =
        params['client_id'] === DERIBIT_KEYS.apiKey && params['signature'] === signedAuth(params['timestamp'], params['nonce']);
      if (!isOurs) return stream.send({ jsonrpc: '2.0', id, error: { code: 13004, message: 'invalid_credentials' } });
      stream.data.set('auth', true);
      return answer({ access_token: 'token', expires_in: 900, token_type: 'bearer', scope: 'connection' });
    }
    const channels = (params['channels'] as string[] | undefined) ?? [];
    if (method === 'private/subscribe' && stream.data.get('auth') !== true)
      return stream.send({ jsonrpc: '2.0', id, error: { code: 13009, message: 'unauthorized' } });
    for (const channel of channels) stream.data.set(channel, true);
    answer(channels);
  }

  return {
    kindOf,
    clientIdOf: (request) => (kindOf(request) === 'submit' ? request.query.get('label') : null),
    answer(request) {
      if (request.path.includes('/public/')) return answerPublic(request);
      return isSigned(request) ? answerPrivate(request) : failed([13004, 'invalid_credentials']);
    },
    say(fault: Fault) {
      if (fault.type === 'rate_limited') return failed([10028, 'too_many_requests'], 429);
      if (fault.type === 'maintenance') return failed([11051, 'system_maintenance']);
      if (fault.type === 'clock_skew') return failed([13009, 'unauthorized', 'invalid timestamp']);
      if (fault.type === 'duplicate_id') return failed([11030, 'other_reject', 'duplicate label']);
      return null;
    },
    connected: (stream) => streams.add(stream),
    closed: (stream) => streams.delete(stream),
    heard: (stream, frame) => heard(stream, frame.toString()),
  };
}
