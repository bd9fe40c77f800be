// Owns: one order of ours in Dhan's words, after what can be seen without asking has been checked: product and segment,
// lots, ticks, the side of a stop. What is refused here was never sent.

import { type Decimal, eq, floorToStep, gt, isPositive, lt, ZERO } from '../../core/model/decimal.ts';
import type { OrderRequest } from '../../core/model/order.ts';
import { correlationId } from './correlation-id.ts';
import { toWire } from './lot-units.ts';
import type { Counted, Scrip } from './scrip.ts';
import { exact, type WireFields } from './wire-json.ts';

export type Product = 'C' | 'I' | 'M';

/** In Dhan's words, or why the order cannot be meant. */
export type Worded = { readonly fields: WireFields; readonly isSliced: boolean } | { readonly refusal: string };

const TYPES = { market: 'MARKET', limit: 'LIMIT', stop: 'STOP_LOSS_MARKET', stop_limit: 'STOP_LOSS' } as const;

const isEquity = ({ segment }: Scrip): boolean => segment === 'NSE_EQ' || segment === 'BSE_EQ';

/** Senders for several brokers of India write CNC, MIS and NRML. */
function productOf(written: string, scrip: Scrip): { readonly product: string } | { readonly refusal: string } {
  switch (written.toUpperCase()) {
    case 'C':
    case 'CNC':
      return isEquity(scrip)
        ? { product: 'CNC' }
        : { refusal: 'product C (delivery) is for shares: a derivative is I (intraday) or M (carried forward)' };
    case 'I':
    case 'INTRADAY':
    case 'MIS':
      return { product: 'INTRADAY' };
    case 'M':
    case 'MARGIN':
    case 'NRML':
      return isEquity(scrip)
        ? { refusal: 'product M (margin) is for derivatives: shares are C (delivery) or I (intraday)' }
        : { product: 'MARGIN' };
    case 'MTF':
      return isEquity(scrip) ? { product: 'MTF' } : { refusal: 'product MTF (margin trading) is for shares' };
    default:
      return { refusal: `product ${JSON.stringify(written)} is none of C, I, M (or CNC, MIS, NRML, MTF)` };
  }
}

/** What an order of a product closes, in the words of Dhan's positions; null: who knows. Of anything else it opens the other side. */
export function closedBy(written: string): ReadonlySet<string> | null {
  switch (written.toUpperCase()) {
    case 'C':
    case 'CNC':
    case 'MTF':
      // where what was bought on margin stands once it is delivered is in no document
      return new Set(['CNC', 'MTF']);
    case 'I':
    case 'INTRADAY':
    case 'MIS':
      return new Set(['INTRADAY']);
    case 'M':
    case 'MARGIN':
    case 'NRML':
      return new Set(['MARGIN']);
    default:
      return null;
  }
}

const isOn = (value: Decimal, unit: Decimal): boolean => eq(floorToStep(value, unit), value);

export function checkQty(qty: Decimal, { lot }: Scrip): string | null {
  if (!isPositive(qty)) return `quantity ${qty} is not above zero`;
  return isOn(qty, lot) ? null : `quantity ${qty} is not a multiple of the lot ${lot}`;
}

function checkPrices({ type, side, limitPrice, stopPrice }: OrderRequest, { tick }: Scrip): string | null {
  for (const price of [limitPrice, stopPrice]) {
    if (price === null) continue;
    if (!isPositive(price)) return `price ${price} is not above zero`;
    if (!isOn(price, tick)) return `price ${price} is not a multiple of the tick ${tick}`;
  }
  if (type !== 'stop_limit' || limitPrice === null || stopPrice === null) return null;
  const isWrong = side === 'buy' ? gt(stopPrice, limitPrice) : lt(stopPrice, limitPrice);
  return isWrong ? `of a stop-limit to ${side} the trigger ${stopPrice} must not lie beyond the limit ${limitPrice}` : null;
}

function checkTerms({ type, trail, terms, reduceOnly: _reduceOnly }: OrderRequest): string | null {
  if (type === 'trailing_stop' || trail !== null) return 'Dhan has no trailing stop of its own';
  if (terms.postOnly) return 'Dhan has no post-only orders';
  if (terms.extendedHours) return 'Dhan has no orders outside of the session but after-market ones, which wait for the next';
  if (terms.leverage !== null || terms.marginMode !== null) return 'leverage and margin mode are not set per order at Dhan';
  const { timeInForce } = terms;
  return timeInForce === null || timeInForce === 'day' || timeInForce === 'ioc'
    ? null
    : `orders at Dhan stand for the day or are immediate-or-cancel, never ${timeInForce}`;
}

export function orderFields(request: OrderRequest, scrip: Counted, usual: Product): Worded {
  const { type, side, qty, limitPrice, stopPrice, terms } = request;
  const product = productOf(terms.productType ?? usual, scrip);
  if ('refusal' in product) return product;
  const refusal = checkTerms(request) ?? checkQty(qty, scrip) ?? checkPrices(request, scrip);
  if (refusal !== null || type === 'trailing_stop' || type === 'oco')
    return { refusal: refusal ?? `Dhan has no ${type === 'oco' ? 'stop and target as one order' : 'trailing stop of its own'}` };
  return {
    isSliced: scrip.freezeQty !== null && gt(qty, scrip.freezeQty),
    fields: {
      correlationId: correlationId(request.id),
      transactionType: side === 'buy' ? 'BUY' : 'SELL',
      exchangeSegment: scrip.segment,
      productType: product.product,
      orderType: TYPES[type],
      validity: terms.timeInForce === 'ioc' ? 'IOC' : 'DAY',
      securityId: scrip.securityId,
      quantity: exact(toWire(qty, scrip.units)),
      price: exact(limitPrice ?? ZERO),
      ...(stopPrice === null ? {} : { triggerPrice: exact(stopPrice) }),
      afterMarketOrder: false,
    },
  };
}
