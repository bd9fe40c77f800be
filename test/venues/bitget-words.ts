// Owns: the words of Bitget's contracts (API v2): its envelope, its refusals and the keys of the account. After its public documents.

import type { Refusal } from './exchange-order.ts';
import type { VenueReply } from './http-venue.ts';

export const BITGET_KEYS = { apiKey: 'bitget-key', secret: 'bitget-secret', password: 'bitget-word' } as const;

export type Body = Readonly<Record<string, unknown>>;
type Words = readonly [code: string, message: string];

export const ok = (data: unknown): VenueReply => ({ status: 200, body: { code: '00000', msg: 'success', requestTime: 0, data } });
export const failed = ([code, msg]: Words, status = 400): VenueReply => ({ status, body: { code, msg, requestTime: 0, data: null } });

export const WORDS: Readonly<Record<Refusal['code'], Words>> = {
  unknown_symbol: ['40034', 'Parameter symbol does not exist'],
  unknown_order: ['40768', 'Order does not exist'],
  ended: ['22001', 'No order to cancel'],
  duplicate: ['40786', 'Duplicate clientOid'],
  quantity: ['45110', 'less than the minimum amount'],
  market_quantity: ['40762', 'The order amount exceeds the balance'],
  step: ['45115', 'The amount should be a multiple'],
  tick: ['45115', 'The price you enter should be in multiples'],
  minimum: ['45110', 'less than the minimum amount 5 USDT'],
  insufficient: ['40762', 'The order amount exceeds the balance'],
  held: ['22002', 'No position to close'],
  reduce_only: ['22002', 'No position to close'],
  would_trigger: ['40917', 'The trigger price should be'],
  would_take: ['40762', 'post only'],
  unfillable: ['40762', 'fill or kill'],
};
export const WRONG_MODE: Words = ['40774', 'The order type for unilateral position must also be the unilateral position type.'];
