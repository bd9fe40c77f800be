// Owns: the strategies of config.yaml: who they trade for, how they size, who approves.

import { z } from 'zod';
import type { Account } from '../core/model/account.ts';
import { accountName, strategyName, type AccountName } from '../core/model/ids.ts';
import type { Strategy } from '../core/model/settings.ts';
import { placeIn, readSection, report, type FileReport } from './config-section.ts';
import { field, ok, wrong, type Read } from './field.ts';
import { describe, durationBetween, isMap, notYet, readApproval, readBoolean, readPositive, readSymbols, readWord } from './file-fields.ts';
import { suggestName } from './suggest-name.ts';
import { problem, shown } from './problem.ts';
import { judgeSecret } from './secret-policy.ts';
import { readCoalesce, readDefaultSymbol, readIdFields } from './arrival-fields.ts';
import type { Path } from './yaml-document.ts';

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
const APPROVAL_TTL_MS = 120_000;
const MAX_LAG_MS = 60_000;

/** The words that follow /webhook/ in addresses of ours. */
const RESERVED: ReadonlySet<string> = new Set(['test', 'cancel', 'status']);
const NAME_LENGTH_MAX = 64;

const oneSizing = notYet('Use default_quantity or default_notional.');

export const strategySchema = z.strictObject({
  account: field(readWord),
  accounts: field(readAccounts),
  symbols: field(readSymbols),
  default_quantity: field(readPositive),
  default_notional: field(readPositive),
  default_percent_equity: field(oneSizing),
  risk_percent: field(oneSizing),
  use_market_orders: field(readBoolean),
  approval: field(readApproval),
  approval_ttl: field(durationBetween(SECOND_MS, DAY_MS)),
  max_lag: field(durationBetween(SECOND_MS, DAY_MS)),
  max_notional: field(readPositive),
  secret: field(readSecret),
  id_fields: field(readIdFields),
  coalesce_ms: field(readCoalesce),
  default_symbol: field(readDefaultSymbol),
  /** Of the first documents: they named the venue, where an account belongs. */
  exchange: field(readWord),
});

export interface StrategyReading {
  readonly strategy: Strategy;
  /** Opens this strategy only. */
  readonly secret: string | null;
}

export interface DeclaredAccounts {
  /** All names of the file, the refused accounts included. */
  readonly names: readonly string[];
  readonly usable: ReadonlyMap<AccountName, Account>;
}

/** The strategy of a configuration without strategies: paper, and a person is asked every time. */
export const demoStrategy = (account: AccountName): Strategy => build('default', account, true, {});

/** Null after every fault was reported. */
export function readStrategy(to: FileReport, path: Path, name: string, value: unknown, accounts: DeclaredAccounts): StrategyReading | null {
  const isNamed = checkName(to, path, name);
  const parsed = readSection(to, path, value, strategySchema);
  if (parsed === null) return null;
  if (parsed.default_quantity !== undefined && parsed.default_notional !== undefined) {
    report(to, [...path, 'default_notional'], 'default_quantity is set too.', 'Keep one of the two: an order has one size.');
    return null;
  }
  const chosen = chooseAccount(to, path, parsed, accounts);
  if (chosen === null || !isNamed) return null;
  const account = accounts.usable.get(accountName(chosen));
  if (account === undefined) return null;
  const isPaper = account.mode === 'paper';
  if (!isPaper && parsed.max_notional === undefined) {
    report(
      to,
      path,
      'max_notional is missing, which every account but paper needs.',
      `Write max_notional: 1000 (in ${account.quoteCurrency}).`,
    );
    return null;
  }
  return { strategy: build(name, account.name, isPaper, parsed), secret: parsed.secret ?? null };
}

type Parsed = Partial<z.output<typeof strategySchema>>;

