// Owns: the accounts of config.yaml that live at a venue: which endpoint, whose money (sandbox or live), without the keys,
// which stand in the environment.

import { z } from 'zod';
import { UNLEARNED_TRAITS, type Account, type AccountMode } from '../../core/model/account.ts';
import { accountName } from '../../core/model/ids.ts';
import type { Limits } from '../../core/model/risk-limits.ts';
import { readLimits } from './limits-section.ts';
import { readSection, report, type FileReport } from './config-section.ts';
import type { VenueAccount } from '../config.ts';
import { endpointMode, urlsIn } from '../endpoint-mode.ts';
import { field, ok, wrong, type Read } from '../field.ts';
import type { Decimal } from '../../core/model/decimal.ts';
import { describe, isMap, oneOf, readBoolean, readPositive, readWord } from '../file-fields.ts';
import { readExchangeId } from './known-exchanges.ts';
import type { Path } from '../yaml-document.ts';

export interface VenueAccountReading {
  readonly account: Account;
  readonly venue: VenueAccount;
}

/** How long an order that was sent may stay invisible to a look-up; from what venues and their users say, doubled. */
const LOOKUP_GRACE_MS = { ccxt: 30_000, alpaca: 10_000, dhan: 30_000 } as const;
const EXCHANGE = /^[a-z][a-z0-9]{1,39}$/;
const CURRENCY = /^[A-Z][A-Z0-9]{1,14}$/;

const word = field(readWord);
const url = field(readUrl);
const SCHEMAS = {
  ccxt: z.strictObject({
    broker: word,
    exchange: field(readExchange),
    market: field(oneOf('spot', 'swap', 'future')),
    sandbox: field(readBoolean),
    quote: field(readCurrency),
    ccxt: field(readOptions),
    limits: field(readLimits),
  }),
  alpaca: z.strictObject({
    broker: word,
    paper: field(readBoolean),
    base_url: url,
    data_url: url,
    stream_url: url,
    limits: field(readLimits),
  }),
  dhan: z.strictObject({
    broker: word,
    base_url: url,
    stream_url: url,
    scrip_master_url: url,
    product: field(oneOf('C', 'I', 'M')),
    lot_units: field(readLotUnits),
    limits: field(readLimits),
  }),
} as const;

/** Null after every fault was reported. */
export function readVenueAccount(
  to: FileReport,
  path: Path,
  name: string,
  group: Readonly<Record<string, unknown>>,
  broker: keyof typeof SCHEMAS,
): VenueAccountReading | null {
  switch (broker) {
    case 'ccxt':
      return readCcxt(to, path, name, group);
    case 'alpaca':
      return readAlpaca(to, path, name, group);
    case 'dhan':
      return readDhan(to, path, name, group);
  }
}

const accountOf = (
  name: string,
  broker: keyof typeof SCHEMAS,
  mode: AccountMode,
  quoteCurrency: string,
  limits: Limits | undefined,
): Account => ({
  name: accountName(name),
  broker,
  mode,
  quoteCurrency,
  lookupGraceMs: LOOKUP_GRACE_MS[broker],
  traits: UNLEARNED_TRAITS,
  ...(limits === undefined ? {} : { limits }),
});

function readCcxt(to: FileReport, path: Path, name: string, group: Readonly<Record<string, unknown>>): VenueAccountReading | null {
  const parsed = readSection(to, path, group, SCHEMAS.ccxt);
  if (parsed === null) return null;
  if (parsed.exchange === undefined)
    return report(to, path, 'the account names no exchange.', 'Write exchange: binance (any exchange that ccxt has).');
  const { exchange, market = 'spot', sandbox = false, quote = 'USDT', ccxt = {} } = parsed;
  const mode = endpointMode(sandbox, urlsIn(ccxt));
  return {
    account: { ...accountOf(name, 'ccxt', mode, quote, parsed.limits), exchange, market },
    venue: { broker: 'ccxt', exchange, market, sandbox, options: ccxt },
  };
}

function readAlpaca(to: FileReport, path: Path, name: string, group: Readonly<Record<string, unknown>>): VenueAccountReading | null {
  const parsed = readSection(to, path, group, SCHEMAS.alpaca);
  if (parsed === null) return null;
  const { paper = true, base_url: baseUrl = null, data_url: dataUrl = null, stream_url: streamUrl = null } = parsed;
  const overridden = [baseUrl, streamUrl].filter((each) => each !== null);
  return {
    account: accountOf(name, 'alpaca', endpointMode(paper, overridden), 'USD', parsed.limits),
    venue: { broker: 'alpaca', paper, baseUrl, dataUrl, streamUrl },
  };
}

