// Owns: super orders (entry, target and stop in one), which only people and other programs place: the house places a stop
// and a target after the fill, and a super order takes them only together with its entry. They are read, so that they
// can be shown, and cancelled leg by leg; cancelling the entry cancels all.

import { oppositeSide } from '../../core/model/signal.ts';
import type { DhanClient, Read } from './dhan-client.ts';
import { isMissing } from './explain-refusal.ts';
import { countAll, type WireUnits } from './lot-units.ts';
import { entryInUnits, readEntry, statusOf, type VenueEntry } from './venue-entry.ts';
import { amountOf, decimalOf, type JsonObject, objectsOf, textOf } from './wire-json.ts';

/** `1120…/STOP_LOSS_LEG`: a leg of a super order, as its path is. */
export const isSuperLeg = (venueOrderId: string): boolean => /^[^/]+\/[A-Z_]+_LEG$/.test(venueOrderId);

/** The stop or the target of one: it works only for what its entry has filled. */
export const leavesOnly = (venueOrderId: string): boolean => isSuperLeg(venueOrderId) && !venueOrderId.endsWith('/ENTRY_LEG');

/** Where an order is cancelled. */
export const cancelPath = (venueOrderId: string): string =>
  isSuperLeg(venueOrderId) ? `/super/orders/${venueOrderId}` : `/orders/${encodeURIComponent(venueOrderId)}`;

/** A leg beside the entry, as an order of the other side; its id is the entry's with the name of the leg, which cancels it. */
function legOf(entry: VenueEntry, leg: JsonObject): VenueEntry | null {
  const name = textOf(leg, 'legName');
  const status = statusOf(textOf(leg, 'orderStatus'));
  const qty = decimalOf(leg, 'remainingQuantity') ?? entry.qty;
  if (name === '' || name === 'ENTRY_LEG' || (status !== 'open' && status !== 'canceled') || qty === '0') return null;
  const price = decimalOf(leg, 'price');
  const isStop = name === 'STOP_LOSS_LEG';
  return {
    ...entry,
    venueOrderId: `${entry.venueOrderId}/${name}`,
    status,
    side: oppositeSide(entry.side),
    orderType: name,
    qty,
    qtyFilled: amountOf(leg, 'triggeredQuantity'),
    price: isStop ? null : price,
    triggerPrice: isStop ? price : null,
  };
}

/** What is open, and the legs that were cancelled: of what has filled its trades stand under other orders. */
export async function readSuperOrders(client: DhanClient, units: WireUnits): Promise<Read<readonly VenueEntry[]>> {
  const answer = await client.get('/super/orders');
  if (answer.type === 'refused' && isMissing(answer)) return { type: 'ok', value: [] };
  if (answer.type !== 'ok') return { type: 'unavailable', reason: answer.reason };
  const value: VenueEntry[] = [];
  const objects = objectsOf(answer.body);
  if (objects === null) return { type: 'unavailable', reason: 'Dhan answered with something that is no list of super orders' };
  for (const object of objects) {
    const entry = readEntry(object);
    if (entry === null) return { type: 'unavailable', reason: 'Dhan answered with something that is no super order' };
    if (entry.status === 'open' && textOf(object, 'orderStatus').toUpperCase() !== 'TRIGGERED')
      value.push({ ...entry, venueOrderId: `${entry.venueOrderId}/ENTRY_LEG` });
    const legs = objectsOf(object['legDetails']) ?? [];
    value.push(...legs.map((leg) => legOf(entry, leg)).filter((leg) => leg !== null));
  }
  return countAll(value, units, entryInUnits);
}
