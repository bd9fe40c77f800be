// Owns: how the fake Alpaca reads an order and refuses one: its own rules, and the engine's refusals in its words.

import { type Decimal, parseDecimal, ZERO } from '../../src/core/model/decimal.ts';
import type { PlaceOrder, Refusal } from './exchange-order.ts';
import type { VenueReply, VenueRequest } from './http-venue.ts';

export const refuse = (status: number, code: number, message: string, more: object = {}): VenueReply => ({
  status,
  body: { code, message, ...more },
});
export const NOT_FOUND = refuse(404, 40410000, 'order not found');

export type Body = Readonly<Record<string, unknown>>;
export const bodyOf = ({ body }: VenueRequest): Body => JSON.parse(body) as Body;
export const numberIn = (body: Body, name: string): Decimal | null => (typeof body[name] === 'string' ? parseDecimal(body[name]) : null);

/** What the documents of the venue say in each case. */
export function refusalReply({ code, text }: Refusal, symbol: string): VenueReply {
  switch (code) {
    case 'unknown_symbol':
      return refuse(422, 40010001, `asset "${symbol}" not found`);
    case 'duplicate':
      return refuse(422, 40010001, 'client_order_id must be unique');
    case 'insufficient':
      return refuse(403, 40310000, `insufficient ${symbol.includes('/') ? 'balance' : 'buying power'}: ${text}`);
    case 'held':
    case 'reduce_only':
      return refuse(403, 40310000, 'insufficient qty available for order (requested more than is available)', { symbol });
    case 'ended':
      return refuse(422, 42210000, `order is already ended: ${text}`);
    case 'unknown_order':
      return NOT_FOUND;
    default:
      return refuse(422, 42210000, text);
  }
}

const KIND_OF_ORDER: Readonly<Record<string, PlaceOrder['kind']>> = {
  market: 'market',
  limit: 'limit',
  stop: 'stop',
  stop_limit: 'stop_limit',
  trailing_stop: 'trailing_stop',
};

const part = (body: Body, name: string): Body => (typeof body[name] === 'object' && body[name] !== null ? (body[name] as Body) : {});

/** A stop and a target as one: both prices, whole shares, in the session, for the day or until it is cancelled. */
function pairBroken(body: Body): VenueReply | null {
  const [limit, stop] = [numberIn(part(body, 'take_profit'), 'limit_price'), numberIn(part(body, 'stop_loss'), 'stop_price')];
  if (String(body['symbol']).includes('/')) return refuse(422, 42210000, 'crypto orders are simple orders');
  if (body['type'] !== 'limit') return refuse(422, 40010001, 'oco orders must be limit orders');
  if (limit === null) return refuse(422, 40010001, 'oco orders require take_profit.limit_price');
  if (stop === null) return refuse(422, 40010001, 'oco orders require stop_loss.stop_price');
  if (!Number.isInteger(Number(body['qty']))) return refuse(422, 42210000, 'fractional orders must be simple orders');
  if (body['extended_hours'] === true) return refuse(422, 42210000, 'oco orders are not allowed in extended hours');
  if (body['time_in_force'] !== 'day' && body['time_in_force'] !== 'gtc')
    return refuse(422, 42210000, 'invalid time_in_force for an oco order');
  const gap = (Number(limit) - Number(stop)) * (body['side'] === 'sell' ? 1 : -1);
  return gap >= 0.01 ? null : refuse(422, 42210000, 'take_profit.limit_price must be beyond stop_loss.stop_price');
}

/** Both orders of a pair, as the engine has them: the stop, then the target. */
export function placePair(body: Body): readonly [stop: PlaceOrder, target: PlaceOrder] {
  const group = `oco ${String(body['client_order_id'])}`;
  const both = { ...placeOf(body), group };
  return [
    { ...both, clientId: null, kind: 'stop', limitPrice: null, stopPrice: numberIn(part(body, 'stop_loss'), 'stop_price') },
    { ...both, limitPrice: numberIn(part(body, 'take_profit'), 'limit_price'), stopPrice: null },
  ];
}

/** The rules that the engine knows nothing of. */
export function ruleBroken(body: Body): VenueReply | null {
  const symbol = String(body['symbol']);
  const type = String(body['type']);
  const time = String(body['time_in_force']);
  const qty = numberIn(body, 'qty');
  if (qty === null) return refuse(422, 40010001, 'qty or notional is required');
  if (!(type in KIND_OF_ORDER)) return refuse(422, 40010001, `invalid type ${type}`);
  const crypto = symbol.includes('/');
  if (crypto && !['market', 'limit', 'stop_limit'].includes(type)) return refuse(422, 42210000, 'invalid order type for crypto order');
  if (crypto && time !== 'gtc' && time !== 'ioc') return refuse(422, 42210000, 'invalid crypto time_in_force');
  if (!crypto && !Number.isInteger(Number(qty)) && time !== 'day') return refuse(422, 42210000, 'fractional orders must be DAY orders');
  if (body['order_class'] === 'oco') return pairBroken(body);
  if (body['extended_hours'] === true && (type !== 'limit' || time !== 'day'))
    return refuse(422, 42210000, 'extended hours order must be DAY limit orders');
  return null;
}

export function placeOf(body: Body): PlaceOrder {
  const percent = numberIn(body, 'trail_percent');
  const amount = numberIn(body, 'trail_price');
  return {
    clientId: typeof body['client_order_id'] === 'string' ? body['client_order_id'] : null,
    symbol: String(body['symbol']),
    side: body['side'] === 'sell' ? 'sell' : 'buy',
    kind: KIND_OF_ORDER[String(body['type'])] ?? 'market',
    qty: numberIn(body, 'qty') ?? ZERO,
    limitPrice: numberIn(body, 'limit_price'),
    stopPrice: numberIn(body, 'stop_price'),
    trail: percent !== null ? { percent } : amount !== null ? { amount } : null,
    extended: body['extended_hours'] === true,
    timeInForce: body['time_in_force'] === 'ioc' ? 'ioc' : body['time_in_force'] === 'fok' ? 'fok' : 'gtc',
  };
}
