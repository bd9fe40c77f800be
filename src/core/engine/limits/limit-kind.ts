// Owns: what a limit is: how much of it is used, whether an entry would go beyond it, and whether it is reached without one.
// Every limit holds back entries only. One file with its kin, one line in limit-kinds.ts.

import { div, gt, HUNDRED, isNegative, isZero, mul, round, ZERO, type Decimal } from '../../model/decimal.ts';
import type { DenialCode } from '../../model/denial.ts';
import type { ExchangeRate } from '../../model/money/exchange-rate.ts';
import type { Instant, PositionKey } from '../../model/ids.ts';
import type { Position } from '../../model/position.ts';
import type { BreachAction, LimitAmount, LimitName, Limits } from '../../model/risk-limits.ts';
import type { Proposal } from '../../model/signal.ts';
import { isUncounted, noRateShown, type NoRate } from './count-money.ts';
import { moneyOf, oldWorthsShown, type RiskGround } from './risk-scope.ts';

/** An entry that somebody wants to make. */
export interface EntryAsked {
  readonly key: PositionKey;
  readonly symbol: string;
  /** Of the alert. */
  readonly leverage: Decimal | null;
  /** A layered entry is so many orders; absent = one. */
  readonly orders?: number;
  /** Not made before; absent: now. */
  readonly from?: Instant;
}

/** What was compared with what, and what came of it. */
export interface Judged {
  readonly passes: boolean;
  readonly shows: string;
  /** It cannot be told: the entry has to wait, and nothing was reached. */
  readonly unknown?: true;
  /** Why: money of another currency that nobody can count. */
  readonly noRate?: NoRate;
  /** Why: something that is held has no price. */
  readonly noPrice?: true;
  /** It was counted at these. */
  readonly rates?: readonly ExchangeRate[];
}

export interface Used {
  readonly used: string;
  readonly of: string;
  /** Of the limit, whole percent; null where that says nothing. */
  readonly percent: Decimal | null;
  /** It was counted at these. */
  readonly rates?: readonly ExchangeRate[];
  /** Why it cannot be counted. */
  readonly uncounted?: string;
  /** Every entry is refused now, whatever it is. */
  readonly isClosed?: boolean;
}

interface AnyKind {
  readonly name: LimitName;
  readonly code: DenialCode;
  /** What it does where on_breach says nothing. */
  readonly action: BreachAction;
  /** It is reached by results or by pace, not by what one alert asks for: a plain word of on_breach is about these. */
  readonly isReached: boolean;
  /** For docs/limits.md and /risk. */
  readonly meaning: string;
  readonly example: string;
  readonly isSet: (limits: Limits) => boolean;
  readonly needsEquity: (limits: Limits) => boolean;
  /** What is held is counted in it, at last prices: of every market, or of the one that is entered. Absent: it is not. */
  readonly countsHeld?: 'all' | 'symbol';
  readonly used: (ground: RiskGround) => Used;
  /** Reached without any entry (null: it is not), for limits on results: they are judged whenever prices are heard. */
  readonly reached?: (ground: RiskGround) => string | null;
}

/** Judged at receipt and whenever the entry could be made. */
export interface GateKind extends AnyKind {
  readonly stage: 'gate';
  readonly judge: (ground: RiskGround, entry: EntryAsked) => Judged;
}

/** Judged whenever the entry could be made, with its size. */
export interface SizeKind extends AnyKind {
  readonly stage: 'size';
  readonly judge: (ground: RiskGround, entry: EntryAsked, proposal: Proposal) => Judged;
}

export type LimitKind = GateKind | SizeKind;

export const never = (): boolean => false;
export const inPercent = (amount: LimitAmount | null | undefined): boolean => amount != null && 'percent' in amount;

/** Whole percent of `limit`; nothing below zero. */
export function percentUsed(used: Decimal, limit: Decimal): Decimal | null {
  if (isZero(limit)) return null;
  return isNegative(used) ? ZERO : round(mul(div(used, limit), HUNDRED), 0);
}

export const atMost = (value: Decimal, limit: Decimal): boolean => !gt(value, limit);

/** Money and results are shown to the second digit behind the point. */
export const shown = (money: Decimal): string => round(money, 2);

/** "300 USDT", "3 % of equity (300 USDT)". */
export function amountShown(ground: RiskGround, amount: LimitAmount): string {
  const { currency } = ground.scope;
  if ('money' in amount) return `${amount.money} ${currency}`;
  const found = moneyOf(ground, amount);
  const money =
    found === null
      ? 'which is not known yet'
      : isUncounted(found)
        ? noRateShown(found)
        : `${shown(found.money)} ${currency}${oldWorthsShown(ground)}`;
  return `${amount.percent} % of equity (${money})`;
}

/** A limit that cannot be compared has to hold. */
export const unknownEquity = ({ scope }: RiskGround, amount: string): Judged => ({
  passes: false,
  unknown: true,
  shows: `${amount} cannot be told: the venue of ${scope.accounts.join(', ')} has not said today what the account is worth`,
});

/** Nor can money of another currency be guessed: who may enter when it is not known how much is at stake? */
export const uncountedEntry = ({ scope }: RiskGround, noRate: NoRate): Judged => ({
  passes: false,
  unknown: true,
  noRate,
  shows: `it cannot be counted in ${scope.currency}: ${noRateShown(noRate)}`,
});

const NAMED_MAX = 3;

/** What is held is worth something else than it was entered at, and nobody knows how much: the entry has to wait for a price. */
export function unpricedEntry(unpriced: readonly Position[]): Judged {
  const names = unpriced.slice(0, NAMED_MAX).map(({ account, instrument: { symbol } }) => `${symbol} on ${account}`);
  const more = unpriced.length > NAMED_MAX ? ` and ${unpriced.length - NAMED_MAX} more` : '';
  return { passes: false, unknown: true, noPrice: true, shows: `it cannot be counted: no price is known of ${names.join(', ')}${more}` };
}

export const uncountedUse = (noRate: NoRate, of: string): Used => ({
  used: 'what cannot be counted',
  of,
  percent: null,
  uncounted: noRateShown(noRate),
});
