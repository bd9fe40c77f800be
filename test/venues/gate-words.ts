// Owns: how Gate's perpetuals (API v4) write orders, trades, contracts and refusals. After its public documents and the answers that ccxt
// quotes of them.

import { type Decimal, decimal, div, isPositive, mul, neg, sub, sum } from '../../src/core/model/decimal.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeOrder, ExchangeTrade, ListedMarket, Refusal } from './exchange-order.ts';
import type { VenueReply } from './http-venue.ts';

export const GATE_KEYS = { apiKey: 'gate-key', secret: 'gate-secret' } as const;

export type Body = Readonly<Record<string, unknown>>;
type Words = readonly [label: string, message: string];

export const ok = (body: unknown, status = 200): VenueReply => ({ status, body });
export const failed = ([label, message]: Words, status = 400): VenueReply => ({ status, body: { label, message } });

export const WORDS: Readonly<Record<Refusal['code'], Words>> = {
  unknown_symbol: ['CONTRACT_NOT_FOUND', 'contract not found'],
  unknown_order: ['ORDER_NOT_FOUND', 'order not found'],
  ended: ['ORDER_FINISHED', 'order finished'],
  duplicate: ['REPEATED_CREATION', 'Duplicate order'],
  quantity: ['SIZE_TOO_SMALL', 'size too small'],
  market_quantity: ['SIZE_TOO_LARGE', 'size too large'],
  step: ['INVALID_PARAM_VALUE', 'size'],
  tick: ['INVALID_PARAM_VALUE', 'price is not an integer multiple of a price unit'],
  minimum: ['SIZE_TOO_SMALL', 'size too small'],
  insufficient: ['INSUFFICIENT_AVAILABLE', 'insufficient available balance'],
  held: ['INSUFFICIENT_AVAILABLE', 'insufficient available balance'],
  reduce_only: ['INCREASE_POSITION', 'the order would increase the position'],
  would_trigger: ['AUTO_TRIGGER_PRICE_LESS_LAST', 'invalid argument: Trigger.Price must < last_price'],
  would_take: ['ORDER_POC_IMMEDIATE', 'order price would take immediately'],
  unfillable: ['FOK_NOT_FILL', 'fill or kill'],
};
export const NO_TRIGGER: Words = ['AUTO_ORDER_NOT_FOUND', 'order not found'];

export const isAuto = ({ kind }: ExchangeOrder): boolean => kind !== 'market' && kind !== 'limit';
/** Of the order that a trigger has made of one. */
export const childOf = ({ id }: ExchangeOrder): string => `77${id}`;
export const seconds = (at: number): number => at / 1000;
const signed = ({ side }: { readonly side: 'buy' | 'sell' }, size: Decimal): Decimal => (side === 'buy' ? size : neg(size));
/** Sizes are numbers there, not text. */
export const number = (value: Decimal): number => Number(value);

function endOf({ status, timeInForce, kind, reason }: ExchangeOrder): string {
  if (status === 'filled') return 'filled';
  if (reason?.startsWith('reduce-only') === true) return 'reduce_only';
  return status === 'expired' && (timeInForce !== 'gtc' || kind === 'market') ? 'ioc' : 'cancelled';
}

export function createGateWords(exchange: Exchange) {
  const contractOf = (symbol: string): Decimal => exchange.market(symbol)?.stepSize ?? decimal('1');
  const sizeOf = (symbol: string, qty: Decimal): Decimal => div(qty, contractOf(symbol));

  function shownOrder(order: ExchangeOrder) {
    const value = sum(order.trades.map(({ qty, price }) => mul(qty, price)));
    const isOver = order.status !== 'open';
    return {
      id: Number(isAuto(order) ? childOf(order) : order.id),
      user: 1,
      contract: order.symbol,
      create_time: seconds(order.createdAt),
      ...(isOver ? { finish_time: seconds(order.updatedAt), finish_as: endOf(order) } : {}),
      status: isOver ? 'finished' : 'open',
      size: number(signed(order, sizeOf(order.symbol, order.qty))),
      left: number(signed(order, sizeOf(order.symbol, sub(order.qty, order.qtyFilled)))),
      price: order.limitPrice ?? '0',
      fill_price: isPositive(order.qtyFilled) ? div(value, order.qtyFilled) : '0',
      tif: order.postOnly ? 'poc' : order.kind === 'market' || order.kind === 'stop' ? 'ioc' : order.timeInForce,
      text: isAuto(order) ? 'api' : (order.clientId ?? 'web'),
      iceberg: 0,
      is_close: false,
      is_reduce_only: order.reduceOnly,
      is_liq: false,
      mkfr: '0.0002',
      tkfr: '0.0005',
      refu: 0,
    };
  }

  function shownAuto(order: ExchangeOrder) {
    const isOver = order.status !== 'open' || order.triggered;
    return {
      user: 1,
      id: Number(order.id),
      trade_id: order.triggered ? Number(childOf(order)) : 0,
      status: isOver ? 'finished' : 'open',
      ...(isOver ? { finish_as: order.triggered ? 'succeeded' : order.status === 'rejected' ? 'failed' : 'cancelled' } : {}),
      reason: order.triggered ? '' : (order.reason ?? ''),
      create_time: seconds(order.createdAt),
      finish_time: isOver ? seconds(order.updatedAt) : 0,
      is_stop_order: false,
      stop_trigger: { rule: 0, trigger_price: '', order_price: '' },
      me_order_id: 0,
      order_type: '',
      trigger: { strategy_type: 0, price_type: 0, price: order.stopPrice ?? '0', rule: order.side === 'buy' ? 1 : 2, expiration: 0 },
      initial: {
        contract: order.symbol,
        size: number(signed(order, sizeOf(order.symbol, order.qty))),
        price: order.limitPrice ?? '0',
        tif: order.limitPrice === null ? 'ioc' : 'gtc',
        text: order.clientId ?? '',
        iceberg: 0,
        is_close: false,
        is_reduce_only: order.reduceOnly,
        auto_size: '',
      },
    };
  }

  const shownTrade = (trade: ExchangeTrade) => {
    const order = exchange.order(trade.orderId);
    return {
      trade_id: trade.id,
      create_time: seconds(trade.at),
      contract: trade.symbol,
      order_id: order !== null && isAuto(order) ? childOf(order) : trade.orderId,
      size: number(signed(trade, sizeOf(trade.symbol, trade.qty))),
      price: trade.price,
      text: order?.clientId ?? '',
      fee: trade.fee,
      point_fee: '0',
      role: trade.isMaker ? 'maker' : 'taker',
    };
  };

  const shownMarket = ({ symbol, tickSize, stepSize, qtyMin }: ListedMarket) => ({
    name: symbol,
    type: 'direct',
    quanto_multiplier: stepSize,
    leverage_min: '1',
    leverage_max: '100',
    mark_price: exchange.quote(symbol).last,
    order_price_round: tickSize,
    order_price_deviate: '0.5',
    order_size_min: number(div(qtyMin, stepSize)),
    order_size_max: 1_000_000,
    in_delisting: false,
    status: 'trading',
  });

  return { contractOf, sizeOf, shownOrder, shownAuto, shownTrade, shownMarket };
}
