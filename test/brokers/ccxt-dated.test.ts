// Runs the contract suite and the fault cases over dated contracts of Binance USD-M, Bybit and OKX with the ccxt adapter.

import { expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { BINANCE_USDM } from '../venues/binance-usdm-venue.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BINANCE_DATED, BYBIT_DATED, OKX_DATED } from '../venues/dated-venues.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

for (const [name, spec] of [
  ['Binance USD-M', BINANCE_DATED],
  ['Bybit', BYBIT_DATED],
  ['OKX', OKX_DATED],
] as const) {
  brokerSuite(`dated contracts of ${name} by ccxt`, remoteHarness(spec));
  faultSuite(`dated contracts of ${name} by ccxt`, remoteHarness(impatient(spec)));
}

test('what is held of it by hand moves no money of an account of perpetuals with its price', async () => {
  const venue = await remoteHarness({ ...BINANCE_USDM, exchange: BINANCE_DATED.exchange })({
    balances: { USDT: '10000' },
    liquidityPerStep: null,
  });
  try {
    const symbol = 'BTCUSDT_260327';
    venue.exchange.place({ clientId: null, symbol, side: 'buy', kind: 'market', qty: decimal('2') });
    const before = await venue.broker().cash?.();
    venue.exchange.movePrice(symbol, '110');
    expect(before).toMatchObject({ type: 'ok', cash: { amount: '9999.9' } });
    expect(await venue.broker().cash?.()).toEqual(before);
  } finally {
    await venue.close();
  }
});
