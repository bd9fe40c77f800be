// Owns: from the words of an alert to the name of an instrument at Indian exchanges: symbol, exchange and the contract behind
// it. What an alert leaves to the day or the price (the nearest expiry, ATM) stays so in the name, and the venue says what
// it means; what it leaves open altogether is refused.

import {
  type ContractName,
  type IndianExchange,
  INDIAN_EXCHANGES,
  readContractName,
  writeContractName,
} from '../../model/markets/contract-symbol.ts';
import { deny, type Denial } from '../../model/denial.ts';
import type { InstrumentKind } from '../../model/markets/instrument.ts';
import type { Contract, Reading } from '../../model/signal.ts';

export interface IndianSymbol {
  readonly symbol: string;
  readonly kind: InstrumentKind;
  readonly base: string;
  readonly quote: string;
}

type Asked = Pick<Reading, 'exchange' | 'contract'>;

/** Exchanges as senders, brokers and Dhan itself write them. */
const EXCHANGES: Readonly<Record<string, IndianExchange>> = {
  ...(Object.fromEntries(INDIAN_EXCHANGES.map((name) => [name, name])) as Record<IndianExchange, IndianExchange>),
  NSE_EQ: 'NSE',
  BSE_EQ: 'BSE',
  NSE_FNO: 'NFO',
  NSE_FO: 'NFO',
  BSE_FNO: 'BFO',
  BSE_FO: 'BFO',
  NSE_CURRENCY: 'CDS',
  BSE_CURRENCY: 'BCD',
  MCX_COMM: 'MCX',
};
/** Where the contracts of an exchange's shares are listed. */
const CONTRACTS_OF: Readonly<Record<IndianExchange, IndianExchange>> = {
  NSE: 'NFO',
  BSE: 'BFO',
  NFO: 'NFO',
  BFO: 'BFO',
  CDS: 'CDS',
  BCD: 'BCD',
  MCX: 'MCX',
};
const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const NEAREST: ReadonlySet<string> = new Set(['', 'NEAR', 'NEAREST', 'CURRENT', 'WEEKLY', 'WEEK', 'CURRENTWEEK', 'THISWEEK']);
const MONTHLY: ReadonlySet<string> = new Set(['MONTH', 'MONTHLY', 'CURRENTMONTH', 'THISMONTH']);

const wrong = (message: string, remedy: string): Denial => deny('UNKNOWN_SYMBOL', message, remedy);

/** `2026-12-29`, `29DEC26`, `29-DEC-2026`, weekly, monthly; null where it is none of these. */
export function expiryWord(written: string | null): string | null {
  const word = (written ?? '').toUpperCase().replaceAll(/[\s_-]+/g, '');
  if (NEAREST.has(word)) return 'NEAR';
  if (MONTHLY.has(word)) return 'MONTH';
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})(?:T.*)?$/.exec(word) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined) return `${year}-${month}-${day}`;
  const [, dayOf, name, yearOf] = /^(\d{1,2})([A-Z]{3})(\d{2}|\d{4})$/.exec(word) ?? [];
  const at = MONTHS.indexOf(name ?? '');
  if (dayOf === undefined || yearOf === undefined || at < 0) return null;
  return `${yearOf.length === 2 ? `20${yearOf}` : yearOf}-${String(at + 1).padStart(2, '0')}-${dayOf.padStart(2, '0')}`;
}

function contractName(
  underlying: string,
  exchange: IndianExchange | null,
  contract: Contract,
  expiry: string | null = expiryWord(contract.expiry),
): ContractName | Denial {
  if (expiry === null)
    return wrong(`The expiry ${JSON.stringify(contract.expiry)} is not understood.`, 'Write the day (2026-12-29), weekly or monthly.');
  const home = CONTRACTS_OF[exchange ?? 'NSE'];
  if (contract.type === 'future') return { type: 'future', exchange: home, underlying, expiry };
  const { right, strike, strikeOffset } = contract;
  if (right === null) return wrong('The alert is about an option, but says neither call nor put.', 'Say CE or PE.');
  if (strike === null && strikeOffset === null)
    return wrong('The alert is about an option, but says no strike.', 'Say the strike, or its distance from the money: ATM, OTM1, ITM1.');
  return {
    type: 'option',
    exchange: home,
    underlying,
    expiry,
    right: right === 'call' ? 'CE' : 'PE',
    strike,
    offset: strike === null ? strikeOffset : null,
  };
}

