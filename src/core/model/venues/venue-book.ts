// Owns: what is remembered of an account for the comparison of single trades and of money: since when it is compared, which
// trades people were told of, and what its money should be.

import { abs, add, decimal, gt, mul, sub, ZERO, type Decimal } from '../decimal.ts';
import type { Instant } from '../ids.ts';
import type { VenueCash } from './report.ts';

export interface CashBook {
  readonly currency: string;
  /** What the venue had when books and venue were last agreed. */
  readonly agreed: Decimal;
  /** What trades and their fees have moved since. */
  readonly moved: Decimal;
  /** The value of those trades. */
  readonly turnover: Decimal;
  readonly agreedAt: Instant;
}

export interface VenueBook {
  /** Trades before it are no business of ours. */
  readonly since: Instant;
  /** Keys of trades that people were told of, the newest last. */
  readonly told: readonly { readonly key: string; readonly at: Instant }[];
  /** Null: the account has not been agreed yet. */
  readonly cash: CashBook | null;
}

/** Fees that a venue bills when the day is over (Alpaca's of coins are the highest), as a share of what was traded. */
const LATE_FEE_SHARE = decimal('0.003');
/** What is less of the money itself is rounding, and funding of an hour or two. */
const NOISE_SHARE = decimal('0.0005');

export const expectedCash = ({ agreed, moved }: CashBook): Decimal => add(agreed, moved);

/** What may be missing without a word about it. */
export const cashTolerance = (book: CashBook): Decimal =>
  add(mul(book.turnover, LATE_FEE_SHARE), mul(abs(expectedCash(book)), NOISE_SHARE));

/** What the venue has more than trades explain; zero where it is within the tolerance. */
export function unexplained(book: CashBook, seen: VenueCash): Decimal {
  const surplus = sub(seen.amount, expectedCash(book));
  return gt(abs(surplus), cashTolerance(book)) ? surplus : ZERO;
}
