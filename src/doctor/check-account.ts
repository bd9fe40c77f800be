// Owns: one account: whether it can be opened, what its venue can do, and what the venue itself finds (keys, permissions, clock,
// addresses).

import { systemClock, within } from '../clock.ts';
import type { Broker } from '../brokers/broker.ts';
import type { Account, VenueTraits } from '../core/model/account.ts';
import { failed, ok, reasonOf, type Finding } from './finding.ts';

const EXAMINE_MS_MAX = 30_000;

/** "market, limit, stop orders; gtc, ioc; stops held by the venue". */
function abilities({ orderTypes, timesInForce, nativeStops, reduceOnly, modify }: VenueTraits): string {
  const words = orderTypes.map((type) => type.replace('_', '-')).join(', ');
  // why is among what the venue finds
  if (orderTypes.length === 0) return 'takes no entries';
  return [
    `${words} orders`,
    timesInForce.join(', '),
    nativeStops ? 'stops are held by the venue' : 'stops are watched by Signalman',
    ...(reduceOnly ? ['reduce-only'] : []),
    ...(modify ? ['orders can be resized'] : []),
  ].join('; ');
}

const named = (account: Account, check: string): string => `${account.name} (${account.mode.toUpperCase()}) ${check}`;

export async function checkAccount(account: Account, broker: Broker): Promise<readonly Finding[]> {
  const can = ok(named(account, 'venue'), abilities(broker.traits));
  try {
    const late = (): Promise<never> => Promise.reject(new Error(`no answer within ${EXAMINE_MS_MAX / 1_000} s`));
    const found = await within(systemClock, EXAMINE_MS_MAX, broker.examine(), late);
    return [can, ...found.map(({ check, state, detail, remedy }) => ({ check: named(account, check), state, detail, remedy }))];
  } catch (error) {
    return [
      can,
      failed(named(account, 'examination'), reasonOf(error), 'Look at the network of this machine and at the status page of the venue.'),
    ];
  }
}

export const cannotOpen = (account: Account, error: unknown): Finding =>
  failed(
    named(account, 'venue'),
    `it cannot be opened: ${reasonOf(error)}`,
    `Correct accounts.${account.name} in config.yaml and its keys in .env.`,
  );
