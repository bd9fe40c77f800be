// Owns: the proof that the fault cases find what they are for: an adapter that does one thing wrong fails the case that
// is named here, and one that does nothing wrong passes it.

import { expect, test } from 'vitest';
import type { Flaw } from '../venues/plain-adapter.ts';
import { plainVenue } from '../venues/plain-venue.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { FAULT_CASES } from './cases-faults.ts';
import { runFaultCase } from './fault-case.ts';

const FOUND_BY: Readonly<Record<Exclude<Flaw, 'none'>, string>> = {
  'resends after a lost answer': 'F01',
  'takes a lost answer for a refusal': 'F01',
  'takes a lost answer for nothing sent': 'F02',
  'takes a 5xx for a refusal': 'F08',
  'takes a 429 for a refusal': 'F06',
  'takes nonsense for an acceptance': 'F09',
  'throws on nonsense': 'F09',
  'takes a duplicate for a refusal': 'F11',
  'takes a failed look-up for an order that is not there': 'F25',
  'takes a failed read for an empty account': 'F26',
  'takes a failed price for an unknown symbol': 'F27',
  'takes a failed cancel for a cancel': 'F20',
  'takes a late refusal for an open order': 'F14',
  'numbers fills as they are heard': 'F47',
  'stops hearing after the end of an order': 'F23',
  'never opens the stream again': 'F42',
  'forgets what fell into the gap': 'F43',
  'hides orders of others': 'F28',
  'takes failed candles for none': 'F62',
};

test.each(Object.entries(FOUND_BY) as [Flaw, string][])('an adapter that %s is found by %s', { timeout: 120_000 }, async (flaw, number) => {
  const [found] = FAULT_CASES.filter(({ name }) => name.startsWith(number));
  if (found === undefined) throw new Error(`there is no case ${number}`);
  await runFaultCase(remoteHarness(plainVenue()), found);
  await expect(runFaultCase(remoteHarness(plainVenue(flaw)), found)).rejects.toThrow();
});
