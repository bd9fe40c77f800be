// Owns: the desk of venues where nothing is reduce-only: coins on an account on which coins of a person lie too, so that an
// order that sells too much is filled. One venue locks what its orders would sell, the other one does not lock it for stops.

import { PAPER_TRAITS, type VenueTraits } from '../../src/core/model/account.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, type AccountName } from '../../src/core/model/ids.ts';
import { after, deskOf, LADDER, percent, player, target, TRAILER, type GuardedPlayer } from './guarded-desk.ts';

const LOCKING = accountName('locking');
const LOOSE = accountName('loose');

export const SPOT_TRAITS: VenueTraits = { ...PAPER_TRAITS, oco: false, reduceOnly: false, stopsHoldQuantity: true, modify: false };

const TRAITS: ReadonlyMap<AccountName, VenueTraits> = new Map([
  [LOCKING, SPOT_TRAITS],
  [LOOSE, { ...SPOT_TRAITS, stopsHoldQuantity: false, modify: true }],
]);

/** Two strategies in each market: the coins of the one must not be sold for the other either. */
export const SPOT_PLAYERS: readonly GuardedPlayer[] = [
  player(LOCKING, 'keeper', 'ETH/USDT', LADDER),
  player(LOCKING, 'tracker', 'ETH/USDT', { trailing: { by: { amount: decimal('18') }, activation: null } }),
  player(LOCKING, 'guard', 'XRP/USDT', { stopLoss: percent('2'), onStopFailure: 'watch' }),
  player(LOCKING, 'timer', 'XRP/USDT', { ...TRAILER, timeStop: after(45_000) }),
  player(LOOSE, 'limiter', 'ETH/USDT', { stopLoss: percent('2'), takeProfits: [target('2.5', null)] }),
  player(LOOSE, 'chaser', 'ETH/USDT', TRAILER),
  player(LOOSE, 'plainer', 'XRP/USDT', { stopLoss: percent('1') }),
];

export const SPOT_DESK = deskOf('spot', SPOT_PLAYERS, TRAITS);
