// Owns: how much of a price one pip and one point are. A pip is known of currency pairs alone, where all brokers count it alike;
// of metals, indices, coins and shares, and of points anywhere (a tick to MetaTrader, a whole unit to others), config.yaml says
// it, or nobody knows.

import { decimal, type Decimal } from '../decimal.ts';
import type { Instrument } from './instrument.ts';

/** Symbol of the instrument → size in its price; {@link ANY_SYMBOL} for all that are not named. */
export type SizesBySymbol = Readonly<Record<string, Decimal>>;
export const ANY_SYMBOL = '*';

export interface UnitSizes {
  readonly pipSize: SizesBySymbol;
  readonly pointSize: SizesBySymbol;
}
export const NO_SIZES: UnitSizes = { pipSize: {}, pointSize: {} };

const FOURTH_PLACE = decimal('0.0001');
const SECOND_PLACE = decimal('0.01');
/** By the money that the pair is priced in. */
const PIPS: ReadonlyMap<string, Decimal> = new Map([
  ...'USD EUR GBP CHF AUD NZD CAD SGD HKD CNH NOK SEK DKK PLN MXN ZAR TRY'.split(' ').map((money) => [money, FOURTH_PLACE] as const),
  ['JPY', SECOND_PLACE],
  ['HUF', SECOND_PLACE],
]);

/** Money of one state priced in that of another. */
export const isCurrencyPair = ({ base, quote }: Pick<Instrument, 'base' | 'quote'>): boolean => PIPS.has(base) && PIPS.has(quote);

/** Null: nobody knows. What config.yaml says of this symbol wins, then what all brokers agree on. */
export function pipSizeOf({ symbol, base, quote }: Instrument, { pipSize }: UnitSizes): Decimal | null {
  const known = PIPS.has(base) ? PIPS.get(quote) : undefined;
  return (Object.hasOwn(pipSize, symbol) ? pipSize[symbol] : undefined) ?? known ?? pipSize[ANY_SYMBOL] ?? null;
}

export const pointSizeOf = ({ symbol }: Instrument, { pointSize }: UnitSizes): Decimal | null =>
  (Object.hasOwn(pointSize, symbol) ? pointSize[symbol] : undefined) ?? pointSize[ANY_SYMBOL] ?? null;
