// Owns: the broker of an account that nothing may be asked of: each answer is why. Provably nothing is sent.

import type { VenueTraits } from '../core/model/account.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Broker } from '../brokers/broker.ts';

export function createAwayBroker(account: AccountName, traits: VenueTraits, reason: string): Broker {
  const away = { type: 'unavailable', reason } as const;
  const answer = (): Promise<typeof away> => Promise.resolve(away);
  return {
    account,
    traits,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    price: answer,
    candles: answer,
    submit: answer,
    cancel: answer,
    modify: answer,
    lookUp: answer,
    balances: answer,
    positions: answer,
    openOrders: answer,
    watch: () => () => undefined,
    examine: () => Promise.resolve([{ check: 'the account', state: 'failed', detail: reason, remedy: null, expiresAt: null }]),
  };
}
