// Owns: what new exits make of the plan of a position: what they name replaces, what they do not name stays.

import type { ExitPlan, PlannedExits, TimeStop } from '../model/exits/exit-plan.ts';
import type { SignalId } from '../model/ids.ts';
import { tighterStop } from '../model/exits/tighter-stop.ts';

export interface PlanOwner {
  /** Of the signal whose card tells of the plan. */
  readonly signalId: SignalId;
  readonly long: boolean;
  readonly timeStop: TimeStop | null;
}

/** A stop that is named replaces; one that comes of a trailing distance never loosens what is there. */
function stopOf(known: ExitPlan | null, { stopLoss, trail }: PlannedExits, long: boolean): ExitPlan['stopLoss'] {
  const before = known?.stopLoss ?? null;
  return trail === null ? (stopLoss ?? before) : tighterStop(long, before, stopLoss);
}

/** Null: there is nothing to do with this position but to hold it. */
export function joinPlan(known: ExitPlan | null, exits: PlannedExits, { signalId, long, timeStop }: PlanOwner): ExitPlan | null {
  const hasTargets = exits.takeProfit !== null || exits.partials.length > 0;
  const plan: ExitPlan = {
    stopLoss: stopOf(known, exits, long),
    takeProfit: hasTargets ? exits.takeProfit : (known?.takeProfit ?? null),
    signalId,
    partials: hasTargets ? exits.partials : (known?.partials ?? []),
    trail: exits.trail ?? known?.trail ?? null,
    breakEvenAfter: exits.breakEvenAfter ?? known?.breakEvenAfter ?? null,
    locks: exits.locks.length > 0 ? exits.locks : (known?.locks ?? []),
    timeStop: timeStop ?? known?.timeStop ?? null,
  };
  const says = hasTargets || exits.stopLoss !== null || exits.trail !== null || exits.locks.length > 0 || timeStop !== null;
  return says ? plan : known;
}
