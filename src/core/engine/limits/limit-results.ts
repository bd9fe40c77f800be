// Owns: the limits on what was earned and lost, with what is open counted at its last price: the loss of a day, the profit of a
// day that is kept, the fall from the highest sum. They can be reached between two alerts.

import { gte, isNegative, lte, neg, sub, ZERO, type Decimal } from '../../model/decimal.ts';
import type { LimitAmount, Limits } from '../../model/risk-limits.ts';
import type { Proposal } from '../../model/signal.ts';
import { amountShown, inPercent, type EntryAsked, percentUsed, shown, unknownEquity, type Judged, type SizeKind } from './limit-kind.ts';
import { everOf, ledgerOf, moneyOf, resultsOf, type Results, type RiskGround } from './risk-scope.ts';

/** "-120 (realised -100, open -20)". */
function resultShown({ realised, open, today, unpriced }: Results): string {
  const missing = unpriced === 0 ? '' : `; ${unpriced} without a price`;
  return `${shown(today)} (realised ${shown(realised)}, open ${shown(open)}${missing})`;
}

/** Which money it is, and what is compared with it; null: it is not known. */
interface Comparison extends Judged {
  readonly used: string;
  readonly percent: Decimal | null;
}

/** Results in another currency could not be added to those that are limited. */
const judgedBy =
  (compare: (ground: RiskGround) => Comparison | null, amount: (limits: Limits) => LimitAmount | null | undefined) =>
  (ground: RiskGround, _entry: EntryAsked, { instrument }: Proposal): Judged => {
    const { currency, limits } = ground.scope;
    if (instrument.quote !== currency)
      return { passes: false, unknown: true, shows: `results in ${instrument.quote} cannot be compared with a limit in ${currency}` };
    return compare(ground) ?? unknownEquity(ground, amountShown(ground, amount(limits) ?? { money: ZERO }));
  };

/** The reached state of a limit judged without any entry. */
const reachedBy =
  (compare: (ground: RiskGround) => Comparison | null) =>
  (ground: RiskGround): string | null => {
    const found = compare(ground);
    return found === null || found.passes ? null : found.shows;
  };

function compareLoss(ground: RiskGround): Comparison | null {
  const limit = ground.scope.limits.dailyLoss;
  const money = limit === null ? null : moneyOf(ground, limit);
  if (limit === null || money === null) return null;
  const results = resultsOf(ground);
  const loss = neg(results.today);
  return {
    passes: !gte(loss, money),
    shows: `the result of today is ${resultShown(results)}; a loss of ${amountShown(ground, limit)} ends the day`,
    used: resultShown(results),
    percent: percentUsed(loss, money),
  };
}

const dailyLoss: SizeKind = {
  name: 'daily_loss',
  code: 'DAILY_LOSS',
  action: 'pause',
  stage: 'size',
  isReached: true,
  meaning: 'loss of a day, realised and open, in money or percent of the equity',
  example: '3%',
  isSet: ({ dailyLoss: limit }) => limit !== null,
  needsEquity: ({ dailyLoss: limit }) => inPercent(limit),
  used(ground) {
    const limit = ground.scope.limits.dailyLoss ?? { money: ZERO };
    const found = compareLoss(ground);
    return { used: found?.used ?? resultShown(resultsOf(ground)), of: `-${amountShown(ground, limit)}`, percent: found?.percent ?? null };
  },
  judge: judgedBy(compareLoss, (limits) => limits.dailyLoss),
  reached: reachedBy(compareLoss),
};

/** How many steps of the lock the result of today has reached; it never takes one back. */
export function stepsReached(ground: RiskGround): number {
  const steps = ground.scope.limits.dailyProfitLock ?? [];
  const { today } = resultsOf(ground);
  const reached = steps.filter(({ at }) => {
    const money = moneyOf(ground, at);
    return money !== null && gte(today, money);
  });
  return Math.min(steps.length, Math.max(ledgerOf(ground).lockSteps, reached.length));
}

