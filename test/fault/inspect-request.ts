// Owns: what can never be right of a request that arrives at the simulated venue, whatever the network does.

import { signalOfOrder, type OrderId } from '../../src/core/model/ids.ts';
import type { VenueTraits } from '../../src/core/model/account.ts';
import type { OrderRequest } from '../../src/core/model/order.ts';
import { toLots } from './lots.ts';
import { inspectPair } from './simulated-pairs.ts';
import { isEntryId, type VenueOrder } from './simulated-venue.ts';
import type { World } from './world.ts';

export interface Arrival {
  readonly request: OrderRequest;
  readonly traits: VenueTraits;
  readonly orders: ReadonlyMap<OrderId, VenueOrder>;
  /** It was here before, whatever came of it. */
  readonly isKnown: boolean;
}

/** What a venue takes once may be sent again when it was given up, as long as it leaves. */
const mayComeAgain = ({ request, traits }: Arrival): boolean => traits.idsOnce === true && !isEntryId(request.id);

export function inspectRequest(world: World, arrival: Arrival): void {
  const { request, traits, orders, isKnown } = arrival;
  if (isKnown && !mayComeAgain(arrival)) world.violate('nothing is sent twice', `${request.id} arrived again`);
  const lots = toLots(request.qty, request.instrument);
  if (!Number.isInteger(lots) || lots <= 0) world.violate('quantities fit the step', `${request.id}: ${request.qty}`);
  if (request.type === 'oco') inspectPair(world, traits, request, lots);
  else if (!traits.orderTypes.includes(request.type))
    world.violate('a venue is asked for what it can do', `${request.id}: ${request.type} on ${request.account}`);
  if (!isEntryId(request.id)) {
    if (!request.reduceOnly) world.violate('what leaves is reduce-only', request.id);
    return;
  }
  for (const other of world.desk.ruled === undefined && world.desk.thin === undefined ? orders.values() : []) {
    if (other.isEntry && signalOfOrder(other.id) === signalOfOrder(request.id))
      world.violate('one entry per signal', `${request.id} beside ${other.id}`);
  }
}
