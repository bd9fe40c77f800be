// Owns: what becomes of two shares of one market when an exit of the one has closed a part of the other.

import { isNegative, neg, type Decimal } from '../../model/decimal.ts';
import type { Instant, PositionKey } from '../../model/ids.ts';
import { moveShare } from '../../positions/apply-fill.ts';
import type { Event } from '../event.ts';
import { putPosition } from '../put-entity.ts';
import type { State } from '../state.ts';

type Taken = Event & { type: 'share_taken' };

/** Above zero: the share that went too far gets it back, the other one loses it. The sum of both stays what the venue holds. */
function movesOf(state: State, { positionKey, from, qty }: Taken): readonly (readonly [PositionKey, Decimal])[] {
  const taker = state.positions.get(positionKey);
  if (taker === undefined) throw new Error(`no position ${positionKey} that could have taken a share`);
  const back = isNegative(taker.qty) ? qty : neg(qty);
  return [
    [positionKey, back],
    [from, neg(back)],
  ];
}

export function takeShare(state: State, event: Taken, at: Instant): State {
  let next = state;
  for (const [key, signed] of movesOf(state, event)) {
    const position = next.positions.get(key);
    if (position === undefined) throw new Error(`no position ${key} to take a share from`);
    next = putPosition(next, moveShare(position, signed, event.price, at));
  }
  return next;
}
