// Runs the contract suite over Alpaca's adapter and the fake Alpaca.

import { alpacaVenue } from '../venues/alpaca-venue.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';

brokerSuite('alpaca', remoteHarness(alpacaVenue()));
