// Owns: config.yaml as a whole: its sections, and what holds where a section is absent.

import { z } from 'zod';
import type { Account } from '../core/model/account.ts';
import type { AccountName, StrategyName } from '../core/model/ids.ts';
import type { NotificationRules } from '../core/model/notification-rules.ts';
import type { Strategy } from '../core/model/settings.ts';
import type { Limits } from '../core/model/risk-limits.ts';
import { CALENDARS, type TradingCalendar } from '../core/model/time/trading-calendar.ts';
import { readCalendars } from './sections/calendars-section.ts';
import { readLimits } from './sections/limits-section.ts';
import { readNotifications } from './sections/notifications-section.ts';
import { demoAccount, readAccount, type AccountReading } from './sections/account-section.ts';
import type { PaperAccountConfig, VenueAccount } from './config.ts';
import { checkCloses } from './checks/check-closes.ts';
import { checkCurrencies } from './checks/check-currencies.ts';
import { groupAt, placeIn, readSection, report, type FileReport } from './sections/config-section.ts';
import type { EnvKeyName } from './environment/env-table.ts';
import { field, wrong, type Read } from './field.ts';
import { readWord } from './file-fields.ts';
import { openFile, problem, type Problem } from './problem.ts';
import type { Renamed } from './seed-keys.ts';
import { demoStrategy, readStrategy } from './sections/strategy-section.ts';
import { type FileText, readableRemedy } from './read-text-file.ts';
import { parseYaml } from './yaml-document.ts';

