// Owns: a broker for each account of the configuration, with what it needs to keep on disk.

import { join } from 'node:path';
import { createAwayBroker } from './away-broker.ts';
import type { Broker } from '../brokers/broker.ts';
import { createBroker } from '../brokers/registry.ts';
import type { PaperTuning } from '../brokers/paper/tuning.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Log } from '../log.ts';
import { openDurableFile } from '../store/durable-file.ts';
import type { FileSystem } from '../store/file-system.ts';
import { brokerLog } from './broker-log.ts';
import { openPriceFeed } from './price-feed.ts';
import { openVenue } from './open-venue.ts';

export interface OpenAccountsOptions {
  readonly config: Config;
  /** Why nothing may be asked of an account; null: nothing is in the way. */
  readonly refuses?: (account: AccountName) => string | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly failpoint: (name: string) => void;
  /** The door to the disk, and the reserve of the store: what a paper account has to write is a venue's answer, exits among them. */
  readonly fs?: FileSystem;
  readonly writeAnyway?: <T>(write: () => Promise<T>) => Promise<T>;
  readonly paperTuning?: Partial<PaperTuning>;
}

/**
 * Rejects where what a paper account has saved cannot be read (it is never silently opened anew), and where an account at a
 * venue cannot be opened as it is configured.
 */
export async function openAccounts({
  config,
  refuses = () => null,
  clock,
  log,
  failpoint,
  fs,
  writeAnyway = (write) => write(),
  paperTuning,
}: OpenAccountsOptions): Promise<ReadonlyMap<AccountName, Broker>> {
  const brokers = new Map<AccountName, Broker>();
  const logFor = brokerLog(log);
  for (const { name, traits } of config.settings.accounts.values()) {
    const reason = refuses(name);
    if (reason !== null) brokers.set(name, createAwayBroker(name, traits, reason));
  }
  for (const [name, paper] of config.paperAccounts) {
    const account = config.settings.accounts.get(name);
    if (brokers.has(name)) continue;
    if (account === undefined) throw new Error(`paper account ${name} is not among the accounts`);
    const file = await openDurableFile<unknown>(join(config.dataDir, `paper-${name}.json`), {
      parse: (json) => json,
      failpoint,
      isNeverChangedInPlace: true,
      ...(fs === undefined ? {} : { fs }),
    });
    const broker = await createBroker('paper', {
      account: name,
      balances: Object.fromEntries(paper.balances),
      quoteCurrency: account.quoteCurrency,
      prices: typeof paper.prices === 'string' ? paper.prices : await openPriceFeed(paper.prices, { config, clock, logFor }),
      document: { load: () => file.data, save: (state) => writeAnyway(() => file.save(state)) },
      clock,
      failpoint,
      ...(paperTuning === undefined ? {} : { tuning: paperTuning }),
    });
    brokers.set(name, broker);
  }
  for (const [name, venue] of config.venueAccounts) {
    const account = config.settings.accounts.get(name);
    if (brokers.has(name)) continue;
    if (account === undefined) throw new Error(`account ${name} is not among the accounts`);
    brokers.set(name, await openVenue(account, venue, { dataDir: config.dataDir, clock, log: logFor(name) }));
  }
  return brokers;
}
