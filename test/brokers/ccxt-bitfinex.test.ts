// Runs the contract suite and the fault cases over Bitfinex with the ccxt adapter: ids of orders are numbers of 45 bits there.

import { impatient } from '../venues/ccxt-adapters.ts';
import { BITFINEX } from '../venues/ccxt-venues.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

brokerSuite('bitfinex by ccxt', remoteHarness(BITFINEX));
faultSuite('bitfinex by ccxt', remoteHarness(impatient(BITFINEX)));
