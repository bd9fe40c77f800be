// Owns: a difference between the books and a venue that a person has been told of, or is to decide about.

import type { AccountMode } from '../account.ts';
import type { Decimal } from '../decimal.ts';
import type { AccountName, Instant, Nonce } from '../ids.ts';
import type { Instrument } from '../markets/instrument.ts';
import type { HeldAs, VenueOrder } from './report.ts';

export type DiscrepancySubject =
  /**
   * `surplus` = what the venue holds less what the books hold, signed, base units; never "0". The other two are as they were when it was
   * found. `products`: it is held there as several.
   */
  | {
      readonly type: 'position';
      readonly surplus: Decimal;
      readonly booked: Decimal;
      readonly held: Decimal;
      readonly products?: readonly HeldAs[];
    }
  /** Open at the venue, and not followed by us. `booked`: how the books say that it ended; null = they do not know it. */
  | { readonly type: 'order'; readonly order: VenueOrder; readonly booked: string | null }
  /** Money (`symbol` is its currency) that no trade explains: `surplus` = what the venue has less what it should have. Never "0". */
  | { readonly type: 'balance'; readonly surplus: Decimal; readonly booked: Decimal; readonly held: Decimal };

export interface Discrepancy {
  readonly key: string;
  readonly account: AccountName;
  readonly mode: AccountMode;
  readonly symbol: string;
  readonly subject: DiscrepancySubject;
  /** As the venue gave it; null: it could not be had (yet), and nothing can be adopted or closed without it. */
  readonly instrument: Instrument | null;
  /** What the surplus was entered at, by the venue, else the price when it was found. Quote currency. */
  readonly price: Decimal | null;
  readonly productType: string | null;
  /** `ignored`: a person wants it so; it is not told again until it changes. `canceling`: the order is owed a cancel at the venue. */
  readonly status: 'open' | 'ignored' | 'canceling';
  /** Of its buttons; another one after each answer. */
  readonly nonce: Nonce;
  /** Owed to the venue from `nextAt` on, while `canceling`. */
  readonly cancel: { readonly attempts: number; readonly nextAt: Instant } | null;
  readonly foundAt: Instant;
}

export type DiscrepancyAnswer =
  /** The books take over what the venue has, in the share of this strategy. */
  | { readonly type: 'adopt'; readonly strategy: string }
  /** Of money: what the venue has is taken as it is. */
  | { readonly type: 'agree' }
  | { readonly type: 'ignore' }
  /** Closes the surplus at the venue, reduce-only; cancels the order. */
  | { readonly type: 'close' };

export const positionDiscrepancyKey = (account: AccountName, symbol: string): string => `${account}|position|${symbol}`;
export const orderDiscrepancyKey = (account: AccountName, venueOrderId: string): string => `${account}|order|${venueOrderId}`;
export const balanceDiscrepancyKey = (account: AccountName, currency: string): string => `${account}|balance|${currency}`;
