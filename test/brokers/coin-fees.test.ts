// Fees that a venue takes in the coin that was bought, over HTTP: less is there than was bought, and it is left all the same.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { alpacaVenue, PAIR } from '../venues/alpaca-venue.ts';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { KRAKEN } from '../venues/ccxt-venues.ts';
import type { RemoteSpec } from '../venues/remote-harness.ts';
import { SPOT } from './broker-harness.ts';
import { held, stopsOpen } from './every-venue.ts';
import { type Desk, desk, type House, withHouse } from './venue-house.ts';

const inCoins = (spec: RemoteSpec, feeRate: string): RemoteSpec => ({
  ...spec,
  exchange: { ...spec.exchange, feeIn: 'received', feeRate: decimal(feeRate) },
});

const VENUES: readonly (readonly [string, Desk])[] = [
  ['Binance spot', desk(inCoins(impatient(BINANCE_SPOT), '0.001'), SPOT)],
  [
    'Kraken',
    desk(inCoins(impatient(KRAKEN), '0.0026'), KRAKEN.names?.symbols[SPOT] ?? SPOT, { engineSymbol: KRAKEN.engineSymbols[SPOT] ?? '' }),
  ],
  ['Alpaca', desk(inCoins(alpacaVenue(), '0.0025'), PAIR, { broker: 'alpaca', currency: 'USD', engineSymbol: PAIR })],
];
const coins = (house: House) => house.exchange.balances().find(({ currency }) => currency === 'BTC')?.total;

describe.each(VENUES)('%s', (_name, which) => {
  it('what is there is guarded, and a close is out', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity: 20, sl: 90 });
      await house.pass(60_000);
      expect([held(house), stopsOpen(house)]).toEqual([coins(house), coins(house)]);
      await house.alert({ action: 'close' });
      await house.pass(120_000);
      expect([coins(house), held(house)]).toEqual(['0', '0']);
    }));

  it('without a stop, a close is out within seconds', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity: 20 });
      await house.alert({ action: 'close' });
      expect([coins(house), held(house)]).toEqual(['0', '0']);
      expect(house.exchange.orders().filter(({ side, status }) => side === 'sell' && status === 'filled')).toHaveLength(1);
    }));

  it('what a person has sold beside it does not keep the rest in', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity: 20 });
      await house.pass(120_000);
      expect(house.byHand('sell', decimal('8')).ok).toBe(true);
      await house.pass(60_000);
      await house.alert({ action: 'close' });
      await house.pass(120_000);
      expect([coins(house), held(house)]).toEqual(['0', '0']);
    }));
});
