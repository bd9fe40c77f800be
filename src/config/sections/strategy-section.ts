// Owns: the strategies of config.yaml: who they trade for, how they size, who approves.

import { z } from 'zod';
import type { Account } from '../../core/model/account.ts';
import { ATR_RULES } from '../../core/model/markets/atr.ts';
import { decimal, eq } from '../../core/model/decimal.ts';
import { accountName, strategyName, type AccountName } from '../../core/model/ids.ts';
import { NO_ENTRY_RULES } from '../../core/model/entry-rules.ts';
import { NO_PROTECTION } from '../../core/model/exits/exit-plan.ts';
import type { AccountShare, Strategy } from '../../core/model/settings.ts';
import { WEBHOOK_WORDS } from '../../core/model/alerts/webhook-words.ts';
import { readAtrRules } from './atr-rules.ts';
import { placeIn, readSectionParts, report, type FileReport } from './config-section.ts';
import { readAccountShares } from './account-shares.ts';
import { COPY_RULES, FOLLOWED_EVENTS, readCopyRules } from './copy-rules.ts';
import { field, ok, wrong, type Read } from '../field.ts';
import { durationBetween, oneOf, readApproval, readBoolean, readPercent, readPositive, readSymbols, readWord } from '../file-fields.ts';
import { NO_SIZES } from '../../core/model/markets/unit-sizes.ts';
import { readUnitSizes } from './unit-sizes.ts';
import { suggestName } from '../suggest-name.ts';
import { problem, shown } from '../problem.ts';
import { judgeSecret } from '../environment/secret-policy.ts';
import { readLimits } from './limits-section.ts';
import { readEntryRules } from './entries-section.ts';
import { readProtectionRules } from './protection-rules.ts';
import { readEventMap, readFieldMap } from './reading-fields.ts';
import { readCoalesce, readDefaultSymbol, readIdFields } from './arrival-fields.ts';
import type { Path } from '../yaml-document.ts';

const ONE = decimal(1);
const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const LEG_TIMEOUT_MS = 60_000;
const APPROVAL_TTL_MS = 120_000;
const MAX_LAG_MS = 60_000;

const RESERVED: ReadonlySet<string> = new Set<string>(WEBHOOK_WORDS);
const NAME_LENGTH_MAX = 64;

const strategySchema = z.strictObject({
  account: field(readWord),
  accounts: field(readAccountShares),
  paper_twin: field(readWord),
  legs_on_failure: field(oneOf('keep', 'unwind', 'ask')),
  leg_timeout: field(durationBetween(SECOND_MS, HOUR_MS)),
  copy: field(readCopyRules),
  symbols: field(readSymbols),
  default_quantity: field(readPositive),
  default_notional: field(readPositive),
  default_percent_equity: field(readPercent),
  risk_percent: field(readPercent),
  use_market_orders: field(readBoolean),
  approval: field(readApproval),
  approval_ttl: field(durationBetween(SECOND_MS, DAY_MS)),
  max_lag: field(durationBetween(SECOND_MS, DAY_MS)),
  max_notional: field(readPositive),
  secret: field(readSecret),
  id_fields: field(readIdFields),
  coalesce_ms: field(readCoalesce),
  default_symbol: field(readDefaultSymbol),
  fields: field(readFieldMap),
  events: field(readEventMap),
  protection: field(readProtectionRules),
  entries: field(readEntryRules),
  atr: field(readAtrRules),
  limits: field(readLimits),
  raw_levels: field(oneOf('pips', 'points', 'price', 'percent')),
  lot_size: field(readPositive),
  pip_size: field(readUnitSizes),
  point_size: field(readUnitSizes),
  /** Of the first documents: they named the venue, where an account belongs. */
  exchange: field(readWord),
});

/** The size of an entry whose alert names none. */
const SIZES = ['default_quantity', 'default_notional', 'default_percent_equity', 'risk_percent'] as const;

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
export const demoStrategy = (account: AccountName): Strategy => build('default', alone(account), true, {});

/** Null after every fault was reported. */
export function readStrategy(to: FileReport, path: Path, name: string, value: unknown, accounts: DeclaredAccounts): StrategyReading | null {
  const isNamed = checkName(to, path, name);
  const section = readSectionParts(to, path, value, strategySchema);
  if (section === null) return null;
  const { parts: parsed, wrong: faults } = section;
  const sizes = SIZES.filter((size) => parsed[size] !== undefined);
  const [first, second] = sizes;
  if (first !== undefined && second !== undefined) {
    report(to, [...path, second], `${first} is set too.`, 'Keep one of the two: an order has one size.');
    return null;
  }
  // what cannot be read is reported already, and neither there nor missing
  if (['account', 'accounts', 'exchange', 'paper_twin'].some((key) => faults.has(key))) return null;
  const chosen = chooseAccounts(to, path, parsed, accounts);
  if (chosen === null || !isNamed || faults.has('max_notional')) return null;
  const used = chosen.flatMap(({ name: account }) => accounts.usable.get(account) ?? []);
  if (used.length < chosen.length) return null;
  const unlimited = used.find(({ name: account, mode }) => mode !== 'paper' && limitOn(parsed, chosen, account) === undefined);
  if (unlimited !== undefined) {
    report(
      to,
      path,
      'max_notional is missing, which every account but paper needs.',
      `Write max_notional: 1000 (in ${unlimited.quoteCurrency}).`,
    );
    return null;
  }
  const twin = parsed.paper_twin === undefined ? null : accountName(parsed.paper_twin);
  if (twin !== null && !isTwinOf(twin, used)) {
    report(
      to,
      [...path, 'paper_twin'],
      used.find(({ name: account }) => account === twin)?.mode === 'paper'
        ? 'a strategy on paper needs no twin: there is nothing to compare with.'
        : `${shown(twin)} is no paper account.`,
      'Name an account with broker: paper, best with the prices of the venue, such as prices: ccxt:binance.',
    );
    return null;
  }
  if (faults.size > 0) return null;
  const isPaper = used.every(({ mode }) => mode === 'paper');
  return { strategy: build(name, chosen, isPaper, parsed), secret: parsed.secret ?? null };
}

