// Runs the contract suite and the fault cases over Backpack with the ccxt adapter: ids of orders are numbers of 32 bits there.

import { impatient } from '../venues/ccxt-adapters.ts';
import { BACKPACK } from '../venues/ccxt-venues.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

brokerSuite('backpack by ccxt', remoteHarness(BACKPACK));
faultSuite('backpack by ccxt', remoteHarness(impatient(BACKPACK)));