function readDhan(to: FileReport, path: Path, name: string, group: Readonly<Record<string, unknown>>): VenueAccountReading | null {
  const parsed = readSection(to, path, group, SCHEMAS.dhan);
  if (parsed === null) return null;
  const {
    base_url: baseUrl = null,
    stream_url: streamUrl = null,
    scrip_master_url: scripMasterUrl = null,
    product = 'I',
    lot_units: lotUnits = {},
  } = parsed;
  return {
    account: accountOf(name, 'dhan', endpointMode(false, baseUrl === null ? [] : [baseUrl]), 'INR', parsed.limits),
    venue: { broker: 'dhan', baseUrl, streamUrl, scripMasterUrl, product, lotUnits },
  };
}

function readExchange(value: unknown): Read<string> {
  if (typeof value === 'string' && EXCHANGE.test(value)) return readExchangeId(value);
  return wrong(`${describe(value)} is not the id of an exchange.`, 'Write it as ccxt does, such as binance, bybit or krakenfutures.');
}

/** `{ MCX:NICKEL: 250 }` */
function readLotUnits(value: unknown): Read<Readonly<Record<string, Decimal>>> {
  const remedy = 'Write lot_units: { MCX:NICKEL: 250 }: the rupees that one lot gains when its price rises by one.';
  if (!isMap(value)) return wrong(`${describe(value)} is not a group of contracts.`, remedy);
  const lots: Record<string, Decimal> = {};
  for (const [name, written] of Object.entries(value)) {
    const key = name.toUpperCase();
    if (!/^(?:MCX|CDS|BCD):[A-Z0-9][A-Z0-9_.-]*$/.test(key))
      return wrong(`${describe(name)} is no contract whose quantity is lots: those are at MCX, CDS and BCD.`, remedy);
    const units = readPositive(written);
    if (units.type === 'wrong') return units;
    lots[key] = units.value;
  }
  return ok(lots);
}

function readCurrency(value: unknown): Read<string> {
  if (typeof value === 'string' && CURRENCY.test(value.toUpperCase())) return ok(value.toUpperCase());
  return wrong(`${describe(value)} is not a currency.`, 'Write the currency that limits are counted in, such as USDT.');
}

function readUrl(value: unknown): Read<string> {
  const parsed = typeof value === 'string' && URL.canParse(value) ? new URL(value) : null;
  if (parsed !== null && /^(?:https?|wss?):$/.test(parsed.protocol) && parsed.username === '' && parsed.password === '')
    return ok(parsed.href.replace(/\/$/, ''));
  return wrong(`${describe(value)} is not an address.`, 'Write it whole, with https:// or wss:// and without user and password.');
}

/** Keys whose digits are a name. */
const NAMES: ReadonlySet<string> = new Set(['uid', 'login', 'accountId', 'walletAddress']);
const SECRETS: ReadonlySet<string> = new Set(['apiKey', 'secret', 'password', 'privateKey', 'token', 'twofa']);

/** What is passed to ccxt's constructor; numbers are what they look like. */
function readOptions(value: unknown): Read<Readonly<Record<string, unknown>>> {
  if (value === null) return ok({});
  if (!isMap(value))
    return wrong(`${describe(value)} is not a group of options.`, 'Write ccxt: { options: { … } } as the constructor of ccxt takes it.');
  const secret = Object.keys(value).find((key) => SECRETS.has(key));
  if (secret !== undefined)
    return wrong(
      `${secret} is a secret, and this file holds none.`,
      'Write it into .env as <ACCOUNT>_API_KEY, <ACCOUNT>_API_SECRET or <ACCOUNT>_PASSWORD.',
    );
  return ok(plain(value));
}

const plain = (group: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(group).map(([key, value]) => [key, plainValue(key, value)]));

function plainValue(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => plainValue(key, each));
  if (isMap(value)) return plain(value);
  return typeof value === 'string' && !NAMES.has(key) && /^-?\d{1,15}(?:\.\d+)?$/.test(value) ? Number(value) : value;
}
