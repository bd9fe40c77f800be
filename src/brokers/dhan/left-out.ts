// Owns: whether a position that Dhan's lists leave out is gone. What was closed today stands among the positions with nothing left, and
// its trades stand in the book of the day: where neither says so, or the trades are not there either, an empty list is no answer. It is
// believed once it has stayed so for minutes, as what has expired or was moved elsewhere has no trade.

import { add, type Decimal, isZero, sub, ZERO } from '../../core/model/decimal.ts';
import type { Instant } from '../../core/model/ids.ts';
import { indianDay } from './indian-time.ts';

/** What is listed at one moment, by our symbols. */
export interface Listed {
  readonly at: Instant;
  /** Everything that has an entry, with nothing left too. Signed. */
  readonly held: ReadonlyMap<string, Decimal>;
  /** What the trades of today come to. Signed. Null: they could not be had. */
  readonly traded: ReadonlyMap<string, Decimal> | null;
}

/** A share of BSE that was delivered stands among the holdings under its name at NSE. */
export const deliveredAs = (symbol: string): string => symbol.replace(/^BSE:/, '');

interface Remembered {
  readonly day: string;
  readonly qty: Decimal;
  /** Of the days before. */
  readonly carried: Decimal;
}

const BELIEVED_AFTER_MS = 180_000;

/** Answers why the lists are no answer; null: they are one. */
export type LeftOut = (listed: Listed) => string | null;

export function createLeftOut(): LeftOut {
  const known = new Map<string, Remembered>();
  const missingSince = new Map<string, Instant>();

  function carriedInto(symbol: string, at: Instant): Decimal {
    const before = known.get(symbol);
    if (before === undefined) return ZERO;
    return before.day === indianDay(at) ? before.carried : before.qty;
  }

  /** Trades of a day do not vanish: where none is named, what was listed last still holds. */
  function expected(symbol: string, { at, traded }: Listed): Decimal {
    const today = traded?.get(symbol);
    return today === undefined ? (known.get(symbol)?.qty ?? ZERO) : add(carriedInto(symbol, at), today);
  }

  function remember({ at, held, traded }: Listed): void {
    for (const [symbol, qty] of held) {
      missingSince.delete(symbol);
      const carried = traded === null ? carriedInto(symbol, at) : sub(qty, traded.get(symbol) ?? ZERO);
      known.set(symbol, { day: indianDay(at), qty, carried });
    }
  }

  return (listed) => {
    const { at, held, traded } = listed;
    remember(listed);
    for (const symbol of new Set([...known.keys(), ...(traded?.keys() ?? [])])) {
      const qty = expected(symbol, listed);
      if (isZero(qty) || held.has(symbol) || held.has(deliveredAs(symbol))) {
        missingSince.delete(symbol);
        continue;
      }
      const since = missingSince.get(symbol) ?? at;
      missingSince.set(symbol, since);
      if (at - since < BELIEVED_AFTER_MS)
        return `Dhan lists no position of ${symbol}, of which ${qty} should be there by its trades${traded?.has(symbol) === true ? '' : ' and lists of before'}: asked again`;
    }
    return null;
  };
}
