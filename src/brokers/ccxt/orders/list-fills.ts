// Owns: the trades of an account, symbol by symbol, over as many pages as it takes (page-trades.ts): what lies beyond them is not
// said to be listed.

import type { Instant, VenueOrderId } from '../../../core/model/ids.ts';
import type { FillList, VenueFill } from '../../../core/model/venues/report.ts';
import { reasonOf } from '../wire/classify-error.ts';
import type { Connection } from '../connection.ts';
import { hasOwn } from '../wire/exchange.ts';
import type { Listed } from '../markets/markets.ts';
import { type Page, pageTrades } from './page-trades.ts';
import { type Dict, dictOf, listOf, textOf } from '../wire/read-answer.ts';
import { sideOf } from './order-view.ts';
import { readTrade } from './read-fills.ts';

/** The shortest page that a venue has (Kraken); a list that is shorter is whole. */
const PAGE_MIN = 50;

export const listsFills = ({ exchange }: Connection): boolean => hasOwn(exchange, 'fetchMyTrades');

function fillOf(exchange: string, trade: Dict, symbol: string, listed: Listed): VenueFill[] {
  const fill = readTrade(trade, listed);
  if (fill === null || fill.at === 0) return [];
  return [
    {
      ...fill,
      symbol,
      side: sideOf(exchange, trade['side'], dictOf(trade['info'])),
      orderId: null,
      venueOrderId: textOf(trade['order']) as VenueOrderId | null,
    },
  ];
}

async function listOne({ exchange, markets, gate, clock, log }: Connection, symbol: string, since: Instant): Promise<FillList> {
  const listed = await markets.find(symbol);
  if (listed === null) return { fills: [], spans: [] };
  const ask = async (from: Instant, until: Instant | null): Promise<Page> => {
    const params = { ...gate.rules.tradesParams, ...(until === null ? {} : { until }) };
    const answer: unknown = await exchange.fetchMyTrades(symbol, from, undefined, params);
    if (!Array.isArray(answer)) throw new Error(`${exchange.id} answered with no list of trades`);
    const trades = listOf(answer);
    const fills = trades.flatMap((trade) => fillOf(exchange.id, trade, symbol, listed));
    return { fills: fills.filter(({ at }) => at >= from), isWhole: trades.length < PAGE_MIN };
  };
  const askBefore = async (from: Instant, until: Instant): Promise<Page | null> => {
    try {
      return await ask(from, until);
    } catch (error) {
      // not every venue takes an end: what was listed without one stands
      log('trades_page_not_read', { symbol, reason: reasonOf(error) });
      return null;
    }
  };
  const { fills, span } = await pageTrades({ ask: (from) => ask(from, null), askBefore }, since, clock.now());
  return { fills, spans: span === null ? [] : [{ symbol, ...span }] };
}

/** Rejects where the venue does not answer. */
export async function listFills(connection: Connection, symbols: readonly string[], since: Instant): Promise<FillList> {
  const lists: FillList[] = [];
  // one after the other: the venue's allowance is there for orders
  for (const symbol of symbols) lists.push(await listOne(connection, symbol, since));
  return { fills: lists.flatMap(({ fills }) => fills), spans: lists.flatMap(({ spans }) => spans) };
}
