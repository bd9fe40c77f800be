// What people hear of a stop that the venue refuses since its position has just been left, by us or by hand: no alarm about the stop.

import { expect, it } from 'vitest';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BYBIT } from '../venues/ccxt-venues.ts';
import { SWAP } from './broker-harness.ts';
import { decimal } from '../../src/core/model/decimal.ts';
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

it(
  'what was closed by hand with its stop is asked about, and not left in an emergency',
  () =>
    withHouse(desk(impatient(BYBIT), SWAP, { watches: true }), async (house) => {
      await house.alert({ action: 'buy', quantity: 2, stop_loss: 90 });
      for (const { id } of house.exchange.openOrders()) house.exchange.cancel(id);
      expect(house.byHand('sell', decimal('2')).ok).toBe(true);
      await house.pass(180_000);
      const titles = [...house.process.snapshot().notifications.values()].map(({ title }) => title);
      expect(titles.filter((title) => title.includes('the venue holds something else'))).toHaveLength(1);
      expect(titles.filter((title) => title.includes('EMERGENCY'))).toEqual([]);
      expect(house.exchange.trades().map(({ side, qty }) => `${side} ${qty}`)).toEqual(['buy 2', 'sell 2']);
    }),
  60_000,
);
