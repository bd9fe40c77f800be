// Owns: what Binance USD-M says of itself and of an account: instruments, brackets, assets and positions.

import { abs, isNegative, mul, neg, sub, sum, ZERO } from '../../src/core/model/decimal.ts';
import type { Exchange } from './exchange.ts';
import { endOf, type ListedMarket } from './exchange-order.ts';

export const LEVERAGE_BRACKETS = [
  { bracket: 1, initialLeverage: 125, notionalCap: 1_000_000, notionalFloor: 0, maintMarginRatio: 0.004, cum: 0 },
] as const;

const symbolInfo = ({ symbol, base, quote, tickSize, stepSize, qtyMin, marketQtyMax, notionalMin }: ListedMarket) => ({
  symbol,
  pair: `${base}${quote}`,
  contractType: endOf(symbol) === null ? 'PERPETUAL' : 'CURRENT_QUARTER',
  deliveryDate: endOf(symbol) ?? 4_133_404_800_000,
  onboardDate: 1_569_398_400_000,
  status: 'TRADING',
  maintMarginPercent: '2.5000',
  requiredMarginPercent: '5.0000',
  baseAsset: base,
  quoteAsset: quote,
  marginAsset: quote,
  pricePrecision: 3,
  quantityPrecision: 3,
  baseAssetPrecision: 8,
  quotePrecision: 8,
  underlyingType: 'COIN',
  filters: [
    { filterType: 'PRICE_FILTER', minPrice: tickSize, maxPrice: '1000000', tickSize },
    { filterType: 'LOT_SIZE', minQty: qtyMin, maxQty: '1000', stepSize },
    { filterType: 'MARKET_LOT_SIZE', minQty: qtyMin, maxQty: marketQtyMax ?? '1000', stepSize },
    { filterType: 'MIN_NOTIONAL', notional: notionalMin },
  ],
  orderTypes: ['LIMIT', 'MARKET', 'STOP', 'STOP_MARKET', 'TAKE_PROFIT', 'TAKE_PROFIT_MARKET', 'TRAILING_STOP_MARKET'],
  timeInForce: ['GTC', 'IOC', 'FOK', 'GTX', 'GTD'],
});

export const exchangeInfoOf = (markets: readonly ListedMarket[]) => ({
  timezone: 'UTC',
  serverTime: Date.now(),
  futuresType: 'U_MARGINED',
  rateLimits: [],
  exchangeFilters: [],
  assets: [{ asset: 'USDT', marginAvailable: true, autoAssetExchange: '-10000' }],
  symbols: markets.map(symbolInfo),
});

const profitOf = (
  exchange: Exchange,
  { symbol, qty, entryPrice }: { symbol: string; qty: ReturnType<typeof neg>; entryPrice: ReturnType<typeof neg> },
) => mul(qty, sub(exchange.quote(symbol).last, entryPrice));

export const positionsOf = (exchange: Exchange) =>
  exchange.ledger.positions().map((position) => {
    const { symbol, qty, entryPrice } = position;
    const { last } = exchange.quote(symbol);
    const margin = mul(abs(qty), entryPrice);
    return {
      symbol,
      positionSide: 'BOTH',
      positionAmt: qty,
      entryPrice,
      breakEvenPrice: entryPrice,
      markPrice: last,
      unRealizedProfit: profitOf(exchange, position),
      liquidationPrice: '0',
      isolatedMargin: '0',
      notional: mul(qty, last),
      marginAsset: 'USDT',
      isolatedWallet: '0',
      initialMargin: margin,
      maintMargin: '0',
      positionInitialMargin: margin,
      openOrderInitialMargin: '0',
      adl: isNegative(qty) ? 1 : 2,
      bidNotional: '0',
      askNotional: '0',
      updateTime: exchange.options.now(),
    };
  });

export function accountOf(exchange: Exchange) {
  const profit = sum(exchange.ledger.positions().map((position) => profitOf(exchange, position)));
  const assets = exchange.balances().map(({ currency, total, free }) => ({
    asset: currency,
    walletBalance: total,
    unrealizedProfit: currency === 'USDT' ? profit : ZERO,
    marginBalance: currency === 'USDT' ? sub(total, neg(profit)) : total,
    maintMargin: '0',
    initialMargin: sub(total, free),
    positionInitialMargin: sub(total, free),
    openOrderInitialMargin: '0',
    crossWalletBalance: total,
    crossUnPnl: profit,
    availableBalance: free,
    maxWithdrawAmount: free,
    updateTime: exchange.options.now(),
  }));
  return {
    totalWalletBalance: assets[0]?.walletBalance ?? '0',
    availableBalance: assets[0]?.availableBalance ?? '0',
    assets,
    positions: positionsOf(exchange),
  };
}
