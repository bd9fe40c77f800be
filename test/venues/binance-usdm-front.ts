// Owns: Binance USD-M futures as ccxt 4.5.84 asks it: plain orders, and conditional ones behind the algo interface; there a
// triggered order becomes another one, with an id of its own and a client id that is not ours. One-way mode, leverage one.

import { actualIdOf, engineIdOf, readAlgoOrder, readPlainOrder, shownAlgo, shownOrder, shownTrade } from './binance-usdm-orders.ts';
import { accountOf, exchangeInfoOf, LEVERAGE_BRACKETS, positionsOf } from './binance-usdm-account.ts';
import { tellUsdm } from './binance-usdm-stream.ts';
import { clientIdIn, failed, ok, type Params, paramsOf, refusedIn, sayFault, unsigned, type Words } from './binance-words.ts';
import { binanceKlines } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeOrder, PlaceOrder } from './exchange-order.ts';
import type { RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

const WORDS: Words = {
  unknown_symbol: [-1121, 'Invalid symbol.'],
  unknown_order: [-2011, 'Unknown order sent.'],
  ended: [-2011, 'Unknown order sent.'],
  duplicate: [-4116, 'ClientOrderId is duplicated.'],
  quantity: [-4003, 'Quantity less than or equal to zero.'],
  step: [-1111, 'Precision is over the maximum defined for this asset.'],
  tick: [-4014, 'Price not increased by tick size.'],
  minimum: [-4164, "Order's notional must be no smaller than 5 (unless you choose reduce only)."],
  insufficient: [-2019, 'Margin is insufficient.'],
  held: [-2019, 'Margin is insufficient.'],
  reduce_only: [-2022, 'ReduceOnly Order is rejected.'],
  would_trigger: [-2021, 'Order would immediately trigger.'],
  would_take: [-5022, 'Due to the order could not be executed as maker, the Post Only order will be rejected.'],
  market_quantity: [-4005, 'Quantity greater than max quantity.'],
  unfillable: [-5021, 'Due to the order could not be filled immediately, the FOK order has been rejected.'],
};

const ROUTES: readonly (readonly [method: string, path: RegExp, kind: RequestKind])[] = [
  ['POST', /\/(?:order|algoOrder)$/, 'submit'],
  ['DELETE', /\/(?:order|algoOrder)$/, 'cancel'],
  ['PUT', /\/order$/, 'modify'],
  ['GET', /\/(?:order|algoOrder|userTrades)$/, 'look_up'],
  ['GET', /\/(?:openOrders|openAlgoOrders|allOrders|allAlgoOrders|account|balance|positionRisk)$/, 'read'],
  ['GET', /\/(?:ticker\/|depth)/, 'price'],
  ['GET', /^\/fapi\/v1\/klines$/, 'candles'],
];
const kindOf = ({ method, path }: VenueRequest): RequestKind =>
  ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';

const isConditional = (order: ExchangeOrder): boolean => order.stopPrice !== null || order.trail !== null;

export function createBinanceUsdmFront(exchange: Exchange): Front {
  const { now } = exchange.options;
  const streams = new Set<VenueSocket>();
  tellUsdm(exchange, streams);

  function placed(order: PlaceOrder | VenueReply, show: (order: ExchangeOrder) => unknown): VenueReply {
    if ('status' in order) return order;
    const outcome = exchange.place(order);
    return outcome.ok ? ok(show(outcome.order)) : refusedIn(WORDS, outcome.refusal);
  }

  /** Plain orders, and what has become of conditional ones, which is found by the venue's id alone. */
  function plain(params: Params): ExchangeOrder | null {
    const id = params.get('orderId');
    const clientId = params.get('origClientOrderId');
    if (id !== null && id !== '') {
      const order = exchange.order(engineIdOf(id));
      return order !== null && isConditional(order) === (engineIdOf(id) !== id) && (!isConditional(order) || order.triggered)
        ? order
        : null;
    }
    return exchange.byClientId(clientId ?? '').findLast((order) => !isConditional(order)) ?? null;
  }

  function algo(params: Params): ExchangeOrder | null {
    const id = params.get('algoId');
    const order =
      id !== null && id !== '' ? exchange.order(id) : exchange.byClientId(params.get('clientAlgoId') ?? '').findLast(isConditional);
    return order != null && isConditional(order) ? order : null;
  }

  function cancel(order: ExchangeOrder | null, show: (order: ExchangeOrder) => unknown): VenueReply {
    if (order === null) return failed(...WORDS.unknown_order);
    const outcome = exchange.cancel(order.id);
    return outcome.ok ? ok(show(outcome.order)) : refusedIn(WORDS, outcome.refusal);
  }

  function answerOrder(method: string, params: Params): VenueReply {
    if (method === 'POST') return placed(readPlainOrder(params), shownOrder);
    const order = plain(params);
    if (method === 'DELETE') return cancel(order, shownOrder);
    if (method === 'PUT') return failed(-1000, 'the fake venue changes no order');
    return order === null ? failed(-2013, 'Order does not exist.') : ok(shownOrder(order));
  }

  function answerAlgo(method: string, params: Params): VenueReply {
    if (method === 'POST') return placed(readAlgoOrder(params), shownAlgo);
    const order = algo(params);
    if (method === 'DELETE') {
      if (order?.triggered === true) return failed(...WORDS.unknown_order);
      return cancel(order, ({ id, clientId }) => ({ algoId: Number(id), clientAlgoId: clientId, code: '200', msg: 'success' }));
    }
    return order === null ? failed(-2013, 'Order does not exist.') : ok(shownAlgo(order));
  }

  function trades(params: Params): unknown[] {
    const since = Number(params.get('startTime') ?? 0);
    const orderId = params.get('orderId');
    return exchange
      .trades()
      .map((trade) => ({ trade, id: actualIdOf(exchange.order(trade.orderId) ?? null, trade.orderId) }))
      .filter(({ trade, id }) => trade.symbol === params.get('symbol') && trade.at >= since && (orderId === null || id === orderId))
      .map(({ trade, id }) => shownTrade(trade, id));
  }

  function answerPublic(path: string, params: Params): VenueReply | null {
    const symbol = params.get('symbol') ?? '';
    switch (path) {
      case '/fapi/v1/time':
        return ok({ serverTime: Date.now() });
      case '/fapi/v1/ping':
        return ok({});
      case '/fapi/v1/exchangeInfo':
        return ok(exchangeInfoOf(exchange.options.markets));
      case '/fapi/v1/klines':
        return ok(binanceKlines(params, now()));
      case '/fapi/v1/ticker/24hr':
      case '/fapi/v1/depth': {
        if (exchange.market(symbol) === null) return failed(...WORDS.unknown_symbol);
        const { bid, ask, last } = exchange.quote(symbol);
        if (path.endsWith('depth')) return ok({ lastUpdateId: 1, E: now(), T: now(), bids: [[bid, '9.000']], asks: [[ask, '9.000']] });
        return ok({
          symbol,
          lastPrice: last,
          openPrice: last,
          highPrice: last,
          lowPrice: last,
          volume: '1',
          quoteVolume: '1',
          closeTime: now(),
        });
      }
      default:
        return null;
    }
  }

  function answerList(path: string, params: Params): VenueReply | null {
    const symbol = params.get('symbol');
    const bySymbol = (order: ExchangeOrder): boolean => symbol === null || order.symbol === symbol;
    const open = exchange.openOrders().filter(bySymbol);
    const isWaiting = (order: ExchangeOrder): boolean => isConditional(order) && !order.triggered;
    switch (path.slice(path.lastIndexOf('/') + 1)) {
      case 'openOrders':
        return ok(open.filter((order) => !isWaiting(order)).map(shownOrder));
      case 'openAlgoOrders':
        return ok(open.filter(isWaiting).map(shownAlgo));
      case 'allOrders':
        return ok(
          exchange
            .orders()
            .filter((order) => bySymbol(order) && !isWaiting(order))
            .map(shownOrder),
        );
      case 'allAlgoOrders':
        return ok(
          exchange
            .orders()
            .filter((order) => bySymbol(order) && isConditional(order))
            .map(shownAlgo),
        );
      case 'userTrades':
        return ok(trades(params));
      case 'positionRisk':
        return ok(positionsOf(exchange));
      case 'account':
        return ok(accountOf(exchange));
      default:
        return null;
    }
  }

  function answerSetting(method: string, path: string, params: Params): VenueReply {
    if (path === '/fapi/v1/listenKey') return ok({ listenKey: 'listen-key-of-the-test' });
    if (path === '/fapi/v1/leverageBracket')
      return ok(exchange.options.markets.map(({ symbol }) => ({ symbol, brackets: LEVERAGE_BRACKETS })));
    if (path === '/fapi/v1/positionSide/dual' && method === 'GET') return ok({ dualSidePosition: false });
    if (path === '/fapi/v1/leverage')
      return ok({ symbol: params.get('symbol'), leverage: Number(params.get('leverage')), maxNotionalValue: '1000000' });
    if (path === '/fapi/v1/marginType') return failed(-4046, 'No need to change margin type.');
    if (path === '/sapi/v1/account/apiRestrictions')
      return ok({ ipRestrict: true, enableFutures: true, enableWithdrawals: false, enableReading: true });
    return failed(-1000, `the fake venue does not know ${method} ${path}`, 404);
  }

  function answerPrivate({ method, path }: VenueRequest, params: Params): VenueReply {
    if (path === '/fapi/v1/order') return answerOrder(method, params);
    if (path === '/fapi/v1/algoOrder') return answerAlgo(method, params);
    return answerList(path, params) ?? answerSetting(method, path, params);
  }

  return {
    kindOf,
    clientIdOf: (request) => clientIdIn(paramsOf(request)),
    answer(request) {
      const params = paramsOf(request);
      const open = answerPublic(request.path, params);
      // A listen key is asked for with the key alone.
      const refused = request.path === '/fapi/v1/listenKey' ? null : unsigned(request);
      return open ?? refused ?? answerPrivate(request, params);
    },
    say: (fault) => sayFault(fault, WORDS),
    connected(stream) {
      streams.add(stream);
      stream.data.set('user', stream.query.get('listenKey') === 'listen-key-of-the-test');
    },
    closed: (stream) => streams.delete(stream),
    heard(stream, frame) {
      const { id, method, params } = JSON.parse(frame.toString()) as { id: unknown; method: string; params: string[] };
      if (method === 'SUBSCRIBE') stream.data.set('streams', new Set(params));
      stream.send({ id, result: null });
    },
  };
}
