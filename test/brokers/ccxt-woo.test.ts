// Runs the contract suite and the fault cases over WOO with the ccxt adapter: ids of orders are numbers there, and its limit orders
// do not show them.

import { impatient } from '../venues/ccxt-adapters.ts';
import { WOO } from '../venues/ccxt-venues.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

brokerSuite('woo by ccxt', remoteHarness(WOO));
faultSuite('woo by ccxt', remoteHarness(impatient(WOO)));
