// Runs the contract suite over OKX with the ccxt adapter.

import { OKX } from '../venues/ccxt-venues.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';

brokerSuite('okx by ccxt', remoteHarness(OKX));
