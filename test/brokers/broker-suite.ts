// Owns: the contract that every venue behind the Broker port must keep, as numbered cases. A venue runs it by giving a
// harness; a venue that cannot do something says so in its traits, never by leaving a case out.

import { describe } from 'vitest';
import type { MakeHarness } from './broker-harness.ts';
import { accountCases } from './cases-accounts.ts';
import { candleCases } from './cases-candles.ts';
import { cancelCases } from './cases-cancel.ts';
import { executionCases } from './cases-executions.ts';
import { groupCases } from './cases-groups.ts';
import { pairCases } from './cases-pairs.ts';
import { refusalCases } from './cases-refusals.ts';
import { restartCases } from './cases-restarts.ts';

export function brokerSuite(venue: string, make: MakeHarness): void {
  describe(`broker contract: ${venue}`, () => {
    executionCases(make);
    cancelCases(make);
    refusalCases(make);
    groupCases(make);
    pairCases(make);
    restartCases(make);
    accountCases(make);
    candleCases(make);
  });
}
