// Owns: the limits on what was earned and lost, with what is open counted at its last price: the loss of a day, the profit of a
// day that is kept, the fall from the highest sum. They can be reached between two alerts.

import { gte, isNegative, lte, neg, sub, ZERO, type Decimal } from '../../model/decimal.ts';
import type { LimitAmount, Limits } from '../../model/risk-limits.ts';
import type { Proposal } from '../../model/signal.ts';
import { feesApartShown, isUncounted, joinRates, ratesShown, sumMoney, uncountedCurrency, type NoRate, type Sum } from './count-money.ts';
import {
  amountShown,
  inPercent,
  percentUsed,
  shown,
  uncountedEntry,
  uncountedUse,
  unknownEquity,
  unpricedEntry,
  type EntryAsked,
  type Judged,
  type SizeKind,
  type Used,
} from './limit-kind.ts';
import { everOf, feesApartEver, isBlind, ledgerOf, moneyOf, resultsOf, unpricedIn, type Results, type RiskGround } from './risk-scope.ts';

/** "-120 (realised -100, open -20)". */
function resultShown({ realised, open, today, unpriced, feesApart }: Results): string {
  const missing = unpriced === 0 ? '' : `; ${unpriced} without a price`;
  return `${shown(today)} (realised ${shown(realised)}, open ${shown(open)}${missing}${feesApartShown(feesApart)})`;
}

/** Which money it is, and what is compared with it. The words are made when somebody asks: prices come often, and pass. */
interface Comparison {
  readonly passes: boolean;
  readonly shows: () => string;
  readonly used: () => string;
  readonly percent: () => Decimal | null;
  readonly rates: Sum['rates'];
}

const judgedAs = ({ passes, shows, rates }: Comparison): Judged => ({ passes, shows: shows(), rates });

/** Null: a percent of an equity that is not known. */
type Compare = (ground: RiskGround) => Comparison | NoRate | null;

/** `compare` of a sum of money and what is to be said of it; the rates that were used are said behind it. */
const counted = ({ now }: RiskGround, { shows, ...more }: Comparison): Comparison => ({
  ...more,
  shows: () => `${shows()}${ratesShown(more.rates, now)}`,
});

const judgedBy =
  (compare: Compare, amount: (limits: Limits) => LimitAmount | null | undefined) =>
  (ground: RiskGround, _entry: EntryAsked, { instrument }: Proposal): Judged => {
    // what it would earn has to be counted too
    const noRate = uncountedCurrency(ground, instrument.quote);
    const found = noRate ?? compare(ground);
    if (found === null) return unknownEquity(ground, amountShown(ground, amount(ground.scope.limits) ?? { money: ZERO }));
    if (isUncounted(found)) return uncountedEntry(ground, found);
    const unpriced = unpricedIn(ground);
    if (unpriced.length === 0) return judgedAs(found);
    // an entry is refused for what seems reached, too; nothing is paused, killed or wound down for it
    return found.passes ? unpricedEntry(unpriced) : { ...judgedAs(found), unknown: true };
  };

/** The reached state of a limit judged without any entry. What cannot be counted is not reached, and /risk says so. */
const reachedBy =
  (compare: Compare) =>
  (ground: RiskGround): string | null => {
    const found = isBlind(ground) ? null : compare(ground);
    return found === null || isUncounted(found) || found.passes ? null : found.shows();
  };

/** Without an equity: what is counted so far. */
function usedBy(ground: RiskGround, found: Comparison | NoRate | null, of: string): Used {
  if (found !== null && isUncounted(found)) return uncountedUse(found, of);
  if (found !== null) return { used: found.used(), of, percent: found.percent(), rates: found.rates };
  const results = resultsOf(ground);
  return isUncounted(results) ? uncountedUse(results, of) : { used: resultShown(results), of, percent: null, rates: results.rates };
}

function compareLoss(ground: RiskGround): Comparison | NoRate | null {
  const limit = ground.scope.limits.dailyLoss;
  const amount = limit === null ? null : moneyOf(ground, limit);
  if (limit === null || amount === null) return null;
  if (isUncounted(amount)) return amount;
  const results = resultsOf(ground);
  if (isUncounted(results)) return results;
  const loss = neg(results.today);
  return counted(ground, {
    passes: !gte(loss, amount.money),
    shows: () => `the result of today is ${resultShown(results)}; a loss of ${amountShown(ground, limit)} ends the day`,
    used: () => resultShown(results),
    percent: () => percentUsed(loss, amount.money),
    rates: joinRates(results.rates, amount.rates),
  });
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
  countsHeld: 'all',
  needsEquity: ({ dailyLoss: limit }) => inPercent(limit),
  used(ground) {
    const limit = ground.scope.limits.dailyLoss ?? { money: ZERO };
    return usedBy(ground, compareLoss(ground), `-${amountShown(ground, limit)}`);
  },
  judge: judgedBy(compareLoss, (limits) => limits.dailyLoss),
  reached: reachedBy(compareLoss),
};

