// Owns: symbols. Equities by their ticker (`AAPL`, `BRK.B`), options by their OCC symbol (`AAPL250620C00100000`), crypto as
// `BTC/USD` in orders and `BTCUSD` in positions. Everything else is no symbol, and the venue is not asked for it.

import { SYMBOL_LENGTH_MAX } from './alpaca-limits.ts';

export type AssetKind = 'equity' | 'option' | 'spot';

const OPTION = /^[A-Z]{1,6}\d?\d{6}[CP]\d{8}$/;
const CRYPTO = /^[A-Z0-9]{2,12}\/(?:USD|USDT|USDC|BTC)$/;
const EQUITY = /^[A-Z]{1,6}(?:[.-][A-Z]{1,4})?$/;
/** Longest first: `BTCUSDT` is no pair in USD. */
const QUOTES = ['USDT', 'USDC', 'USD', 'BTC'] as const;

export function assetKindOf(symbol: string): AssetKind | null {
  if (symbol.length > SYMBOL_LENGTH_MAX) return null;
  if (OPTION.test(symbol)) return 'option';
  if (CRYPTO.test(symbol)) return 'spot';
  return EQUITY.test(symbol) ? 'equity' : null;
}

/** Our name of what the venue calls `symbol`; positions name a pair without its stroke. */
export function ourSymbol(symbol: string, assetClass: string | null | undefined): string {
  if (assetClass !== 'crypto' || symbol.includes('/')) return symbol;
  const quote = QUOTES.find((each) => symbol.endsWith(each) && symbol.length > each.length);
  return quote === undefined ? symbol : `${symbol.slice(0, -quote.length)}/${quote}`;
}

/** As positions are asked for. */
export const positionSymbol = (symbol: string): string => symbol.replace('/', '');
