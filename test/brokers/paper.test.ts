// Runs the contract suite over the paper venue.

import { brokerSuite } from './broker-suite.ts';
import { createPaperHarness } from './paper-harness.ts';

brokerSuite('paper', (options) => createPaperHarness(options));
