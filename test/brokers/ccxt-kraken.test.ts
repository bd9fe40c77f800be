// Runs the contract suite and the fault cases over Kraken with the ccxt adapter.

import { impatient } from '../venues/ccxt-adapters.ts';
import { KRAKEN } from '../venues/ccxt-venues.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

brokerSuite('kraken by ccxt', remoteHarness(KRAKEN));
faultSuite('kraken by ccxt', remoteHarness(impatient(KRAKEN)));