function compareLock(ground: RiskGround): Comparison | null {
  const steps = ground.scope.limits.dailyProfitLock ?? [];
  const armed = stepsReached(ground);
  const [held, next] = [steps[armed - 1], steps[armed]];
  const shownAt = next ?? held;
  const floor = held === undefined ? null : moneyOf(ground, held.floor);
  const at = shownAt === undefined ? null : moneyOf(ground, shownAt.at);
  if (at === null || shownAt === undefined || (held !== undefined && floor === null)) return null;
  const results = resultsOf(ground);
  const how =
    held === undefined
      ? `it is kept from ${amountShown(ground, shownAt.at)} on`
      : `it had reached ${amountShown(ground, held.at)} and is kept at ${amountShown(ground, held.floor)}`;
  return {
    passes: floor === null || !lte(results.today, floor),
    shows: `the result of today is ${resultShown(results)}; ${how}`,
    used: `${resultShown(results)}${held === undefined ? '' : `, kept at ${amountShown(ground, held.floor)}`}`,
    percent: percentUsed(results.today, at),
  };
}

const dailyProfitLock: SizeKind = {
  name: 'daily_profit_lock',
  code: 'PROFIT_LOCKED',
  action: 'pause',
  stage: 'size',
  isReached: true,
  meaning: 'when the result of a day has reached `at` and falls back to `floor`, the day is over; one step or a ladder of them',
  example: '[{ at: 500, floor: 300 }, { at: 900, floor: 700 }]',
  isSet: ({ dailyProfitLock: lock }) => lock !== null,
  needsEquity: ({ dailyProfitLock: steps }) => (steps ?? []).some(({ at, floor }) => inPercent(at) || inPercent(floor)),
  used(ground) {
    const steps = ground.scope.limits.dailyProfitLock ?? [];
    const found = compareLock(ground);
    return {
      used: found?.used ?? resultShown(resultsOf(ground)),
      of: steps.map(({ at, floor }) => `${amountShown(ground, at)} kept at ${amountShown(ground, floor)}`).join(', '),
      percent: found?.percent ?? null,
    };
  },
  judge: judgedBy(compareLock, (limits) => limits.dailyProfitLock?.[0]?.at),
  reached: reachedBy(compareLock),
};

function compareDrawdown(ground: RiskGround): Comparison | null {
  const limit = ground.scope.limits.drawdown;
  const money = limit === null ? null : moneyOf(ground, limit);
  if (limit === null || money === null) return null;
  const ever = everOf(ground, resultsOf(ground).open);
  const peak = ledgerOf(ground).peak ?? ever;
  const fall = isNegative(sub(peak, ever)) ? ZERO : sub(peak, ever);
  return {
    passes: !gte(fall, money),
    shows: `results have fallen by ${shown(fall)} from ${shown(peak)} to ${shown(ever)} ${ground.scope.currency}; ${amountShown(ground, limit)} is the end`,
    used: `${shown(fall)} below ${shown(peak)}`,
    percent: percentUsed(fall, money),
  };
}

const drawdown: SizeKind = {
  name: 'drawdown',
  code: 'DRAWDOWN',
  action: 'pause',
  stage: 'size',
  isReached: true,
  meaning: 'fall of all results, open ones included, from their highest sum, in money or percent of the equity',
  example: '10%',
  isSet: ({ drawdown: limit }) => limit !== null,
  needsEquity: ({ drawdown: limit }) => inPercent(limit),
  used(ground) {
    const limit = ground.scope.limits.drawdown ?? { money: ZERO };
    const found = compareDrawdown(ground);
    return { used: found?.used ?? 'not known yet', of: amountShown(ground, limit), percent: found?.percent ?? null };
  },
  judge: judgedBy(compareDrawdown, (limits) => limits.drawdown),
  reached: reachedBy(compareDrawdown),
};

export const RESULT_LIMITS = [dailyLoss, dailyProfitLock, drawdown] as const;
