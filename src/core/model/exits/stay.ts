// Owns: one stay of a strategy in a market, from flat to flat: how often it has entered. Orders of long ago leave the books,
// what they were counted for stays.

import type { Decimal } from '../decimal.ts';
import type { Instant, SignalId } from '../ids.ts';

export interface Stay {
  /** That of its position: a position that was opened at another time is in another stay. */
  readonly openedAt: Instant;
  /** Alerts whose entries have filled, at least in part. */
  readonly entries: number;
  /** What the last of them was filled at, on average. */
  readonly lastPrice: Decimal;
  /** The last of those alerts: its card tells of the position, with the buttons. Absent in older checkpoints. */
  readonly signalId?: SignalId;
}
