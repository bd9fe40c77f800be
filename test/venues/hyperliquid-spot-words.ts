// Owns: how Hyperliquid lists its spot markets: pairs of tokens under a number (`@142`), whose assets are counted from ten thousand on; a token may have
// another name than the coin that it stands for. After its public documents.

import type { Exchange } from './exchange.ts';
import type { ListedMarket } from './exchange-order.ts';

const SPOT_FROM = 10_000;
const indexOf = ({ symbol }: ListedMarket): number => Number(symbol.slice(1));

/** The market that an order names by its number. */
export const assetOf = (coins: readonly ListedMarket[], asset: number): ListedMarket | undefined =>
  asset < SPOT_FROM ? coins[asset] : coins.find((each) => each.kind === 'spot' && indexOf(each) === asset - SPOT_FROM);

export function spotMetaOf(exchange: Exchange) {
  const listed = exchange.options.markets.filter(({ kind }) => kind === 'spot');
  const bases = listed.map(({ base, stepSize }, at) => ({ name: base, szDecimals: (stepSize.split('.')[1] ?? '').length, index: at + 1 }));
  const tokens = [{ name: 'USDC', szDecimals: 8, index: 0 }, ...bases].map((token) => ({
    ...token,
    weiDecimals: 8,
    tokenId: '0x0',
    isCanonical: true,
  }));
  const universe = listed.map((each, at) => ({ name: each.symbol, tokens: [at + 1, 0], index: indexOf(each), isCanonical: false }));
  const contexts = listed.map(({ symbol }) => ({
    coin: symbol,
    midPx: exchange.quote(symbol).last,
    markPx: exchange.quote(symbol).last,
    prevDayPx: '1.0',
    dayNtlVlm: '1.0',
  }));
  return [{ tokens, universe }, contexts];
}
