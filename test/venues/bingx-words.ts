// Owns: how BingX's contracts and spot markets are asked, how requests to them are signed, and how they say yes, and no in answers of status 200
// under a code, by its public documents.

import { createHmac } from 'node:crypto';
import type { Refusal } from './exchange-order.ts';
import type { RequestKind } from './faults.ts';
import type { VenueReply, VenueRequest } from './http-venue.ts';

export const BINGX_KEYS = { apiKey: 'bingx-key', secret: 'bingx-secret' } as const;

export type Words = readonly [code: number, message: string];

export const NOT_THERE: Words = [80016, 'order does not exist'];

export const WORDS: Readonly<Record<Refusal['code'], Words>> = {
  unknown_symbol: [109400, 'symbol not exist, please verify it in api: /openApi/swap/v2/quote/contracts'],
  unknown_order: NOT_THERE,
  ended: [80018, 'order is already filled'],
  duplicate: [101481, 'clientOrderID cannot be repeated'],
  quantity: [101400, 'Order size error'],
  market_quantity: [101419, 'Your order size has reached the upper limit'],
  step: [101400, 'Order size error'],
  tick: [101211, 'Order price should be higher than 15.5'],
  minimum: [110425, 'Please ensure that the minimum nominal value of the order placed must be greater than 2u'],
  insufficient: [101204, 'Insufficient margin'],
  held: [101205, 'No position to close'],
  reduce_only: [101290, 'The Reduce Only order can only decrease the position and not be used to open a position.'],
  would_trigger: [110411, 'Stop Loss price should be lower than the current price'],
  would_take: [101215, 'The Maker (Post Only) order ensures that the user always acts as a maker.'],
  unfillable: [101400, 'Order size error'],
};

/** Of its spot markets. */
export const SPOT_WORDS: Readonly<Record<Refusal['code'], Words>> = {
  unknown_symbol: [100421, 'CheckUserAndSymbol: contract not exist'],
  unknown_order: [100421, 'cancel fail, order not exist'],
  ended: [100400, 'the order you want to cancel is FILLED or CANCELLED already, or is not a valid order id ,please verify'],
  duplicate: [100400, 'newClientOrderId cannot be repeated'],
  quantity: [100400, 'check param fail:entrust volume and value is 0.0'],
  market_quantity: [100400, 'check limit entrust value fail, entrust volume too high'],
  step: [100400, 'check limit entrust value fail'],
  tick: [100400, 'check price fail'],
  minimum: [100400, 'check limit entrust value fail, entrust volume too low'],
  insufficient: [100202, 'Insufficient assets, please verify the assets status'],
  held: [100202, 'Insufficient assets, please verify the assets status'],
  reduce_only: [100202, 'Insufficient assets, please verify the assets status'],
  would_trigger: [100400, 'check price fail'],
  would_take: [100400, 'a post only order would be taken'],
  unfillable: [100400, 'a fill or kill order cannot be filled'],
};

export const ONE_WAY_SIDE: Words = [109400, "In the One-way mode, the 'PositionSide' field can only be set to BOTH."];
export const HEDGE_SIDE: Words = [109400, "In the Hedge mode, the 'PositionSide' field can only be set to LONG or SHORT."];

/** It says until when. */
export const tooMany = (until: number): Words => [
  100410,
  `code:100410:The endpoint trigger frequency limit rule is currently in the disabled period and will be unblocked after ${until}`,
];

export const ok = (data: unknown): VenueReply => ({ status: 200, body: { code: 0, msg: '', data } });
export const failed = ([code, msg]: Words): VenueReply => ({ status: 200, body: { code, msg, data: {} } });

const ROUTES: readonly (readonly [method: string, path: RegExp, kind: RequestKind])[] = [
  ['POST', /\/swap\/v2\/trade\/order$/, 'submit'],
  ['DELETE', /\/swap\/v2\/trade\/order$/, 'cancel'],
  ['GET', /\/trade\/(?:order|openOrders|allOrders|fullOrder|fillHistory|allFillOrders)$/, 'look_up'],
  ['GET', /\/user\/(?:balance|positions)$/, 'read'],
  ['GET', /\/quote\/(?:ticker|depth)$/, 'price'],
  ['GET', /\/quote\/klines$/, 'candles'],
];
export const kindOf = ({ method, path }: VenueRequest): RequestKind =>
  ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';

const SPOT_ROUTES: readonly (readonly [method: string, path: RegExp, kind: RequestKind])[] = [
  ['POST', /\/spot\/v1\/trade\/order$/, 'submit'],
  ['POST', /\/spot\/v1\/trade\/cancel$/, 'cancel'],
  ['GET', /\/spot\/v1\/trade\/(?:query|openOrders|historyOrders|myTrades)$/, 'look_up'],
  ['GET', /\/spot\/v1\/account\/balance$/, 'read'],
  ['GET', /\/spot\/v1\/(?:ticker\/24hr|market\/depth)$/, 'price'],
  ['GET', /\/spot\/v\d\/market\/kline$/, 'candles'],
];
export const spotKindOf = ({ method, path }: VenueRequest): RequestKind =>
  SPOT_ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';

/** Over the parameters as they were before they became part of an address. */
export function isSigned({ rawQuery, headers }: VenueRequest): boolean {
  const at = rawQuery.indexOf('&signature=');
  const text = decodeURIComponent(rawQuery.slice(0, at));
  const sign = createHmac('sha256', BINGX_KEYS.secret).update(text).digest('hex');
  return at > 0 && headers['x-bx-apikey'] === BINGX_KEYS.apiKey && rawQuery.slice(at + '&signature='.length) === sign;
}