export interface ConfigFileReading {
  readonly accounts: ReadonlyMap<AccountName, Account>;
  readonly paperAccounts: ReadonlyMap<AccountName, PaperAccountConfig>;
  readonly venueAccounts: ReadonlyMap<AccountName, VenueAccount>;
  readonly strategies: ReadonlyMap<StrategyName, Strategy>;
  readonly strategySecrets: ReadonlyMap<StrategyName, string>;
  /** Over all strategies; null = none. */
  readonly risk: Limits | null;
  readonly calendars: ReadonlyMap<string, TradingCalendar>;
  readonly notifications: NotificationRules;
  /** Keys of the file that stand for keys of the environment. */
  readonly renamed: readonly Renamed[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

const anything = z.unknown().optional();
const topSchema = z.strictObject({
  accounts: anything,
  strategies: anything,
  risk: field(readLimits),
  calendars: field(readCalendars),
  notifications: field(readNotifications),
  webhook: anything,
  logging: anything,
});

/** `file`: the name as it is shown. Absent: one paper account and one strategy that asks. */
export function readConfigFile(text: FileText, file: string): ConfigFileReading {
  const demo = demoSettings();
  const failed = (problems: readonly Problem[]): ConfigFileReading => ({ ...demo, renamed: [], problems, warnings: [] });
  if (text.type === 'absent') return failed([]);
  if (text.type === 'unreadable') {
    return failed([problem({ file, line: null, key: null }, `the file cannot be read: ${text.reason}.`, readableRemedy())]);
  }
  const parsed = parseYaml(text.text, file);
  if (parsed.type === 'invalid') return failed(parsed.problems);
  const to: FileReport = { file, document: parsed.document, problems: [...parsed.problems], warnings: [] };
  // The sections are read even where the top has unknown keys: everything is reported at once.
  const own = readSection(to, [], parsed.document.value, topSchema);
  const top = groupAt({ ...to, problems: [] }, [], parsed.document.value) ?? {};
  const accounts = readAccounts(to, top['accounts']);
  const strategies = readStrategies(to, top['strategies'], accounts);
  const risk = own?.risk ?? null;
  const read = new Map([...accounts.read].map(([name, { account }]) => [name, account]));
  checkCloses(to, strategies.strategies.values(), { accounts: read, calendars: own?.calendars ?? CALENDARS });
  if (risk !== null) checkCurrencies(to, risk, [...accounts.read.values()]);
  const renamed = [...readSeedWebhook(to, top['webhook']), ...readSeedLogging(to, top['logging'])];
  const hasSecrets = strategies.strategySecrets.size > 0 || renamed.some(({ to: name }) => name === 'WEBHOOK_SECRET');
  if (text.open === true && hasSecrets) to.warnings.push(openFile(file));
  return {
    accounts: read,
    paperAccounts: new Map([...accounts.read].flatMap(([name, { paper }]) => (paper === null ? [] : [[name, paper]]))),
    venueAccounts: new Map([...accounts.read].flatMap(([name, { venue }]) => (venue === null ? [] : [[name, venue]]))),
    ...strategies,
    risk,
    calendars: own?.calendars ?? CALENDARS,
    notifications: own?.notifications ?? {},
    renamed,
    problems: to.problems,
    warnings: to.warnings,
  };
}

function demoSettings() {
  const { account, paper } = demoAccount();
  const strategy = demoStrategy(account.name);
  return {
    accounts: new Map([[account.name, account]]),
    paperAccounts: new Map([[account.name, paper]]),
    venueAccounts: new Map<AccountName, VenueAccount>(),
    strategies: new Map([[strategy.name, strategy]]),
    strategySecrets: new Map<StrategyName, string>(),
    risk: null,
    calendars: CALENDARS,
    notifications: {},
  };
}

interface Accounts {
  readonly names: readonly string[];
  readonly read: ReadonlyMap<AccountName, AccountReading>;
}

function readAccounts(to: FileReport, value: unknown): Accounts {
  const demo = demoAccount();
  if (value === undefined) return { names: [demo.account.name], read: new Map([[demo.account.name, demo]]) };
  const group = groupAt(to, ['accounts'], value);
  const names = Object.keys(group ?? {});
  if (group !== null && names.length === 0)
    report(to, ['accounts'], 'there is no account in it.', 'Write an account, or remove the section to get the paper account.');
  const read = new Map<AccountName, AccountReading>();
  const variables = new Map<string, string>();
  for (const [name, account] of Object.entries(group ?? {})) {
    const path = ['accounts', name];
    const variable = name.toUpperCase().replaceAll('-', '_');
    const other = variables.get(variable);
    if (other !== undefined)
      report(to, path, `${name} and ${other} would share the keys ${variable}_API_KEY and so on.`, 'Give one of the two another name.');
    variables.set(variable, name);
    const reading = readAccount(to, path, name, account);
    if (reading !== null) read.set(reading.account.name, reading);
  }
  return { names, read };
}

function readStrategies(
  to: FileReport,
  value: unknown,
  { names, read }: Accounts,
): Pick<ConfigFileReading, 'strategies' | 'strategySecrets'> {
  const strategies = new Map<StrategyName, Strategy>();
  const strategySecrets = new Map<StrategyName, string>();
  const usable = new Map([...read].map(([name, { account }]) => [name, account]));
  const [only, ...others] = read.values();
  if (value === undefined && only !== undefined && others.length === 0 && names.length === 1) {
    const strategy = demoStrategy(only.account.name);
    return { strategies: new Map([[strategy.name, strategy]]), strategySecrets };
  }
  const group = groupAt(to, ['strategies'], value);
  for (const [name, section] of Object.entries(group ?? {})) {
    const reading = readStrategy(to, ['strategies', name], name, section, { names, usable });
    if (reading === null) continue;
    strategies.set(reading.strategy.name, reading.strategy);
    if (reading.secret === null) continue;
    const twin = [...strategySecrets].find(([, secret]) => secret === reading.secret)?.[0];
    // An alert that names no strategy is for the one that its secret opens: with one secret for two it would trade for either.
    if (twin !== undefined)
      report(to, ['strategies', name, 'secret'], `it is the same as the secret of strategy ${twin}.`, 'Use different secrets.');
    strategySecrets.set(reading.strategy.name, reading.secret);
  }
  if (group !== null && Object.keys(group).length === 0) {
    to.warnings.push(
      problem(
        placeIn(to, ['strategies']),
        'there is no strategy: every alert will be denied UNKNOWN_STRATEGY.',
        'Write a strategy, for example one called default.',
      ),
    );
  }
  return { strategies, strategySecrets };
}

const webhookSchema = z.strictObject({ host: field(readWord), port: field(readWord), secret: field(readWord) });

function readSeedWebhook(to: FileReport, value: unknown): Renamed[] {
  if (value === undefined) return [];
  const webhook = readSection(to, ['webhook'], value, webhookSchema);
  const targets = { host: 'HOST', port: 'PORT', secret: 'WEBHOOK_SECRET' } as const satisfies Record<string, EnvKeyName>;
  return (['host', 'port', 'secret'] as const).flatMap((key) => {
    const text = webhook?.[key];
    return text === undefined ? [] : [{ to: targets[key], value: { text, place: placeIn(to, ['webhook', key]) } }];
  });
}

const loggingSchema = z.strictObject({
  level: field(readWord),
  file: field(
    (): Read<never> =>
      wrong('there are no log files: the log goes to standard output.', 'Remove the key. To keep the log: npm start >> signalman.log'),
  ),
});

function readSeedLogging(to: FileReport, value: unknown): Renamed[] {
  if (value === undefined) return [];
  const logging = readSection(to, ['logging'], value, loggingSchema);
  return logging?.level === undefined
    ? []
    : [{ to: 'LOG_LEVEL', value: { text: logging.level, place: placeIn(to, ['logging', 'level']) } }];
}
