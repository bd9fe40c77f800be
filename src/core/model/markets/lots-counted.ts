// Owns: sizes without a unit where they count lots: contracts of commodities and currencies in India, whose orders, charts and senders
// count lots ("quantity": 1 is one lot of 100 barrels). Invariant: an entry whose number is a lot of units as well is not guessed at;
// an exit counts lots, and no more leaves than is there.

import { type Decimal, eq, floorToStep, gte, gt, mul, ONE } from '../decimal.ts';
import type { VenueTraits } from '../account.ts';
import { deny, type Denial } from '../denial.ts';
import type { Strategy } from '../settings.ts';
import type { Reading } from '../signal.ts';
import { readContractName } from './contract-symbol.ts';
import type { Instrument } from './instrument.ts';

/** Units in one lot of what an alert for this market counts in lots; null: it counts units, or nobody knows. */
export function lotCounted(symbol: string, { lotUnits }: Pick<VenueTraits, 'lotUnits'>): Decimal | null {
  const name = lotUnits === undefined ? null : readContractName(symbol);
  return name === null || name.type === 'equity' ? null : (lotUnits?.[`${name.exchange ?? ''}:${name.underlying}`] ?? null);
}

/** The same of an instrument that is known. */
export const lotOf = ({ countsLots, lotSize }: Instrument): Decimal | null => (countsLots === true ? (lotSize ?? null) : null);

type Sizes = Pick<Reading, 'quantity' | 'quantityUnit' | 'positionSize' | 'sizeAfter' | 'previousSize'>;

const times = (size: Decimal | null, lot: Decimal): Decimal | null => (size === null ? null : mul(size, lot));

/** The sizes of an alert in units. Those in a unit of their own stay: they are counted by it. */
export function sizesInUnits<S extends Sizes>(reading: S, lot: Decimal | null): S {
  if (lot === null || lot === ONE || reading.quantityUnit !== null) return reading;
  return {
    ...reading,
    quantity: times(reading.quantity, lot),
    positionSize: times(reading.positionSize, lot),
    sizeAfter: times(reading.sizeAfter, lot),
    previousSize: times(reading.previousSize, lot),
  };
}

export const defaultInUnits = (strategy: Strategy, lot: Decimal | null): Strategy =>
  lot === null || strategy.defaultQuantity === null ? strategy : { ...strategy, defaultQuantity: mul(strategy.defaultQuantity, lot) };

/** Why such an alert enters nothing; null: it says lots, or can mean nothing else. */
export function refuseTwoMeanings({ quantity, quantityUnit }: Sizes, lot: Decimal | null, symbol: string): Denial | null {
  if (lot === null || quantity === null || quantityUnit !== null || !gt(lot, ONE)) return null;
  if (!gte(quantity, lot) || !eq(floorToStep(quantity, lot), quantity)) return null;
  return deny(
    'UNSUPPORTED',
    `The quantity ${quantity} of ${symbol} may be ${quantity} lots (${mul(quantity, lot)} units) or ${quantity} units: one lot is ${lot}.`,
    'Send "lots" instead of a quantity.',
  );
}
