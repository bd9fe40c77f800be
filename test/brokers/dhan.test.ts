// Runs the contract suite and the fault cases over the fake Dhan.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { dhanVenue } from '../venues/dhan-venue.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'dhan-suite-'));
// a download that was under way when its broker stopped may still be put in place
afterAll(() => rmSync(cacheDir, { recursive: true, maxRetries: 5 }));

const make = remoteHarness(dhanVenue({ cacheDir }));
brokerSuite('dhan', make);
faultSuite('dhan', make);
