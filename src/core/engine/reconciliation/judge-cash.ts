// Owns: what follows from the money that a venue has: nothing, most of the time.

import { abs, eq, gt, isZero, sub, type Decimal } from '../../model/decimal.ts';
import { balanceDiscrepancyKey } from '../../model/venues/discrepancy.ts';
import type { AccountName, Instant } from '../../model/ids.ts';
import type { VenueCash } from '../../model/venues/report.ts';
import { cashTolerance, expectedCash, unexplained } from '../../model/venues/venue-book.ts';
import type { State } from '../state.ts';

/** Small differences are taken over once a day, so that they never add up to a large one. */
const AGREED_FOR_MS = 24 * 3_600_000;

export type CashVerdict =
  | { readonly type: 'nothing' }
  /** It is the first look, or what is missing is too little to speak of. */
  | { readonly type: 'agree' }
  | { readonly type: 'tell'; readonly surplus: Decimal }
  /** What people were told of is over. */
  | { readonly type: 'over' };

export function judgeCash(state: State, account: AccountName, seen: VenueCash, now: Instant): CashVerdict {
  const cash = state.venueBooks.get(account)?.cash ?? null;
  if (cash === null || cash.currency !== seen.currency) return { type: 'agree' };
  const known = state.discrepancies.get(balanceDiscrepancyKey(account, seen.currency));
  // another wallet than that of the trades: none of them has moved it
  if (seen.isUnproven === true && known === undefined && eq(seen.amount, cash.agreed))
    return isZero(cash.moved) ? { type: 'nothing' } : { type: 'agree' };
  const surplus = unexplained(cash, seen);
  if (!isZero(surplus)) {
    const isKnown = known?.subject.type === 'balance' && !gt(abs(sub(known.subject.surplus, surplus)), cashTolerance(cash));
    return isKnown ? { type: 'nothing' } : { type: 'tell', surplus };
  }
  if (known !== undefined) return { type: 'over' };
  const isOld = now - cash.agreedAt >= AGREED_FOR_MS;
  return isOld && expectedCash(cash) !== seen.amount ? { type: 'agree' } : { type: 'nothing' };
}
