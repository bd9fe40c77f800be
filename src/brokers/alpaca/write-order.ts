// Owns: an order in Alpaca's words, or why it cannot be one. What the venue would refuse, or would take for something else,
// is refused here before anything is sent. Pure.

import {
  type Decimal,
  decimal,
  div,
  eq,
  floorToStep,
  gt,
  isPositive,
  lt,
  mul,
  ONE,
  percentOf,
  roundToTick,
  add,
  sub,
} from '../../core/model/decimal.ts';
import type { OrderRequest } from '../../core/model/order.ts';
import type { TimeInForce } from '../../core/model/order-terms.ts';
import type { OrderBody } from './alpaca-client.ts';
import { CRYPTO_STOP_ROOM_PERCENT } from './alpaca-limits.ts';
import { tickOf } from './assets.ts';
import { SHARES_PER_CONTRACT } from './read-order.ts';

export type Written = { readonly type: 'order'; readonly body: OrderBody } | { readonly type: 'refused'; readonly reason: string };

const refused = (reason: string): Written => ({ type: 'refused', reason });

type Class = 'equity' | 'option' | 'crypto';
const classOf = ({ instrument: { kind } }: OrderRequest): Class => (kind === 'option' ? 'option' : kind === 'equity' ? 'equity' : 'crypto');

const TYPES: Readonly<Record<Class, ReadonlySet<OrderRequest['type']>>> = {
  equity: new Set(['market', 'limit', 'stop', 'stop_limit', 'trailing_stop', 'oco']),
  option: new Set(['market', 'limit']),
  crypto: new Set(['market', 'limit', 'stop', 'stop_limit']),
};
const TIMES: Readonly<Record<Class, ReadonlySet<TimeInForce>>> = {
  equity: new Set(['day', 'gtc', 'opg', 'cls', 'ioc', 'fok']),
  option: new Set(['day']),
  crypto: new Set(['gtc', 'ioc']),
};

const isWhole = (qty: Decimal): boolean => eq(floorToStep(qty, ONE), qty);

function timeOf(request: OrderRequest): TimeInForce {
  const { timeInForce, extendedHours } = request.terms;
  if (timeInForce !== null) return timeInForce;
  const cls = classOf(request);
  if (cls === 'crypto') return 'gtc';
  return cls === 'option' || request.type === 'market' || extendedHours || !isWhole(request.qty) ? 'day' : 'gtc';
}

function refuseQty({ qty, instrument: { stepSize, qtyMin } }: OrderRequest): string | null {
  if (!isPositive(qty)) return `quantity ${qty} is not above 0`;
  if (lt(qty, qtyMin)) return `quantity ${qty} is below the minimum ${qtyMin}`;
  return eq(floorToStep(qty, stepSize), qty) ? null : `quantity ${qty} is not a multiple of the step ${stepSize}`;
}

function refusePrice(name: 'limit' | 'stop', price: Decimal | null, request: OrderRequest): string | null {
  if (price === null || !isPositive(price)) return `a ${request.type.replace('_', '-')} order needs a ${name} price above 0`;
  const tick = classOf(request) === 'equity' ? tickOf(price) : request.instrument.tickSize;
  return eq(floorToStep(price, tick), price) ? null : `${name} price ${price} is not a multiple of the tick ${tick}`;
}

/** What an order at a price is worth; a rest of a position can be closed however small it is. */
function refuseValue({ qty, limitPrice, reduceOnly, instrument: { notionalMin, quote } }: OrderRequest): string | null {
  if (limitPrice === null || reduceOnly) return null;
  const value = mul(qty, limitPrice);
  return lt(value, notionalMin) ? `order value ${value} ${quote} is below the minimum ${notionalMin} ${quote}` : null;
}

/** Both leave by this order: the target is the price that is better to leave at. */
function refusePair({ side, limitPrice, stopPrice }: OrderRequest): string | null {
  if (limitPrice === null || stopPrice === null) return 'a stop and a target need a price each';
  const apart = side === 'sell' ? gt(limitPrice, stopPrice) : lt(limitPrice, stopPrice);
  return apart ? null : `a target of ${limitPrice} does not lie beyond the stop at ${stopPrice}`;
}

function refusePrices(request: OrderRequest): string | null {
  const { type, limitPrice, stopPrice, trail } = request;
  const limit = type === 'limit' || type === 'stop_limit' || type === 'oco' ? refusePrice('limit', limitPrice, request) : null;
  const stop = type === 'stop' || type === 'stop_limit' || type === 'oco' ? refusePrice('stop', stopPrice, request) : null;
  if (type === 'oco') return limit ?? stop ?? refusePair(request);
  if (type !== 'trailing_stop') return limit ?? stop;
  const distance = trail === null ? null : 'percent' in trail ? trail.percent : trail.amount;
  return distance !== null && isPositive(distance) ? null : 'a trailing stop needs a distance above 0';
}

