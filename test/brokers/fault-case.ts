// Owns: the frame of one numbered fault case: a fresh venue, the case, and the invariants at its end.

import { test } from 'vitest';
import type { MakeRemoteHarness } from '../venues/remote-harness.ts';
import { createGround, type Ground } from './fault-ground.ts';
import { SPOT, SWAP, type VenueOptions } from './broker-harness.ts';

export interface FaultCase {
  readonly name: string;
  readonly run: (ground: Ground) => Promise<void>;
  readonly options?: Partial<VenueOptions>;
}

export async function runFaultCase(make: MakeRemoteHarness, { run, options }: FaultCase): Promise<void> {
  const venue = await make({ balances: { USDT: '10000' }, liquidityPerStep: null, ...options });
  try {
    await venue.movePrice(SPOT, '100');
    if (venue.nature.shorts) await venue.movePrice(SWAP, '100');
    await run(createGround(venue));
  } finally {
    await venue.close();
  }
}

export function registerFaultCases(make: MakeRemoteHarness, cases: readonly FaultCase[]): void {
  for (const each of cases) test(each.name, () => runFaultCase(make, each));
}
