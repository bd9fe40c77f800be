// Owns: what the fake Dhan checks of a request before anybody looks at money: the documented fields and nothing else, their
// types, products and segments, the price that a type needs. It takes the strict side. It never says which field was wrong,
// as Dhan does not.

import { decimal, type Decimal, eq, floorToStep, isPositive, parseDecimal } from '../../src/core/model/decimal.ts';
import type { DhanScrip } from './dhan-scrips.ts';
import { segmentOf } from './dhan-scrips.ts';

export type Body = Readonly<Record<string, unknown>>;

export interface ReadOrder {
  readonly correlationId: string;
  readonly side: 'buy' | 'sell';
  readonly scrip: DhanScrip;
  readonly product: string;
  readonly orderType: 'LIMIT' | 'MARKET' | 'STOP_LOSS' | 'STOP_LOSS_MARKET';
  readonly validity: 'DAY' | 'IOC';
  readonly qty: Decimal;
  readonly price: Decimal;
  readonly triggerPrice: Decimal;
}

const PLACED: ReadonlySet<string> = new Set(
  'dhanClientId correlationId transactionType exchangeSegment productType orderType validity securityId quantity disclosedQuantity price triggerPrice afterMarketOrder amoTime'.split(
    ' ',
  ),
);
const CHANGED: ReadonlySet<string> = new Set(
  'dhanClientId orderId orderType validity legName quantity price disclosedQuantity triggerPrice'.split(' '),
);
const TYPES = ['LIMIT', 'MARKET', 'STOP_LOSS', 'STOP_LOSS_MARKET'] as const;

/** The body as it was sent; null where it is no object, has a number with an exponent, or is not for this client. */
export function readBody(text: string, clientId: string): Body | null {
  if (/[:[,]\s*-?\d+(?:\.\d+)?e/i.test(text)) return null;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  const isOwn = typeof body === 'object' && body !== null && (body as Body)['dhanClientId'] === clientId;
  return isOwn ? (body as Body) : null;
}

const numberOf = (value: unknown): Decimal | null => (typeof value === 'number' ? parseDecimal(String(value)) : null);
const isOn = (value: Decimal, unit: Decimal): boolean => eq(floorToStep(value, unit), value);

function pricesFit(type: ReadOrder['orderType'], price: Decimal, trigger: Decimal, tick: Decimal): boolean {
  const wantsPrice = type === 'LIMIT' || type === 'STOP_LOSS';
  const wantsTrigger = type === 'STOP_LOSS' || type === 'STOP_LOSS_MARKET';
  if (wantsPrice ? !isPositive(price) : price !== '0') return false;
  if (wantsTrigger ? !isPositive(trigger) : trigger !== '0') return false;
  return isOn(price, tick) && isOn(trigger, tick);
}

function productFits(product: unknown, segment: string): product is string {
  const isEquity = segment.endsWith('_EQ');
  if (product === 'INTRADAY') return true;
  return isEquity ? product === 'CNC' || product === 'MTF' : product === 'MARGIN';
}

/** Null: DH-905. */
export function readPlaced(body: Body, scrips: readonly DhanScrip[]): ReadOrder | null {
  if (Object.keys(body).some((name) => !PLACED.has(name)) || body['afterMarketOrder'] === true) return null;
  const { correlationId, transactionType, exchangeSegment, productType, orderType, validity, securityId } = body;
  const scrip = scrips.find((each) => each.securityId === securityId && segmentOf(each) === exchangeSegment && each.segment !== 'I');
  const type = TYPES.find((each) => each === orderType);
  if (typeof correlationId !== 'string' || !/^[A-Za-z0-9_-]{1,25}$/.test(correlationId)) return null;
  if (scrip === undefined || type === undefined || (validity !== 'DAY' && validity !== 'IOC')) return null;
  if ((transactionType !== 'BUY' && transactionType !== 'SELL') || !productFits(productType, segmentOf(scrip))) return null;
  const [qty, price] = [numberOf(body['quantity']), numberOf(body['price'])];
  const trigger = 'triggerPrice' in body ? numberOf(body['triggerPrice']) : decimal('0');
  if (qty === null || price === null || trigger === null) return null;
  if (!isPositive(qty) || !isOn(qty, scrip.lot) || !pricesFit(type, price, trigger, scrip.tick)) return null;
  return {
    correlationId,
    side: transactionType === 'BUY' ? 'buy' : 'sell',
    scrip,
    product: productType,
    orderType: type,
    validity,
    qty,
    price,
    triggerPrice: trigger,
  };
}

/** The new total quantity; null: DH-905. */
export function readChanged(body: Body, orderId: string): Decimal | null {
  if (Object.keys(body).some((name) => !CHANGED.has(name)) || body['orderId'] !== orderId) return null;
  if (!TYPES.some((each) => each === body['orderType']) || (body['validity'] !== 'DAY' && body['validity'] !== 'IOC')) return null;
  return numberOf(body['quantity']);
}
