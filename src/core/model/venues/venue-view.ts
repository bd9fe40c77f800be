// Owns: what a venue has said last of one account, with its age.

import type { Instant } from '../ids.ts';
import type { VenueOrder, VenuePosition } from './report.ts';

/** Null: it has not been asked yet, or never answered. */
export interface VenueView {
  readonly positions: { readonly at: Instant; readonly list: readonly VenuePosition[] } | null;
  readonly orders: { readonly at: Instant; readonly list: readonly VenueOrder[] } | null;
  /** Since when it does not answer, and why. */
  readonly failure: { readonly since: Instant; readonly reason: string } | null;
}

export const NOTHING_SEEN: VenueView = { positions: null, orders: null, failure: null };
