// Owns: which updates are done with, which are held back, and from which offset Telegram is asked next.
//
// Invariant: the offset never passes an update that is held back.

import type { Clock } from '../../clock.ts';
import { HELD_UPDATE_MAX_MS } from '../limits.ts';

export interface UpdateLedger {
  /** The offset of the next getUpdates; 0 before the first update. Asking with it confirms everything below. */
  offset(): number;
  isHandled(updateId: number): boolean;
  handled(updateId: number): void;
  /** To be delivered again; false: that was tried for long enough. */
  holdBack(updateId: number): boolean;
  holdsBack(): boolean;
  /** The last poll confirmed everything before its offset, and brought nothing. */
  nothingWaits(): void;
  /** The offset has moved since it was last asked for. */
  hasUnconfirmed(): boolean;
}

export function createUpdateLedger(clock: Clock): UpdateLedger {
  const heldSince = new Map<number, number>();
  /** Handled ones at or above the lowest that is held back. */
  const handledAhead = new Set<number>();
  let next = 0;
  let asked = 0;

  const offset = (): number => {
    const lowest = Math.min(next, ...heldSince.keys());
    for (const id of handledAhead) if (id < lowest) handledAhead.delete(id);
    return lowest;
  };
  return {
    offset() {
      asked = offset();
      return asked;
    },
    isHandled: (updateId) => handledAhead.has(updateId),
    handled(updateId) {
      heldSince.delete(updateId);
      handledAhead.add(updateId);
      next = Math.max(next, updateId + 1);
    },
    holdBack(updateId) {
      const since = heldSince.get(updateId) ?? clock.now();
      if (clock.now() - since >= HELD_UPDATE_MAX_MS) return false;
      heldSince.set(updateId, since);
      next = Math.max(next, updateId + 1);
      return true;
    },
    nothingWaits() {
      // From here on 0 means the same as the offset, and is safer: after a week without updates Telegram goes on with a random id,
      // and would take those below our offset for confirmed.
      if (heldSince.size > 0) return;
      next = 0;
      asked = 0;
      handledAhead.clear();
    },
    holdsBack: () => heldSince.size > 0,
    hasUnconfirmed: () => offset() > asked,
  };
}
