// Owns: where the legs of a position's plan stand at this moment, for whoever shows them.

import { activeOrdersOf, qtyHeld } from '../../core/engine/exits/position-orders.ts';
import type { State } from '../../core/engine/state.ts';
import { PAPER_TRAITS } from '../../core/model/account.ts';
import type { PositionKey } from '../../core/model/ids.ts';
import type { Order } from '../../core/model/order.ts';
import type { Position } from '../../core/model/position.ts';
import type { Settings } from '../../core/model/settings.ts';
import { homeOf, type ProtectiveRole } from '../../core/positions/exit-home.ts';
import { coveredInPart } from '../../core/positions/stop-cover.ts';
import type { LegPlace, LegPlaces } from '../render/leg-words.ts';

const WORKING: ReadonlySet<Order['status']> = new Set(['accepted', 'partially_filled', 'pending_modify']);

/** A pair is both. */
const isFor = (order: Order, role: ProtectiveRole): boolean => order.role === role || (order.type === 'oco' && role === 'take_profit');

/** It may stand there, and may not: its place has been asked for, or its end. */
const UNANSWERED: ReadonlySet<Order['status']> = new Set(['submitted', 'pending_cancel']);

const ordersIn = (state: State, key: PositionKey, role: ProtectiveRole, statuses: ReadonlySet<Order['status']>): readonly Order[] =>
  activeOrdersOf(state, key).filter((order) => isFor(order, role) && statuses.has(order.status));

export function legPlaces(state: State, position: Position, settings: Settings): LegPlaces {
  const traits = settings.accounts.get(position.account)?.traits ?? PAPER_TRAITS;
  const placeOf = (role: ProtectiveRole): LegPlace => {
    const standing = ordersIn(state, position.key, role, WORKING);
    const covered = coveredInPart(standing, qtyHeld(position));
    if (covered !== null) return { covered, of: qtyHeld(position) };
    if (standing.length > 0) return 'venue';
    if (homeOf(role, position, traits) === 'signalman') return 'watched';
    return ordersIn(state, position.key, role, UNANSWERED).length > 0 ? 'unsure' : 'missing';
  };
  return { stop_loss: placeOf('stop_loss'), take_profit: placeOf('take_profit') };
}
