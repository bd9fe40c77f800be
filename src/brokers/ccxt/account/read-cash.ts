// Owns: the money of an account as if everything that is held had been paid for in full. On a spot market that is what there is of
// the currency; a contract has taken nothing but its margin, so its value at entry is taken off, and what it stands in gain
// or loss, where the venue counts that in. Where nobody knows whether it does, money is told while nothing is held: it is the same then.

import { type Decimal, isZero, mul, neg, sub, sum, ZERO } from '../../../core/model/decimal.ts';
import type { VenueCash } from '../../../core/model/venues/report.ts';
import type { Connection } from '../connection.ts';
import { hasOwn } from '../wire/exchange.ts';
import { toQty } from '../markets/markets.ts';
import { listPositions } from './list-positions.ts';
import { decimalOf, type Dict, dictOf, sizeOf, textOf } from '../wire/read-answer.ts';
import { readBalances } from './read-account.ts';

/** What the total of a currency is at a venue of contracts, seen in its answers (test/brokers/books.test.ts); of others nobody knows. */
const TOTALS: Readonly<Record<string, 'wallet' | 'equity'>> = {
  binance: 'equity',
  binanceusdm: 'equity',
  bybit: 'wallet',
  htx: 'equity',
  mexc: 'wallet',
  okx: 'equity',
};

export const totalsOf = ({ exchange }: Connection): 'wallet' | 'equity' | null =>
  Object.hasOwn(TOTALS, exchange.id) ? (TOTALS[exchange.id] ?? null) : null;

export const tellsCash = (connection: Connection): boolean =>
  connection.gate.market === 'spot' || totalsOf(connection) !== null || hasOwn(connection.exchange, 'fetchPositions');

/** What is of no readable size may be anything. */
const isOpen = (position: Dict): boolean => {
  const contracts = sizeOf(position['contracts']);
  return contracts === null || !isZero(contracts);
};

/** Value at entry, signed, and the open result where it is part of the total. Throws on a position that does not say what it cost. */
function boundIn({ exchange, markets }: Connection, position: Dict, currency: string, counts: 'wallet' | 'equity'): Decimal {
  const symbol = textOf(position['symbol']);
  const listed = symbol === null ? null : markets.known(symbol);
  const contracts = sizeOf(position['contracts']);
  // a contract of a kind that is traded in another account: our books have paid nothing for it, and its open result moves the total all the same
  if (listed === null && counts === 'equity' && dictOf(exchange.markets?.[symbol ?? ''])['settle'] === currency)
    return decimalOf(position['unrealizedPnl']) ?? ZERO;
  if (listed === null || contracts === null || isZero(contracts) || listed.instrument.quote !== currency) return ZERO;
  const entry = sizeOf(position['entryPrice']);
  const result = counts === 'wallet' ? ZERO : decimalOf(position['unrealizedPnl']);
  if (entry === null || result === null) throw new Error(`${exchange.id} does not say what the position in ${symbol} has cost`);
  const value = mul(toQty(contracts, listed), entry);
  return sum([position['side'] === 'short' ? neg(value) : value, result]);
}

/** Null: something is held, and what it stands at may be in the total or not. Rejects where the venue does not answer, or not with all of it. */
export async function readCash(connection: Connection, currency: string): Promise<VenueCash | null> {
  const { gate, markets } = connection;
  await markets.find('');
  const counts = totalsOf(connection);
  const isSpot = gate.market === 'spot';
  const [balances, positions] = await Promise.all([readBalances(connection), isSpot ? [] : listPositions(connection)]);
  const total = balances.find((balance) => balance.currency === currency)?.total ?? ZERO;
  if (isSpot) return { currency, amount: total };
  if (counts === null) return positions.some(isOpen) ? null : { currency, amount: total, isUnproven: true };
  const bound = sum(positions.map((position) => boundIn(connection, position, currency, counts)));
  return { currency, amount: sub(total, bound) };
}