/** How many steps of the lock the result of today has reached; it never takes one back. */
export function stepsReached(ground: RiskGround): number {
  const steps = ground.scope.limits.dailyProfitLock ?? [];
  const results = resultsOf(ground);
  const isReached = ({ at }: (typeof steps)[number]): boolean => {
    const amount = moneyOf(ground, at);
    return amount !== null && !isUncounted(amount) && !isUncounted(results) && gte(results.today, amount.money);
  };
  const reached = isBlind(ground) ? [] : steps.filter(isReached);
  return Math.min(steps.length, Math.max(ledgerOf(ground).lockSteps, reached.length));
}

function compareLock(ground: RiskGround): Comparison | NoRate | null {
  const steps = ground.scope.limits.dailyProfitLock ?? [];
  const armed = stepsReached(ground);
  const [held, next] = [steps[armed - 1], steps[armed]];
  const shownAt = next ?? held;
  const floor = held === undefined ? null : moneyOf(ground, held.floor);
  const at = shownAt === undefined ? null : moneyOf(ground, shownAt.at);
  if (at === null || shownAt === undefined || (held !== undefined && floor === null)) return null;
  if (isUncounted(at)) return at;
  if (floor !== null && isUncounted(floor)) return floor;
  const results = resultsOf(ground);
  if (isUncounted(results)) return results;
  const how =
    held === undefined
      ? `it is kept from ${amountShown(ground, shownAt.at)} on`
      : `it had reached ${amountShown(ground, held.at)} and is kept at ${amountShown(ground, held.floor)}`;
  return counted(ground, {
    passes: floor === null || !lte(results.today, floor.money),
    shows: () => `the result of today is ${resultShown(results)}; ${how}`,
    used: () => `${resultShown(results)}${held === undefined ? '' : `, kept at ${amountShown(ground, held.floor)}`}`,
    percent: () => percentUsed(results.today, at.money),
    rates: joinRates(results.rates, at.rates, floor?.rates ?? []),
  });
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
  countsHeld: 'all',
  needsEquity: ({ dailyProfitLock: steps }) => (steps ?? []).some(({ at, floor }) => inPercent(at) || inPercent(floor)),
  used(ground) {
    const steps = ground.scope.limits.dailyProfitLock ?? [];
    const of = steps.map(({ at, floor }) => `${amountShown(ground, at)} kept at ${amountShown(ground, floor)}`).join(', ');
    return usedBy(ground, compareLock(ground), of);
  },
  judge: judgedBy(compareLock, (limits) => limits.dailyProfitLock?.[0]?.at),
  reached: reachedBy(compareLock),
};

/** The highest sum so far, in the currency of the limit (which may have become another one). Null: it begins with the next look. */
export function peakOf(ground: RiskGround): Sum | NoRate | null {
  const { peak, peakIn } = ledgerOf(ground);
  return peak === null ? null : sumMoney(ground, [{ amount: peak, currency: peakIn ?? ground.scope.currency }]);
}

function compareDrawdown(ground: RiskGround): Comparison | NoRate | null {
  const limit = ground.scope.limits.drawdown;
  const amount = limit === null ? null : moneyOf(ground, limit);
  if (limit === null || amount === null) return null;
  if (isUncounted(amount)) return amount;
  const [sum, highest] = [everOf(ground), peakOf(ground)];
  if (isUncounted(sum)) return sum;
  if (highest !== null && isUncounted(highest)) return highest;
  const ever = sum.money;
  const peak = highest?.money ?? ever;
  const fall = isNegative(sub(peak, ever)) ? ZERO : sub(peak, ever);
  const apart = feesApartShown(feesApartEver(ground));
  return counted(ground, {
    passes: !gte(fall, amount.money),
    shows: () =>
      `results have fallen by ${shown(fall)} from ${shown(peak)} to ${shown(ever)} ${ground.scope.currency}${apart}; ${amountShown(ground, limit)} is the end`,
    used: () => `${shown(fall)} below ${shown(peak)}${apart}`,
    percent: () => percentUsed(fall, amount.money),
    rates: joinRates(sum.rates, highest?.rates ?? [], amount.rates),
  });
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
  countsHeld: 'all',
  needsEquity: ({ drawdown: limit }) => inPercent(limit),
  used(ground) {
    const limit = ground.scope.limits.drawdown ?? { money: ZERO };
    const found = compareDrawdown(ground);
    const of = amountShown(ground, limit);
    return found === null ? { used: 'not known yet', of, percent: null } : usedBy(ground, found, of);
  },
  judge: judgedBy(compareDrawdown, (limits) => limits.drawdown),
  reached: reachedBy(compareDrawdown),
};

export const RESULT_LIMITS = [dailyLoss, dailyProfitLock, drawdown] as const;
