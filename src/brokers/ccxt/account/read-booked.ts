// Owns: what a venue of contracts has open by its own books, where the total of its money does not hold the result of that. The
// venue nets what strategies share: what it books for an exit of one of them is counted from the average price of all.

import { isZero, mul, neg } from '../../../core/model/decimal.ts';
import type { BookedPosition } from '../../../core/model/money/funds.ts';
import type { Connection } from '../connection.ts';
import { toQty } from '../markets/markets.ts';
import { hasOwn } from '../wire/exchange.ts';
import { listPositions } from './list-positions.ts';
import { type Dict, sizeOf, textOf } from '../wire/read-answer.ts';
import { totalsOf } from './read-cash.ts';

/** Their documents say so of what ccxt takes for the total (accountEquity, at Deribit equity, at Hyperliquid accountValue); no answer of theirs was seen here, so that read-cash.ts does not go by it. */
const HOLD_RESULTS: ReadonlySet<string> = new Set(['bitget', 'deribit', 'hyperliquid', 'kucoin', 'kucoinfutures']);

/** Empty: nothing is open. Null: it does not say what it has cost. */
function bookedIn({ markets }: Connection, position: Dict): readonly BookedPosition[] | null {
  const symbol = textOf(position['symbol']);
  const listed = symbol === null ? null : markets.known(symbol);
  const contracts = sizeOf(position['contracts']);
  if (symbol === null || listed === null || (contracts !== null && isZero(contracts))) return [];
  const entry = sizeOf(position['entryPrice']);
  if (contracts === null || entry === null) return null;
  const unsigned = toQty(contracts, listed);
  const qty = position['side'] === 'short' ? neg(unsigned) : unsigned;
  return [{ symbol, quote: listed.instrument.quote, qty, cost: mul(qty, entry) }];
}

/**
 * None where the total holds the open results, as far as that was seen or is documented. Undefined: nothing is held on margin, or the venue does not say
 * what it has cost. Rejects where the venue does not answer, or not with positions.
 */
export async function readBooked(connection: Connection): Promise<readonly BookedPosition[] | undefined> {
  const { exchange, gate, markets } = connection;
  if (gate.market === 'spot') return undefined;
  if (totalsOf(connection) === 'equity' || HOLD_RESULTS.has(exchange.id)) return [];
  if (!hasOwn(exchange, 'fetchPositions')) return undefined;
  await markets.find('');
  const booked = (await listPositions(connection)).map((position) => bookedIn(connection, position));
  return booked.every((each) => each !== null) ? booked.flat() : undefined;
}
