// Owns: the words of Deribit: codes of its refusals, and what its orders and trades look like.

import { createHmac } from 'node:crypto';
import { div, isPositive, mul, sum } from '../../src/core/model/decimal.ts';
import type { ExchangeOrder, ExchangeTrade, ListedMarket, Refusal } from './exchange-order.ts';
import type { VenueReply, VenueRequest } from './http-venue.ts';

export const DERIBIT_KEYS = { apiKey: 'deribit-id', secret: 'deribit-secret' } as const;

export type Words = readonly [code: number, message: string, reason?: string];

export const WORDS: Readonly<Record<Refusal['code'], Words>> = {
  unknown_symbol: [13020, 'not_found'],
  unknown_order: [10004, 'order_not_found'],
  ended: [11044, 'not_open_order'],
  duplicate: [11030, 'other_reject', 'duplicate'],
  quantity: [10002, 'qty_too_low'],
  market_quantity: [10021, 'invalid_amount'],
  step: [-32602, 'Invalid params', 'must be a multiple of contract size'],
  tick: [-32602, 'Invalid params', 'wrong tick size'],
  minimum: [10002, 'qty_too_low'],
  insufficient: [10009, 'not_enough_funds'],
  held: [11030, 'other_reject', 'no_position_to_reduce'],
  reduce_only: [11030, 'other_reject', 'no_position_to_reduce'],
  would_trigger: [-32602, 'Invalid params', 'trigger_price_wrong_side'],
  would_take: [11054, 'post_only_reject'],
  unfillable: [11030, 'other_reject', 'fill_or_kill'],
};

const ENVELOPE = { jsonrpc: '2.0', usIn: 1, usOut: 2, usDiff: 1, testnet: false };

export const ok = (result: unknown): VenueReply => ({ status: 200, body: { ...ENVELOPE, result } });
export const failed = ([code, message, reason]: Words, status = 400): VenueReply => ({
  status,
  body: { ...ENVELOPE, error: { code, message, ...(reason === undefined ? {} : { data: { reason } }) } },
});

export const isTrigger = ({ stopPrice, trail }: ExchangeOrder): boolean => stopPrice !== null || trail !== null;
export const isWaiting = (order: ExchangeOrder): boolean => isTrigger(order) && !order.triggered;

/** What waits has another kind of id than what it becomes. */
export const triggerIdOf = ({ id, side }: ExchangeOrder): string => `${side === 'sell' ? 'SLTS' : 'SLTB'}-${id}`;
export const idOf = (order: ExchangeOrder): string => (isWaiting(order) ? triggerIdOf(order) : `USDC-${order.id}`);

const stateOf = (order: ExchangeOrder): string => {
  if (isWaiting(order) && order.status === 'open') return 'untriggered';
  return order.status === 'canceled' || order.status === 'expired' ? 'cancelled' : order.status;
};

export const priceOf = (order: ExchangeOrder): number | string => (order.limitPrice === null ? 'market_price' : Number(order.limitPrice));

const typeOf = (order: ExchangeOrder): string => {
  if (isWaiting(order)) return order.trail !== null ? 'trailing_stop' : order.limitPrice === null ? 'stop_market' : 'stop_limit';
  return order.limitPrice === null ? 'market' : 'limit';
};

const averageOf = ({ trades, qtyFilled }: ExchangeOrder): number =>
  isPositive(qtyFilled) ? Number(div(sum(trades.map(({ qty, price }) => mul(qty, price))), qtyFilled)) : 0;

