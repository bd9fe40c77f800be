// Orders at exchanges that show only a number of ours, and trades that do not say whose order it was: none of them is taken for
// somebody else's, after a restart either.

import { describe, expect, it } from 'vitest';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { BACKPACK, BITFINEX, WOO } from '../venues/ccxt-venues.ts';
import { type CcxtSpec, impatient } from '../venues/ccxt-adapters.ts';
import { SPOT } from './broker-harness.ts';
import { desk, type House, withHouse } from './venue-house.ts';

const VENUES: readonly (readonly [name: string, spec: CcxtSpec])[] = [
  ['Bitfinex', BITFINEX],
  ['WOO', WOO],
  ['Backpack', BACKPACK],
];

/** `trades`: single trades and money alone are compared, whatever positions and open orders would tell before. */
const within = (spec: CcxtSpec, run: (house: House) => Promise<void>, what: 'all' | 'trades' = 'all'): Promise<void> =>
  withHouse(
    desk(impatient(spec), spec.names?.symbols[SPOT] ?? SPOT, {
      engineSymbol: spec.engineSymbols[SPOT] ?? '',
      ...(what === 'all' ? { watches: true } : {}),
    }),
    run,
  );

async function restart(house: House): Promise<void> {
  house.process.kill();
  house.server.cutAll();
  await house.process.start();
}
const strange = ({ process, told }: House) => [...process.snapshot().discrepancies.keys(), ...told()];
const entries = ({ process }: House) =>
  [...process.snapshot().orders.values()].filter(({ role }) => role === 'entry').map(({ status }) => status);
const limit = { action: 'buy', quantity: 1, order_type: 'limit', limit_price: 95 };

describe.each(VENUES)('%s', (_name, spec) => {
  it('an order that rests, and its stop', () =>
    within(spec, async (house) => {
      await house.alert({ action: 'buy', quantity: 2, stop_loss: 90 });
      await house.alert(limit);
      await house.pass(130_000);
      await restart(house);
      await house.pass(200_000);
      expect([strange(house), entries(house)]).toEqual([[], ['filled', 'accepted']]);
    }));

  it('an order that comes while it is looked up, in another process', () =>
    within(spec, async (house) => {
      house.server.plan.next('submit', { type: 'late' });
      await house.alert(limit);
      await restart(house);
      await house.pass(5_000);
      house.server.releaseLate();
      await house.pass(200_000);
      expect([strange(house), entries(house)]).toEqual([[], ['accepted']]);
    }));

  it.each([false, true])('an order that comes when it was given up; another process: %s', (restarts) =>
    within(spec, async (house) => {
      house.server.plan.next('submit', { type: 'late' });
      await house.alert(limit);
      await house.pass(120_000);
      expect(entries(house)).toEqual(['lost']);
      if (restarts) await restart(house);
      await house.pass(90_000);
      house.server.releaseLate();
      await house.pass(400_000);
      expect([strange(house), entries(house)]).toEqual([[], ['accepted']]);
    }),
  );

  it('a stop that is triggered and rests, in another process', () =>
    within(spec, async (house) => {
      await house.alert({ action: 'buy', quantity: 2, stop_loss: 90 });
      await restart(house);
      await house.pass(10_000);
      house.exchange.movePrice(spec.engineSymbols[SPOT] ?? '', '89');
      await house.pass(200_000);
      expect([strange(house), house.exchange.openOrders()]).toEqual([[], []]);
    }));
});

describe.each([...VENUES, ['Binance spot', BINANCE_SPOT] as const])('%s', (_name, spec) => {
  it.each(['all', 'trades'] as const)('trades of an order that comes when it was given up, in another process; compared: %s', (what) =>
    within(
      spec,
      async (house) => {
        house.server.plan.next('submit', { type: 'late' });
        await house.alert({ action: 'buy', quantity: 1 });
        await house.pass(120_000);
        expect(entries(house)).toEqual(['lost']);
        await restart(house);
        await house.pass(90_000);
        house.server.releaseLate();
        await house.pass(200_000);
        expect([strange(house), entries(house)]).toEqual([[], ['filled']]);
      },
      what,
    ),
  );
});
