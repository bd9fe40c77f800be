// Owns: what a risk check is, and what it judges.

import type { VenueTraits } from '../model/account.ts';
import type { ExchangeRate } from '../model/money/exchange-rate.ts';
import type { Denial } from '../model/denial.ts';
import type { Strategy } from '../model/settings.ts';
import type { Proposal, Reading } from '../model/signal.ts';
import type { Standing } from './standing.ts';

export interface CheckSubject {
  readonly proposal: Proposal;
  /** What it is an entry for. */
  readonly reading: Reading;
  readonly standing: Standing;
  readonly strategy: Strategy;
  /** Of the account: what limits are counted in. */
  readonly quoteCurrency: string;
  /** What the market's money is worth in that; null: it is the same, or nobody knows. */
  readonly rate: ExchangeRate | null;
  /** What the venue of the account takes. */
  readonly traits: VenueTraits;
}

export interface RiskCheck {
  readonly name: string;
  /** What was compared with what, for whoever asks how an alert is judged. */
  readonly shows: (subject: CheckSubject) => string;
  /** Null = passed. */
  readonly refuse: (subject: CheckSubject) => Denial | null;
}