function refuseTerms(request: OrderRequest, time: TimeInForce): string | null {
  const { type, terms, qty } = request;
  const cls = classOf(request);
  const kind = type.replace('_', '-');
  if (!TYPES[cls].has(type)) return `Alpaca takes no ${kind} orders for ${cls === 'option' ? 'options' : 'crypto'}`;
  if (!TIMES[cls].has(time)) return `Alpaca takes ${[...TIMES[cls]].join(', ')} for this kind of asset, not ${time}`;
  if (terms.postOnly) return 'Alpaca has no post-only orders';
  if (terms.leverage !== null && terms.leverage !== ONE) return 'Alpaca has no leverage that an order could set';
  if (terms.extendedHours && (cls !== 'equity' || type !== 'limit' || time !== 'day'))
    return 'outside the session Alpaca takes only limit orders for the day, and only of equities';
  if ((time === 'opg' || time === 'cls') && type !== 'market' && type !== 'limit') return `Alpaca takes no ${kind} orders in an auction`;
  if (type === 'trailing_stop' && time !== 'day' && time !== 'gtc')
    return `a trailing stop stands for the day or until it is cancelled, not ${time}`;
  if (type === 'oco' && time !== 'day' && time !== 'gtc')
    return `a stop and a target as one stand for the day or until they are cancelled, not ${time}`;
  if (cls !== 'equity' || isWhole(qty)) return null;
  return time === 'day' ? refuseFraction(request) : `a fraction of a share (${qty}) can be ordered for the day only, not ${time}`;
}

function refuseFraction({ type, qty, side, reduceOnly }: OrderRequest): string | null {
  if (type === 'trailing_stop' || type === 'oco')
    return `a ${type === 'oco' ? 'stop with its target' : 'trailing stop'} needs whole shares, not ${qty}`;
  return side === 'sell' && !reduceOnly ? `a fraction of a share (${qty}) cannot be sold short` : null;
}

/** Crypto has no plain stop: a stop-limit with room for the way the price makes meanwhile. */
function cryptoStop(request: OrderRequest): Partial<OrderBody> {
  const stop = request.stopPrice ?? ONE;
  const room = percentOf(stop, decimal(CRYPTO_STOP_ROOM_PERCENT));
  const limit = roundToTick(request.side === 'sell' ? sub(stop, room) : add(stop, room), request.instrument.tickSize);
  return { type: 'stop_limit', stopPrice: stop, limitPrice: limit };
}

function pricesOf(request: OrderRequest): Partial<OrderBody> {
  const { type, limitPrice, stopPrice, trail } = request;
  if (type === 'stop' && classOf(request) === 'crypto') return cryptoStop(request);
  if (type === 'oco') {
    const [limit, stop] = [limitPrice ?? ONE, stopPrice ?? ONE];
    return { type: 'limit', orderClass: 'oco', takeProfit: { limitPrice: limit }, stopLoss: { stopPrice: stop } };
  }
  return {
    type,
    ...((type === 'limit' || type === 'stop_limit') && limitPrice !== null ? { limitPrice } : {}),
    ...((type === 'stop' || type === 'stop_limit') && stopPrice !== null ? { stopPrice } : {}),
    ...(type === 'trailing_stop' && trail !== null
      ? 'percent' in trail
        ? { trailPercent: trail.percent }
        : { trailPrice: trail.amount }
      : {}),
  };
}

/** What the venue counts: contracts of options, units of everything else. */
const venueQty = ({ instrument }: Pick<OrderRequest, 'instrument'>, qty: Decimal): Decimal =>
  instrument.kind === 'option' ? div(qty, SHARES_PER_CONTRACT) : qty;

export function writeOrder(request: OrderRequest): Written {
  const time = timeOf(request);
  const reason = refuseQty(request) ?? refuseTerms(request, time) ?? refusePrices(request) ?? refuseValue(request);
  if (reason !== null) return refused(reason);
  const { id, instrument, side, reduceOnly, terms } = request;
  const body: OrderBody = {
    symbol: instrument.symbol,
    side,
    type: 'market',
    ...pricesOf(request),
    qty: venueQty(request, request.qty),
    timeInForce: time,
    clientOrderId: id,
    ...(terms.extendedHours ? { extendedHours: true } : {}),
    ...(instrument.kind === 'option' && reduceOnly ? { positionIntent: side === 'sell' ? 'sell_to_close' : 'buy_to_close' } : {}),
  };
  return { type: 'order', body };
}
