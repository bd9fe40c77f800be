// Owns: Hyperliquid's perpetuals in USDC (its first exchange of them) as ccxt 4.5.84 asks them: every question is a POST without a signature, orders are
// signed actions with a nonce that rises, refusals stand in answers that went well, an order at market is a limit that takes what it gets,
// fills of all markets in one list. After its public documents. That a signature is that of its wallet is not looked at.

import { abs, type Decimal, decimal, isPositive, isZero, min, mul, parseDecimal, sub, sum } from '../../src/core/model/decimal.ts';
import { assetOf, spotMetaOf } from './hyperliquid-spot-words.ts';
import { candleBook, lengthOf } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeOrder, ExchangeTrade, PlaceOrder, Refusal } from './exchange-order.ts';
import type { RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

/** The key is that of an API wallet which the address has approved. */
export const WALLET_KEYS = {
  apiKey: `0x${'1'.repeat(40)}`,
  secret: `0x${'2'.repeat(64)}`,
} as const;

type Body = Readonly<Record<string, unknown>>;

const WORDS: Readonly<Record<Refusal['code'], string>> = {
  unknown_symbol: 'Invalid asset',
  unknown_order: 'Order was never placed, already canceled, or filled. asset=0',
  ended: 'Order was never placed, already canceled, or filled. asset=0',
  duplicate: 'Duplicate cloid. asset=0',
  quantity: 'Order has invalid size. asset=0',
  market_quantity: 'Order has invalid size. asset=0',
  step: 'Order has invalid size. asset=0',
  tick: 'Price must be divisible by tick size. asset=0',
  minimum: 'Order must have minimum value of $10. asset=0',
  insufficient: 'Insufficient margin to place order. asset=0',
  held: 'Reduce only order would increase position. asset=0',
  reduce_only: 'Reduce only order would increase position. asset=0',
  would_trigger: 'Invalid TP/SL price. asset=0',
  would_take: 'Post only order would have immediately matched, bbo was 99.9@100. asset=0',
  unfillable: 'Order could not immediately match against any resting orders. asset=0',
};

const bodyOf = ({ body }: VenueRequest): Body => (body.startsWith('{') ? (JSON.parse(body) as Body) : {});
const dict = (value: unknown): Body => (typeof value === 'object' && value !== null ? (value as Body) : {});
const list = (value: unknown): readonly Body[] => (Array.isArray(value) ? (value as readonly Body[]) : []);
const numberOf = (value: unknown): Decimal | null => (typeof value === 'string' ? parseDecimal(value) : null);

const QUESTIONS: Readonly<Record<string, RequestKind>> = {
  orderStatus: 'look_up',
  frontendOpenOrders: 'look_up',
  historicalOrders: 'look_up',
  userFills: 'look_up',
  userFillsByTime: 'look_up',
  clearinghouseState: 'read',
  spotClearinghouseState: 'read',
  l2Book: 'price',
  candleSnapshot: 'candles',
};

function kindOf(request: VenueRequest): RequestKind {
  const body = bodyOf(request);
  if (request.path === '/info') return QUESTIONS[String(body['type'])] ?? 'other';
  const type = dict(body['action'])['type'];
  return type === 'order' ? 'submit' : type === 'cancel' || type === 'cancelByCloid' ? 'cancel' : 'other';
}

/** Five of a price count. */
const inDigits = (price: Decimal): string => String(Number(Number(price).toPrecision(5)));
const told = (body: unknown): VenueReply => ({ status: 200, body });
const done = (type: string, status: unknown): VenueReply => told({ status: 'ok', response: { type, data: { statuses: [status] } } });
const failed = (text: string): VenueReply => told({ status: 'err', response: text });

export interface WalletAccount {
  /** What the account is: one whole, or money of contracts apart from coins. */
  readonly abstraction?: 'default' | 'unifiedAccount' | 'portfolioMargin';
  /** As it is set where nothing is held. */
  readonly margin?: 'cross' | 'isolated';
}

export function createHyperliquidFront(exchange: Exchange, account: WalletAccount = {}): Front {
  const { abstraction = 'default', margin = 'cross' } = account;
  const now = (): number => exchange.options.now();
  const streams = new Set<VenueSocket>();
  let lastNonce = 0;
  const coins = exchange.options.markets;
  const coinOf = (symbol: string): string => coins.find((each) => each.symbol === symbol && each.kind === 'margin')?.base ?? symbol;
  const symbolOf = (coin: unknown): string => coins.find(({ symbol }) => coinOf(symbol) === coin)?.symbol ?? '';
  /** The price of an order at market, which it was bounded by. */
  const bounds = new Map<string, string>();

  /** It took all that there was to reduce. */
  const isShrunk = (order: ExchangeOrder): boolean =>
    order.status === 'canceled' && /nothing is left to reduce/.test(order.reason ?? '') && isPositive(order.qtyFilled);

  function statusOf(order: ExchangeOrder): string {
    if (isShrunk(order)) return 'filled';
    if (order.status === 'open') return 'open';
    if (order.status === 'expired' && order.timeInForce === 'gtc') return 'scheduledCancel';
    if (order.status === 'expired') return isPositive(order.qtyFilled) ? 'canceled' : 'iocCancelRejected';
    return order.status === 'rejected' ? 'perpMarginRejected' : order.status;
  }

  /** What only reduces is never larger than what is held. */
  function leftOf(order: ExchangeOrder): Decimal {
    const left = sub(order.qty, order.qtyFilled);
    if (isShrunk(order)) return decimal('0');
    return order.reduceOnly ? min(left, exchange.ledger.reducible(order.symbol, order.side)) : left;
  }

  const isTrigger = ({ kind }: ExchangeOrder): boolean => kind !== 'market' && kind !== 'limit';
  const shownOrder = (order: ExchangeOrder) => ({
    coin: coinOf(order.symbol),
    side: order.side === 'buy' ? 'B' : 'A',
    limitPx: order.limitPrice ?? bounds.get(order.id) ?? '0.0',
    sz: leftOf(order),
    oid: Number(order.id),
    // one that was touched is placed anew then, under its id, and is a trigger no more
    timestamp: order.triggered ? order.updatedAt : order.createdAt,
    triggerCondition: order.triggered ? 'Triggered' : isTrigger(order) ? `Price below ${order.stopPrice}` : 'N/A',
    isTrigger: isTrigger(order) && !order.triggered,
    triggerPx: order.triggered ? '0.0' : (order.stopPrice ?? '0.0'),
    children: [],
    isPositionTpsl: false,
    reduceOnly: order.reduceOnly,
    orderType: !isTrigger(order) ? 'Limit' : order.limitPrice === null ? 'Stop Market' : 'Stop Limit',
    origSz: order.qty,
    tif:
      isTrigger(order) && !order.triggered
        ? null
        : order.kind === 'market' || order.timeInForce === 'ioc'
          ? 'Ioc'
          : order.postOnly
            ? 'Alo'
            : 'Gtc',
    cloid: order.clientId,
  });
  /** As it was when its status changed last. */
  function inHistory(order: ExchangeOrder) {
    const shown = order.status === 'open' && !order.triggered ? { ...shownOrder(order), sz: order.qty } : shownOrder(order);
    return { order: shown, status: statusOf(order), statusTimestamp: order.updatedAt };
  }

  const shownTrade = (trade: ExchangeTrade) => ({
    closedPnl: '0.0',
    coin: coinOf(trade.symbol),
    crossed: !trade.isMaker,
    dir: 'Open Long',
    fee: trade.fee,
    feeToken: trade.feeCurrency,
    hash: `0x${'0'.repeat(64)}`,
    oid: Number(trade.orderId),
    px: trade.price,
    side: trade.side === 'buy' ? 'B' : 'A',
    startPosition: '0.0',
    sz: trade.qty,
    tid: Number(trade.id),
    time: trade.at,
  });

  exchange.subscribe((event) => {
    if (event.type === 'price') return;
    const { order, type } = event;
    const fills = type === 'filled' ? { channel: 'userFills', data: { user: WALLET_KEYS.apiKey, fills: [shownTrade(event.trade)] } } : null;
    const update = fills !== null && order.status === 'open' ? null : { channel: 'orderUpdates', data: [inHistory(order)] };
    for (const frame of [fills, update])
      for (const stream of streams) if (frame !== null && stream.data.get(frame.channel) === true) stream.tell(frame);
  });

  const isFar = (price: Decimal): boolean =>
    coins.some(({ symbol }) => Math.abs(Number(price) / Number(exchange.quote(symbol).last) - 1) > 0.03);

  function kindOfOrder(
    type: Body,
    price: Decimal,
  ): Pick<PlaceOrder, 'kind' | 'limitPrice' | 'stopPrice' | 'timeInForce' | 'postOnly'> | null {
    const [trigger, limit] = [type['trigger'], dict(type['limit'])['tif']];
    if (trigger !== undefined) {
      const { isMarket, triggerPx, tpsl } = dict(trigger);
      const [stopPrice, side] = [numberOf(triggerPx), tpsl === 'tp' ? 'take_profit' : 'stop'] as const;
      if (stopPrice === null || typeof isMarket !== 'boolean' || (tpsl !== 'tp' && tpsl !== 'sl')) return null;
      return isMarket ? { kind: side, stopPrice } : { kind: `${side}_limit`, stopPrice, limitPrice: price };
    }
    if (limit !== 'Gtc' && limit !== 'Ioc' && limit !== 'Alo') return null;
    // bounded so far away it is one at market, unless the market gives so much at a time
    if (limit === 'Ioc' && isFar(price) && exchange.options.liquidityPerStep === null) return { kind: 'market' };
    return { kind: 'limit', limitPrice: price, timeInForce: limit === 'Ioc' ? 'ioc' : 'gtc', postOnly: limit === 'Alo' };
  }

  function place(asked: Body): VenueReply {
    const { a: asset, b: isBuy, r: reduceOnly, c: cloid = null } = asked;
    const [price, qty, market] = [numberOf(asked['p']), numberOf(asked['s']), assetOf(coins, Number(asset))];
    const kind = price === null ? null : kindOfOrder(dict(asked['t']), price);
    const isNamed = cloid === null || (typeof cloid === 'string' && /^0x[0-9a-f]{32}$/.test(cloid));
    if (kind === null || qty === null || price === null || market === undefined || typeof isBuy !== 'boolean' || !isNamed)
      return { status: 422, body: 'Failed to deserialize the JSON body into the target type' };
    if (!/^(?:\d{6,}|\d{1,5}\.?\d*)$/.test(price) || price.replace('.', '').replace(/^0+/, '').length > 5)
      return done('order', { error: WORDS.tick });
    const outcome = exchange.place({
      clientId: cloid,
      symbol: market.symbol,
      side: isBuy ? 'buy' : 'sell',
      qty,
      reduceOnly: reduceOnly === true,
      ...kind,
    });
    if (!outcome.ok) return done('order', { error: WORDS[outcome.refusal.code] });
    const { order } = outcome;
    if (isTrigger(order)) bounds.set(order.id, price);
    const oid = Number(order.id);
    if (order.status === 'expired' && !isPositive(order.qtyFilled)) return done('order', { error: WORDS.unfillable });
    if (!isPositive(order.qtyFilled)) return done('order', { resting: { oid } });
    return done('order', { filled: { totalSz: order.qtyFilled, avgPx: order.trades[0]?.price ?? '0', oid } });
  }

  function act(body: Body): VenueReply {
    const [action, nonce] = [dict(body['action']), Number(body['nonce'])];
    const { r, s, v } = dict(body['signature']);
    if (typeof r !== 'string' || typeof s !== 'string' || (v !== 27 && v !== 28)) return failed('Invalid signature');
    if (!(nonce > lastNonce)) return failed(`Invalid nonce: duplicate nonce ${nonce}`);
    lastNonce = nonce;
    if ('builder' in action) return failed('Builder fee has not been approved.');
    switch (action['type']) {
      case 'order':
        return place(list(action['orders'])[0] ?? {});
      case 'cancel': {
        const outcome = exchange.cancel(String(list(action['cancels'])[0]?.['o']));
        return done('cancel', outcome.ok ? 'success' : { error: WORDS[outcome.refusal.code] });
      }
      case 'updateLeverage':
        return told({ status: 'ok', response: { type: 'default' } });
      default:
        return failed(`Cannot do ${String(action['type'])}`);
    }
  }

  const openResult = ({ symbol, qty, entryPrice }: { symbol: string; qty: Decimal; entryPrice: Decimal }): Decimal =>
    mul(qty, sub(exchange.quote(symbol).bid, entryPrice));

  /** What positions stand at is part of the value of the account. */
  function state() {
    const [positions, money] = [exchange.ledger.positions(), exchange.balances().find(({ currency }) => currency === 'USDC')];
    const [total, free] = [money?.total ?? decimal('0'), money?.free ?? decimal('0')];
    const accountValue = abstraction === 'default' ? sum([total, ...positions.map(openResult)]) : '0.0';
    const summary = { accountValue, totalNtlPos: '0.0', totalRawUsd: total, totalMarginUsed: sub(total, free) };
    const assetPositions = positions
      .filter(({ qty }) => !isZero(qty))
      .map((position) => ({
        type: 'oneWay',
        position: {
          coin: coinOf(position.symbol),
          szi: position.qty,
          entryPx: position.entryPrice,
          leverage: { type: margin, value: 10 },
          marginUsed: mul(abs(position.qty), position.entryPrice),
          positionValue: mul(abs(position.qty), exchange.quote(position.symbol).last),
          unrealizedPnl: openResult(position),
          liquidationPx: null,
          maxLeverage: 40,
          returnOnEquity: '0.0',
        },
      }));
    return { marginSummary: summary, crossMarginSummary: summary, withdrawable: free, assetPositions, time: now() };
  }

  const asked = (body: Body, order: ExchangeOrder): boolean => {
    const { oid } = body;
    return typeof oid === 'string' && oid.startsWith('0x') ? order.clientId === oid : order.id === String(oid);
  };

  function fills(body: Body): VenueReply {
    const [from, to] = [Number(body['startTime'] ?? 0), Number(body['endTime'] ?? Number.MAX_SAFE_INTEGER)];
    const rows = exchange.trades().filter(({ at }) => at >= from && at <= to);
    return told((body['type'] === 'userFills' ? rows.toReversed() : rows).slice(0, 2_000).map(shownTrade));
  }

  const META = {
    universe: coins.map(({ base, stepSize }) => ({ szDecimals: (stepSize.split('.')[1] ?? '').length, name: base, maxLeverage: 40 })),
    marginTables: [],
    collateralToken: 0,
  };
  const contexts = () =>
    coins.map(({ symbol }) => {
      const { bid, ask, last } = exchange.quote(symbol);
      // what a large order would get
      const impactPxs = [mul(bid, decimal('0.99')), mul(ask, decimal('1.01'))];
      return {
        markPx: last,
        midPx: last,
        oraclePx: last,
        impactPxs,
        funding: '0.0',
        openInterest: '1.0',
        prevDayPx: last,
        dayNtlVlm: '1.0',
      };
    });

  function candles({ interval, startTime, endTime }: Body): VenueReply {
    const length = lengthOf(String(interval));
    const book = candleBook(length, 5_000, Number(endTime));
    return told(
      book
        .filter(({ openAt }) => openAt + length > Number(startTime))
        .map(({ openAt, open, high, low, close, volume }) => ({
          t: openAt,
          T: openAt + length - 1,
          s: 'BTC',
          i: interval,
          o: open,
          h: high,
          l: low,
          c: close,
          v: volume,
          n: 1,
        })),
    );
  }

  function answer(body: Body): VenueReply {
    const { type, coin, dex } = body;
    // other exchanges of contracts have lists of their own
    if (dex !== undefined) return told(type === 'clearinghouseState' ? { ...state(), assetPositions: [] } : []);
    switch (type) {
      case 'metaAndAssetCtxs':
        return told([META, contexts()]);
      case 'perpDexs':
        return told([null]);
      case 'spotMetaAndAssetCtxs':
        return told(spotMetaOf(exchange));
      case 'exchangeStatus':
        return told({ time: now(), specialStatuses: null });
      case 'userAbstraction':
        return told(JSON.stringify(abstraction));
      case 'userRole':
        return told({ role: 'agent', data: { user: WALLET_KEYS.apiKey } });
      case 'activeAssetData':
        return told({
          user: body['user'],
          coin,
          leverage: { type: margin, value: 10 },
          maxTradeSzs: ['1', '1'],
          availableToTrade: ['1', '1'],
        });
      case 'clearinghouseState':
        return told(state());
      case 'spotClearinghouseState':
        return told({
          balances: exchange.balances().map(({ currency, total, free }) => ({ coin: currency, token: 0, total, hold: sub(total, free) })),
        });
      case 'orderStatus': {
        const order = exchange.orders().findLast((each) => asked(body, each));
        return told(order === undefined ? { status: 'unknownOid' } : { status: 'order', order: inHistory(order) });
      }
      case 'frontendOpenOrders':
        return told(exchange.openOrders().map(shownOrder));
      case 'historicalOrders':
        return told(exchange.orders().toReversed().slice(0, 2_000).map(inHistory));
      case 'userFills':
      case 'userFillsByTime':
        return fills(body);
      case 'l2Book': {
        if (symbolOf(coin) === '') return told(null);
        const { bid, ask } = exchange.quote(symbolOf(coin));
        return told({ coin, time: now(), levels: [[{ px: inDigits(bid), sz: '9', n: 1 }], [{ px: inDigits(ask), sz: '9', n: 1 }]] });
      }
      case 'candleSnapshot':
        return candles(dict(body['req']));
      default:
        return { status: 422, body: 'Failed to deserialize the JSON body into the target type' };
    }
  }

  function heard(stream: VenueSocket, frame: string): void {
    const { method, subscription, ...rest } = JSON.parse(frame) as { method: string; subscription?: Body };
    if (method === 'ping') return stream.send({ channel: 'pong' });
    if (method !== 'subscribe' || subscription === undefined || Object.keys(rest).length > 0)
      return stream.send({ channel: 'error', data: `Error parsing JSON into valid websocket request: ${frame}` });
    if (subscription['user'] === WALLET_KEYS.apiKey) stream.data.set(String(subscription['type']), true);
    stream.send({ channel: 'subscriptionResponse', data: { method, subscription } });
  }

  return {
    kindOf,
    clientIdOf: (request) => {
      const cloid = list(dict(bodyOf(request)['action'])['orders'])[0]?.['c'];
      return kindOf(request) === 'submit' && typeof cloid === 'string' ? cloid : null;
    },
    answer: (request) => (request.path === '/exchange' ? act(bodyOf(request)) : answer(bodyOf(request))),
    say(fault) {
      if (fault.type === 'rate_limited') return { status: 429, body: 'null' };
      if (fault.type === 'clock_skew') return failed('Invalid nonce: 1 is outside of the valid range');
      if (fault.type === 'duplicate_id') return done('order', { error: WORDS.duplicate });
      return null;
    },
    connected: (stream) => streams.add(stream),
    closed: (stream) => streams.delete(stream),
    heard: (stream, frame) => heard(stream, frame.toString()),
  };
}
