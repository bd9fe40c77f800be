// Owns: the words of KuCoin's contracts and spot markets: its envelope, its refusals and the keys of the account. After its public documents and answers of
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

/** Of its spot markets. */
export const SPOT_NOT_THERE: Words = ['400100', 'Order not exist.'];

export const SPOT_WORDS: Readonly<Record<Refusal['code'], Words>> = {
  unknown_symbol: ['900001', 'symbol not exists'],
  unknown_order: SPOT_NOT_THERE,
  ended: ['400100', 'order_not_exist_or_not_allow_to_cancel'],
  duplicate: ['400100', 'clientOid duplicated'],
  quantity: ['400100', 'The quantity is invalid.'],
  market_quantity: ['300000', 'The order quantity exceeds the limit.'],
  step: ['400100', 'Order size increment invalid.'],
  tick: ['400100', 'Price increment invalid.'],
  minimum: ['400100', 'Order size below the minimum requirement.'],
  insufficient: ['200004', 'Balance insufficient!'],
  held: ['200004', 'Balance insufficient!'],
  reduce_only: ['200004', 'Balance insufficient!'],
  would_trigger: ['300000', 'The stop price is passed already.'],
  would_take: ['300000', 'A post-only order would be taken at once.'],
  unfillable: ['300000', 'The order cannot be filled at once.'],
};

/** All the money of a unified account. */
export const unifiedMoney = (balances: readonly { readonly currency: string; readonly total: string; readonly free: string }[]) => ({
  accountType: 'UNIFIED',
  accounts: [
    {
      currencies: balances.map(({ currency, total, free }) => ({
        currency,
        equity: total,
        balance: total,
        available: free,
        hold: '0',
        liability: '0',
      })),
    },
  ],
});
