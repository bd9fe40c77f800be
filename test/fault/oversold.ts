// Owns: what is noted when orders have sold what was never bought: where nothing is reduce-only the coins of a person go with it.

import type { Instant, OrderId } from '../../src/core/model/ids.ts';

/** Our orders have sold more of a market than they have bought. */
export interface Oversold {
  /** A `marketKey`. */
  readonly name: string;
  readonly orderId: OrderId;
  /** How much too many in all. */
  readonly lots: number;
  readonly at: Instant;
}
