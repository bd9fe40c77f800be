// Owns: where each leg of a plan lives: at the venue, where it survives this process, or with us, where prices are watched.

import { abs, eq, floorToStep, gt, ONE } from '../model/decimal.ts';
import type { VenueTraits } from '../model/account.ts';
import type { Instrument } from '../model/markets/instrument.ts';
import type { Position } from '../model/position.ts';
import { qtyMaxOf } from '../model/markets/qty-max-of.ts';

export type ProtectiveRole = 'stop_loss' | 'take_profit';
export const PROTECTIVE_ROLES: readonly ProtectiveRole[] = ['stop_loss', 'take_profit'];

/** Stops for such an instrument stand at the venue. */
export const keepsStops = ({ kind }: Instrument, traits: VenueTraits): boolean =>
  traits.nativeStops && traits.orderTypes.includes('stop') && traits.stoplessKinds?.includes(kind) !== true;

type Planned = Pick<Position, 'plan' | 'instrument' | 'qty'>;

/** Its stop and its target belong at the venue as one order: the quantity is locked once, and whatever fills ends the other. */
export function isPaired({ plan, instrument, qty }: Planned, traits: VenueTraits): boolean {
  if (plan === null || plan.stopLoss === null || plan.takeProfit === null || plan.apart === true) return false;
  if (
    isTooLarge({ plan, instrument, qty }, 'stop') ||
    !keepsStops(instrument, traits) ||
    traits.pairedKinds?.includes(instrument.kind) !== true
  )
    return false;
  return eq(floorToStep(abs(qty), ONE), abs(qty));
}

function isTooLarge({ instrument, qty }: Planned, type: 'stop' | 'limit'): boolean {
  const most = qtyMaxOf(instrument, type);
  return most !== null && gt(abs(qty), most);
}

/**
 * A venue that locks what its orders would sell has room for one of the two: the stop, or both as a pair. Where nothing is
 * reduce-only both would fill. Null: the plan has no such leg.
 */
export function homeOf(role: ProtectiveRole, position: Planned, traits: VenueTraits): 'venue' | 'signalman' | null {
  const { plan, instrument } = position;
  if (plan === null || (role === 'stop_loss' ? plan.stopLoss : plan.takeProfit) === null) return null;
  // the venue would refuse it, again and again; what leaves at market goes in pieces
  if (isTooLarge(position, role === 'stop_loss' ? 'stop' : 'limit')) return 'signalman';
  const atVenue = keepsStops(instrument, traits) && !isTooLarge(position, 'stop');
  if (role === 'stop_loss') return atVenue ? 'venue' : 'signalman';
  if (isPaired(position, traits)) return 'venue';
  const isTaken = (traits.stopsHoldQuantity || !traits.reduceOnly) && !traits.oco && atVenue && plan.stopLoss !== null;
  return isTaken || !traits.orderTypes.includes('limit') ? 'signalman' : 'venue';
}
