// Owns: what an exchange can be asked for in one kind of market: by `has` and `features` together, because neither alone is
// safe (ccxt passes unknown parameters on, and a protective order would go out as a plain one). Fails closed.

import type { VenueTraits } from '../../core/model/account.ts';
import type { OrderType, TimeInForce } from '../../core/model/order-terms.ts';
import { type Exchange, hasOwn, type MarketType } from './wire/exchange.ts';
import { type Dict, dictOf } from './wire/read-answer.ts';
import { type ExchangeRules, rulesOf } from './rules.ts';

export interface Gate {
  readonly exchange: string;
  readonly market: MarketType;
  readonly rules: ExchangeRules;
  readonly traits: VenueTraits;
  readonly stopLossPrice: boolean;
  readonly triggerPrice: boolean;
  /** A trigger needs to be told which way the price comes. */
  readonly triggerDirection: boolean;
  readonly trailingPercent: boolean;
  readonly trailingAmount: boolean;
  /** Margin mode goes with each order. */
  readonly marginModePerOrder: boolean;
}

/** Contracts are read by what they are settled in: only those that are settled in quote currency are traded here. */
function featuresOf(exchange: Exchange, market: MarketType): Dict {
  const all = dictOf(exchange.features);
  const own = dictOf(all[market]);
  return market === 'spot' ? own : { ...own, ...dictOf(own['linear']) };
}

/** A setting of the position, that has no order with our id (bybit), or none without a price that starts it (bitget). */
const TRAILS_OTHERWISE: ReadonlySet<string> = new Set(['bybit', 'bitget']);

/** Contrary to what it lists, ccxt makes nothing of the margin mode of an order there. */
const MODE_UNTOLD: ReadonlySet<string> = new Set(['bitrue', 'coinex', 'weex']);

export function gateOf(exchange: Exchange, market: MarketType): Gate {
  const features = featuresOf(exchange, market);
  const orders = dictOf(features['createOrder']);
  const rules = rulesOf(exchange.id, market);
  const can = {
    stopLossPrice: orders['stopLossPrice'] === true || rules.stopKey === 'stopLossPrice',
    triggerPrice: orders['triggerPrice'] === true && rules.stopKey !== 'stopLossPrice',
    trailingPercent: orders['trailing'] === true && hasOwn(exchange, 'createTrailingPercentOrder') && !TRAILS_OTHERWISE.has(exchange.id),
    trailingAmount: orders['trailing'] === true && hasOwn(exchange, 'createTrailingAmountOrder') && !TRAILS_OTHERWISE.has(exchange.id),
  };
  return {
    exchange: exchange.id,
    market,
    rules,
    ...can,
    triggerDirection: orders['triggerDirection'] === true,
    marginModePerOrder: market !== 'spot' && orders['marginMode'] === true && !MODE_UNTOLD.has(exchange.id),
    traits: traitsOf(exchange, market, { ...rules, takesStops: rules.takesStops && seesStops(features, rules) }, orders, can),
  };
}

/** Where they stand in a list of their own that is not read here, a stop would be taken for lost, and placed again and again. */
function seesStops(features: Dict, { triggerLists, listsTriggers }: ExchangeRules): boolean {
  return triggerLists.length > 0 || listsTriggers || dictOf(features['fetchOpenOrders'])['trigger'] !== true;
}

function traitsOf(
  exchange: Exchange,
  market: MarketType,
  rules: ExchangeRules,
  orders: Dict,
  can: Pick<Gate, 'stopLossPrice' | 'triggerPrice' | 'trailingPercent' | 'trailingAmount'>,
): VenueTraits {
  const isListed = Object.keys(orders).length > 0 && rules.untraded === null;
  const takesStops = isListed && rules.takesStops;
  const stops = takesStops && (can.stopLossPrice || can.triggerPrice);
  const types: readonly (readonly [OrderType, boolean])[] = [
    ['market', isListed],
    ['limit', isListed],
    ['stop', stops && rules.stopsAtMarket],
    ['stop_limit', stops],
    ['trailing_stop', takesStops && (can.trailingPercent || can.trailingAmount)],
  ];
  const written = dictOf(orders['timeInForce']);
  const times: readonly (readonly [TimeInForce, boolean])[] = [
    ['gtc', isListed],
    ['ioc', rules.timesInForce.includes('ioc') && written['IOC'] === true],
    ['fok', rules.timesInForce.includes('fok') && written['FOK'] === true],
  ];
  return {
    nativeStops: stops && rules.stopsAtMarket,
    oco: false,
    reduceOnly: market !== 'spot' && rules.reduceOnly,
    stopsHoldQuantity: rules.stopsHold,
    modify: rules.modifiesInPlace && hasOwn(exchange, 'editOrder'),
    postOnly: written['PO'] === true,
    extendedHours: false,
    leverage: market !== 'spot' && hasOwn(exchange, 'setLeverage'),
    ...(dictOf(exchange.commonCurrencies)['XBT'] === 'BTC' ? { xbtIsBitcoin: true } : {}),
    ...(rules.untraded === null ? {} : { untraded: { reason: `${exchange.id} ${rules.untraded}`, isLeft: rules.isLeft } }),
    orderTypes: types.filter(([, has]) => has).map(([type]) => type),
    timesInForce: times.filter(([, has]) => has).map(([time]) => time),
  };
}
