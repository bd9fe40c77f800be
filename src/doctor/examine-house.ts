// Owns: the whole check-up: configuration, process, webhook, accounts, symbols, chat, mail. It changes nothing, takes no lock, and
// works beside a running Signalman: that one is asked instead.

import type { Broker } from '../brokers/broker.ts';
import type { Config } from '../config/config.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { LockHolder } from '../store/process-lock.ts';
import { cannotOpen, checkAccount } from './check-account.ts';
import { checkCalendars } from './check-calendars.ts';
import { checkConfig } from './check-config.ts';
import { checkMail, type VerifyMail } from './check-mail.ts';
import { checkProcess } from './check-process.ts';
import { checkRates } from './check-rates.ts';
import { checkReach } from './check-reach.ts';
import { checkSymbols } from './check-symbols.ts';
import { checkTelegram } from './check-telegram.ts';
import { checkWebhook } from './check-webhook.ts';
import { failed, reasonOf, unknown, type Finding } from './finding.ts';

export interface DoctorPorts {
  readonly now: () => number;
  /** Who runs on the folder; null: nobody. Rejects where the folder or its lock cannot be read. */
  readonly readHolder: (dataDir: string) => Promise<LockHolder | null>;
  /** The broker of one account, not started. */
  readonly openBroker: (config: Config, account: AccountName) => Promise<Broker>;
  readonly verifyMail: VerifyMail;
  /** A Signalman of its own in an empty folder, with this secret, that trades nothing: for the self-test while none runs. */
  readonly openRehearsal: (config: Config) => Promise<{ readonly url: string; close(): Promise<void> }>;
}

export async function examineHouse(loaded: LoadedConfig, ports: DoctorPorts): Promise<readonly Finding[]> {
  const configuration = checkConfig(loaded);
  if (loaded.type === 'invalid') return configuration;
  const { config } = loaded;
  const house = await checkProcess(config, () => ports.readHolder(config.dataDir));
  const [webhook, accounts, telegram, mail] = await Promise.all([
    house.isRunning ? askRunning(house.runningAt, config, ports) : rehearse(config, ports),
    checkAccounts(config, ports),
    checkTelegram(config.telegram, ports.now),
    checkMail(config.email, ports.verifyMail),
  ]);
  return [
    ...configuration,
    ...house.findings,
    webhook,
    ...checkReach(config),
    ...checkCalendars(config.settings, ports.now()),
    ...accounts,
    ...telegram,
    mail,
  ];
}

function askRunning(url: string | null, config: Config, { now }: DoctorPorts): Promise<Finding> {
  if (url !== null) return checkWebhook(url, config, now());
  return Promise.resolve(unknown('webhook', 'the running one has taken any free port', 'Set PORT in .env to have it tested.'));
}

async function rehearse(config: Config, { openRehearsal, now }: DoctorPorts): Promise<Finding> {
  try {
    const rehearsal = await openRehearsal(config);
    try {
      return await checkWebhook(rehearsal.url, config, now());
    } finally {
      await rehearsal.close();
    }
  } catch (error) {
    return failed(
      'webhook',
      `it cannot be rehearsed: ${reasonOf(error)}`,
      'Look at what the reason names; npm start would fail in the same way.',
    );
  }
}

async function checkAccounts(config: Config, { openBroker }: DoctorPorts): Promise<readonly Finding[]> {
  const brokers = new Map<AccountName, Broker>();
  const examined = await Promise.all(
    [...config.settings.accounts.values()].map(async (account) => {
      try {
        const broker = await openBroker(config, account.name);
        brokers.set(account.name, broker);
        return await checkAccount(account, broker);
      } catch (error) {
        return [cannotOpen(account, error)];
      }
    }),
  );
  const symbols = await checkSymbols(config.settings.strategies.values(), brokers);
  const rates = await checkRates(config.settings, brokers);
  await Promise.all([...brokers.values()].map((broker) => broker.stop()));
  return [...examined.flat(), ...symbols, ...rates];
}
