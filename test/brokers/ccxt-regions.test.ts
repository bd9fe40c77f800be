// An exchange under the addresses of a region (OKX in Europe) is driven by what was learnt of the exchange itself: our ids, its lists and
// what its money counts. ccxt's own class of it has none of its perpetuals' abilities, so that their stops are watched here.

import { adapters } from '../venues/ccxt-adapters.ts';
import { OKX } from '../venues/ccxt-venues.ts';
import { OKX_KEYS } from '../venues/okx-words.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { describe } from 'vitest';
import { accountCases } from './cases-accounts.ts';
import { cancelCases } from './cases-cancel.ts';
import { executionCases } from './cases-executions.ts';
import { restartCases } from './cases-restarts.ts';

const EUROPE = {
  ...OKX,
  ...adapters({ exchange: 'myokx', market: 'swap', credentials: OKX_KEYS }, (wsUrl) => `${wsUrl}/ws/v5`),
};

describe('broker contract: okx of europe by ccxt', () => {
  const make = remoteHarness(EUROPE);
  executionCases(make);
  cancelCases(make);
  restartCases(make);
  accountCases(make);
});
