// Owns: the accounts of config.yaml: which broker each has, and all that a paper account is. Those at venues:
// venue-account.ts.

import { z } from 'zod';
import { PAPER_TRAITS, type Account, type BrokerName } from '../../core/model/account.ts';
import { decimal, type Decimal } from '../../core/model/decimal.ts';
import { accountName } from '../../core/model/ids.ts';
import type { PaperAccountConfig, PaperPrices, VenueAccount } from '../config.ts';
import { readLimits } from './limits-section.ts';
import { groupAt, placeIn, readSection, report, type FileReport } from './config-section.ts';
import { field, ok, wrong, type Read } from '../field.ts';
import { describe, isMap, readAmount, readWord } from '../file-fields.ts';
import { readExchangeId } from './known-exchanges.ts';
import { suggestName } from '../suggest-name.ts';
import { problem, shown } from '../problem.ts';
import { readVenueAccount } from './venue-account.ts';
import type { Path } from '../yaml-document.ts';

/** Exactly one of `paper` and `venue` is there. */
export interface AccountReading {
  readonly account: Account;
  readonly paper: PaperAccountConfig | null;
  readonly venue: VenueAccount | null;
}

interface PaperAccountReading extends AccountReading {
  readonly paper: PaperAccountConfig;
}

/** The paper venue is in this process and on this disk: what it does not know, it never got. */
const PAPER_LOOKUP_GRACE_MS = 2_000;
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;
const CURRENCY = /^[A-Za-z][A-Za-z0-9]{1,14}$/;

/** Keys of environment variables are made of the name, and ids of positions: hence the narrow alphabet. */
const isAccountName = (name: string): boolean => NAME.test(name);

const paperSchema = z.strictObject({
  broker: field(readWord),
  balances: field(readBalances),
  prices: field(readPrices),
  limits: field(readLimits),
});
const BROKERS: readonly BrokerName[] = ['paper', 'ccxt', 'alpaca', 'dhan'];

/** The account of a configuration without accounts. */
export function demoAccount(): PaperAccountReading {
  return paperAccount('paper', new Map([['USDT', decimal('10000')]]), 'demo');
}

/** Null after every fault was reported. */
export function readAccount(to: FileReport, path: Path, name: string, value: unknown): AccountReading | null {
  if (!isAccountName(name)) {
    report(to, path, `${shown(name)} cannot be the name of an account.`, 'Use up to 32 letters, digits, - and _.');
  }
  const group = groupAt(to, path, value);
  if (group === null) return null;
  const broker = BROKERS.find((known) => known === group['broker']);
  if (broker === undefined) {
    const given = group['broker'];
    const at = given === undefined ? path : [...path, 'broker'];
    if (given === undefined) return report(to, at, 'the account names no broker.', `Write broker: paper.`);
    return report(
      to,
      at,
      `${describe(given)} is not a broker.`,
      typeof given === 'string' ? suggestName(given, BROKERS) : 'Write broker: paper.',
    );
  }
  if (broker !== 'paper') {
    const reading = readVenueAccount(to, path, name, group, broker);
    return reading === null || !isAccountName(name) ? null : { ...reading, paper: null };
  }
  const parsed = readSection(to, path, group, paperSchema);
  if (parsed === null || !isAccountName(name)) return null;
  const { account, paper } = demoAccount();
  if (parsed.balances === undefined) {
    to.warnings.push(
      problem(
        placeIn(to, path),
        `the account has no balances; it starts with 10000 ${account.quoteCurrency}.`,
        'Write balances: { USDT: 10000 }.',
      ),
    );
  }
  const reading = paperAccount(name, parsed.balances ?? paper.balances, parsed.prices ?? 'demo');
  return parsed.limits === undefined ? reading : { ...reading, account: { ...reading.account, limits: parsed.limits } };
}

function paperAccount(name: string, balances: ReadonlyMap<string, Decimal>, prices: PaperPrices): PaperAccountReading {
  const [quoteCurrency] = balances.keys();
  if (quoteCurrency === undefined) throw new Error(`paper account ${name} has no currency`);
  return {
    account: {
      name: accountName(name),
      broker: 'paper',
      ...(typeof prices === 'object' && prices.broker === 'ccxt' ? { exchange: prices.exchange } : {}),
      mode: 'paper',
      quoteCurrency,
      lookupGraceMs: PAPER_LOOKUP_GRACE_MS,
      traits: PAPER_TRAITS,
    },
    paper: { balances, prices },
    venue: null,
  };
}

function readBalances(value: unknown): Read<ReadonlyMap<string, Decimal>> {
  const remedy = 'Write balances: { USDT: 10000 }; the first currency is the one that limits are counted in.';
  if (!isMap(value)) return wrong(`${describe(value)} is not a list of balances.`, remedy);
  const balances = new Map<string, Decimal>();
  for (const [currency, amount] of Object.entries(value)) {
    if (!CURRENCY.test(currency)) return wrong(`${shown(currency)} is not a currency.`, remedy);
    const read = readAmount(amount);
    if (read.type === 'wrong') return wrong(`${currency}: ${read.message}`, read.remedy);
    balances.set(currency.toUpperCase(), read.value);
  }
  return balances.size > 0 ? ok(balances) : wrong('there is no currency in it.', remedy);
}

function readPrices(value: unknown): Read<PaperPrices> {
  if (value === 'demo' || value === 'signal') return ok(value);
  if (value === 'alpaca') return ok({ broker: 'alpaca' });
  const exchange = typeof value === 'string' ? /^ccxt:([a-z][a-z0-9]{1,39})$/.exec(value)?.[1] : undefined;
  if (exchange !== undefined) {
    const known = readExchangeId(exchange);
    return known.type === 'ok' ? ok({ broker: 'ccxt', exchange }) : known;
  }
  return wrong(
    `${describe(value)} is not a source of prices.`,
    'Write demo (made-up prices), signal (the prices of the alerts), ccxt:binance (or another exchange of ccxt) or alpaca.',
  );
}
