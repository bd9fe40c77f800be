import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

brokerSuite('ccxt, Binance spot', remoteHarness(BINANCE_SPOT));
faultSuite('ccxt, Binance spot', remoteHarness(impatient(BINANCE_SPOT)));
