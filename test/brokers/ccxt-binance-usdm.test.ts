import { BINANCE_USDM } from '../venues/binance-usdm-venue.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

brokerSuite('ccxt, Binance USD-M', remoteHarness(BINANCE_USDM));
faultSuite('ccxt, Binance USD-M', remoteHarness(impatient(BINANCE_USDM)));
