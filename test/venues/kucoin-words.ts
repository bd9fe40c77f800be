// Owns: the words of KuCoin's contracts: its envelope, its refusals and the keys of the account. After its public documents and answers of
// the venue that others have written down.

import type { Refusal } from './exchange-order.ts';
import type { VenueReply } from './http-venue.ts';

export const KUCOIN_KEYS = { apiKey: 'kucoin-key', secret: 'kucoin-secret', password: 'kucoin-word' } as const;

export type Words = readonly [code: string, message: string];

export const ok = (data: unknown): VenueReply => ({ status: 200, body: { code: '200000', data } });
export const failed = ([code, msg]: Words, status = 200): VenueReply => ({ status, body: { code, msg } });

export const NOT_THERE: Words = ['100001', 'error.getOrder.orderNotExist'];

export const WORDS: Readonly<Record<Refusal['code'], Words>> = {
  unknown_symbol: ['100001', 'Contract parameter invalid.'],
  unknown_order: NOT_THERE,
  ended: ['100004', 'Order is in not cancelable state'],
  duplicate: ['400100', 'validation.createOrder.clientOidDuplicated'],
  quantity: ['100001', 'Quantity parameter cannot be less than 1.'],
  market_quantity: ['300000', 'The order quantity exceeds the limit.'],
  step: ['100001', 'Quantity parameter invalid.'],
  tick: ['300012', 'The order price must be a multiple of the tick size.'],
  minimum: ['100001', 'Quantity parameter invalid.'],
  insufficient: ['300003', 'Balance insufficient. The order would cost more than is available.'],
  held: ['300009', 'No open positions to close.'],
  reduce_only: ['300009', 'No open positions to close.'],
  would_trigger: ['300012', 'The stop price is passed already.'],
  would_take: ['300012', 'A post-only order would be taken at once.'],
  unfillable: ['300012', 'The order cannot be filled at once.'],
};

export const WRONG_MARGIN: Words = ['330005', "The order's margin mode does not match the selected one. Please switch and try again."];
export const NO_SIDE: Words = [
  '330012',
  'Your order is in One-Way Mode, while your account is set to Hedge Mode. Update your settings so they match and try again.',
];
export const WRONG_SIDE: Words = [
  '330011',
  "The order's position mode does not match your selected mode. Please switch modes and try again.",
];
