// Trades that a venue shows late, or never, over HTTP: what its order says has filled is counted, and counted once.

import { describe, expect, it } from 'vitest';
import { BINANCE_USDM } from '../venues/binance-usdm-venue.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BYBIT, KRAKEN, OKX } from '../venues/ccxt-venues.ts';
import { SPOT, SWAP } from './broker-harness.ts';
import { held, isFlat, traded } from './every-venue.ts';
import { desk, type House, ROUND_MS, withHouse } from './venue-house.ts';

const USUAL = { liquidityPerStep: '95' };

/** One unit fills at 95, and the price goes on. */
async function fillOne(house: House, symbol: string): Promise<void> {
  house.exchange.movePrice(symbol, '94.9');
  house.exchange.movePrice(symbol, '100');
  await house.pass(2 * ROUND_MS);
}

describe.each([
  ['Binance USD-M', desk(impatient(BINANCE_USDM), SWAP, { ...USUAL, thorough: true })],
  ['Bybit', desk(impatient(BYBIT), SWAP, USUAL)],
  ['OKX', desk(impatient(OKX), SWAP, USUAL)],
  ['Kraken', desk(impatient(KRAKEN), KRAKEN.names?.symbols[SPOT] ?? SPOT, { ...USUAL, engineSymbol: KRAKEN.engineSymbols[SPOT] ?? '' })],
])('%s', (_name, which) => {
  it.each(which.thorough === true ? [false, true] : [true])(
    'an order whose trades are not shown for minutes is counted by what it says (restart: %s)',
    (restarts) =>
      withHouse(which, async (house) => {
        const stop = house.exchange.subscribe((event) => (event.type === 'filled' ? house.hide(event.trade.id) : undefined));
        await house.alert({ action: 'buy', quantity: 4, order_type: 'limit', limit_price: 95 });
        for (const filled of ['1', '2', '3']) {
          await fillOne(house, which.engineSymbol);
          expect([traded(house), held(house)]).toEqual([filled, filled]);
          if (!restarts) continue;
          house.process.kill();
          house.server.cutAll();
          await house.process.start();
          await house.pass(2 * ROUND_MS);
          expect([traded(house), held(house)]).toEqual([filled, filled]);
        }
        const [position] = [...house.process.snapshot().positions.values()];
        expect(position?.entryPrice).toBe('95');
        stop();
        house.show();
        await fillOne(house, which.engineSymbol);
        expect([traded(house), held(house)]).toEqual(['4', '4']);
        expect([...house.process.snapshot().notifications.values()].map(({ title }) => title)).not.toContain('The venue says otherwise');
        await house.alert({ action: 'close' });
        await house.pass(2 * ROUND_MS);
        isFlat(house);
      }),
  );
});
