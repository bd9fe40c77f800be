// Owns: where each leg of a plan lives: at the venue, where it survives this process, or with us, where prices are watched.

import type { VenueTraits } from '../model/account.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Position } from '../model/position.ts';

export type ProtectiveRole = 'stop_loss' | 'take_profit';
export const PROTECTIVE_ROLES: readonly ProtectiveRole[] = ['stop_loss', 'take_profit'];

/** Stops for such an instrument stand at the venue. */
export const keepsStops = ({ kind }: Instrument, traits: VenueTraits): boolean =>
  traits.nativeStops && traits.orderTypes.includes('stop') && traits.stoplessKinds?.includes(kind) !== true;

/**
 * A venue that locks what its orders would sell has room for one of the two: the stop. Null: the plan has no such leg.
 */
export function homeOf(
  role: ProtectiveRole,
  { plan, instrument }: Pick<Position, 'plan' | 'instrument'>,
  traits: VenueTraits,
): 'venue' | 'signalman' | null {
  if (plan === null || (role === 'stop_loss' ? plan.stopLoss : plan.takeProfit) === null) return null;
  const atVenue = keepsStops(instrument, traits);
  if (role === 'stop_loss') return atVenue ? 'venue' : 'signalman';
  const isTaken = traits.stopsHoldQuantity && !traits.oco && atVenue && plan.stopLoss !== null;
  return isTaken || !traits.orderTypes.includes('limit') ? 'signalman' : 'venue';
}
