import { BINANCE_USDM } from '../venues/binance-usdm-venue.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

const make = remoteHarness(BINANCE_USDM);
brokerSuite('ccxt, Binance USD-M', make);
faultSuite('ccxt, Binance USD-M', make);
