// Owns: the trades of the day at Dhan, whoever has placed their orders. Its trade book begins anew each morning.

import type { Instant, OrderId, VenueOrderId } from '../../core/model/ids.ts';
import type { FillList } from '../../core/model/report.ts';
import type { Read } from './dhan-client.ts';
import { indianDay, readIndianTime } from './indian-time.ts';
import { symbolAt } from './portfolio.ts';
import type { OrderReader } from './read-orders.ts';
import type { ScripList } from './scrip-list.ts';

export interface ListFillsOptions {
  readonly reader: OrderReader;
  readonly list: ScripList | null;
  readonly now: Instant;
  readonly orderOf: (venueOrderId: string) => OrderId | null;
}

const dayBegins = (now: Instant): Instant => readIndianTime(`${indianDay(now)} 00:00:00`) ?? now;

/** Times of trades are whole seconds. */
const wholeSecond = (at: Instant): Instant => Math.floor(at / 1000) * 1000;

export async function listFills({ reader, list, now, orderOf }: ListFillsOptions, since: Instant): Promise<Read<FillList>> {
  const trades = await reader.trades();
  if (trades.type !== 'ok') return trades;
  const from = wholeSecond(Math.max(since, dayBegins(now)));
  const fills = trades.value
    .filter(({ fill }) => fill.at >= from)
    .map(({ venueOrderId, side, segment, securityId, tradingSymbol, fill }) => ({
      ...fill,
      orderId: orderOf(venueOrderId),
      venueOrderId: venueOrderId as VenueOrderId,
      symbol: symbolAt(list, segment, securityId, tradingSymbol),
      side,
    }));
  return { type: 'ok', value: { fills, spans: [{ symbol: null, from, to: now }] } };
}
