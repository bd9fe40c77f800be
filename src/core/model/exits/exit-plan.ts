// Owns: how a position is to be left (ExitPlan), in absolute prices, and how plans come to be: by the words of an alert and by
// the rules of a strategy (ProtectionRules). Prices in quote currency, rounded to the tick.

import { sub, ZERO, type Decimal } from '../decimal.ts';
import type { Instant, SignalId } from '../ids.ts';

/** How far away; one of them is set. `atr`: multiples of the average true range. Pips and points as in alerts (unit-sizes.ts). */
export interface Distance {
  readonly percent?: Decimal;
  readonly amount?: Decimal;
  readonly atr?: Decimal;
  readonly pips?: Decimal;
  readonly points?: Decimal;
}

/** A target at which a part of the position leaves. */
export interface PartialTarget {
  readonly price: Decimal;
  /** Percent of the whole position; all targets of a plan together are at most 100. */
  readonly share: Decimal;
  /** It was reached, and its share left or is leaving. */
  readonly done: boolean;
  /** What has left at it, percent of the whole, where that is less than its share: an entry went on filling after it was reached. */
  readonly taken?: Decimal;
  /** Alerts whose entries could go on filling when it was reached: it is a target of what they fill then, too. */
  readonly goesOnFor?: readonly SignalId[];
}

/** What has left at a target or is leaving, percent of the whole. */
export const shareTaken = ({ done, share, taken }: PartialTarget): Decimal => (done ? (taken ?? share) : ZERO);
/** What is still to leave there. */
export const shareOwed = (target: PartialTarget): Decimal => sub(target.share, shareTaken(target));

/** The stop follows the best price at a distance. */
export interface Trailing {
  readonly by: { readonly percent: Decimal } | { readonly amount: Decimal };
  /** It follows from this price on; null = from the entry on. */
  readonly activation: Decimal | null;
  readonly active: boolean;
  /** The best price that is known to the books; between two commits the best one is with who watches prices. */
  readonly best: Decimal | null;
  readonly movedAt: Instant | null;
}

/** Where a trailing stop begins, as people say it: at a price, or at a gain from the entry. */
export type ActivationLevel = { readonly price: Decimal } | { readonly percent: Decimal };

/** When `trigger` is reached the stop moves to `stop`. */
export interface LockStep {
  readonly trigger: Decimal;
  readonly stop: Decimal;
}

export interface TimeStop {
  readonly at: Instant;
  /** It leaves only where the position has gained less than so much by then, percent of the entry price; null = in any case. */
  readonly unlessGain: Decimal | null;
  /** Its time is over, and since then a price is awaited that says whether it has gained so much. Absent: it is not. */
  readonly askedAt?: Instant;
}

export interface ExitPlan {
  readonly stopLoss: Decimal | null;
  /** The last target: everything that is left leaves there. */
  readonly takeProfit: Decimal | null;
  /** Signal that set the plan; protective orders carry its id. */
  readonly signalId: SignalId;
  /** Targets before the last one, nearest first. Absent in older journals, as the fields below: none. */
  readonly partials?: readonly PartialTarget[];
  readonly trail?: Trailing | null;
  /** When so many targets are reached the stop moves to the entry price. */
  readonly breakEvenAfter?: number | null;
  /** Steps that are still to come, nearest first. */
  readonly locks?: readonly LockStep[];
  readonly timeStop?: TimeStop | null;
  /** Since when the price stands beyond the stop that the venue holds, where what a stop becomes there may rest. Absent: it does not. */
  readonly passedAt?: Instant;
  /** The venue has refused its stop and its target as one order: the stop stands there alone. */
  readonly apart?: true;
}

/** Other levels may be taken where these were not. */
export function joinedAgain({ apart: _apart, ...plan }: ExitPlan): ExitPlan {
  return plan;
}

/** Nothing brings it back: what would move a stop goes with it. */
export const withoutStop = (plan: ExitPlan): ExitPlan => ({ ...plan, stopLoss: null, trail: null, breakEvenAfter: null, locks: [] });

/** What a strategy does about its positions where the alert does not say it. */
export interface ProtectionRules {
  readonly stopLoss: Distance | null;
  /** `share` null: they divide what the others leave evenly. */
  readonly takeProfits: readonly { readonly at: Distance; readonly share: Decimal | null }[];
  readonly trailing: { readonly by: Distance; readonly activation: Distance | null } | null;
  readonly breakEvenAfter: number | null;
  /** `at`: the gain that arms a step; `stop`: how far from the entry, in the direction of the gain, the stop moves to. */
  readonly profitLock: readonly { readonly at: Distance; readonly stop: Distance }[];
  readonly timeStop: TimeStopRule | null;
  /** What is done when the venue does not take a stop: the position is left, or people are told and we watch the level. */
  readonly onStopFailure: 'exit' | 'watch';
}

/** The earliest of those that are set counts. */
export interface TimeStopRule {
  /** After the entry. */
  readonly afterMs: number | null;
  /** `afterMs` is made of bars of this length, of which there are none while the market is closed. Absent: it is time on the clock. */
  readonly barMs?: number;
  /** Minute of the day in the time zone of the settings, the next one after the entry. */
  readonly atMinute: number | null;
  /** So long before the market closes. */
  readonly beforeCloseMs: number | null;
  /** Whose close it is; null = of the venue. */
  readonly calendar: string | null;
  readonly unlessGain: Decimal | null;
}

/** What an alert says of it: it stands for the same two of the rule of its strategy, whose close of the market stays. */
export type AlertTimeStop = Pick<TimeStopRule, 'afterMs' | 'barMs' | 'atMinute'>;

/** The exits that an entry would bring. */
export interface PlannedExits {
  readonly stopLoss: Decimal | null;
  /** The last target; null where the targets leave something to run. */
  readonly takeProfit: Decimal | null;
  readonly partials: readonly PartialTarget[];
  readonly trail: Trailing | null;
  readonly breakEvenAfter: number | null;
  readonly locks: readonly LockStep[];
  readonly timeStop: TimeStopRule | null;
}

export const NO_PROTECTION: ProtectionRules = {
  stopLoss: null,
  takeProfits: [],
  trailing: null,
  breakEvenAfter: null,
  profitLock: [],
  timeStop: null,
  onStopFailure: 'exit',
};
