// Runs the contract suite over the fake Dhan.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { dhanVenue } from '../venues/dhan-venue.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'dhan-suite-'));
afterAll(() => rmSync(cacheDir, { recursive: true }));

brokerSuite('dhan', remoteHarness(dhanVenue({ cacheDir })));
