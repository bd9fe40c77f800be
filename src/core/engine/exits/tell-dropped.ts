// Owns: telling people that a venue has dropped a part of an order while the rest of it stands: how much of the position its stop
// covers, and what is done about the rest.

import { sum } from '../../model/decimal.ts';
import type { Dropped, Order } from '../../model/order.ts';
import { qtyLeft } from '../../model/qty-left.ts';
import { tell, type Draft } from '../draft.ts';
import { nameOf } from '../open-inquiry.ts';
import { activeOrdersOf, qtyHeld } from './position-orders.ts';

const NEXT: Readonly<Record<Order['role'], string>> = {
  entry: 'It is not sent again. What has filled is protected and left as usual.',
  exit: 'What is missing is sent again by itself.',
  emergency_exit: 'What is missing is sent again by itself.',
  stop_loss: 'What is missing is placed again by itself; until it stands, Signalman watches the level.',
  take_profit: 'What is missing is placed again by itself; until it stands, Signalman watches the level.',
};

function titleOf({ state }: Draft, { role, positionKey, instrument: { symbol }, qty }: Order, dropped: Dropped): string {
  const position = state.positions.get(positionKey);
  const name = role.replace('_', ' ');
  if (role !== 'stop_loss' || position === undefined) return `${symbol}: ${dropped.qty} of the ${name} of ${qty} does not stand`;
  const stops = activeOrdersOf(state, positionKey).filter((each) => each.role === role && each.cancel === null);
  return `${symbol}: the stop covers ${sum(stops.map(qtyLeft))} of ${qtyHeld(position)}`;
}

/** `before`: as it was asked for; what has become of it was recorded. One that is being taken back is no news. */
export function tellDropped(draft: Draft, before: Order, dropped: Dropped): void {
  if (before.cancel !== null) return;
  tell(draft, {
    severity: before.reduceOnly ? 'alarm' : 'warning',
    groupKey: `dropped:${before.id}:${dropped.qty}`,
    title: titleOf(draft, before, dropped),
    text: `${nameOf(before)}: ${dropped.qty} of it does not stand at the venue: ${dropped.reason}.`,
    nextStep: NEXT[before.role],
    signalId: before.signalId,
  });
}
