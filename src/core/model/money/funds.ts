// Owns: what an account is worth, as far as sizes are counted from it.

import { add, mul, sub, sum, ZERO, type Decimal } from '../decimal.ts';
import type { Balance } from '../account.ts';
import type { Position } from '../position.ts';

/** Quote currency of the account. */
export interface Funds {
  /** Balance and what is held, at the last prices. */
  readonly equity: Decimal;
  /** What a new order may use. */
  readonly available: Decimal;
}

/**
 * Of everything that is held on the account coins count with their worth, the rest with its open result: its cost is still
 * inside the balance. `lastPrice` null: that position counts at its entry price.
 */
export function fundsOf(
  quoteCurrency: string,
  balances: readonly Balance[],
  positions: readonly Position[],
  lastPrice: (symbol: string) => Decimal | null,
): Funds {
  const own = balances.find(({ currency }) => currency === quoteCurrency);
  const held = positions
    .filter(({ instrument }) => instrument.quote === quoteCurrency)
    .map(({ instrument, qty, entryPrice }) => {
      const price = lastPrice(instrument.symbol) ?? entryPrice ?? ZERO;
      return instrument.kind === 'spot' ? mul(qty, price) : mul(qty, sub(price, entryPrice ?? price));
    });
  return { equity: add(own?.total ?? ZERO, sum(held)), available: own?.free ?? ZERO };
}
