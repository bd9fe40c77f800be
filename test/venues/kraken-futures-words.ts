// Owns: the words of Kraken's futures: what it says of an order that it does not take, and what its orders look like in each of its lists.

import { createHash, createHmac } from 'node:crypto';
import { abs, type Decimal, isNegative, sub } from '../../src/core/model/decimal.ts';
import type { ExchangeOrder, ListedMarket, Refusal } from './exchange-order.ts';
import type { VenueReply, VenueRequest } from './http-venue.ts';

export const KRAKEN_FUTURES_KEYS = { apiKey: 'kf-key', secret: Buffer.from('kf-secret').toString('base64') } as const;

/** By what was asked for: the status in the answer, and the reason in its event. */
export const STATUSES: Readonly<Record<Refusal['code'], readonly [status: string, reason: string]>> = {
  unknown_symbol: ['notFound', 'MARKET_NOT_FOUND'],
  unknown_order: ['notFound', 'ORDER_NOT_FOUND'],
  ended: ['notFound', 'ORDER_NOT_FOUND'],
  duplicate: ['clientOrderIdAlreadyExist', 'CLIENT_ORDER_ID_ALREADY_EXIST'],
  quantity: ['invalidSize', 'INVALID_QUANTITY'],
  market_quantity: ['maxPositionViolation', 'MAX_POSITION_EXCEEDED'],
  step: ['invalidSize', 'INVALID_QUANTITY'],
  tick: ['invalidPrice', 'INVALID_PRICE'],
  minimum: ['invalidSize', 'INVALID_QUANTITY'],
  insufficient: ['insufficientAvailableFunds', 'INSUFFICIENT_MARGIN'],
  held: ['wouldNotReducePosition', 'WOULD_NOT_REDUCE_POSITION'],
  reduce_only: ['wouldNotReducePosition', 'WOULD_NOT_REDUCE_POSITION'],
  would_trigger: ['invalidPrice', 'INVALID_PRICE'],
  would_take: ['postWouldExecute', 'POST_WOULD_EXECUTE'],
  unfillable: ['iocWouldNotExecute', 'IOC_WOULD_NOT_EXECUTE'],
};

export const isoOf = (at: number): string => new Date(at).toISOString();

export const isWaiting = ({ stopPrice, triggered }: ExchangeOrder): boolean => stopPrice !== null && !triggered;

/** Digits stay, in the form of the venue's. */
export const uuidOf = (id: string): string => `5ee0c3a2-7d11-4c0b-9a01-${id.padStart(12, '0')}`;

const leftOf = ({ qty, qtyFilled }: ExchangeOrder): string => sub(qty, qtyFilled);

/** In answers to an order. */
export const inEvent = (order: ExchangeOrder) => ({
  orderId: uuidOf(order.id),
  cliOrdId: order.clientId,
  type: order.kind === 'market' || order.timeInForce === 'ioc' ? 'ioc' : order.postOnly ? 'post' : 'lmt',
  symbol: order.symbol,
  side: order.side,
  quantity: order.qty,
  filled: '0',
  limitPrice: order.limitPrice,
  reduceOnly: order.reduceOnly,
  timestamp: isoOf(order.createdAt),
  lastUpdateTimestamp: isoOf(order.updatedAt),
});

/** In the list of open orders. */
export const inOpen = (order: ExchangeOrder) => ({
  order_id: uuidOf(order.id),
  ...(order.clientId === null ? {} : { cliOrdId: order.clientId }),
  symbol: order.symbol,
  side: order.side,
  orderType: isWaiting(order) ? 'stop' : order.kind === 'market' || order.kind === 'stop' ? 'ioc' : order.postOnly ? 'post' : 'lmt',
  // of an order at market it is how far it may reach
  ...(order.limitPrice === null ? (isWaiting(order) ? {} : { limitPrice: 0.5 }) : { limitPrice: Number(order.limitPrice) }),
  ...(isWaiting(order) ? { stopPrice: Number(order.stopPrice), triggerSignal: 'last' } : {}),
  unfilledSize: Number(leftOf(order)),
  filledSize: Number(order.qtyFilled),
  reduceOnly: order.reduceOnly,
  status: Number(order.qtyFilled) > 0 ? 'partiallyFilled' : 'untouched',
  receivedTime: isoOf(order.createdAt),
  lastUpdateTime: isoOf(order.updatedAt),
});

const LIFE: Readonly<Record<ExchangeOrder['status'], string>> = {
  open: 'ENTERED_BOOK',
  filled: 'FULLY_EXECUTED',
  canceled: 'CANCELLED',
  rejected: 'REJECTED',
  expired: 'CANCELLED',
};