const isTwinOf = (twin: AccountName, used: readonly Account[]): boolean =>
  used.find(({ name }) => name === twin)?.mode === 'paper' && used.some(({ mode }) => mode !== 'paper');

const limitOn = (parsed: Parsed, shares: readonly AccountShare[], account: AccountName) =>
  shares.find(({ name }) => name === account)?.maxNotional ?? parsed.max_notional;

const alone = (name: string): readonly AccountShare[] => [
  { name: accountName(name), scale: ONE, symbols: {}, approval: null, maxNotional: null },
];

/** One account at its full size and without words of its own needs no list. */
const isAlone = ([first, ...others]: readonly AccountShare[]): boolean =>
  others.length === 0 &&
  (first === undefined ||
    (eq(first.scale, ONE) && first.approval === null && first.maxNotional === null && Object.keys(first.symbols).length === 0));

type Parsed = Partial<z.output<typeof strategySchema>>;

function build(name: string, shares: readonly AccountShare[], isPaper: boolean, parsed: Parsed): Strategy {
  const [first] = shares;
  if (first === undefined) throw new Error(`strategy ${name} has no account`);
  return {
    name: strategyName(name),
    account: first.name,
    accounts: isAlone(shares) ? [] : shares,
    twin: parsed.paper_twin === undefined ? null : accountName(parsed.paper_twin),
    legs: { onFailure: parsed.legs_on_failure ?? 'ask', timeoutMs: parsed.leg_timeout ?? LEG_TIMEOUT_MS },
    copy: parsed.copy ?? COPY_RULES,
    symbols: parsed.symbols ?? {},
    defaultQuantity: parsed.default_quantity ?? null,
    defaultNotional: parsed.default_notional ?? null,
    defaultPercentEquity: parsed.default_percent_equity ?? null,
    riskPercent: parsed.risk_percent ?? null,
    useMarketOrders: parsed.use_market_orders ?? true,
    approval: parsed.approval ?? { type: 'confirm' },
    approvalTtlMs: parsed.approval_ttl ?? APPROVAL_TTL_MS,
    idFields: parsed.id_fields ?? [],
    coalesceMs: parsed.coalesce_ms ?? 0,
    protection: parsed.protection ?? NO_PROTECTION,
    entries: parsed.entries ?? NO_ENTRY_RULES,
    atr: parsed.atr ?? ATR_RULES,
    ...(parsed.limits === undefined ? {} : { limits: parsed.limits }),
    defaultSymbol: parsed.default_symbol ?? null,
    reading: {
      fields: parsed.fields ?? {},
      events: { ...(parsed.copy === undefined ? {} : FOLLOWED_EVENTS), ...parsed.events },
      rawLevels: parsed.raw_levels ?? null,
      lotSize: parsed.lot_size ?? null,
      pipSize: parsed.pip_size ?? NO_SIZES.pipSize,
      pointSize: parsed.point_size ?? NO_SIZES.pointSize,
    },
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

/** The accounts, or null after the fault was reported. */
function chooseAccounts(
  to: FileReport,
  path: Path,
  { account, accounts, exchange, paper_twin: twin }: Parsed,
  declared: DeclaredAccounts,
): readonly AccountShare[] | null {
  if (exchange !== undefined) return chooseBySeed(to, path, exchange, (account ?? accounts) !== undefined, declared);
  if (account !== undefined && accounts !== undefined)
    return report(to, [...path, 'accounts'], 'account is set too.', 'Keep one of the two.');
  const named = accounts ?? (account === undefined ? null : alone(account));
  if (named !== null) {
    const all = twin === undefined || named.some(({ name }) => name === twin) ? named : [...named, ...alone(twin)];
    const missing = all.filter(({ name }) => !declared.names.includes(name));
    for (const { name } of missing) {
      const key = name === twin ? 'paper_twin' : account === undefined ? 'accounts' : 'account';
      report(to, [...path, key], `there is no account ${shown(name)}.`, suggestName(name, declared.names));
    }
    return missing.length === 0 ? all : null;
  }
  const [only, ...others] = declared.names;
  if (only !== undefined && others.length === 0) return alone(only);
  return report(
    to,
    path,
    'the strategy names no account, and there are several.',
    `Write account: and one of ${declared.names.join(', ')}.`,
  );
}

/** `exchange:` of the first documents. */
function chooseBySeed(
  to: FileReport,
  path: Path,
  exchange: string,
  isNamedToo: boolean,
  declared: DeclaredAccounts,
): readonly AccountShare[] | null {
  const at = [...path, 'exchange'];
  if (isNamedToo || !declared.names.includes(exchange)) {
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
  return alone(exchange);
}

/** Never quotes the secret. */
function readSecret(value: unknown): Read<string> {
  const remedy = 'Write at least 12 random characters between quotes, or remove the key: the strategy is then opened by WEBHOOK_SECRET.';
  if (typeof value !== 'string') return wrong('this is not a secret.', remedy);
  const fault = judgeSecret(value, remedy);
  return fault === null ? ok(value) : wrong(fault.message, fault.remedy);
}
