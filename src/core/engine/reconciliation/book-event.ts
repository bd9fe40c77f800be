// Owns: what happens to what is remembered of an account for the comparison of trades and money.

import type { Decimal } from '../../model/decimal.ts';
import type { AccountName, Instant } from '../../model/ids.ts';

export type BookEvent =
  /** From now on its trades and its money are compared. */
  | { type: 'venue_book_opened'; account: AccountName }
  /** People were told of these trades. `moved`, `turnover`: what they did to its money. */
  | {
      type: 'trades_told';
      account: AccountName;
      trades: readonly { readonly key: string; readonly at: Instant }[];
      moved: Decimal;
      turnover: Decimal;
    }
  /** What the venue has is taken as it is. */
  | { type: 'cash_agreed'; account: AccountName; currency: string; amount: Decimal };
