// Runs the contract suite and the fault cases over dated contracts of Binance USD-M, Bybit and OKX with the ccxt adapter.

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
