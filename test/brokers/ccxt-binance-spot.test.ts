import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

const make = remoteHarness(BINANCE_SPOT);
brokerSuite('ccxt, Binance spot', make);
faultSuite('ccxt, Binance spot', make);
