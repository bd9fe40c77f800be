// Owns: the executions of one order. Their ids are the venue's, so that stream, poll and look-up agree; where a venue shows
// none, one is made of the order's id and what has filled in all.

import { abs, type Decimal, div, isPositive, isZero, lt, max, mul, neg, sub, sum, ZERO } from '../../../core/model/decimal.ts';
import type { FillId, Instant } from '../../../core/model/ids.ts';
import type { Fill } from '../../../core/model/order.ts';
import type { Connection } from '../connection.ts';
import { hasOwn } from '../wire/exchange.ts';
import { type Listed, toQty } from '../markets/markets.ts';
import type { OrderView } from './order-view.ts';
import { decimalOf, type Dict, dictOf, listOf, sizeOf, textOf } from '../wire/read-answer.ts';

/** How far before an order its trades are looked for: clocks of a venue's parts differ. */
const BEFORE_MS = 5_000;

type Fee = Pick<Fill, 'fee' | 'feeCurrency'>;

/** Rejects where the venue does not answer. */
export async function readFills(connection: Connection, order: OrderView, listed: Listed): Promise<readonly Fill[]> {
  if (!isPositive(order.qtyFilled)) return [];
  const ids = [order.id, ...(order.becameId === null ? [] : [order.becameId])];
  const trades = await tradesOf(connection, order, ids.at(-1) ?? order.id);
  if (trades === null) return [madeFill(order, listed, [], connection.clock.now())];
  return trades
    .filter((trade) => ids.includes(textOf(trade['order']) ?? ''))
    .flatMap((trade) => readTrade(trade, listed) ?? [])
    .toSorted((a, b) => a.at - b.at);
}

/** Null: the venue shows no trades. */
async function tradesOf({ exchange, gate }: Connection, order: OrderView, id: string): Promise<readonly Dict[] | null> {
  const { tradesKey, tradesParams } = gate.rules;
  if (tradesKey !== null)
    return listOf(await exchange.fetchMyTrades(order.symbol, undefined, undefined, { ...tradesParams, [tradesKey]: id }));
  if (hasOwn(exchange, 'fetchOrderTrades')) return listOf(await exchange.fetchOrderTrades(id, order.symbol, undefined, undefined, {}));
  if (!hasOwn(exchange, 'fetchMyTrades')) return null;
  const since = order.at > BEFORE_MS ? order.at - BEFORE_MS : undefined;
  return listOf(await exchange.fetchMyTrades(order.symbol, since, undefined, {}));
}

export function readTrade(trade: Dict, listed: Listed): Fill | null {
  const [id, amount, price] = [textOf(trade['id']), sizeOf(trade['amount']), sizeOf(trade['price'])];
  if (id === null || amount === null || price === null || !isPositive(amount) || !isPositive(price)) return null;
  return {
    id: id as FillId,
    qty: toQty(amount, listed),
    price,
    ...feeOf(trade, listed),
    at: typeof trade['timestamp'] === 'number' ? trade['timestamp'] : 0,
  };
}

/** Bitget takes a fee in a token of its own, and writes it below zero as any other: ccxt turns the sign of the others alone. */
const isDeducted = ({ info }: Dict): boolean => [dictOf(info)['feeDetail']].flat().some((each) => dictOf(each)['deduction'] === 'yes');

/** Of several currencies the one counts that moves what is held, else that of the result. */
function feeOf(source: Dict, { instrument: { base, quote }, feesNegated = false }: Listed): Fee {
  const own = dictOf(source['fee']);
  const all = (textOf(own['currency']) === null ? listOf(source['fees']) : [own]).flatMap((each) => {
    const [cost, currency] = [decimalOf(each['cost']), textOf(each['currency']) ?? quote];
    if (cost === null || isZero(cost)) return [];
    if (isDeducted(source)) return [{ cost: abs(cost), currency }];
    return [feesNegated ? { cost: neg(cost), currency: quote } : { cost, currency }];
  });
  const currencies = all.map(({ currency }) => currency);
  const feeCurrency = [base, quote].find((each) => currencies.includes(each)) ?? currencies[0] ?? textOf(own['currency']) ?? quote;
  return { fee: sum(all.filter(({ currency }) => currency === feeCurrency).map(({ cost }) => cost)), feeCurrency };
}

/** Of what the whole order has cost, the part that no trade tells of. */
function restOfFee({ fee, feeCurrency }: Fee, seen: readonly Fill[]): Fee {
  const told = sum(seen.filter((fill) => fill.feeCurrency === feeCurrency).map((fill) => fill.fee));
  return { fee: isPositive(fee) ? max(ZERO, sub(fee, told)) : fee, feeCurrency };
}

/**
 * The part of what has filled that no trade tells of, at the price that makes the average right as far as it is known. How much of it
 * was told before only the books know: each is all that is missing at its time, and has an id of its own.
 */
export function madeFill(order: OrderView, listed: Listed, seen: readonly Fill[], now: Instant): Fill {
  const qty = sub(order.qtyFilled, filledBy(seen));
  const price = order.averagePrice ?? order.limitPrice ?? order.stopPrice ?? ZERO;
  const paid = sub(mul(price, order.qtyFilled), sum(seen.map((fill) => mul(fill.qty, fill.price))));
  return {
    id: `${order.id}:${order.qtyFilled}` as FillId,
    qty,
    price: isPositive(paid) ? div(paid, qty) : price,
    ...restOfFee(feeOf({ fee: order.fee }, listed), seen),
    at: now,
    isMade: true,
  };
}

const filledBy = (fills: readonly Fill[]): Decimal => sum(fills.map(({ qty }) => qty));

/** Trades that are not all visible yet: what they add up to is less than the order says. */
export const isBehind = (order: OrderView, fills: readonly Fill[]): boolean => lt(filledBy(fills), order.qtyFilled);
