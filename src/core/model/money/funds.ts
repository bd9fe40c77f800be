// Owns: what an account is worth, as far as sizes are counted from it.

import { mul, sub, sum, ZERO, type Decimal } from '../decimal.ts';
import type { Balance } from '../account.ts';
import type { Position } from '../position.ts';

/** What a venue itself has booked as open of a market that is held on margin. Signed; its cost is what its average price comes to. */
export interface BookedPosition {
  readonly symbol: string;
  readonly quote: string;
  readonly qty: Decimal;
  readonly cost: Decimal;
}

/** Quote currency of the account. */
export interface Funds {
  /** Balance and what is held, at the last prices. */
  readonly equity: Decimal;
  /** What a new order may use. */
  readonly available: Decimal;
}

/**
 * Of everything that is held on the account coins count with their worth, the rest with its open result: its cost is still
 * inside the balance. `lastPrice` null: that position counts at its entry price. `booked`: what the venue has on margin, by its
 * own books. It nets the shares of strategies: what its balance has got by the exit of one of them is counted from the average
 * price of all, and so is what is open then; the shares by themselves would count the difference twice. Null: it does not say.
 */
export function fundsOf(
  quoteCurrency: string,
  balances: readonly Balance[],
  positions: readonly Position[],
  lastPrice: (symbol: string) => Decimal | null,
  booked: readonly BookedPosition[] | null = null,
): Funds {
  const own = balances.find(({ currency }) => currency === quoteCurrency);
  const held = positions
    .filter(({ instrument }) => instrument.quote === quoteCurrency && (booked === null || instrument.kind === 'spot'))
    .map(({ instrument, qty, entryPrice }) => {
      const price = lastPrice(instrument.symbol) ?? entryPrice ?? ZERO;
      return instrument.kind === 'spot' ? mul(qty, price) : mul(qty, sub(price, entryPrice ?? price));
    });
  const netted = (booked ?? [])
    .filter(({ quote }) => quote === quoteCurrency)
    .map(({ symbol, qty, cost }) => {
      const price = lastPrice(symbol);
      return price === null ? ZERO : sub(mul(qty, price), cost);
    });
  return { equity: sum([own?.total ?? ZERO, ...held, ...netted]), available: own?.free ?? ZERO };
}
