// Owns: orders and trades of Binance USD-M as they are written: plain ones, conditional ones, and what conditional ones
// become.

import { decimal, div, isPositive, isZero, mul, sum, ZERO } from '../../src/core/model/decimal.ts';
import { failed, numberOf, type Params, written } from './binance-words.ts';
import type { ExchangeOrder, ExchangeTrade, OrderKind, PlaceOrder } from './exchange-order.ts';
import type { VenueReply } from './http-venue.ts';

/** What a conditional order becomes has an id from another range. */
const ACTUAL_FROM = 8_000_000_000;

export const engineIdOf = (id: string): string => (Number(id) > ACTUAL_FROM ? String(Number(id) - ACTUAL_FROM) : id);

/** The id under which an order executes. */
export const actualIdOf = (order: ExchangeOrder | null, id: string): string =>
  order !== null && (order.stopPrice !== null || order.trail !== null) ? String(Number(id) + ACTUAL_FROM) : id;

const CONDITIONAL: Readonly<Record<string, OrderKind>> = {
  STOP_MARKET: 'stop',
  STOP: 'stop_limit',
  TAKE_PROFIT_MARKET: 'take_profit',
  TAKE_PROFIT: 'take_profit_limit',
  TRAILING_STOP_MARKET: 'trailing_stop',
};
const typeOf = (order: ExchangeOrder): string =>
  Object.entries(CONDITIONAL).find(([, kind]) => kind === order.kind)?.[0] ?? (order.kind === 'market' ? 'MARKET' : 'LIMIT');

const missing = (name: string): VenueReply => failed(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`);

const sharedOf = (params: Params) => ({
  symbol: params.get('symbol') ?? '',
  side: params.get('side') === 'BUY' ? ('buy' as const) : ('sell' as const),
  reduceOnly: params.get('reduceOnly') === 'true',
  limitPrice: numberOf(params, 'price'),
});

export function readPlainOrder(params: Params): PlaceOrder | VenueReply {
  const type = params.get('type') ?? '';
  const qty = numberOf(params, 'quantity');
  if (Object.hasOwn(CONDITIONAL, type))
    return failed(-4120, 'Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.');
  if (qty === null) return missing('quantity');
  if (type === 'LIMIT' && numberOf(params, 'price') === null) return missing('price');
  const written = (params.get('timeInForce') ?? 'GTC').toLowerCase();
  return {
    ...sharedOf(params),
    clientId: params.get('newClientOrderId'),
    kind: type === 'LIMIT' ? 'limit' : 'market',
    qty,
    timeInForce: written === 'ioc' || written === 'fok' ? written : 'gtc',
    postOnly: written === 'gtx',
  };
}

export function readAlgoOrder(params: Params): PlaceOrder | VenueReply {
  const kind = CONDITIONAL[params.get('type') ?? ''];
  const qty = numberOf(params, 'quantity');
  if (params.get('algoType') !== 'CONDITIONAL' || kind === undefined) return failed(-1116, 'Invalid orderType.');
  if (qty === null) return missing('quantity');
  const rate = numberOf(params, 'callbackRate');
  if (kind === 'trailing_stop') {
    if (rate === null) return missing('callbackRate');
    return { ...sharedOf(params), clientId: params.get('clientAlgoId'), kind, qty, trail: { percent: rate } };
  }
  const stopPrice = numberOf(params, 'triggerPrice');
  if (stopPrice === null) return missing('triggerPrice');
  return { ...sharedOf(params), clientId: params.get('clientAlgoId'), kind, qty, stopPrice };
}

const averageOf = ({ trades, qtyFilled }: ExchangeOrder) =>
  isZero(qtyFilled) ? ZERO : div(sum(trades.map(({ qty, price }) => mul(qty, price))), qtyFilled);

function statusOf({ status, qtyFilled }: ExchangeOrder): string {
  if (status !== 'open') return status.toUpperCase();
  return isPositive(qtyFilled) ? 'PARTIALLY_FILLED' : 'NEW';
}

const isConditional = (order: ExchangeOrder): boolean => order.stopPrice !== null || order.trail !== null;
/** What a conditional order becomes is placed by the venue: under an id of the venue's. */
const clientIdOf = (order: ExchangeOrder): string =>
  isConditional(order) || order.clientId === null ? `algo_${order.id}` : order.clientId;

export const shownOrder = (order: ExchangeOrder) => ({
  orderId: Number(actualIdOf(order, order.id)),
  symbol: order.symbol,
  status: statusOf(order),
  clientOrderId: clientIdOf(order),
  price: order.limitPrice ?? '0',
  avgPrice: written(averageOf(order), 5),
  origQty: order.qty,
  executedQty: order.qtyFilled,
  cumQuote: written(sum(order.trades.map(({ qty, price }) => mul(qty, price))), 5),
  timeInForce: order.postOnly ? 'GTX' : order.timeInForce.toUpperCase(),
  type: order.limitPrice === null ? 'MARKET' : 'LIMIT',
  reduceOnly: order.reduceOnly,
  closePosition: false,
  side: order.side.toUpperCase(),
  positionSide: 'BOTH',
  stopPrice: '0',
  workingType: 'CONTRACT_PRICE',
  priceProtect: false,
  origType: order.limitPrice === null ? 'MARKET' : 'LIMIT',
  time: order.createdAt,
  updateTime: order.updatedAt,
});

/** A conditional order is over for the algo service once it has become another. */
function algoStatusOf(order: ExchangeOrder): string {
  if (order.triggered) return order.status === 'open' ? 'TRIGGERED' : 'FINISHED';
  return order.status === 'open' ? 'NEW' : order.status.toUpperCase();
}

export const shownAlgo = (order: ExchangeOrder) => ({
  algoId: Number(order.id),
  clientAlgoId: order.clientId,
  algoType: 'CONDITIONAL',
  orderType: typeOf(order),
  symbol: order.symbol,
  side: order.side.toUpperCase(),
  positionSide: 'BOTH',
  timeInForce: 'GTC',
  quantity: order.qty,
  algoStatus: algoStatusOf(order),
  actualOrderId: order.triggered ? actualIdOf(order, order.id) : '',
  actualPrice: written(averageOf(order), 5),
  triggerPrice: order.stopPrice ?? decimal('0'),
  price: order.limitPrice ?? '0',
  icebergQuantity: null,
  workingType: 'CONTRACT_PRICE',
  priceMatch: 'NONE',
  closePosition: false,
  priceProtect: false,
  reduceOnly: order.reduceOnly,
  createTime: order.createdAt,
  updateTime: order.updatedAt,
  triggerTime: order.triggered ? order.updatedAt : 0,
  goodTillDate: 0,
});

export const shownTrade = (trade: ExchangeTrade, orderId: string) => ({
  buyer: trade.side === 'buy',
  commission: trade.fee,
  commissionAsset: trade.feeCurrency,
  id: Number(trade.id),
  maker: trade.isMaker,
  orderId: Number(orderId),
  price: trade.price,
  qty: trade.qty,
  quoteQty: mul(trade.qty, trade.price),
  realizedPnl: '0',
  side: trade.side.toUpperCase(),
  positionSide: 'BOTH',
  symbol: trade.symbol,
  time: trade.at,
});