/** In the answer to a question for single orders. */
export const inStatus = (order: ExchangeOrder, quantity: string = leftOf(order)) => ({
  order: {
    type: isWaiting(order) ? 'TRIGGER_ORDER' : 'ORDER',
    orderId: uuidOf(order.id),
    cliOrdId: order.clientId,
    symbol: order.symbol,
    side: order.side,
    quantity,
    filled: order.qtyFilled,
    limitPrice: order.limitPrice,
    reduceOnly: order.reduceOnly,
    timestamp: isoOf(order.createdAt),
    lastUpdateTimestamp: isoOf(order.updatedAt),
    ...(order.stopPrice === null
      ? {}
      : { priceTriggerOptions: { triggerPrice: order.stopPrice, triggerSide: 'TRIGGER_BELOW', triggerSignal: 'LAST_PRICE' } }),
  },
  status: isWaiting(order) && order.status === 'open' ? 'TRIGGER_PLACED' : LIFE[order.status],
  updateReason: null,
  error: null,
});

/** In its history; what is left of an order was seen as its quantity there. */
export const inHistory = (order: ExchangeOrder, quantity: string = leftOf(order)) => ({
  uid: uuidOf(order.id),
  accountUid: 'account',
  tradeable: order.symbol,
  direction: order.side === 'buy' ? 'Buy' : 'Sell',
  quantity,
  filled: order.qtyFilled,
  timestamp: order.createdAt,
  limitPrice: order.limitPrice ?? '0.5',
  orderType: order.limitPrice === null || order.timeInForce === 'ioc' ? 'IoC' : order.postOnly ? 'Post' : 'Limit',
  clientId: order.clientId ?? '',
  reduceOnly: order.reduceOnly,
  lastUpdateTimestamp: order.updatedAt,
});

export function triggerInHistory(order: ExchangeOrder) {
  const { filled: _none, ...rest } = inHistory(order);
  const triggerSide = order.side === 'sell' ? 'Below' : 'Above';
  return { ...rest, accountId: 1, triggerOptions: { triggerPrice: order.stopPrice, triggerSignal: 'LastPrice', triggerSide } };
}

/** In the stream of open orders. */
export const inStream = (order: ExchangeOrder) => ({
  instrument: order.symbol,
  time: order.createdAt,
  last_update_time: order.updatedAt,
  qty: Number(leftOf(order)),
  filled: Number(order.qtyFilled),
  limit_price: Number(order.limitPrice ?? 0),
  stop_price: Number(order.stopPrice ?? 0),
  type: isWaiting(order) ? 'stop' : 'limit',
  order_id: uuidOf(order.id),
  cli_ord_id: order.clientId,
  direction: order.side === 'buy' ? 0 : 1,
  reduce_only: order.reduceOnly,
});

export const shownMarket = ({ symbol, base, quote, tickSize, stepSize }: ListedMarket) => ({
  symbol,
  pair: `${base}:${quote}`,
  base,
  quote,
  type: 'flexible_futures',
  // at four in the afternoon of London
  ...(symbol.startsWith('FF_') ? { lastTradingTime: '2026-03-27T16:00:00.000Z' } : {}),
  tickSize: Number(tickSize),
  contractSize: 1,
  contractValueTradePrecision: (stepSize.split('.')[1] ?? '').length,
  tradeable: true,
  impactMidSize: 1,
  maxPositionSize: 1_000_000,
  openingDate: '2022-01-01T00:00:00.000Z',
  tags: [],
});

/** What is listed beside: contracts settled in coins, and an index. */
export const OTHERS: readonly object[] = [
  {
    symbol: 'PI_XBTUSD',
    pair: 'XBT:USD',
    type: 'futures_inverse',
    tickSize: 0.5,
    contractSize: 1,
    contractValueTradePrecision: 0,
    tradeable: true,
  },
  { symbol: 'in_xbtusd', type: 'spot index', tradeable: false },
];

export function isSigned({ path, rawQuery, headers }: VenueRequest): boolean {
  const hash = createHash('sha256')
    .update(`${rawQuery}${path.replace(/^\/derivatives/, '')}`)
    .digest();
  const sign = createHmac('sha512', Buffer.from(KRAKEN_FUTURES_KEYS.secret, 'base64')).update(hash).digest('base64');
  return headers['apikey'] === KRAKEN_FUTURES_KEYS.apiKey && headers['authent'] === sign;
}

export const signedChallenge = (challenge: string): string => {
  const hash = createHash('sha256').update(challenge).digest();
  return createHmac('sha512', Buffer.from(KRAKEN_FUTURES_KEYS.secret, 'base64')).update(hash).digest('base64');
};

interface Position {
  readonly symbol: string;
  readonly qty: Decimal;
  readonly entryPrice: Decimal;
}

export const failed = (error: string, now: number, status = 200): VenueReply => ({
  status,
  body: { result: 'error', error, serverTime: isoOf(now) },
});

export const shownPosition = ({ symbol, qty, entryPrice }: Position, leverage: number | undefined, now: number) => ({
  side: isNegative(qty) ? 'short' : 'long',
  symbol,
  price: Number(entryPrice),
  fillTime: isoOf(now),
  size: Number(abs(qty)),
  unrealizedFunding: 0,
  ...(leverage === undefined ? {} : { pnlCurrency: 'USD', maxFixedLeverage: leverage }),
});
