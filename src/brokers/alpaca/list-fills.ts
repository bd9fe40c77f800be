// Owns: the executions of the account, whoever has placed the orders, and whose they are: an activity names its order by the
// venue's id only, and a replaced order has another one.

import { ZERO } from '../../core/model/decimal.ts';
import type { Instant, OrderId, VenueOrderId } from '../../core/model/ids.ts';
import type { FillList, VenueFill } from '../../core/model/venues/report.ts';
import type { Activity, AlpacaClient } from './alpaca-client.ts';
import { REMEMBERED_MAX } from './alpaca-limits.ts';
import { orderIdOf } from './client-id.ts';
import { executionId } from './executions.ts';
import { readActivities } from './read-activities.ts';
import { isPair, numberOf, sizeOf } from './read-order.ts';
import { remember } from './remember.ts';
import { assetKindOf, ourSymbol } from './venue-symbol.ts';

const CLASSES = { spot: 'crypto', option: 'us_option', equity: 'us_equity' } as const;

export interface FillLister {
  /** Throws as the client does. */
  list(since: Instant): Promise<FillList>;
}

/** `ownerOfPart`: of the leg of a pair, which has no id of ours. */
export function createFillLister(client: AlpacaClient, ownerOfPart: (venueOrderId: string) => OrderId | null): FillLister {
  const owners = new Map<string, OrderId | null>();

  async function ownerOf(venueOrderId: string): Promise<OrderId | null> {
    const known = ownerOfPart(venueOrderId) ?? owners.get(venueOrderId);
    if (known !== undefined) return known;
    const order = await client.orders.getOrderByOrderID({ orderId: venueOrderId });
    const owner = orderIdOf(order.clientOrderId);
    // whose a leg is may be learned later
    if (owner !== null || !isPair(order)) remember(owners, venueOrderId, owner, REMEMBERED_MAX);
    return owner;
  }

  async function fillOf({ orderId = '', symbol = '', side, qty, price, cumQty }: Activity, at: Instant): Promise<VenueFill> {
    const kind = assetKindOf(symbol);
    const assetClass = kind === null ? null : CLASSES[kind];
    return {
      id: executionId(orderId, sizeOf(cumQty, assetClass)),
      orderId: await ownerOf(orderId),
      venueOrderId: orderId as VenueOrderId,
      symbol: ourSymbol(symbol, assetClass),
      // a short sale has a word of its own
      side: side === 'buy' ? 'buy' : 'sell',
      qty: sizeOf(qty, assetClass),
      price: numberOf(price),
      fee: ZERO,
      feeCurrency: 'USD',
      at,
    };
  }

  return {
    async list(since) {
      const rows: { readonly activity: Activity; readonly at: Instant }[] = [];
      const isWhole = await readActivities(client, since, (activity, at) => rows.push({ activity, at }));
      const named = rows.filter(({ activity, at }) => activity.orderId !== undefined && activity.orderId !== '' && at >= since);
      const fills: VenueFill[] = [];
      for (const { activity, at } of named) fills.push(await fillOf(activity, at));
      const to = isWhole ? client.clock.now() : (named.at(-1)?.at ?? since);
      return { fills, spans: [{ symbol: null, from: since, to }] };
    },
  };
}
