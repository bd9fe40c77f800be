// Owns: what an alert asks of a position, as a value: an exit, an entry, or an exit first and an entry behind it.

import type { Denial } from '../../model/denial.ts';
import type { WantedExit } from '../../model/position.ts';
import type { EntryPart } from '../../model/signal.ts';

export interface ActionPlan {
  /** Null: nothing to leave. */
  readonly exit: WantedExit | null;
  readonly entry: EntryPart | null;
  /** Told beside it: why a part was not taken. */
  readonly remark: Denial | null;
  /** Of a size in contracts: what it comes to, or why nobody can tell. */
  readonly counted?: { readonly words: string; readonly isKnown: boolean };
}
