// Owns: sizes that a sender counts in contracts of an exchange or in lots of a broker, as base units. Invariants: a contract is counted
// only where the account trades that very market of that very exchange, a lot only by the list of its venue; one that is a sum of money
// never; nothing is rounded.

import { mul, type Decimal } from '../decimal.ts';
import { deny, type Denial } from '../denial.ts';
import { exchangeBehind } from './exchange-names.ts';
import type { Reading } from '../signal.ts';
import type { Instrument } from './instrument.ts';

type Sized = Pick<Reading, 'symbol' | 'quantity' | 'quantityUnit' | 'contractsOf'>;

/** The quantity where it counts base units; null where there is none, or its unit has to be settled first. */
export const unitsAsked = ({ quantity, quantityUnit }: Pick<Reading, 'quantity' | 'quantityUnit'>): Decimal | null =>
  quantityUnit === null ? quantity : null;

export const isInUnits = ({ quantity, quantityUnit }: Sized): boolean => quantityUnit !== null && quantity !== null;

/** What a contract counts is money, and not coins: `XBTUSD`, `BTC-USD-SWAP`. Those of coins are priced in a stable coin. */
export const isInverseName = (symbol: string | null): boolean => !/[A-Z0-9][/_-]?USD[TC]/i.test(symbol ?? '');

export const shownUnits = ({ quantity, quantityUnit, contractsOf }: Sized): string =>
  `${quantity ?? ''} ${quantityUnit ?? ''}${contractsOf === null ? '' : ` of ${contractsOf}`}`;

const isAt = (exchange: string | null, contractsOf: string): boolean => exchange !== null && exchangeBehind(exchange) === contractsOf;

const uncounted = (reading: Sized, why: string): Denial =>
  deny(
    'UNSUPPORTED',
    `The size is ${shownUnits(reading)}, and ${why}: nobody says how much one of them is.`,
    'Write lot_size: 0.01 for the strategy in config.yaml (units of one contract), or send the quantity in units.',
  );

const unknownLots = (reading: Sized): Denial =>
  deny(
    'UNSUPPORTED',
    `The size is ${shownUnits(reading)}, and nobody says how much one lot is.`,
    'Write lot_size: 100000 for the strategy in config.yaml (units of one lot), or send the quantity in units.',
  );

/** Why they cannot be counted on an account at this exchange (null: at none of ccxt's), whatever is traded there; null: nothing is in the way. */
export function refuseUnits(reading: Sized, exchange: string | null, listsLots: boolean): Denial | null {
  if (!isInUnits(reading)) return null;
  if (reading.quantityUnit === 'lots') return listsLots ? null : unknownLots(reading);
  if (reading.contractsOf === null)
    return deny(
      'UNSUPPORTED',
      `The size is ${shownUnits(reading)} of ${reading.symbol ?? ''}, each of them a sum of money: how much that is changes with the price.`,
      'Send "quantity" (units of the instrument) or "notional" (quote currency).',
    );
  if (isAt(exchange, reading.contractsOf)) return null;
  return uncounted(reading, exchange === null ? 'the account is at no such exchange' : `the account is at ${exchange}`);
}

/** What may stand behind the pair in a name of its perpetual: XBTUSDTM, BTC-USDT-SWAP, LTCUSDT.P. */
const BEHIND_PAIR: ReadonlySet<string> = new Set(['', 'M', 'P', 'SWAP', 'PERP', 'PERPETUAL']);

/** Whether the sender's own name of the contract is one of this market: an alias may lead anywhere. */
function isNameOf(symbol: string, { base, quote }: Instrument): boolean {
  const name = symbol
    .toUpperCase()
    .replace(/^[A-Z0-9_]{1,20}:(?=.)/, '')
    .replaceAll(/[^A-Z0-9]/g, '')
    .replace(/^XBT/, 'BTC');
  const pair = `${base}${quote}`.replace(/^XBT/, 'BTC');
  return name.startsWith(pair) && (BEHIND_PAIR.has(name.slice(pair.length)) || name === `${pair}${quote}`);
}

/** A size of contracts in base units, with the sum in words. */
export interface CountedUnits {
  readonly qty: Decimal;
  readonly words: string;
}

export function countUnits(reading: Sized, exchange: string | null, instrument: Instrument): CountedUnits | Denial {
  const { symbol, quantity, quantityUnit } = reading;
  const { contractSize, lotSize, base } = instrument;
  const refused = refuseUnits(reading, exchange, lotSize !== undefined);
  if (refused !== null) return refused;
  if (quantity !== null && quantityUnit === 'lots' && lotSize !== undefined)
    return { qty: mul(quantity, lotSize), words: `${quantity} lots × ${lotSize} ${base} = ${mul(quantity, lotSize)} ${base}` };
  if (quantity === null) throw new Error(`${symbol ?? ''} has no size in contracts`);
  if (contractSize === undefined) return uncounted(reading, `${instrument.symbol} is listed without the size of a contract`);
  if (!isNameOf(symbol ?? instrument.symbol, instrument))
    return uncounted(reading, `those of ${symbol ?? ''} are not those of ${instrument.symbol}`);
  const qty = mul(quantity, contractSize);
  return { qty, words: `${quantity} contracts × ${contractSize} ${base} = ${qty} ${base}` };
}
