// Owns: which kinds of accounts at KuCoin were never driven: ccxt sends the orders of each of them to addresses of their own, in words of their own.

import type { Exchange, MarketType } from '../wire/exchange.ts';

interface Inside {
  readonly isUTAEnabled: () => Promise<boolean>;
}

/** Null: it was driven. Rejects where nobody says which it is. What is held there may be left all the same. */
export async function undrivenKind(exchange: Exchange, market: MarketType): Promise<string | null> {
  if (exchange.id !== 'kucoin') return null;
  if (await (exchange as unknown as Inside).isUTAEnabled())
    return 'this is a unified account of KuCoin, whose orders were never tried out: nothing is entered there. Use a classic account.';
  if (market === 'spot' && exchange.options['hf'] === false)
    return 'this account of KuCoin is of the older kind, whose orders were never tried out: nothing is bought there. Its trading account of today opens with the first transfer to it.';
  return null;
}
