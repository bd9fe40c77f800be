// Venues that put a stop a tick away from where it was asked for, over HTTP: nobody has moved it, however often it trails. Who does
// move it is seen.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { makeSignalId } from '../../src/core/model/ids.ts';
import { ANN } from '../core/engine.ts';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { BINANCE_USDM } from '../venues/binance-usdm-venue.ts';
import { type CcxtSpec, impatient } from '../venues/ccxt-adapters.ts';
import { BYBIT, KRAKEN, OKX } from '../venues/ccxt-venues.ts';
import { SPOT, SWAP } from './broker-harness.ts';
import { type Desk, desk, type House, ROUND_MS, withHouse } from './venue-house.ts';

const rounding = (spec: CcxtSpec, symbol: string): Desk =>
  desk({ ...impatient(spec), exchange: { ...spec.exchange, stopsRoundByTicks: 1 } }, symbol, {
    engineSymbol: spec.engineSymbols[SPOT] ?? '',
  });

const told = (house: House): string[] =>
  [...house.process.snapshot().notifications.values()].map(({ title }) => title).filter((title) => title.includes('changed at the venue'));

let count = 0;
function moveStop(house: House, price: string) {
  const [position] = [...house.process.snapshot().positions.values()];
  if (position === undefined) throw new Error('nothing is held');
  count += 1;
  return house.process.dispatch({
    type: 'change_plan',
    signalId: makeSignalId(1_767_600_000_000 + count, 'f000000000001'),
    positionKey: position.key,
    change: { type: 'stop', price: decimal(price) },
    price: decimal('100'),
    by: ANN,
    updateId: null,
  });
}

describe.each([
  ['Binance spot', rounding(BINANCE_SPOT, SPOT)],
  ['Binance USD-M', rounding(BINANCE_USDM, SWAP)],
  ['Bybit', rounding(BYBIT, SWAP)],
  ['OKX', rounding(OKX, SWAP)],
  ['Kraken', rounding(KRAKEN, KRAKEN.names?.symbols[SPOT] ?? SPOT)],
])('%s', (_name, which) => {
  it('a stop that trails is never told as moved, and is ordered no oftener than it trails; a move by hand is told', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity: 1, sl: 90 });
      for (const price of ['91', '92', '93']) {
        await house.pass(2 * ROUND_MS);
        expect((await moveStop(house, price)).type).toBe('done');
      }
      await house.pass(3 * ROUND_MS);
      expect(told(house)).toEqual([]);
      const stops = house.exchange.orders().filter(({ kind }) => kind === 'stop');
      expect(stops.map(({ stopPrice, status }) => [stopPrice, status])).toEqual([
        ['89.999', 'canceled'],
        ['90.999', 'canceled'],
        ['91.999', 'canceled'],
        ['92.999', 'open'],
      ]);
      const [stop] = house.exchange.openOrders();
      if (stop === undefined) throw new Error('there is no stop');
      // one tick further than where the venue had put it
      expect(house.exchange.amend(stop.id, { stopPrice: decimal('92.998') }).ok).toBe(true);
      await house.pass(2 * ROUND_MS);
      expect(told(house)).toHaveLength(1);
    }));
});
