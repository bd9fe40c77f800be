// Owns: the trades of an account, symbol by symbol, as far as the venue lists them in one answer. Where an answer is full, only
// the time that it covers is said to be listed: what lies before or behind it may be missing.

import type { Instant, VenueOrderId } from '../../core/model/ids.ts';
import type { FillList, ListedSpan, VenueFill } from '../../core/model/report.ts';
import type { Connection } from './connection.ts';
import { hasOwn } from './exchange.ts';
import type { Listed } from './markets.ts';
import { type Dict, listOf, textOf } from './read-answer.ts';
import { readTrade } from './read-fills.ts';

/** The shortest page that a venue has (Kraken); a list that is shorter is whole. */
const PAGE_MIN = 50;

export const listsFills = ({ exchange }: Connection): boolean => hasOwn(exchange, 'fetchMyTrades');

function fillOf(trade: Dict, symbol: string, listed: Listed): VenueFill[] {
  const fill = readTrade(trade, listed);
  if (fill === null || fill.at === 0) return [];
  return [
    {
      ...fill,
      symbol,
      side: trade['side'] === 'sell' ? 'sell' : 'buy',
      orderId: null,
      venueOrderId: textOf(trade['order']) as VenueOrderId | null,
    },
  ];
}

function spanOf(symbol: string, fills: readonly VenueFill[], isWhole: boolean, since: Instant, now: Instant): ListedSpan {
  if (isWhole) return { symbol, from: since, to: now };
  const times = fills.map(({ at }) => at);
  return { symbol, from: Math.max(since, Math.min(...times)) + 1, to: Math.max(...times) - 1 };
}

async function listOne({ exchange, markets, clock }: Connection, symbol: string, since: Instant): Promise<FillList> {
  const listed = await markets.find(symbol);
  if (listed === null) return { fills: [], spans: [] };
  const answer: unknown = await exchange.fetchMyTrades(symbol, since, undefined, {});
  if (!Array.isArray(answer)) throw new Error(`${exchange.id} answered with no list of trades`);
  const trades = listOf(answer);
  const fills = trades.flatMap((trade) => fillOf(trade, symbol, listed));
  const recent = fills.filter(({ at }) => at >= since);
  return { fills: recent, spans: [spanOf(symbol, recent, trades.length < PAGE_MIN, since, clock.now())] };
}

/** Rejects where the venue does not answer. */
export async function listFills(connection: Connection, symbols: readonly string[], since: Instant): Promise<FillList> {
  const lists: FillList[] = [];
  // one after the other: the venue's allowance is there for orders
  for (const symbol of symbols) lists.push(await listOne(connection, symbol, since));
  return { fills: lists.flatMap(({ fills }) => fills), spans: lists.flatMap(({ spans }) => spans) };
}
