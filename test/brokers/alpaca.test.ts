// Runs the contract suite and the fault cases over Alpaca's adapter and the fake Alpaca.

import { alpacaVenue } from '../venues/alpaca-venue.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

brokerSuite('alpaca', remoteHarness(alpacaVenue()));
faultSuite('alpaca', remoteHarness(alpacaVenue()));
