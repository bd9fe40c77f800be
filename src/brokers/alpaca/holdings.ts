// Owns: what the account holds, as the venue says it now.

import { type Decimal, isNegative, max, min, neg, parseDecimal, sum, ZERO } from '../../core/model/decimal.ts';
import type { Balance } from '../../core/model/account.ts';
import type { BookedPosition } from '../../core/model/money/funds.ts';
import type { VenueCash, VenuePosition, VenueOrder } from '../../core/model/venues/report.ts';
import type { AlpacaClient, AlpacaOrder, AlpacaPosition } from './alpaca-client.ts';
import { ORDER_PAGE } from './alpaca-limits.ts';
import { unavailable } from './classify-failure.ts';
import type { OrderNews } from './order-news.ts';
import { isOrder, isReplaced, legsOf, numberOf, sizeOf, statusOf, venueOrderOf } from './read-order.ts';
import { ourSymbol } from './venue-symbol.ts';

type Unavailable = { readonly type: 'unavailable'; readonly reason: string };

/** Shorts have a sign at the venue as well; where an answer lacks it, the side says it. */
function positionOf(position: AlpacaPosition, at: number): VenuePosition {
  const qty = sizeOf(position.qty, position.assetClass);
  const signed = position.side === 'short' && !isNegative(qty) ? neg(qty) : qty;
  return { symbol: ourSymbol(position.symbol, position.assetClass), qty: signed, at };
}

export async function readPositions(
  client: AlpacaClient,
): Promise<{ readonly type: 'ok'; readonly positions: readonly VenuePosition[] } | Unavailable> {
  try {
    const positions = await client.positions.getAllOpenPositions();
    if (!Array.isArray(positions) || positions.some(({ symbol, qty }) => typeof symbol !== 'string' || typeof qty !== 'string'))
      return { type: 'unavailable', reason: 'the answer is no list of positions' };
    return { type: 'ok', positions: positions.map((position) => positionOf(position, client.clock.now())) };
  } catch (error) {
    return unavailable(error);
  }
}

/** The coins of pairs are balances, too: they are what can be sold. */
const coinsOf = (positions: readonly AlpacaPosition[]): readonly Balance[] =>
  positions
    .filter(({ assetClass }) => assetClass === 'crypto')
    .map((position) => ({
      currency: ourSymbol(position.symbol, 'crypto').split('/')[0] ?? position.symbol,
      total: numberOf(position.qty),
      free: numberOf(position.qtyAvailable ?? position.qty),
    }));

/** Bought shares count at their cost and borrowed ones against what they brought: as margin is counted elsewhere. */
const moneyOf = (cash: Decimal, positions: readonly AlpacaPosition[]): Decimal =>
  sum([cash, ...positions.filter(({ assetClass }) => assetClass !== 'crypto').map(({ costBasis }) => numberOf(costBasis))]);

/** The same shares, with that cost. */
const bookedOf = (quote: string, positions: readonly AlpacaPosition[], at: number): readonly BookedPosition[] =>
  positions
    .filter(({ assetClass }) => assetClass !== 'crypto')
    .map((position) => ({ ...positionOf(position, at), quote, cost: numberOf(position.costBasis) }));

interface Worth {
  readonly type: 'ok';
  readonly balances: readonly Balance[];
  readonly booked: readonly BookedPosition[];
}

/** `free` is what can be spent without borrowing, and never below zero. */
export async function readBalances(client: AlpacaClient): Promise<Worth | Unavailable> {
  try {
    const [account, positions] = await Promise.all([client.account.getAccount(), client.positions.getAllOpenPositions()]);
    if (typeof account.cash !== 'string' || !Array.isArray(positions)) return { type: 'unavailable', reason: 'the answer is no account' };
    const total = moneyOf(numberOf(account.cash), positions);
    const free = max(ZERO, min(total, numberOf(account.nonMarginableBuyingPower ?? account.buyingPower)));
    const currency = account.currency ?? 'USD';
    const booked = bookedOf(currency, positions, client.clock.now());
    return { type: 'ok', balances: [{ currency, total, free }, ...coinsOf(positions)], booked };
  } catch (error) {
    return unavailable(error);
  }
}

/** Shares are paid for in full, and what was sold short has been paid: cash is what trades have left. */
export async function readCash(client: AlpacaClient): Promise<{ readonly type: 'ok'; readonly cash: VenueCash } | Unavailable> {
  try {
    const { cash, currency } = await client.account.getAccount();
    const amount = typeof cash === 'string' ? parseDecimal(cash) : null;
    if (amount === null) return { type: 'unavailable', reason: 'the answer is no account' };
    return { type: 'ok', cash: { currency: currency ?? 'USD', amount } };
  } catch (error) {
    return unavailable(error);
  }
}

type News = Pick<OrderNews, 'ownerOf' | 'mend'>;
const ENDED: ReadonlySet<string> = new Set(['canceled', 'rejected', 'expired']);

/** A pair of ours is one order; what others have placed as a group is told order by order. */
function open(order: AlpacaOrder, news: News): readonly VenueOrder[] {
  const top = venueOrderOf(order);
  const orderId = top.orderId ?? news.ownerOf(top.venueOrderId);
  const legs = legsOf(order)
    .filter((leg) => !isReplaced(leg))
    .map(venueOrderOf);
  if (orderId === null) return [top, ...legs];
  if (legsOf(order).some((leg) => ENDED.has(statusOf(leg)))) void news.mend(orderId);
  const qty = legs.reduce((most, leg) => max(most, leg.qty), top.qty);
  return [{ ...top, orderId, qty, qtyFilled: sum([top, ...legs].map(({ qtyFilled }) => qtyFilled)) }];
}

/** Legs of a pair of ours that the venue lists side by side are one order, too. */
function joined(orders: readonly VenueOrder[]): readonly VenueOrder[] {
  const found = new Map<string, VenueOrder>();
  for (const order of orders) {
    const key = order.orderId ?? order.venueOrderId;
    const other = found.get(key);
    found.set(key, other === undefined ? order : joinLegs(other, order));
  }
  return [...found.values()];
}

const joinLegs = (a: VenueOrder, b: VenueOrder): VenueOrder => ({
  ...(a.stopPrice === null ? a : b),
  qty: max(a.qty, b.qty),
  qtyFilled: sum([a.qtyFilled, b.qtyFilled]),
  limitPrice: a.limitPrice ?? b.limitPrice,
  stopPrice: a.stopPrice ?? b.stopPrice,
});

/** Everything that is open, page by page from the oldest on. */
export async function readOpenOrders(
  client: AlpacaClient,
  news: News,
): Promise<{ readonly type: 'ok'; readonly orders: readonly VenueOrder[] } | Unavailable> {
  const orders: VenueOrder[] = [];
  let after: string | undefined;
  try {
    for (;;) {
      const page = await client.orders.getAllOrders({
        status: 'open',
        limit: ORDER_PAGE,
        direction: 'asc',
        nested: true,
        ...(after === undefined ? {} : { afterOrderId: after }),
      });
      if (!Array.isArray(page) || !page.every(isOrder)) return { type: 'unavailable', reason: 'the answer is no list of orders' };
      orders.push(...page.flatMap((order) => open(order, news)));
      after = page.at(-1)?.id;
      if (page.length < ORDER_PAGE || after === undefined) return { type: 'ok', orders: joined(orders) };
    }
  } catch (error) {
    return unavailable(error);
  }
}
