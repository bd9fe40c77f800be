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
    timeInForce: body['time_in_force'] === 'ioc' ? 'ioc' : body['time_in_force'] === 'fok' ? 'fok' : 'gtc',
  };
}
