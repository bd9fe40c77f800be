// Runs the contract suite over Bybit with the ccxt adapter.

import { BYBIT } from '../venues/ccxt-venues.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';

brokerSuite('bybit by ccxt', remoteHarness(BYBIT));
