// Owns: limits on results between two alerts: what prices and balances call for. Prices leave no trace; a breach, a lock that
// is armed, a higher peak and the worth of an account at the begin of the day do.

import { add, div, gt, isPositive, type Decimal } from '../../model/decimal.ts';
import type { ExchangeRates } from '../../model/money/exchange-rate.ts';
import type { AccountName, Instant } from '../../model/ids.ts';
import type { LimitAmount } from '../../model/risk-limits.ts';
import type { Settings } from '../../model/settings.ts';
import { breachLimit } from './breach-limit.ts';
import type { Command, Marks, Reply } from '../command.ts';
import { record, type Draft } from '../draft.ts';
import { isUncounted } from './count-money.ts';
import { isLifted, breachesOf } from './judge-limits.ts';
import { actionOf, LIMIT_KINDS } from './limit-kinds.ts';
import type { LimitKind } from './limit-kind.ts';
import { peakOf, stepsReached } from './limit-results.ts';
import { today } from './risk-book.ts';
import { allScopes, everOf, isBlind, ledgerOf, moneyOf, type RiskGround, type Scope } from './risk-scope.ts';
import type { State } from '../state.ts';

/** A higher peak is written down when it has grown by this part of the limit: a rising price must not fill the journal. */
const PEAK_STEPS = '20' as Decimal;

/** Null: what is written down is high enough, or what there is cannot be counted. */
function higherPeak(ground: RiskGround, limit: LimitAmount): Decimal | null {
  const [ever, peak, amount] = [everOf(ground), peakOf(ground), moneyOf(ground, limit)];
  if (isUncounted(ever) || isBlind(ground)) return null;
  if (peak === null) return ever.money;
  if (isUncounted(peak) || amount === null || isUncounted(amount) || !isPositive(amount.money)) return null;
  return gt(ever.money, add(peak.money, div(amount.money, PEAK_STEPS))) ? ever.money : null;
}

interface Call {
  readonly scope: Scope;
  readonly kind: LimitKind;
  readonly detail: string;
}

/** Limits that are reached now and were not before. */
function newlyReached(ground: RiskGround): readonly Call[] {
  const { scope, state, now } = ground;
  const breached = new Set(breachesOf(state, scope, now).map(({ limit }) => limit));
  return LIMIT_KINDS.flatMap((kind) => {
    if (kind.reached === undefined || !kind.isSet(scope.limits) || actionOf(scope.limits, kind) === 'deny') return [];
    if (breached.has(kind.name) || isLifted(state, scope, kind, now)) return [];
    const detail = kind.reached(ground);
    return detail === null ? [] : [{ scope, kind, detail }];
  });
}

/** What limits are judged on, of all scopes at once. */
export interface RiskSight {
  readonly settings: Settings;
  readonly state: State;
  readonly marks: Marks;
  readonly rates: ExchangeRates;
  readonly now: Instant;
}

const groundsOf = ({ settings, state, marks, rates, now }: RiskSight): readonly RiskGround[] =>
  allScopes(settings)
    .filter(({ isLimited }) => isLimited)
    .map((scope) => ({ settings, state, marks, rates, now, scope }));

/** Null: no further step of the profit lock was reached. */
function newSteps(ground: RiskGround): number | null {
  const steps = ground.scope.limits.dailyProfitLock === null ? 0 : stepsReached(ground);
  return steps > ledgerOf(ground).lockSteps ? steps : null;
}

const newPeak = (ground: RiskGround): Decimal | null => {
  const { drawdown } = ground.scope.limits;
  return drawdown === null ? null : higherPeak(ground, drawdown);
};

/** Whether `judge_risk` would leave a trace at these prices. Asked before a command is made of them. */
export const riskCalls = (sight: RiskSight): boolean =>
  groundsOf(sight).some((ground) => newSteps(ground) !== null || newPeak(ground) !== null || newlyReached(ground).length > 0);

/** Accounts whose worth some limit needs. */
function accountsWeighed(settings: Settings): readonly AccountName[] {
  const weighs = ({ limits }: Scope): boolean => LIMIT_KINDS.some((kind) => kind.isSet(limits) && kind.needsEquity(limits));
  return [...new Set(allScopes(settings).flatMap((scope) => (weighs(scope) ? scope.accounts : [])))];
}

/** Whether anything has to be looked at between alerts. */
export const watchesRisk = (settings: Settings): boolean =>
  accountsWeighed(settings).length > 0 ||
  allScopes(settings).some(({ limits }) => LIMIT_KINDS.some((kind) => kind.reached !== undefined && kind.isSet(limits)));

/** Of those, the ones that have not said it today. */
export function equitiesMissing(settings: Settings, state: State, now: Instant): readonly AccountName[] {
  const day = today(state, now);
  return accountsWeighed(settings).filter((name) => state.riskBook.equities.get(name)?.day !== day);
}

/** The first worth of a day is what percent of that day are counted from. */
export function noteEquity(draft: Draft, account: AccountName, equity: Decimal): void {
  if (!equitiesMissing(draft.settings, draft.state, draft.now).includes(account)) return;
  record(draft, { type: 'equity_noted', account, day: today(draft.state, draft.now), equity });
}

export function decideRisk(draft: Draft, command: Command & { type: 'judge_risk' }): Reply {
  for (const [account, equity] of command.equities) noteEquity(draft, account, equity);
  const before = draft.events.length;
  const now = (): readonly RiskGround[] => groundsOf(draft);
  for (const ground of now()) {
    const { key, currency } = ground.scope;
    const peak = newPeak(ground);
    if (peak !== null) record(draft, { type: 'peak_set', scope: key, peak, currency });
    const steps = newSteps(ground);
    if (steps !== null) record(draft, { type: 'profit_lock_armed', scope: ground.scope.key, steps });
  }
  for (const { scope, kind, detail } of now().flatMap(newlyReached)) breachLimit(draft, scope, kind, detail);
  return draft.events.length === before ? { type: 'skipped', detail: 'no limit is reached' } : { type: 'done', detail: 'judged' };
}