const KINDS: Readonly<Record<ContractName['type'], InstrumentKind>> = { equity: 'equity', future: 'future', option: 'option' };

/** Shares at NSE go by their bare name. */
function named(name: ContractName, quote: string): IndianSymbol {
  const bare = name.type === 'equity' && name.exchange === 'NSE' ? { ...name, exchange: null } : name;
  return { symbol: writeContractName(bare), kind: KINDS[name.type], base: name.underlying, quote };
}

const PREFIX = /^[A-Z0-9_]+:(?=.)/;

/**
 * The contract that an alert for a paper account describes, of whatever exchange: its own name, so that neither its underlying
 * nor another strike is taken for it. Null: the symbol is the whole name of the contract, as tickers are (NIFTY26JAN24000CE).
 */
export function resolveContract(written: string, { exchange, contract }: Asked, quoteCurrency: string): IndianSymbol | Denial | null {
  if (contract === null) return null;
  const underlying = written.toUpperCase().replace(PREFIX, '');
  const isDescribed = contract.type === 'future' ? contract.expiry !== null : contract.strike !== null || contract.strikeOffset !== null;
  if (!isDescribed && /\d/.test(underlying)) return null;
  const said = EXCHANGES[(exchange ?? '').toUpperCase()] ?? EXCHANGES[PREFIX.exec(written.toUpperCase())?.[0].slice(0, -1) ?? ''] ?? null;
  // paper has no list of expiries to hold the word against
  const expiry = expiryWord(contract.expiry) ?? (contract.expiry ?? '').toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const full = contractName(underlying, said, contract, expiry);
  if ('code' in full) return full;
  return named(said === null ? { ...full, exchange: null } : full, quoteCurrency);
}

/** Brokers write the segment behind a share (`SBIN-EQ`), charts the exchange (`RELIANCE.NS`, `TCS.BO`). */
const SHARE_SUFFIX = /(?<=[A-Z0-9])(?:-EQ|\.(NS|BO))$/;

/** The share without what stands behind it, and the exchange that this names; as written where nothing does. */
export function bareShare(written: string): { readonly name: string; readonly exchange: 'NSE' | 'BSE' | null } {
  const [suffix, place] = SHARE_SUFFIX.exec(written) ?? [];
  if (suffix === undefined) return { name: written, exchange: null };
  return { name: written.slice(0, -suffix.length), exchange: place === undefined ? null : place === 'NS' ? 'NSE' : 'BSE' };
}

/** `written`: as the sender writes it, or the alias that stands for it. */
export function resolveIndian(written: string, { exchange, contract }: Asked, quoteCurrency: string): IndianSymbol | Denial {
  const bare = bareShare(written.toUpperCase());
  const read = readContractName(bare.name);
  if (bare.exchange !== null && read !== null && read.exchange !== null && read.exchange !== bare.exchange)
    return deny('CONTRADICTION', `the symbol ${written} says ${read.exchange} and ${bare.exchange}`);
  const name = read === null ? null : { ...read, exchange: read.exchange ?? bare.exchange };
  // money is no share
  if (name === null || name.underlying === quoteCurrency)
    return wrong(
      `The symbol ${written} is no name at an Indian exchange.`,
      'Write RELIANCE, BSE:TCS or NFO:NIFTY-2026-12-29-24000-CE, or add an alias to the strategy.',
    );
  const said = EXCHANGES[(exchange ?? '').toUpperCase()] ?? null;
  if (name.type !== 'equity') return named({ ...name, exchange: name.exchange ?? CONTRACTS_OF[said ?? 'NSE'] }, quoteCurrency);
  if (name.exchange !== null && said !== null && CONTRACTS_OF[name.exchange] !== CONTRACTS_OF[said])
    return deny('CONTRADICTION', `the symbol says ${name.exchange}, the alert says ${said}`);
  const home = name.exchange ?? said;
  if (contract !== null) {
    const full = contractName(name.underlying, home, contract);
    return 'code' in full ? full : named(full, quoteCurrency);
  }
  if (home !== null && home !== 'NSE' && home !== 'BSE')
    return wrong(
      `${home} lists contracts, and the alert does not say which of ${name.underlying}.`,
      'Say FUT, or CE or PE with strike and expiry.',
    );
  return named({ ...name, exchange: home ?? 'NSE' }, quoteCurrency);
}
