// Owns: what ccxt 4.5.84 misses of Bybit. It takes the fee of a trade for one in the coin that was bought or sold, by the side, although
// the venue says its currency: a fee that is paid in the venue's token would be taken off what is held.

import type { Exchange } from '../wire/exchange.ts';
import { type Dict, dictOf, textOf } from '../wire/read-answer.ts';

interface Inside {
  parseTrade: (trade: unknown, market?: unknown) => Dict;
  readonly safeCurrencyCode: (id: unknown) => unknown;
}

export function mendBybit(exchange: Exchange): void {
  const inside = exchange as unknown as Inside;
  const parseTrade = inside.parseTrade.bind(exchange);
  inside.parseTrade = (written, market) => {
    const trade = parseTrade(written, market);
    const said = textOf(dictOf(written)['feeCurrency']);
    return said === null ? trade : { ...trade, fee: { ...dictOf(trade['fee']), currency: inside.safeCurrencyCode(said) } };
  };
}
