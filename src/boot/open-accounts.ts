// Owns: a broker for each account of the configuration, with what it needs to keep on disk.

import { join } from 'node:path';
import type { Broker } from '../brokers/broker.ts';
import { createBroker } from '../brokers/registry.ts';
import type { PaperTuning } from '../brokers/paper/tuning.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { AccountName } from '../core/model/ids.ts';
import { openDurableFile } from '../store/durable-file.ts';

export interface OpenAccountsOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly failpoint: (name: string) => void;
  readonly paperTuning?: Partial<PaperTuning>;
}

/** Rejects where what a paper account has saved cannot be read: it is never silently opened anew. */
export async function openAccounts({
  config,
  clock,
  failpoint,
  paperTuning,
}: OpenAccountsOptions): Promise<ReadonlyMap<AccountName, Broker>> {
  const brokers = new Map<AccountName, Broker>();
  for (const [name, paper] of config.paperAccounts) {
    const account = config.settings.accounts.get(name);
    if (account === undefined) throw new Error(`paper account ${name} is not among the accounts`);
    if (typeof paper.prices !== 'string')
      throw new Error(`account ${name}: prices of ${paper.prices.broker} cannot be had by this version yet`);
    const file = await openDurableFile<unknown>(join(config.dataDir, `paper-${name}.json`), { parse: (json) => json, failpoint });
    const broker = await createBroker('paper', {
      account: name,
      balances: Object.fromEntries(paper.balances),
      quoteCurrency: account.quoteCurrency,
      prices: paper.prices,
      document: { load: () => file.data, save: (state) => file.save(state) },
      clock,
      failpoint,
      ...(paperTuning === undefined ? {} : { tuning: paperTuning }),
    });
    brokers.set(name, broker);
  }
  for (const [name, { broker }] of config.venueAccounts) throw new Error(`account ${name}: ${broker} cannot be opened by this version yet`);
  return brokers;
}
