// What people hear of a stop that the venue refuses since its position has just been left: nothing, for nobody has to act.

import { expect, it } from 'vitest';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BYBIT } from '../venues/ccxt-venues.ts';
import { SWAP } from './broker-harness.ts';
import { isFlat } from './every-venue.ts';
import { desk, withHouse } from './venue-house.ts';

it(
  'a stop that comes there after the exit is refused, and that alarms nobody',
  () =>
    withHouse(desk(impatient(BYBIT), SWAP), async (house) => {
      await house.alert({ action: 'buy', quantity: 2 });
      house.server.plan.next('submit', { type: 'slow' });
      await house.alert({ action: 'modify', stop_loss: 90 });
      await house.send(JSON.stringify({ action: 'close', symbol: SWAP, strategy: 'default' }));
      await house.server.quiet();
      house.server.releaseLate();
      await house.pass(10_000);
      isFlat(house);
      const { orders, notifications } = house.process.snapshot();
      expect([...orders.values()].map(({ role, status }) => `${role} ${status}`)).toContain('stop_loss rejected');
      expect([...notifications.values()].map(({ title }) => title).filter((title) => title.includes('rejected'))).toEqual([]);
    }),
  60_000,
);
