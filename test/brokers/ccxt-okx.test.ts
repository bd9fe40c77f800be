// Runs the contract suite and the fault cases over OKX with the ccxt adapter.

import { impatient } from '../venues/ccxt-adapters.ts';
import { OKX } from '../venues/ccxt-venues.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

brokerSuite('okx by ccxt', remoteHarness(OKX));
faultSuite('okx by ccxt', remoteHarness(impatient(OKX)));
