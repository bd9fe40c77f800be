// Owns: the desk of venues to which exits and stops come late: later than the grace, when they were given up. Nothing is reduce-only
// there, so what was sent anew would sell twice; the venue takes an id once. And of some ids it says that it has them, long before it
// shows them.

import { accountName } from '../../src/core/model/ids.ts';
import { deskOf, type GuardedPlayer } from './guarded-desk.ts';
import type { Desk } from './house.ts';
import { SPOT_PLAYERS, SPOT_TRAITS } from './spot-desk.ts';

/** As Alpaca: what rests locks the quantity. */
const LATE = accountName('late');

export const LATE_PLAYERS: readonly GuardedPlayer[] = SPOT_PLAYERS.map(({ symbol, strategy }) => ({
  symbol,
  strategy: { ...strategy, account: LATE },
}));

export const LATE_DESK: Desk = deskOf('late', LATE_PLAYERS, new Map([[LATE, { ...SPOT_TRAITS, idsOnce: true }]]));
