// Runs the contract suite and the fault cases over Bybit with the ccxt adapter.

import { impatient } from '../venues/ccxt-adapters.ts';
import { BYBIT } from '../venues/ccxt-venues.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

brokerSuite('bybit by ccxt', remoteHarness(BYBIT));
faultSuite('bybit by ccxt', remoteHarness(impatient(BYBIT)));