function build(name: string, account: AccountName, isPaper: boolean, parsed: Parsed): Strategy {
  return {
    name: strategyName(name),
    account,
    symbols: parsed.symbols ?? {},
    defaultQuantity: parsed.default_quantity ?? null,
    defaultNotional: parsed.default_notional ?? null,
    useMarketOrders: parsed.use_market_orders ?? true,
    approval: parsed.approval ?? { type: 'confirm' },
    approvalTtlMs: parsed.approval_ttl ?? APPROVAL_TTL_MS,
    idFields: parsed.id_fields ?? [],
    coalesceMs: parsed.coalesce_ms ?? 0,
    defaultSymbol: parsed.default_symbol ?? null,
    maxLagMs: parsed.max_lag ?? (isPaper ? null : MAX_LAG_MS),
    maxNotional: parsed.max_notional ?? null,
  };
}

function checkName(to: FileReport, path: Path, name: string): boolean {
  const remedy = 'Choose another name.';
  if (RESERVED.has(name.toLowerCase())) {
    report(to, path, `a strategy cannot be called ${name}: /webhook/${name.toLowerCase()} is an address of its own.`, remedy);
    return false;
  }
  if (name.length > NAME_LENGTH_MAX || name !== name.trim() || name === '' || /[/|\p{Cc}\p{Bidi_Control}]/u.test(name)) {
    report(
      to,
      path,
      `${shown(name)} cannot be the name of a strategy.`,
      `Use 1 to ${NAME_LENGTH_MAX} characters without / and | and without blanks at the ends.`,
    );
    return false;
  }
  return true;
}

/** The name of the account, or null after the fault was reported. */
function chooseAccount(to: FileReport, path: Path, { account, accounts, exchange }: Parsed, declared: DeclaredAccounts): string | null {
  if (exchange !== undefined) {
    const at = [...path, 'exchange'];
    const isAccount = declared.names.includes(exchange);
    if ((account ?? accounts) !== undefined || !isAccount) {
      return report(
        to,
        at,
        'exchange is replaced by account: a strategy names an account, and the account names its venue.',
        `Write account: and one of ${declared.names.join(', ')}.`,
      );
    }
    to.warnings.push(
      problem(
        placeIn(to, at),
        'exchange is called account here. It works, since there is an account of that name.',
        `Write account: ${exchange}.`,
      ),
    );
    return exchange;
  }
  if (account !== undefined && accounts !== undefined)
    return report(to, [...path, 'accounts'], 'account is set too.', 'Keep one of the two.');
  const named = account ?? accounts;
  if (named !== undefined) {
    if (declared.names.includes(named)) return named;
    return report(
      to,
      [...path, account === undefined ? 'accounts' : 'account'],
      `there is no account ${shown(named)}.`,
      suggestName(named, declared.names),
    );
  }
  const [only, ...others] = declared.names;
  if (only !== undefined && others.length === 0) return only;
  return report(
    to,
    path,
    'the strategy names no account, and there are several.',
    `Write account: and one of ${declared.names.join(', ')}.`,
  );
}

/** `[{ name, scale }]` with one entry; several accounts to one alert come later. */
function readAccounts(value: unknown): Read<string> {
  const remedy = 'Write account: and the name of one account.';
  if (!Array.isArray(value) || value.length === 0)
    return wrong(`${Array.isArray(value) ? 'an empty list' : describe(value)} is not a list of accounts.`, remedy);
  if (value.length > 1) return wrong('several accounts for one strategy are not available yet in this version.', 'Keep one account.');
  const entry: unknown = value[0];
  if (!isMap(entry)) return typeof entry === 'string' ? readWord(entry) : wrong(`${describe(entry)} is not an account.`, remedy);
  const unknown = Object.keys(entry).find((key) => key !== 'name' && key !== 'scale');
  if (unknown !== undefined) return wrong(`the key "${unknown}" is not known in an entry.`, suggestName(unknown, ['name', 'scale']));
  if (entry['scale'] !== undefined && entry['scale'] !== '1')
    return wrong('a scale other than 1 is not available yet in this version.', 'Write scale: 1, or leave it out.');
  return readWord(entry['name'] ?? null);
}

/** Never quotes the secret. */
function readSecret(value: unknown): Read<string> {
  const remedy = 'Write at least 12 random characters between quotes, or remove the key: the strategy is then opened by WEBHOOK_SECRET.';
  if (typeof value !== 'string') return wrong('this is not a secret.', remedy);
  const fault = judgeSecret(value, remedy);
  return fault === null ? ok(value) : wrong(fault.message, fault.remedy);
}
