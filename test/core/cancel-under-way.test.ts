// A cancel that was sent and not answered for: until the venue has said what became of the order, nothing is concluded from what is held.

import { expect, it } from 'vitest';
import { isInFlight } from '../../src/core/positions/reconcile-position.ts';
import { BUY, engineAt } from './unanswered-stop.ts';

it('a look-up that fails meanwhile is asked again, and what is held is no difference until then', () => {
  const engine = engineAt({ nativeStops: false });
  engine.price(engine.alert(`${BUY} type=limit`), '45000');
  const entry = engine.active('entry');
  engine.send(entry);
  engine.run({ type: 'cancel_order', orderId: entry.id, by: 'ann', updateId: null });
  engine.run({ type: 'begin_cancel', orderId: entry.id });
  engine.run({ type: 'lookup_failed', orderId: entry.id, reason: 'too many requests' });
  expect(engine.status(entry.id)).toBe('pending_cancel');
  expect(isInFlight(engine.order(entry.id))).toBe(true);
  engine.now += 5_000;
  expect(engine.dueTypes()).toContain('look_up_order');
});
