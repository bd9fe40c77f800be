// A stop at Alpaca that the network holds back until it was given up: a second one under another id would rest beside it, and when both
// fire the second opens a short. It leaves again under its own id, which the venue takes once.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { WATCH_INTERVAL_MS } from '../../src/core/model/limits.ts';
import { alpacaVenue, PAIR, SHARE } from '../venues/alpaca-venue.ts';
import type { Fault } from '../venues/faults.ts';
import { desk, type House, withHouse } from './venue-house.ts';

const LATE: Fault = { type: 'late' };
/** Its answer, its look-ups and the grace are over. */
const GIVEN_UP_MS = 60_000;

const resting = ({ exchange }: House) =>
  exchange.openOrders().map(({ side, qty, stopPrice, limitPrice }) => `${side} ${qty} ${stopPrice ?? limitPrice}`);
const traded = ({ exchange }: House) => exchange.trades().map(({ side, qty }) => `${side} ${qty}`);
const held = ({ process }: House) => [...process.snapshot().positions.values()].map(({ qty }) => qty);
const isLost = ({ process }: House) => [...process.snapshot().notifications.values()].some(({ title }) => title === 'Order lost');

async function untilLost(house: House): Promise<void> {
  for (let passed = 0; passed < 2 * GIVEN_UP_MS && !isLost(house); passed += 2_500) await house.pass(2_500);
  expect(isLost(house)).toBe(true);
}

describe.each([
  ['shares, a stop alone', SHARE, { stop_loss: 90 }, ['sell 10 90'], '89'],
  ['shares, a stop with its target', SHARE, { stop_loss: 90, take_profit: 120 }, ['sell 10 90', 'sell 10 120'], '89'],
  ['coins', PAIR, { stop_loss: 90 }, ['sell 10 90'], '89'],
] as const)('%s', (_name, symbol, levels, stands, beyond) => {
  const atAlpaca = (run: (house: House) => Promise<void>): Promise<void> =>
    withHouse(desk(alpacaVenue(), symbol, { broker: 'alpaca', currency: 'USD', engineSymbol: symbol, watches: true }), run);

  async function firesOnce(house: House): Promise<void> {
    await house.pass(5 * 60_000);
    expect(resting(house)).toEqual(stands);
    house.exchange.movePrice(symbol, beyond);
    await house.pass(60_000);
    expect([traded(house), held(house), resting(house)]).toEqual([['buy 10', 'buy 10', 'sell 10'], ['0'], []]);
  }

  async function bought(house: House, lates: number): Promise<void> {
    // of shares and coins beside ours the venue lets a second stop stand
    expect(house.byHand('buy', decimal('10')).ok).toBe(true);
    await house.alert({ action: 'buy', quantity: 10 });
    house.server.plan.next('submit', LATE, lates);
    await house.alert({ action: 'modify', ...levels });
    await untilLost(house);
  }

  it('the stop is back within one watch interval after it was given up, and the first request comes to nothing', () =>
    atAlpaca(async (house) => {
      await bought(house, 1);
      await house.pass(WATCH_INTERVAL_MS);
      expect(resting(house)).toEqual(stands);
      house.server.releaseLate();
      expect(resting(house)).toEqual(stands);
      await firesOnce(house);
    }));

  it('the first request comes while the second one is on its way: it is what the books have', () =>
    atAlpaca(async (house) => {
      await bought(house, 2);
      house.server.releaseLate();
      expect(resting(house)).toEqual(stands);
      await firesOnce(house);
    }));

  it('the first request comes when the plan has moved: it is replaced, and never two rest', () =>
    atAlpaca(async (house) => {
      await bought(house, 2);
      await house.alert({ action: 'modify', ...levels, stop_loss: 92 });
      house.server.releaseLate();
      for (let passed = 0; passed < 60_000; passed += 2_500) {
        await house.pass(2_500);
        expect(resting(house).length).toBeLessThanOrEqual(stands.length);
      }
      expect(resting(house)).toEqual(stands.map((order) => order.replace('90', '92')));
    }));

  it('it comes when nothing is held any more: it is taken back within a minute', () =>
    atAlpaca(async (house) => {
      await bought(house, 2);
      await house.alert({ action: 'close' });
      await house.pass(30_000);
      expect(held(house)).toEqual(['0']);
      house.server.stream.mute(true);
      house.server.releaseLate();
      await house.pass(65_000);
      expect([resting(house), traded(house)]).toEqual([[], ['buy 10', 'buy 10', 'sell 10']]);
    }));
});
