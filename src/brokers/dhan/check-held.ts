// Owns: that an exit does not go through zero. Dhan has no reduce-only orders: what was closed by hand there would be sold once more, and be
// a short. So what is held is looked at before an exit goes; where it cannot be seen in time, getting out comes first.

import type { Clock } from '../../clock.ts';
import { type Decimal, isPositive, lt, neg, ZERO } from '../../core/model/decimal.ts';
import type { OrderRequest } from '../../core/model/order.ts';
import type { DhanClient } from './dhan-client.ts';
import { readPositions } from './portfolio.ts';
import type { ScripList } from './scrip-list.ts';

/** An exit waits no longer for it. */
const LOOK_MS_MAX = 2_000;

export interface HeldTooLittle {
  readonly type: 'rejected';
  readonly reason: string;
  /** Unsigned. */
  readonly there: Decimal;
}

type Held = Awaited<ReturnType<typeof readPositions>>;

/** Null: nobody has answered yet. */
function inTime(clock: Clock, answer: Promise<Held>): Promise<Held | null> {
  return new Promise((resolve) => {
    const cancelTimer = clock.after(LOOK_MS_MAX, () => resolve(null));
    void answer.then(resolve).finally(cancelTimer);
  });
}

/** Null: it may go. A stop waits for its price, and what is held then is for then. */
export async function checkHeld(
  { client, list, clock }: { readonly client: DhanClient; readonly list: ScripList | null; readonly clock: Clock },
  { reduceOnly, type, side, qty, instrument: { symbol } }: OrderRequest,
): Promise<HeldTooLittle | null> {
  if (!reduceOnly || (type !== 'market' && type !== 'limit')) return null;
  const held = await inTime(clock, readPositions(client, list, clock.now()));
  if (held?.type !== 'ok') return null;
  const signed = held.value.find((position) => position.symbol === symbol)?.qty ?? ZERO;
  const along = side === 'sell' ? signed : neg(signed);
  const there = isPositive(along) ? along : ZERO;
  return lt(there, qty) ? { type: 'rejected', reason: `reduce-only: the position of ${symbol} is ${signed}`, there } : null;
}