/** `label`: whether what a trigger has become has its name. */
export const shownOrder = (order: ExchangeOrder, label = true) => ({
  order_id: idOf(order),
  order_state: stateOf(order),
  order_type: typeOf(order),
  instrument_name: order.symbol,
  label: order.clientId !== null && (label || !order.triggered) ? order.clientId : '',
  direction: order.side,
  price: priceOf(order),
  amount: Number(order.qty),
  contracts: Number(order.qty) * 1_000,
  filled_amount: Number(order.qtyFilled),
  average_price: averageOf(order),
  commission: Number(sum(order.trades.map(({ fee }) => fee))),
  time_in_force: { gtc: 'good_til_cancelled', ioc: 'immediate_or_cancel', fok: 'fill_or_kill' }[order.timeInForce],
  post_only: order.postOnly,
  reduce_only: order.reduceOnly,
  creation_timestamp: order.createdAt,
  last_update_timestamp: order.updatedAt,
  api: true,
  replaced: false,
  is_liquidation: false,
  ...(isWaiting(order) ? { trigger: 'last_price', trigger_price: Number(order.stopPrice), triggered: false } : {}),
  ...(isTrigger(order) && order.triggered ? { trigger_order_id: triggerIdOf(order), triggered: true } : {}),
});

export const shownTrade = (trade: ExchangeTrade, order: ExchangeOrder) => ({
  trade_id: `BTC_USDC-${trade.id}`,
  trade_seq: Number(trade.id),
  order_id: idOf(order),
  order_type: order.limitPrice === null ? 'market' : 'limit',
  instrument_name: trade.symbol,
  direction: trade.side,
  price: Number(trade.price),
  amount: Number(trade.qty),
  contracts: Number(trade.qty) * 1_000,
  fee: Number(trade.fee),
  fee_currency: 'USDC',
  liquidity: trade.isMaker ? 'M' : 'T',
  timestamp: trade.at,
  state: order.status === 'open' ? 'open' : 'filled',
  label: order.clientId ?? '',
});

const endsOn = (symbol: string): boolean => symbol.endsWith('-27MAR26');

/** One contract is so many coins as the step; amounts are coins all the same. */
export const shownMarket = ({ symbol, kind, base, quote, tickSize, stepSize, qtyMin }: ListedMarket) => ({
  instrument_name: symbol,
  ...(kind === 'spot'
    ? { kind: 'spot' }
    : { kind: 'future', instrument_type: 'linear', settlement_currency: quote, settlement_period: endsOn(symbol) ? 'month' : 'perpetual' }),
  base_currency: base,
  counter_currency: quote,
  quote_currency: quote,
  contract_size: Number(stepSize),
  min_trade_amount: Number(qtyMin),
  tick_size: Number(tickSize),
  is_active: true,
  expiration_timestamp: endsOn(symbol) ? Date.UTC(2026, 2, 27, 8) : 32_503_708_800_000,
  creation_timestamp: 1_534_167_754_000,
  maker_commission: 0,
  taker_commission: 0.0005,
});

/** What is listed beside: contracts in dollars that are settled in coins. */
export const INVERSE = {
  instrument_name: 'BTC-PERPETUAL',
  kind: 'future',
  instrument_type: 'reversed',
  base_currency: 'BTC',
  counter_currency: 'USD',
  quote_currency: 'USD',
  settlement_currency: 'BTC',
  settlement_period: 'perpetual',
  contract_size: 10,
  min_trade_amount: 10,
  tick_size: 0.5,
  is_active: true,
  expiration_timestamp: 32_503_708_800_000,
};

export function isSigned({ method, path, rawQuery, headers }: VenueRequest): boolean {
  const [, id, at, signature, nonce] =
    /^deri-hmac-sha256 id=(.*),ts=(\d+),sig=([0-9a-f]+),nonce=(.*)$/.exec(headers['authorization'] ?? '') ?? [];
  const text = `${at}\n${nonce}\n${method}\n${path}${rawQuery === '' ? '' : `?${rawQuery}`}\n\n`;
  return id === DERIBIT_KEYS.apiKey && signature === createHmac('sha256', DERIBIT_KEYS.secret).update(text).digest('hex');
}

export const signedAuth = (at: unknown, nonce: unknown): string =>
  createHmac('sha256', DERIBIT_KEYS.secret)
    .update(`${String(at)}\n${String(nonce)}\n`)
    .digest('hex');
