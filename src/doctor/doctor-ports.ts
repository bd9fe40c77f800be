// Owns: what the check-up uses of the real world.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../app.ts';
import { openAccounts } from '../boot/open-accounts.ts';
import { systemClock } from '../clock.ts';
import type { Config, EmailConfig } from '../config/config.ts';
import { PAPER_TRAITS, type Account } from '../core/model/account.ts';
import { decimal } from '../core/model/decimal.ts';
import { accountName, type AccountName } from '../core/model/ids.ts';
import { createLog } from '../log.ts';
import { createRedactor } from '../redact.ts';
import { nodeFileSystem } from '../store/file-system.ts';
import { systemProcessTable } from '../store/process-identity.ts';
import { readLockHolder } from '../store/process-lock.ts';
import type { DoctorPorts } from './examine-house.ts';

const only = <Value>(map: ReadonlyMap<AccountName, Value>, name: AccountName): ReadonlyMap<AccountName, Value> =>
  new Map([...map].filter(([each]) => each === name));

async function openBroker(config: Config, name: AccountName) {
  const alone = { ...config, paperAccounts: only(config.paperAccounts, name), venueAccounts: only(config.venueAccounts, name) };
  const log = createLog({ level: 'silent', redactor: createRedactor(config.secrets) });
  const brokers = await openAccounts({ config: alone, clock: systemClock, log, failpoint: () => undefined });
  const broker = brokers.get(name);
  if (broker === undefined) throw new Error(`${name} is no account of this version`);
  return broker;
}

/** Every account is played on paper with made-up prices: nothing reaches a venue, whatever is configured. */
function rehearsalOf(config: Config, dataDir: string): Config {
  const accounts = [...config.settings.accounts.values()].map(
    (account): Account => ({ ...account, broker: 'paper', mode: 'paper', traits: PAPER_TRAITS }),
  );
  const paper = (account: Account) => ({ balances: new Map([[account.quoteCurrency, decimal(10_000)]]), prices: 'demo' as const });
  return {
    ...config,
    dataDir,
    host: '127.0.0.1',
    port: 0,
    allowedIps: [],
    logLevel: 'silent',
    liveTrading: false,
    settings: {
      ...config.settings,
      accounts: new Map(accounts.map((account) => [account.name, account])),
      liveTrading: false,
      mail: false,
    },
    paperAccounts: new Map(accounts.map((account) => [accountName(account.name), paper(account)])),
    venueAccounts: new Map(),
    telegram: { ...config.telegram, token: null },
    email: null,
  };
}

async function openRehearsal(config: Config) {
  const dataDir = await mkdtemp(join(tmpdir(), 'signalman-doctor-'));
  const clear = (): Promise<void> => rm(dataDir, { recursive: true, force: true });
  try {
    const app = await startApp(rehearsalOf(config, dataDir));
    const close = async (): Promise<void> => {
      await app.stop();
      await clear();
    };
    return { url: app.url, close };
  } catch (error) {
    await clear();
    throw error;
  }
}

/** nodemailer is loaded only where there is a mailbox. */
async function verifyMail(email: EmailConfig) {
  const { createMailer } = await import('../email/mailer.ts');
  const redactor = createRedactor([email.smtpUrl]);
  const redact = (text: string): string => redactor.redact(text);
  return createMailer({ ...email, redact, clock: systemClock, log: createLog({ level: 'silent', redactor }) }).verify();
}

export const systemPorts: DoctorPorts = {
  now: () => systemClock.now(),
  readHolder: (dataDir) =>
    readLockHolder({ fs: nodeFileSystem, path: join(dataDir, 'lock'), clock: systemClock, processes: systemProcessTable }),
  openBroker,
  verifyMail,
  openRehearsal,
};
