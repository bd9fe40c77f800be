// Owns: what each venue has said last, for whoever shows it. Kept by the reconciliation.

import type { AccountName } from '../core/model/ids.ts';
import { NOTHING_SEEN, type VenueView } from '../core/model/venues/venue-view.ts';

export interface VenueViews {
  view(account: AccountName): VenueView;
  keep(account: AccountName, view: VenueView): void;
}

export function createVenueViews(): VenueViews {
  const views = new Map<AccountName, VenueView>();
  return {
    view: (account) => views.get(account) ?? NOTHING_SEEN,
    keep: (account, view) => void views.set(account, view),
  };
}
