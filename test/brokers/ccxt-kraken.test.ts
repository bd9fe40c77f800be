// Runs the contract suite over Kraken with the ccxt adapter.

import { KRAKEN } from '../venues/ccxt-venues.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';

brokerSuite('kraken by ccxt', remoteHarness(KRAKEN));
